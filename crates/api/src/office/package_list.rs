//! GET `/v1/packages`.

use app::package::Filter;
use app::{AppError, Ctx};
use axum::extract::State;
use domain::code;
use domain::id::CompanyId;
use domain::subject::ExternalId;
use surguch_http::{Answer, Auth, Given, Object, Params};
use wire::office::{ListPackages, Package, Page};

use super::{convert, cursor, limit};
use crate::document::Refusals;

/// The packages that the licensee created or takes part in (row 6.4), the newest first. A person sees those they take part in.
#[utoipa::path(get, operation_id = "package_list", path = "/v1/packages", tag = "packages", params(ListPackages),
    responses((status = 200, description = "One page", body = Page<Package>), Refusals))]
pub(crate) async fn list(State(ctx): State<Ctx>, Auth(call): Auth, Params(query): Params<Given<ListPackages>>) -> Answer<Page<Package>> {
    let filter = match asked(&ctx, query)? {
        Asked::One(id) => {
            let found = app::package::find(&ctx, &call, &id).await.map(|found| convert::package(&found));
            return Ok(Object::ok(convert::at_most_one(found)?));
        }
        Asked::Many(filter) => filter,
    };
    let most = filter.limit as usize;
    let found = app::package::list(&ctx, &call, filter).await?;
    let next = found.last().filter(|_| found.len() == most).map(|last| cursor::write(&ctx, last.created_at, last.id));
    Ok(Object::ok(Page { data: found.iter().map(convert::package).collect(), next }))
}

/// The one with the integrator's id, or those that fit a filter.
enum Asked {
    One(ExternalId),
    Many(Filter),
}

fn asked(ctx: &Ctx, query: Given<ListPackages>) -> Result<Asked, AppError> {
    const STATUSES: [&str; 6] = ["draft", "sent", "completed", "refused", "revoked", "expired"];
    query.judge(|p, query| {
        let one = p.optional("/external_id", query.external_id.as_deref(), ExternalId::parse);
        let takes_part = match query.role.as_deref() {
            None => Some(false),
            Some(role) => p.word("/role", role, &[("creator", false), ("participant", true)]),
        };
        let company = p.optional_id("/company_id", query.company_id.as_deref(), CompanyId::parse);
        let status = p.optional("/status", query.status.as_deref(), |status| {
            if STATUSES.contains(&status) { Ok(status.to_owned()) } else { Err(code::VALUE_INVALID) }
        });
        let after = p.optional("/after", query.after.as_deref(), |text| cursor::read(ctx, text).ok_or(code::CURSOR_INVALID));
        let limit = limit(p, query.limit);
        let filter = Filter { company: company?, status: status?, own_company_takes_part: takes_part?, after: after?, limit: limit? };
        Some(one?.map_or(Asked::Many(filter), Asked::One))
    })
}
