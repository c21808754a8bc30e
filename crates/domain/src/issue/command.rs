//! What somebody asks of a request.

use super::agreement::{Agreement, Consent, Processing};
use super::applicant::Applicant;
use super::check;
use super::document::{Kind, Page, Requisites};
use super::identification::Identification;
use super::remark::Remark;
use super::state::Approver;
use super::statement::{Confirmation, PortalAnswer, SignedStatement};
use super::{KeyPlace, ServerKey};
use crate::id::{CertificateId, PageId, UserId};
use crate::subject::Reason;

/// What somebody asks of a request. Who may ask what is decided above.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// The subject agrees and the certificate may be made: asked for from the cabinet, or confirmed by the state portal before. With a key
    /// where it is chosen now.
    Accept { consent: Consent, key: Option<KeyPlace> },
    /// The subject (or the licensee for them) takes the issued certificate into use.
    Activate,
    /// A scan comes to a document that is there.
    AddPage { kind: Kind, page: Page },
    /// The subject agreed to the processing of personal data.
    AgreeToProcessing { processing: Processing },
    /// The state portal answered about the confirmation that waits.
    AnswerPortal { answer: PortalAnswer },
    /// Checked, no remarks.
    Approve { by: Approver },
    /// The state portal was asked to have the statement confirmed.
    AskPortal { confirmation: Confirmation },
    /// The public half of a key outside of this server comes, or another place for the key is chosen.
    BringKey { key: KeyPlace },
    /// Remarks were found.
    Correct { operator: Option<UserId>, comment: Option<Reason>, remarks: Vec<Remark> },
    /// The client takes what was approved back to mend it.
    Decline { comment: Option<Reason> },
    /// The request is given up.
    Delete,
    /// A document is taken out, with its scans.
    DeleteDocument { kind: Kind },
    /// A scan is taken out.
    DeletePage { kind: Kind, page: PageId },
    /// The subject's data are these now, and so are the areas of use.
    Edit { applicant: Applicant, use_areas: Vec<String> },
    /// To the subject's cabinet; with what there is to agree to, where that is printed, and the key that was made for it.
    Forward { agreement: Option<Agreement>, key: Option<ServerKey>, counterparty: bool },
    /// The operator does not go on with it.
    GiveBack { operator: UserId },
    /// Somebody looked at the subject's identity document.
    Identify { identification: Identification },
    /// A free text that goes with the request, or none any more.
    Note { text: Option<String> },
    /// Scans of these kinds have outlived their purpose.
    PurgePages { kinds: Vec<Kind> },
    /// A document has these requisites now; it is made where it is missing.
    PutDocument { kind: Kind, requisites: Requisites },
    /// Registers answered, or could not be asked. What is not asked any more is left out.
    RecordChecks { answers: Vec<(check::Question, check::Standing)> },
    /// What goes on by itself failed: making the certificate, which will be tried again, or the way there.
    ReportFailure { error: String },
    /// The certificate was made and recorded.
    Release { certificate: CertificateId },
    /// The identity is not vouched for any more.
    RemoveIdentification,
    /// Back from the subject's cabinet.
    Retrieve,
    /// The statement was signed without paper, for the data as they are.
    SignStatement { statement: SignedStatement },
    /// To the check.
    Submit { demands: Demands },
    /// An operator begins to check.
    Take { operator: UserId },
}

/// What a request has to fulfil to be sent to the check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Demands {
    /// Nothing: the licensee vouches for what it sends.
    Nothing,
    /// Data and documents are whole, and no register has said anything fatal.
    Whole,
    /// The same, but what registers say is found after it, and whoever checks it looks at the power to sign for the organization.
    WholeButForRegisters,
}
