//! The certificates of a box that the caller may use: their own, or everybody's for the licensee's system.

use std::collections::HashSet;

use domain::code;
use domain::id::{CertificateId, CompanyId};
use domain::time::Timestamp;
use store::table;
use store::table::box_certificate::{BoxCertificate, Source};

use super::open;
use crate::{AppError, Call, Ctx};

/// The most certificates of each source that are looked at, the newest: the contract knows no pages.
const MOST: i64 = 10_000;

/// Certificates that may be used now, the newest first.
#[derive(Debug)]
pub struct BoxCertificates {
    /// Each with whether its holder signs with it by default.
    pub certificates: Vec<(BoxCertificate, bool)>,
    /// When that was.
    pub at: Timestamp,
}

/// The certificates of a box. A person's own ones; those of all members for the licensee's system. Where showing signers takes a subscription,
/// this does, too.
pub async fn certificates(ctx: &Ctx, call: &Call, company: CompanyId) -> Result<BoxCertificates, AppError> {
    let (caller, at, subscribed) = (call.caller.clone(), ctx.now(), ctx.settings.signers_read_by_subscription);
    ctx.store
        .read(move |tx| {
            let access = open(tx, &caller, company)?;
            if subscribed && !table::signer_details::is_subscribed(tx, company)? {
                return Err(code::SUBSCRIPTION_REQUIRED.into());
            }
            let assigned: HashSet<CertificateId> =
                table::member_certificate::all_current(tx, company, access.user())?.into_iter().collect();
            let mut found = table::box_certificate::all(tx, company, access.user(), MOST)?;
            found.retain(|one| one.is_usable(at));
            let is_default = |one: &BoxCertificate| matches!(&one.source, Source::Issued(issued) if assigned.contains(&issued.id));
            let certificates = found.into_iter().map(|one| (is_default(&one), one)).map(|(default, one)| (one, default)).collect();
            Ok::<_, AppError>(BoxCertificates { certificates, at })
        })
        .await
}
