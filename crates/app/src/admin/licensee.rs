//! Licensees: made and shown.

use domain::id::{CompanyId, LicenseeId};
use domain::issue::Policy;
use domain::licensee::Licensee;
use domain::office::Company;
use domain::subject::Title;
use serde::Serialize;
use store::{NewAudit, Tx, table};

use super::record;
use crate::company::Addition;
use crate::error::OrMissing;
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
    /// What passes without a person looking.
    pub policy: Policy,
}

impl From<&Licensee> for LicenseeShown {
    fn from(licensee: &Licensee) -> Self {
        Self {
            id: licensee.id.to_string(),
            name: licensee.name.to_string(),
            own_company_id: licensee.own_company.to_string(),
            org_id: licensee.own_company.uuid().to_string(),
            policy: licensee.policy,
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

/// What is to be changed of a policy; what is left out stays.
#[derive(Debug, Clone, Copy, Default)]
pub struct PolicyChange {
    /// See [`Policy::approve_automatically`].
    pub approve_automatically: Option<bool>,
    /// See [`Policy::licensee_identifies`].
    pub licensee_identifies: Option<bool>,
    /// See [`Policy::licensee_collects_consents`].
    pub licensee_collects_consents: Option<bool>,
    /// See [`Policy::straight_issue`].
    pub straight_issue: Option<bool>,
    /// See [`Policy::licensee_vouches_for_certificates`].
    pub licensee_vouches_for_certificates: Option<bool>,
}

impl PolicyChange {
    fn applied_to(self, policy: Policy) -> Policy {
        Policy {
            approve_automatically: self.approve_automatically.unwrap_or(policy.approve_automatically),
            licensee_identifies: self.licensee_identifies.unwrap_or(policy.licensee_identifies),
            licensee_collects_consents: self.licensee_collects_consents.unwrap_or(policy.licensee_collects_consents),
            straight_issue: self.straight_issue.unwrap_or(policy.straight_issue),
            licensee_vouches_for_certificates: self.licensee_vouches_for_certificates.unwrap_or(policy.licensee_vouches_for_certificates),
        }
    }
}

/// Changes what was agreed on with a licensee; the audit log keeps the policy whole. What is so already changes nothing.
pub async fn change_policy(ctx: &Ctx, id: LicenseeId, change: PolicyChange) -> Result<LicenseeShown, AppError> {
    let now = ctx.now();
    ctx.store
        .write(move |tx| {
            let mut licensee = table::licensee::load_for_update(tx, id)?.or_missing()?;
            let policy = change.applied_to(licensee.policy);
            if policy != licensee.policy {
                licensee.policy = policy;
                licensee = table::licensee::save(tx, licensee)?;
                let detail = serde_json::json!({ "policy": policy });
                tx.audit(NewAudit { detail, ..record::done(now, Some(id), "licensee.change_policy", id) });
            }
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
