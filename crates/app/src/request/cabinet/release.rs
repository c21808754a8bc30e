//! The subject chooses a key and asks for the release; the certificate is then made by a job.

use domain::code;
use domain::id::{CompanyId, PrivateKeyId, UserId};
use domain::issue::{Command, Consent, IssueRequest, KeyAlgorithm, KeyPlace, ServerKey};
use domain::office::{Account, AccountState};
use domain::subject::{ExternalId, Inn, Kpp, NamePart, Person};
use domain::time::Timestamp;
use serde_json::json;
use store::{NewJob, Tx, table};

use super::super::create::public_key;
use super::super::seen::{held, lane, seen};
use super::super::{Seen, statement, step};
use super::require_forwarded;
use crate::act::{self, Act};
use crate::job::issue_certificate;
use crate::{AppError, Call, Ctx, SubjectCaller, authority, digest, password, sms};

/// Which key the certificate is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyChoice {
    /// One that this server makes and keeps.
    Server,
    /// One on the subject's token, by its PKCS#10.
    Token {
        /// PEM, or the Base64 of its DER.
        csr: String,
    },
    /// The one that the client's system has brought.
    Kept,
}

/// Asks for the release.
pub async fn release(ctx: &Ctx, call: &Call, choice: KeyChoice) -> Result<Seen, AppError> {
    const ACTION: &str = "request.release";
    let subject = act::subject(ctx, call, ACTION).await?.clone();
    let id = subject.request;
    let (inner, who) = (ctx.clone(), subject.clone());
    let looked = ctx
        .store
        .read(move |tx| {
            let request = statement::look(tx, &inner, id, who.licensee)?;
            require_forwarded(&inner, &who, &request)?;
            Ok::<_, AppError>(request)
        })
        .await;
    let request = match looked {
        Ok(request) => request,
        Err(error) => return Err(act::refused_before(ctx, call, &Act::new(ACTION, id), error).await),
    };
    let (key, spki_hash) = key(ctx, &request, choice).await?;
    // nobody knows it: whoever wants to log in is given another one
    let unknown = password::hash(ctx, &password::make(ctx)).await?;
    let (inner, now, address, actor) = (ctx.clone(), ctx.now(), call.address.clone(), call.caller.actor());
    act::run(ctx, call, Act::new(ACTION, id), move |tx| {
        let mut request = held(tx, &inner, id, Some(subject.licensee))?;
        require_forwarded(&inner, &subject, &request)?;
        request.user = settle_account(tx, &request, &unknown, now)?;
        request.company = settle_company(tx, &request)?;
        if table::key_holder::is_others(tx, &spki_hash, request.user)? {
            return Err(code::KEY_TAKEN.into());
        }
        let consent = consent(&request, &subject, &spki_hash, address.clone(), now)?;
        let request = step::change(tx, &inner, &actor, request, Command::Accept { consent, key: Some(key.clone()) }, now)?;
        tx.job(NewJob {
            id: format!("issue:{id}"),
            kind: issue_certificate::KIND,
            licensee: Some(subject.licensee),
            lane: Some(lane(id)),
            target: None,
            body: json!({ "request": id.to_string() }),
            run_at: now,
        });
        seen(tx, request)
    })
    .await
}

/// The key with its public half, and the SHA-256 of that. A key of the server is made under the request's own id, so that who asks twice gets
/// one.
async fn key(ctx: &Ctx, request: &IssueRequest, choice: KeyChoice) -> Result<(KeyPlace, String), AppError> {
    let chosen = match choice {
        KeyChoice::Server => server(&request.key),
        KeyChoice::Token { csr } => KeyPlace::Token { csr },
        KeyChoice::Kept => request.key.clone(),
    };
    match chosen {
        KeyPlace::Server { algorithm, .. } => {
            let licensee = request.licensee;
            let algorithm = match algorithm {
                Some(algorithm) => algorithm,
                None => {
                    let authority = ctx.store.read(move |tx| ca::issuing(tx, licensee).map_err(AppError::from)).await?;
                    authority::usual_algorithm(ctx, &authority)?
                }
            };
            let id = PrivateKeyId::new(request.id.uuid());
            let spki = ctx.keys.ensure(id, authority::algorithm(algorithm)).await?;
            let key = ServerKey { id, spki: hex::encode(&spki) };
            Ok((KeyPlace::Server { key: Some(key), algorithm: Some(algorithm) }, digest::sha256_hex(&spki)))
        }
        KeyPlace::AwaitedToken => Err(code::KEY_REQUIRED.into()),
        own @ (KeyPlace::Browser { .. } | KeyPlace::Token { .. }) => {
            let hash = public_key(&own).map_err(|problem| AppError::invalid(vec![problem]))?;
            Ok((own, hash.ok_or(code::KEY_REQUIRED)?))
        }
    }
}

/// The algorithm that was settled when the request was made, where a key of the server was meant then.
fn server(known: &KeyPlace) -> KeyPlace {
    let algorithm: Option<KeyAlgorithm> = match known {
        KeyPlace::Server { algorithm, .. } => *algorithm,
        KeyPlace::Browser { .. } | KeyPlace::Token { .. } | KeyPlace::AwaitedToken => None,
    };
    KeyPlace::Server { key: None, algorithm }
}

/// What is agreed to: the certificate for this subject over this key. The code is the one that opened the cabinet.
fn consent(
    request: &IssueRequest,
    subject: &SubjectCaller,
    spki_hash: &str,
    address: Option<String>,
    now: Timestamp,
) -> Result<Consent, AppError> {
    let phone = statement::addressee(request)?.phone.to_string();
    let binding = sms::binding(["release", &request.statement_data(), spki_hash]);
    Ok(Consent { phone, binding, sms: subject.sms.clone(), address, at: now })
}

/// The account of the subject: the one that has the phone, where it is the same person's, or a new one. A certificate is somebody's.
fn settle_account(tx: &mut Tx<'_>, request: &IssueRequest, password: &str, now: Timestamp) -> Result<UserId, AppError> {
    if let Some(known) = table::account::load(tx, request.user)? {
        return Ok(known.id);
    }
    let phone = statement::addressee(request)?.phone;
    if let Some(known) = table::account::by_phone(tx, request.licensee, &phone)? {
        return if is_same_person(&known.person, request) { Ok(known.id) } else { Err(code::PHONE_TAKEN.into()) };
    }
    let account = Account {
        id: request.user,
        licensee: request.licensee,
        version: 1,
        phone,
        email: request.applicant.parsed_email(),
        person: person(request)?,
        external_id: None::<ExternalId>,
        state: AccountState::Active,
        created_at: now,
    };
    if table::account::insert(tx, &account, password)? { Ok(account.id) } else { Err(code::PHONE_TAKEN.into()) }
}

fn person(request: &IssueRequest) -> Result<Person, AppError> {
    let applicant = &request.applicant;
    let part = |text: &Option<String>| text.as_deref().and_then(|text| NamePart::parse(text).ok());
    let facts = request.check_facts();
    let missing = |field: &str| AppError::from(code::IDENTITY_INCOMPLETE).with("field", field);
    Ok(Person {
        surname: part(&applicant.surname).ok_or_else(|| missing("surname"))?,
        name: part(&applicant.name).ok_or_else(|| missing("name"))?,
        patronymic: part(&applicant.patronymic),
        inn: applicant.inn_of_person(),
        snils: applicant.parsed_snils(),
        birth_date: facts.birth_date,
    })
}

/// By name, and by every number that both know.
fn is_same_person(known: &Person, request: &IssueRequest) -> bool {
    let folded = |text: &str| text.trim().to_lowercase().replace('ё', "е");
    let applicant = &request.applicant;
    let same = |known: &NamePart, given: &Option<String>| given.as_deref().is_some_and(|given| folded(given) == folded(known.as_str()));
    let fits = |known: Option<String>, given: Option<String>| known.is_none() || given.is_none() || known == given;
    same(&known.surname, &applicant.surname)
        && same(&known.name, &applicant.name)
        && fits(known.inn.as_ref().map(ToString::to_string), applicant.inn_of_person().map(String::from))
        && fits(known.snils.as_ref().map(ToString::to_string), applicant.parsed_snils().map(String::from))
}

/// The company that the subject will sign for, where the licensee knows it.
fn settle_company(tx: &mut Tx<'_>, request: &IssueRequest) -> Result<Option<CompanyId>, AppError> {
    let Some(part) = &request.applicant.organization else { return Ok(request.company) };
    let Some(inn) = request.applicant.inn.as_deref().and_then(|inn| Inn::parse(inn).ok()) else { return Ok(request.company) };
    let kpp = part.kpp.as_deref().and_then(|kpp| Kpp::parse(kpp).ok());
    let found = table::company::by_inn(tx, request.licensee, &inn, kpp.as_ref())?;
    Ok(found.map(|company| company.id).or(request.company))
}
