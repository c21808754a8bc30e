//! Requests in their rows: sealed under the master key, bound to their ids; searched by keyed hashes.

use domain::id::{IssueId, LicenseeId};
use domain::issue::IssueRequest;
use domain::issue::applicant;
use domain::subject::ExternalId;
use store::table::issue::{Body, Kept, Marks};
use store::{Tx, table};

use crate::{AppError, Ctx};

/// What a request is searched by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    Inn,
    Phone,
    Email,
}

impl Mark {
    /// A keyed hash, other in every licensee. However a number or an address is written, it is found.
    pub(crate) fn of(self, ctx: &Ctx, licensee: LicenseeId, text: &str) -> String {
        let text = text.trim();
        let (context, folded) = match self {
            Self::Inn => ("issue-inn", text.to_owned()),
            Self::Phone => ("issue-phone", applicant::phone(text).map_or_else(|_| text.to_owned(), String::from)),
            Self::Email => ("issue-email", text.to_lowercase()),
        };
        hex::encode(ctx.keys.mac(context, format!("{licensee}:{folded}").as_bytes()))
    }
}

/// The request of a row.
pub(crate) fn read(ctx: &Ctx, kept: Kept) -> Result<IssueRequest, AppError> {
    let damaged = |error: serde_json::Error| AppError::internal("a kept request").because(error);
    match kept.body {
        Body::Clear(text) => serde_json::from_str(&text).map_err(damaged),
        Body::Sealed(sealed) => serde_json::from_slice(&ctx.keys.open(&context(kept.id), &sealed)?).map_err(damaged),
    }
}

/// One of them.
pub(crate) fn load(tx: &mut Tx<'_>, ctx: &Ctx, id: IssueId) -> Result<Option<IssueRequest>, AppError> {
    table::issue::load(tx, id)?.map(|kept| read(ctx, kept)).transpose()
}

/// One of them, held against others until the end of the transaction.
pub(crate) fn load_for_update(tx: &mut Tx<'_>, ctx: &Ctx, id: IssueId) -> Result<Option<IssueRequest>, AppError> {
    table::issue::load_for_update(tx, id)?.map(|kept| read(ctx, kept)).transpose()
}

/// By the integrator's id.
pub(crate) fn by_external_id(tx: &mut Tx<'_>, ctx: &Ctx, licensee: LicenseeId, id: &ExternalId) -> Result<Option<IssueRequest>, AppError> {
    table::issue::by_external_id(tx, licensee, id)?.map(|kept| read(ctx, kept)).transpose()
}

/// Adds one; false where the external id is taken.
pub(crate) fn insert(tx: &mut Tx<'_>, ctx: &Ctx, request: &IssueRequest) -> Result<bool, AppError> {
    Ok(table::issue::insert(tx, request, &sealed(ctx, request)?, &marks(ctx, request))?)
}

/// Saves the next version.
pub(crate) fn save(tx: &mut Tx<'_>, ctx: &Ctx, mut request: IssueRequest) -> Result<IssueRequest, AppError> {
    request.version += 1;
    table::issue::save(tx, &request, &sealed(ctx, &request)?, &marks(ctx, &request))?;
    Ok(request)
}

fn sealed(ctx: &Ctx, request: &IssueRequest) -> Result<Body, AppError> {
    let text = serde_json::to_vec(request).map_err(|error| AppError::internal("a request").because(error))?;
    Ok(Body::Sealed(ctx.keys.seal(&context(request.id), &text)))
}

fn marks(ctx: &Ctx, request: &IssueRequest) -> Marks {
    let of = |mark: Mark, text: &Option<String>| text.as_deref().map(|text| mark.of(ctx, request.licensee, text));
    let applicant = &request.applicant;
    Marks { inn: of(Mark::Inn, &applicant.inn), phone: of(Mark::Phone, &applicant.phone), email: of(Mark::Email, &applicant.email) }
}

fn context(id: IssueId) -> String {
    format!("issue:{id}")
}
