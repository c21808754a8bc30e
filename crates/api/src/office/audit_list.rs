//! GET `/v1/audit`.

use app::audit::Filter;
use app::{AppError, Ctx};
use axum::extract::State;
use domain::code::{self, Code};
use domain::time::Timestamp;
use surguch_http::{Answer, Auth, Given, Object, Params};
use wire::office::{AuditRecord, ListAudit, Page};

use super::{convert, cursor, limit};
use crate::document::Refusals;

/// Who did what in the licensee's data, and what was refused, the newest first. For an API key alone.
#[utoipa::path(get, operation_id = "audit_list", path = "/v1/audit", tag = "audit", params(ListAudit),
    responses((status = 200, description = "One page", body = Page<AuditRecord>), Refusals))]
pub(crate) async fn list(State(ctx): State<Ctx>, Auth(call): Auth, Params(query): Params<Given<ListAudit>>) -> Answer<Page<AuditRecord>> {
    let wanted = asked(&ctx, query)?;
    let most = wanted.limit as usize;
    let found = app::audit::list(&ctx, &call, wanted).await?;
    let next = found.last().filter(|_| found.len() == most).map(|last| cursor::write_position(&ctx, last.pos));
    Ok(Object::ok(Page { data: found.into_iter().map(convert::audit_record).collect(), next }))
}

fn asked(ctx: &Ctx, query: Given<ListAudit>) -> Result<Filter, AppError> {
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
        let before = p.optional("/after", query.after.as_deref(), |text| cursor::read_position(ctx, text).ok_or(code::CURSOR_INVALID));
        let limit = limit(p, query.limit);
        let (actor, action, subject) = (actor?, action?, subject?);
        Some(Filter { actor, action, subject, outcome: outcome?, since: since?, until: until?, before: before?, limit: limit? })
    })
}

/// A name or an id, of which none is long or holds control characters.
fn word(text: &str) -> Result<String, Code> {
    const LONGEST: usize = 200;
    if text.is_empty() || text.len() > LONGEST || text.chars().any(char::is_control) { Err(code::VALUE_INVALID) } else { Ok(text.to_owned()) }
}
