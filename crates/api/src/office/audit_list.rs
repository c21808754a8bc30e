//! GET `/v1/audit`.

use app::audit::Filter;
use app::{AppError, Ctx, Slice};
use axum::extract::State;
use domain::code::{self, Code};
use domain::time::Timestamp;
use surguch_http::{Answer, Given, Listed, Marks};
use wire::office::{AuditRecord, ListAudit, Page};

use super::convert;
use crate::document::Refusals;

/// Who did what in the licensee's data, and what was refused, the newest first. For an API key alone.
#[utoipa::path(get, operation_id = "audit_list", path = "/v1/audit", tag = "audit", params(ListAudit),
    responses((status = 200, description = "One page", body = Page<AuditRecord>), Refusals))]
pub(crate) async fn list(State(ctx): State<Ctx>, Listed { call, query, marks }: Listed<ListAudit>) -> Answer<Page<AuditRecord>> {
    let (wanted, slice) = asked(&marks, query)?;
    let page = app::audit::list(&ctx, &call, wanted, slice).await?;
    Ok(marks.answer(page, convert::audit_record))
}

fn asked(marks: &Marks, query: Given<ListAudit>) -> Result<(Filter, Slice), AppError> {
    query.judge(|p, query| {
        let moment = |text: &str| Timestamp::parse(text).ok_or(code::VALUE_INVALID);
        let since = p.optional("/since", query.since.as_deref(), moment);
        let until = p.optional("/until", query.until.as_deref(), moment);
        let outcome = p.optional("/outcome", query.outcome.as_deref(), |word| match word {
            "done" | "refused" => Ok(word.to_owned()),
            _ => Err(code::VALUE_INVALID),
        });
        let actor = p.optional("/actor", query.actor.as_deref(), word);
        let action = p.optional("/action", query.action.as_deref(), word);
        let subject = p.optional("/subject", query.subject.as_deref(), word);
        let slice = marks.slice(p, query.limit, query.after.as_deref());
        let (actor, action, subject) = (actor?, action?, subject?);
        let filter = Filter { actor, action, subject, outcome: outcome?, since: since?, until: until?, ..Filter::default() };
        Some((filter, slice?))
    })
}

/// A name or an id, of which none is long or holds control characters.
fn word(text: &str) -> Result<String, Code> {
    const LONGEST: usize = 200;
    if text.is_empty() || text.len() > LONGEST || text.chars().any(char::is_control) { Err(code::VALUE_INVALID) } else { Ok(text.to_owned()) }
}
