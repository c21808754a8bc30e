//! Licensees: made and shown.

use domain::id::{CompanyId, LicenseeId};
use domain::issue::Policy;
use domain::licensee::Licensee;
use domain::office::Company;
use domain::subject::Title;
use serde::Serialize;
use store::{Tx, table};

use super::record;
use crate::company::Addition;
use crate::{AppError, Ctx};

/// A licensee as the administrator sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LicenseeShown {
    /// Its shown id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The shown id of its own company.
    pub own_company_id: String,
    /// The bare GUID of its own company: the default `portal.orgid` of the vendors' faces.
    pub org_id: String,
}

impl From<&Licensee> for LicenseeShown {
    fn from(licensee: &Licensee) -> Self {
        Self {
            id: licensee.id.to_string(),
            name: licensee.name.to_string(),
            own_company_id: licensee.own_company.to_string(),
            org_id: licensee.own_company.uuid().to_string(),
        }
    }
}

/// All licensees, the oldest first.
pub async fn licensees(ctx: &Ctx) -> Result<Vec<LicenseeShown>, AppError> {
    let all = ctx.store.read(|tx| table::licensee::all(tx).map_err(AppError::from)).await?;
    Ok(all.iter().map(LicenseeShown::from).collect())
}

/// Makes a licensee with its own company.
pub async fn create_licensee(ctx: &Ctx, name: Title, own: Addition) -> Result<LicenseeShown, AppError> {
    let (licensee, company) = new(ctx, name, own);
    ctx.store
        .write(move |tx| {
            insert(tx, &licensee, &company)?;
            Ok::<_, AppError>(LicenseeShown::from(&licensee))
        })
        .await
}

pub(super) fn new(ctx: &Ctx, name: Title, own: Addition) -> (Licensee, Company) {
    let (id, company, now) = (LicenseeId::new(ctx.uuid()), CompanyId::new(ctx.uuid()), ctx.now());
    let licensee = Licensee { id, version: 1, name, own_company: company, policy: Policy::default(), created_at: now };
    let company = Company {
        id: company,
        licensee: id,
        version: 1,
        name: own.name,
        inn: own.inn,
        kpp: own.kpp,
        ogrn: own.ogrn,
        external_id: own.external_id,
        created_at: now,
    };
    (licensee, company)
}

pub(super) fn insert(tx: &mut Tx<'_>, licensee: &Licensee, company: &Company) -> Result<(), AppError> {
    table::licensee::insert(tx, licensee)?;
    table::company::insert(tx, company)?;
    tx.audit(record::done(licensee.created_at, Some(licensee.id), "licensee.create", licensee.id));
    Ok(())
}
