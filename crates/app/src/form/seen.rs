//! A form as its client sees it.

use domain::certificate::Certificate;
use domain::form::{Form, FormState};
use domain::issue::remark::Correction;
use domain::issue::{IssueRequest, check};
use domain::time::Timestamp;
use store::{Tx, table};

use crate::{AppError, Ctx};

/// A form with what is known of it elsewhere.
#[derive(Debug, Clone, PartialEq)]
pub struct FormSeen {
    /// The form.
    pub form: Form,
    /// How far it came.
    pub state: FormState,
    /// What is to be mended, where it was refused.
    pub correction: Option<Correction>,
    /// Its certificate, once it was made.
    pub certificate: Option<Certificate>,
    /// The moment of the look: a certificate expires by itself.
    pub at: Timestamp,
}

/// Looks at a form as it stands in this transaction.
pub(super) fn seen(tx: &mut Tx<'_>, ctx: &Ctx, form: Form, request: &IssueRequest) -> Result<FormSeen, AppError> {
    let now = ctx.now();
    let certificate = match request.certificate() {
        Some(id) => table::certificate::load(tx, id)?,
        None => None,
    };
    let state = form.state(request, now);
    let correction = (state == FormState::ValidationError).then(|| request.correction().cloned()).flatten();
    Ok(FormSeen { form, state, correction, certificate, at: now })
}

/// What was found that no attached document answers for: anything fatal, and of the numbers that a scan may prove (СНИЛС, ИНН) anything that a
/// register said (contract §4.4: documents that were not attached are wanted then).
pub(crate) fn unanswered(request: &IssueRequest, now: Timestamp) -> Vec<check::Finding> {
    use domain::issue::document::Kind::{NaturalPersonInn, Snils};
    let counts = |finding: &check::Finding| match finding.kind {
        // an operator looks at the scan: a number that a register does not know may be right all the same
        Snils | NaturalPersonInn => {
            let shown = request.document(finding.kind).is_some_and(|document| !document.pages.is_empty());
            !shown && !finding.code.is_not_available()
        }
        _ => finding.level == check::Level::Fatal,
    };
    request.validations(now).into_iter().flat_map(|validation| validation.findings).filter(counts).collect()
}
