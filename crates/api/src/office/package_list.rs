//! GET `/v1/packages`.

use app::package::Filter;
use app::{AppError, Ctx, Slice};
use axum::extract::State;
use domain::code;
use domain::id::CompanyId;
use domain::subject::ExternalId;
use domain::time::Timestamp;
use surguch_http::{Answer, Given, Listed, Marks};
use wire::office::{ListPackages, Package, Page};

use super::convert;
use crate::document::Refusals;

/// The packages that the licensee created or takes part in (row 6.4), the newest first. A person sees those they take part in.
#[utoipa::path(get, operation_id = "package_list", path = "/v1/packages", tag = "packages", params(ListPackages),
    responses((status = 200, description = "One page", body = Page<Package>), Refusals))]
pub(crate) async fn list(State(ctx): State<Ctx>, Listed { call, query, marks }: Listed<ListPackages>) -> Answer<Page<Package>> {
    let page = match asked(&marks, query)? {
        Asked::One(id) => convert::at_most_one(app::package::find(&ctx, &call, &id).await)?,
        Asked::Many(filter, slice) => app::package::list(&ctx, &call, filter, slice).await?,
    };
    Ok(marks.answer(page, |one| convert::package(&one)))
}

/// The one with the integrator's id, or those that fit a filter.
enum Asked {
    One(ExternalId),
    Many(Filter, Slice),
}

fn asked(marks: &Marks, query: Given<ListPackages>) -> Result<Asked, AppError> {
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
        let updated_after = p.optional("/updated_after", query.updated_after.as_deref(), |at| Timestamp::parse(at).ok_or(code::VALUE_INVALID));
        let slice = marks.slice(p, query.limit, query.after.as_deref());
        let (company, own_company_takes_part) = (company?, takes_part?);
        let filter = Filter { company, status: status?, own_company_takes_part, updated_after: updated_after? };
        let slice = slice?;
        Some(one?.map_or(Asked::Many(filter, slice), Asked::One))
    })
}
