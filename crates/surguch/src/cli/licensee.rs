//! The words about licensees: what was agreed on with them.

use clap::{Args, Subcommand};

#[derive(Debug, Subcommand)]
pub(crate) enum LicenseeCommand {
    /// Shows a licensee as JSON; the only one where no id is given
    Show { id: Option<String> },
    /// Makes a licensee with its own company
    Create {
        /// Name of the licensee and of its own company
        name: String,
        /// ИНН of its own company
        #[arg(long)]
        inn: String,
    },
    /// Changes what passes without a person looking; what is not named stays
    Policy(PolicyCommand),
}

#[derive(Debug, Args)]
pub(crate) struct PolicyCommand {
    /// Whose; the only licensee where no id is given
    pub(crate) id: Option<String>,
    /// Certificate requests of the office are approved when they are submitted
    #[arg(long, value_name = "BOOL")]
    pub(crate) approve_automatically: Option<bool>,
    /// The licensee vouches for the identity of the people it registers
    #[arg(long, value_name = "BOOL")]
    pub(crate) licensee_identifies: Option<bool>,
    /// The licensee collects the consents to the processing of personal data
    #[arg(long, value_name = "BOOL")]
    pub(crate) licensee_collects_consents: Option<bool>,
    /// Straight issue: what is submitted complete is approved, identified, accepted and released on the licensee's word
    #[arg(long, value_name = "BOOL")]
    pub(crate) straight_issue: Option<bool>,
    /// Certificates issued elsewhere are registered for members on the licensee's word, where no path leads to a trusted root
    #[arg(long, value_name = "BOOL")]
    pub(crate) licensee_vouches_for_certificates: Option<bool>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum BoxCommand {
    /// Shows whether a box has a subscription to the API of signer details, or gives or ends one
    Subscription {
        /// `org_…`, or the box as the vendor's faces write it
        company: String,
        /// `on` or `off`; shows what holds where it is left out
        state: Option<Switch>,
    },
}

/// On or off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Switch {
    On,
    Off,
}
