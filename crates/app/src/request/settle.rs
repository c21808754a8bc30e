//! What a request needs before its certificate can be made: a key with its public half, an account, and the company where one is meant.

use domain::code;
use domain::id::{CompanyId, PrivateKeyId, UserId};
use domain::issue::{IssueRequest, KeyAlgorithm, KeyPlace, ServerKey};
use domain::office::{Account, AccountState};
use domain::subject::{ExternalId, Inn, Kpp, NamePart, Person};
use domain::time::Timestamp;
use pki::PublicKey;
use store::{NewJob, Tx, table};

use super::create::public_key;
use super::seen::job;
use super::statement;
use crate::job::issue_certificate;
use crate::{AppError, Ctx, authority, digest, password, sms};

/// A key with its public half, and the SHA-256 of that, lower-case hex.
#[derive(Debug, Clone)]
pub(crate) struct Settled {
    pub(crate) key: KeyPlace,
    pub(crate) spki_hash: String,
}

/// Settles the key that was chosen. A key of the server is made under the request's own id, so that who asks twice gets one.
pub(crate) async fn key(ctx: &Ctx, request: &IssueRequest, chosen: KeyPlace) -> Result<Settled, AppError> {
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
            Ok(Settled { key: KeyPlace::Server { key: Some(key), algorithm: Some(algorithm) }, spki_hash: digest::sha256_hex(&spki) })
        }
        KeyPlace::AwaitedToken => Err(code::KEY_REQUIRED.into()),
        own @ (KeyPlace::Browser { .. } | KeyPlace::Token { .. }) => {
            let hash = public_key(&own).map_err(|problem| AppError::invalid(vec![problem]))?;
            Ok(Settled { key: own, spki_hash: hash.ok_or(code::KEY_REQUIRED)? })
        }
    }
}

/// The public key of a request that has one.
pub(crate) async fn public_key_of(ctx: &Ctx, request: &IssueRequest) -> Result<PublicKey, AppError> {
    let unreadable = |error| AppError::internal("a public key").because(error);
    match &request.key {
        KeyPlace::Server { key, .. } => {
            let key = key.as_ref().ok_or_else(|| AppError::internal("an accepted request without a key"))?;
            PublicKey::parse(&ctx.keys.public(key.id).await?).map_err(unreadable)
        }
        KeyPlace::Browser { csr } | KeyPlace::Token { csr } => Ok(authority::kept_csr(csr)?.public_key().clone()),
        KeyPlace::AwaitedToken => Err(AppError::internal("an accepted request without a key")),
    }
}

/// The algorithm that was settled when the request was made, where a key of the server was meant then.
pub(crate) fn server(known: &KeyPlace) -> KeyPlace {
    let algorithm: Option<KeyAlgorithm> = match known {
        KeyPlace::Server { algorithm, .. } => *algorithm,
        KeyPlace::Browser { .. } | KeyPlace::Token { .. } | KeyPlace::AwaitedToken => None,
    };
    KeyPlace::Server { key: None, algorithm }
}

/// What is agreed to: the certificate for this subject over this key.
pub(crate) fn binding(request: &IssueRequest, spki_hash: &str) -> String {
    sms::binding(["release", &request.statement_data(), spki_hash])
}

/// Refuses a key that is somebody else's.
pub(crate) fn require_own_key(tx: &mut Tx<'_>, request: &IssueRequest, spki_hash: &str) -> Result<(), AppError> {
    if table::key_holder::is_others(tx, spki_hash, request.user)? { Err(code::KEY_TAKEN.into()) } else { Ok(()) }
}

/// The hash of a password that nobody knows, for an account that is made here: whoever wants to log in is given another one.
pub(crate) async fn unknown_password(ctx: &Ctx) -> Result<String, AppError> {
    password::hash(ctx, &password::make(ctx)).await
}

/// Has the certificate of an accepted request made.
pub(crate) fn issue_job(request: &IssueRequest, now: Timestamp) -> NewJob {
    job(request, issue_certificate::KIND, format!("issue:{}", request.id), now)
}

/// The account of the subject: the one that has the phone, where it is the same person's, or a new one. A certificate is somebody's.
pub(crate) fn account(tx: &mut Tx<'_>, request: &IssueRequest, password: &str, now: Timestamp) -> Result<UserId, AppError> {
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
pub(crate) fn company(tx: &mut Tx<'_>, request: &IssueRequest) -> Result<Option<CompanyId>, AppError> {
    let Some(part) = &request.applicant.organization else { return Ok(request.company) };
    let Some(inn) = request.applicant.inn.as_deref().and_then(|inn| Inn::parse(inn).ok()) else { return Ok(request.company) };
    let kpp = part.kpp.as_deref().and_then(|kpp| Kpp::parse(kpp).ok());
    let found = table::company::by_inn(tx, request.licensee, &inn, kpp.as_ref())?;
    Ok(found.map(|company| company.id).or(request.company))
}
