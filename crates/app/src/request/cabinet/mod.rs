//! What the subject does in the cabinet of one request, which a code sent to the subject's phone opens.

mod close;
mod consent;
mod find;
mod form;
mod open;
mod release;
mod statement;

use domain::code;
use domain::issue::IssueRequest;

pub use close::close;
pub use consent::give_consent;
pub use find::get;
pub use form::print_statement;
pub use open::{Opened, open, send_code};
pub use release::{KeyChoice, release};
pub use statement::{send_statement_code, sign_statement};

use super::kept::Mark;
use crate::{AppError, Ctx, SubjectCaller};

/// The request lies in the cabinet, and its phone is still the one that was let in.
fn require_open(ctx: &Ctx, subject: &SubjectCaller, request: &IssueRequest) -> Result<(), AppError> {
    let phone = request.applicant.phone.as_deref().map(|phone| Mark::Phone.of(ctx, request.licensee, phone));
    if phone.as_ref() != Some(&subject.phone) {
        return Err(code::NOT_FOUND.into());
    }
    Ok(())
}

/// The same, and nothing but what lies in the cabinet may be changed from it.
fn require_forwarded(ctx: &Ctx, subject: &SubjectCaller, request: &IssueRequest) -> Result<(), AppError> {
    require_open(ctx, subject, request)?;
    if request.is_forwarded() { Ok(()) } else { Err(code::NOT_FORWARDED.into()) }
}
