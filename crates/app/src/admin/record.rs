//! What the audit keeps of the administrator's acts.

use domain::id::LicenseeId;
use domain::time::Timestamp;
use serde_json::Value;
use store::{AuditOutcome, NewAudit};

/// An act that was done; of a licensee, or of the whole house where none is named.
pub(super) fn done(at: Timestamp, licensee: Option<LicenseeId>, action: &'static str, subject: impl ToString) -> NewAudit {
    NewAudit {
        at,
        licensee,
        actor: "administrator".to_owned(),
        action,
        subject: subject.to_string(),
        outcome: AuditOutcome::Done,
        code: None,
        detail: Value::Null,
        request_id: None,
    }
}
