use app::audit::Audit;
use wire::office::AuditRecord;

/// A record as it is told.
pub(in crate::office) fn audit_record(record: Audit) -> AuditRecord {
    AuditRecord {
        at: record.at.to_string(),
        actor: record.actor,
        action: record.action,
        subject: record.subject,
        outcome: record.outcome,
        code: record.code,
        address: record.detail["address"].as_str().map(str::to_owned),
        request_id: record.request_id,
    }
}
