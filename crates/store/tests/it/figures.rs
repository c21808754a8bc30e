//! What is counted for metrics is what was committed.

use domain::id::LicenseeId;
use domain::time::Timestamp;
use store::{AuditOutcome, NewAudit, StoreError};

use crate::probe;

fn audit(outcome: AuditOutcome) -> NewAudit {
    NewAudit {
        at: Timestamp::from_seconds(1),
        licensee: None,
        actor: "key_1".to_owned(),
        action: "probe.change",
        subject: "probe_1".to_owned(),
        outcome,
        code: None,
        detail: serde_json::json!({}),
        request_id: None,
    }
}

testkit::both_own! {
    async fn only_what_was_committed_is_counted(db: TestDatabase) {
        probe::make(&db).await;
        let before = db.figures();
        let licensee = LicenseeId::new(testkit::uuid());
        for (outcome, keep) in [(AuditOutcome::Done, true), (AuditOutcome::Refused, true), (AuditOutcome::Done, false)] {
            let written: Result<(), StoreError> = db.write(move |tx| {
                tx.event(probe::event(licensee, "probe_1"));
                tx.audit(audit(outcome));
                if keep { Ok(()) } else { Err(StoreError::Stale) }
            }).await;
            assert_eq!(written.is_ok(), keep);
        }
        let after = db.figures();
        assert_eq!(after.events, [("probe.changed", 2)]);
        assert_eq!(after.acts, [("probe.change", "done", 1), ("probe.change", "refused", 1)]);
        assert_eq!((after.served - before.served, after.failed), (3, 0));
        assert!(after.commits.iter().sum::<u64>() > before.commits.iter().sum::<u64>() && after.seconds > before.seconds);
        assert!(db.size().await.expect("a size") > 0);
    }
}
