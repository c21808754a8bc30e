//! The licensee asks for a certificate for a person (rows 2.1, 5.1).
//!
//! Where its policy says so, the request is checked, approved and identified in the same transaction; a job then prints offer and act.

use domain::code;
use domain::id::{CompanyId, IssueId, LicenseeId, UserId};
use domain::issue::applicant::{Applicant, SubjectKind};
use domain::issue::{Approver, Command, Demands, Identification, IssueRequest, KeyPlace, Verifier};
use domain::licensee::Licensee;
use domain::office::Account;
use domain::subject::ExternalId;
use domain::time::Timestamp;
use serde_json::json;
use store::{NewJob, Tx, table};

use super::whose::SubjectPlace;
use super::{kept, step};
use crate::act::{self, Act, Done, Keep};
use crate::error::{OrMissing, Problem};
use crate::job::print_request;
use crate::{AppError, Call, Ctx, authority, digest};

/// What is asked for.
#[derive(Debug, Clone)]
pub struct NewRequest {
    /// For whom.
    pub user: UserId,
    /// For which company they will sign.
    pub company: Option<CompanyId>,
    /// Where the private key lives.
    pub key: KeyPlace,
    /// The integrator's own id.
    pub external_id: Option<ExternalId>,
}

/// Creates a request.
pub async fn create(ctx: &Ctx, call: &Call, new: NewRequest) -> Result<Done<IssueRequest>, AppError> {
    let licensee = act::office_key(ctx, call, "request.create").await?;
    let public_key = public_key(&new.key).map_err(|problem| AppError::invalid(vec![problem]))?;
    let (inner, now, id, actor) = (ctx.clone(), ctx.now(), IssueId::new(ctx.uuid()), call.caller.actor());
    act::once(ctx, call, Act::new("request.create", id), Keep::Plain, move |tx| {
        check(tx, licensee, &new, public_key.as_deref())?;
        let request = draft(tx, &inner, licensee, &new, id, actor.clone(), now)?;
        if !kept::insert(tx, &inner, &request)? {
            return Err(code::EXTERNAL_ID_TAKEN.into());
        }
        let tenant = table::licensee::load(tx, licensee)?.or_missing()?;
        by_policy(tx, &inner, &tenant, request, now)
    })
    .await
}

/// A request by account alone: whatever else there is to say of the subject stands in the account.
pub(crate) fn draft(
    tx: &mut Tx<'_>,
    ctx: &Ctx,
    licensee: LicenseeId,
    new: &NewRequest,
    id: IssueId,
    actor: String,
    now: Timestamp,
) -> Result<IssueRequest, AppError> {
    let key = with_algorithm(tx, ctx, licensee, new.key.clone())?;
    let kind = if new.company.is_some() { SubjectKind::LegalEntity } else { SubjectKind::NaturalPerson };
    Ok(IssueRequest {
        company: new.company,
        external_id: new.external_id.clone(),
        requested_by: Some(actor),
        ..IssueRequest::draft(id, licensee, new.user, Applicant::unknown(kind), key, now)
    })
}

/// Settles the algorithm of a key that the server will make: what was asked for, else the usual one.
fn with_algorithm(tx: &mut Tx<'_>, ctx: &Ctx, licensee: LicenseeId, key: KeyPlace) -> Result<KeyPlace, AppError> {
    match key {
        KeyPlace::Server { key, algorithm: None } => {
            let usual = authority::usual_algorithm(ctx, &ca::issuing(tx, licensee)?)?;
            Ok(KeyPlace::Server { key, algorithm: Some(usual) })
        }
        settled @ (KeyPlace::Server { .. } | KeyPlace::Browser { .. } | KeyPlace::Token { .. } | KeyPlace::AwaitedToken) => Ok(settled),
    }
}

/// SHA-256 of the public key of a request whose private key is with the person; the PKCS#10 proves that they hold it.
/// The error names the field that is no PKCS#10.
pub fn public_key(key: &KeyPlace) -> Result<Option<String>, Problem> {
    let (KeyPlace::Browser { csr } | KeyPlace::Token { csr }) = key else { return Ok(None) };
    let request =
        authority::csr(csr).map_err(|error| Problem { detail: Some(error.to_string()), ..Problem::new("/csr", code::VALUE_INVALID) })?;
    Ok(Some(digest::sha256_hex(request.public_key().spki())))
}

/// Reads whose certificate it will be. Unknown and foreign ids are problems that name their field.
pub(crate) fn check(
    tx: &mut Tx<'_>,
    licensee: LicenseeId,
    new: &NewRequest,
    public_key: Option<&str>,
) -> Result<(Account, SubjectPlace), AppError> {
    let account = table::account::load(tx, new.user)?.filter(|account| account.licensee == licensee);
    let account = account.ok_or_else(|| AppError::from(code::NOT_FOUND).with("field", "user_id"))?;
    account.require_active()?;
    let place = match new.company {
        Some(company) => {
            let known = table::company::load(tx, company)?.filter(|company| company.licensee == licensee);
            let known = known.ok_or_else(|| AppError::from(code::NOT_FOUND).with("field", "company_id"))?;
            let member = table::member::load(tx, company, new.user)?;
            let member = member.ok_or_else(|| AppError::from(code::RIGHT_MISSING).with("field", "company_id"))?;
            Some((known, Some(member)))
        }
        None => None,
    };
    match public_key {
        Some(key) if table::key_holder::is_others(tx, key, new.user)? => Err(code::KEY_TAKEN.into()),
        _ => Ok((account, place)),
    }
}

fn by_policy(tx: &mut Tx<'_>, ctx: &Ctx, tenant: &Licensee, request: IssueRequest, now: Timestamp) -> Result<IssueRequest, AppError> {
    let request = step::apply(tx, ctx, request, Command::Submit { demands: Demands::Nothing }, now)?;
    if !tenant.policy.approve_automatically {
        return Ok(request);
    }
    let request = step::apply(tx, ctx, request, Command::Approve { by: Approver::Policy }, now)?;
    if !tenant.policy.licensee_identifies {
        return Ok(request);
    }
    let identification =
        Identification { by: Verifier::Licensee { licensee: tenant.id }, at: now, request_version: request.version, document: None };
    let request = step::apply(tx, ctx, request, Command::Identify { identification }, now)?;
    tx.job(NewJob {
        id: format!("print:{}", request.id),
        kind: print_request::KIND,
        licensee: Some(tenant.id),
        lane: None,
        target: None,
        body: json!({ "request": request.id.to_string() }),
        run_at: now,
    });
    Ok(request)
}
