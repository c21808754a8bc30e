//! Looks packages up, with their files and signatures (rows 6.1, 6.3, 6.4).

use domain::code;
use domain::id::{CompanyId, LicenseeId, PackageId, UserId};
use domain::office::Package;
use domain::office::package::Status;
use domain::signature::Signature;
use domain::subject::ExternalId;
use domain::time::Timestamp;
use store::table;
use store::table::content::FileRow;

use crate::error::OrMissing;
use crate::{AppError, Call, Ctx, Page, Place, Slice};

/// Which packages a list shows.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Only those with a member of this company on the route.
    pub company: Option<CompanyId>,
    /// Only those in this status.
    pub status: Option<String>,
    /// Only those whose route has the licensee's own company.
    pub own_company_takes_part: bool,
    /// Only those that changed after this moment.
    pub updated_after: Option<Timestamp>,
}

/// One package. A foreign one is missing, not forbidden.
pub async fn get(ctx: &Ctx, call: &Call, id: PackageId) -> Result<Package, AppError> {
    let (licensee, person) = call.office()?;
    ctx.store
        .read(move |tx| {
            let package = table::package::load(tx, id)?.or_missing()?;
            visible(package, licensee, person)
        })
        .await
}

/// By the integrator's id.
pub async fn find(ctx: &Ctx, call: &Call, id: &ExternalId) -> Result<Package, AppError> {
    let (licensee, id) = (call.office_key()?, id.clone());
    ctx.store.read(move |tx| table::package::by_external_id(tx, licensee, &id).map_err(AppError::from)).await?.or_missing()
}

/// The licensee's packages, the newest first (row 6.4); a person sees those they take part in.
pub async fn list(ctx: &Ctx, call: &Call, filter: Filter, slice: Slice) -> Result<Page<Package>, AppError> {
    let (licensee, person) = call.office()?;
    ctx.store
        .read(move |tx| {
            let own =
                if filter.own_company_takes_part { Some(table::licensee::load(tx, licensee)?.or_missing()?.own_company) } else { None };
            let wanted = table::package::Filter {
                party_company: filter.company,
                usual_company: own.filter(|_| filter.company.is_none()),
                party_account: person,
                status: filter.status.clone(),
                updated_after: filter.updated_after,
            };
            let place = |one: &Package| Place { key: one.created_at.micros(), id: one.id.uuid() };
            Ok(Page::read(slice, place, |slice| table::package::list(tx, licensee, &wanted, slice))?)
        })
        .await
}

/// The files of a package (row 6.1).
pub async fn files(ctx: &Ctx, call: &Call, id: PackageId) -> Result<Vec<FileRow>, AppError> {
    let package = get(ctx, call, id).await?;
    ctx.store.read(move |tx| table::content::files_of(tx, &package.id.to_string()).map_err(AppError::from)).await
}

/// A page of the signatures of a package, in the order they were given (rows 3.4, 6.3).
pub async fn signatures(ctx: &Ctx, call: &Call, id: PackageId, slice: Slice) -> Result<Page<Signature>, AppError> {
    let package = get(ctx, call, id).await?;
    let place = |one: &Signature| Place { key: one.at.micros(), id: one.id.uuid() };
    ctx.store.read(move |tx| Ok(Page::read(slice, place, |slice| table::signature::page(tx, package.id, slice))?)).await
}

/// The package, if the caller may see it: the licensee sees all of its own, a person those they take part in once they are sent.
/// A revoked package is hidden from its participants (row 4.4).
pub(crate) fn visible(package: Package, licensee: LicenseeId, person: Option<UserId>) -> Result<Package, AppError> {
    let takes_part = |person| package.route.participants().iter().any(|one| one.who.user == Some(person));
    let shown = package.licensee == licensee && person.is_none_or(|person| takes_part(person) && is_shown_to_participants(&package));
    if shown { Ok(package) } else { Err(code::NOT_FOUND.into()) }
}

fn is_shown_to_participants(package: &Package) -> bool {
    !matches!(package.status, Status::Draft | Status::Revoked { .. })
}
