//! `surguch admin audit`: who did what, and what was refused.

use std::collections::BTreeSet;
use std::time::Duration;

use app::Ctx;
use app::audit::{Audit, Filter};
use domain::time::Timestamp;
use serde_json::json;

use crate::cli::AuditCommand;
use crate::failure::{Doing, Failure};
use crate::out::{self, say};

/// How often new records are looked for.
const POLL: Duration = Duration::from_millis(500);
/// How many of the newest are looked at again: a record may be committed after one of a greater position.
const AGAIN: u32 = 1000;

pub(super) async fn run(ctx: &Ctx, command: AuditCommand) -> Result<(), Failure> {
    let since = command.since.as_deref().map(moment).transpose()?;
    let mut wanted = Filter {
        actor: command.actor,
        action: command.action,
        subject: command.subject,
        outcome: command.refused.then(|| "refused".to_owned()),
        since,
        limit: command.limit,
        ..Filter::default()
    };
    let mut shown = BTreeSet::new();
    loop {
        let found = app::audit::newest(ctx, wanted.clone()).await.doing("audit")?;
        for record in found.iter().rev().filter(|record| shown.insert(record.pos)) {
            say!("{}", if command.json { as_json(record) } else { as_line(record) });
        }
        if !command.follow || out::is_closed() {
            return Ok(());
        }
        // what was not shown at first is not shown later either
        wanted.since = wanted.since.max(found.last().map(|oldest| oldest.at));
        wanted.limit = AGAIN;
        while shown.len() > AGAIN as usize {
            shown.pop_first();
        }
        tokio::time::sleep(POLL).await;
    }
}

fn moment(text: &str) -> Result<Timestamp, Failure> {
    Timestamp::parse(text).ok_or_else(|| Failure::new(format!("{text} is no moment: write it as 2026-11-22T15:00:00Z")))
}

fn as_line(record: &Audit) -> String {
    let code = record.code.as_deref().unwrap_or_default();
    let request = record.request_id.as_deref().unwrap_or("-");
    format!("{}  {}  {}  {}  {}  {request}  {code}", record.at, record.actor, record.action, record.subject, record.outcome)
}

fn as_json(record: &Audit) -> String {
    json!({
        "at": record.at.to_string(),
        "licensee": record.licensee.map(|licensee| licensee.to_string()),
        "actor": record.actor,
        "action": record.action,
        "subject": record.subject,
        "outcome": record.outcome,
        "code": record.code,
        "detail": record.detail,
        "request_id": record.request_id,
    })
    .to_string()
}
