//! A request is made, as a draft.

use domain::code;
use domain::id::{IssueId, LicenseeId, UserId};
use domain::issue::applicant::Applicant;
use domain::issue::{Event, IssueRequest, KeyPlace, Processing, ProcessingBy};
use domain::licensee::Licensee;
use domain::subject::ExternalId;
use domain::time::Timestamp;
use store::{Tx, table};

use super::super::seen::seen;
use super::super::{Seen, kept, step};
use crate::act::{self, Act, Done, Keep};
use crate::error::{OrMissing, Problem};
use crate::{AppError, Call, Ctx, authority};

/// Where the key is to live.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyWish {
    /// In this server.
    Server,
    /// On a token of the subject's.
    Token,
}

/// What is asked for.
#[derive(Debug, Clone)]
pub struct NewApplication {
    /// Whose certificate; may be incomplete.
    pub applicant: Applicant,
    /// Where the key is to live. The subject may choose otherwise.
    pub key: KeyWish,
    /// In which areas the certificate is to be used.
    pub use_areas: Vec<String>,
    /// The integrator's own id.
    pub external_id: Option<ExternalId>,
    /// What the face wants to be told back as it was said.
    pub remembered: Option<String>,
}

/// The wording to which the consents belong that a licensee collects by contract.
const BY_CONTRACT: &str = "by contract with the licensee";

/// Creates a request.
pub async fn create(ctx: &Ctx, call: &Call, new: NewApplication) -> Result<Done<Seen>, AppError> {
    let licensee = act::issues(ctx, call, "request.create").await?;
    check(&new.applicant, &new.use_areas, new.remembered.as_deref())?;
    let (inner, now, id, user) = (ctx.clone(), ctx.now(), IssueId::new(ctx.uuid()), UserId::new(ctx.uuid()));
    let (actor, address) = (call.caller.actor(), call.address.clone());
    act::once(ctx, call, Act::new("request.create", id), Keep::Sealed, move |tx| {
        let tenant = table::licensee::load(tx, licensee)?.or_missing()?;
        let key = key(tx, &inner, licensee, new.key)?;
        let request = IssueRequest {
            use_areas: new.use_areas.clone(),
            external_id: new.external_id.clone(),
            remembered: new.remembered.clone(),
            requested_by: Some(actor.clone()),
            processing: by_contract(&tenant, address.clone(), now),
            ..IssueRequest::draft(id, licensee, user, new.applicant.clone(), key, now)
        };
        let request = insert(tx, &inner, request.planned(now), now)?;
        seen(tx, request)
    })
    .await
}

/// Keeps a new request, tells of it, and has registers asked.
pub(crate) fn insert(tx: &mut Tx<'_>, ctx: &Ctx, request: IssueRequest, now: Timestamp) -> Result<IssueRequest, AppError> {
    if !kept::insert(tx, ctx, &request)? {
        return Err(code::EXTERNAL_ID_TAKEN.into());
    }
    step::tell(tx, ctx, &request, &[Event::Created], now)?;
    if !request.open_questions(false, now).is_empty() {
        tx.job(step::check_job(&request, now));
    }
    Ok(request)
}

/// Where the licensee collects consents to the processing of personal data, it says so with every request.
pub(crate) fn by_contract(tenant: &Licensee, address: Option<String>, now: Timestamp) -> Option<Processing> {
    let by = ProcessingBy::Licensee;
    tenant.policy.licensee_collects_consents.then(|| Processing { text_version: BY_CONTRACT.to_owned(), by, address, at: now })
}

fn key(tx: &mut Tx<'_>, ctx: &Ctx, licensee: LicenseeId, wish: KeyWish) -> Result<KeyPlace, AppError> {
    match wish {
        KeyWish::Server => server_key(tx, ctx, licensee),
        KeyWish::Token => Ok(KeyPlace::AwaitedToken),
    }
}

/// A key that the server will make, of the usual algorithm.
pub(crate) fn server_key(tx: &mut Tx<'_>, ctx: &Ctx, licensee: LicenseeId) -> Result<KeyPlace, AppError> {
    let usual = authority::usual_algorithm(ctx, &ca::issuing(tx, licensee)?)?;
    Ok(KeyPlace::Server { key: None, algorithm: Some(usual) })
}

/// What may not even stand in a draft.
pub(super) fn check(applicant: &Applicant, use_areas: &[String], remembered: Option<&str>) -> Result<(), AppError> {
    let mut problems: Vec<Problem> =
        applicant.unfit().into_iter().map(|(field, code)| Problem::new(format!("/applicant/{field}"), code)).collect();
    if use_areas.len() > IssueRequest::MOST_USE_AREAS {
        problems.push(Problem::new("/use_areas", code::VALUE_TOO_LONG));
    }
    for (place, area) in use_areas.iter().enumerate().take(IssueRequest::MOST_USE_AREAS) {
        if area.trim().is_empty() || area.chars().count() > 255 || area.chars().any(char::is_control) {
            problems.push(Problem::new(format!("/use_areas/{place}"), code::VALUE_INVALID));
        }
    }
    if remembered.is_some_and(|text| text.chars().count() > IssueRequest::LONGEST_REMEMBERED) {
        problems.push(Problem::new("/remembered", code::VALUE_TOO_LONG));
    }
    if problems.is_empty() { Ok(()) } else { Err(AppError::invalid(problems)) }
}
