//! What every way to the release shares: the key, the account and the company that the certificate will be of, and the job that makes it.

use domain::code;
use domain::id::{CompanyId, PrivateKeyId, UserId};
use domain::issue::{Command, Consent, IssueRequest, KeyPlace, ServerKey};
use domain::office::{Account, AccountState};
use domain::subject::{ExternalId, Inn, Kpp, NamePart, Person};
use domain::time::Timestamp;
use store::{Tx, table};

use super::create::public_key;
use super::statement;
use crate::{AppError, Ctx, authority, digest, password};

/// What is made ready before the transaction: the key, and a password for an account that may have to be made.
pub(crate) struct Prepared {
    key: KeyPlace,
    spki_hash: String,
    /// Of a password that nobody knows: whoever wants to log in is given another one.
    unknown: String,
}

impl Prepared {
    /// For the key in this place. A key of the server is made under the request's own id, so that who asks twice gets one.
    pub(crate) async fn new(ctx: &Ctx, request: &IssueRequest, place: KeyPlace) -> Result<Self, AppError> {
        let (key, spki_hash) = key(ctx, request, place).await?;
        Ok(Self { key, spki_hash, unknown: password::hash(ctx, &password::make(ctx)).await? })
    }

    /// SHA-256 of the public key, lower-case hex.
    pub(crate) fn spki_hash(&self) -> &str {
        &self.spki_hash
    }

    /// Settles whose certificate it will be: the request with its account and company, and the acceptance that is to be applied to it. The
    /// certificate is then made by [`issue_certificate`](crate::job::issue_certificate).
    pub(crate) fn settle(
        &self,
        tx: &mut Tx<'_>,
        mut request: IssueRequest,
        consent: Consent,
        now: Timestamp,
    ) -> Result<(IssueRequest, Command), AppError> {
        request.user = settle_account(tx, &request, &self.unknown, now)?;
        request.company = settle_company(tx, &request)?;
        if table::key_holder::is_others(tx, &self.spki_hash, request.user)? {
            return Err(code::KEY_TAKEN.into());
        }
        Ok((request, Command::Accept { consent, key: Some(self.key.clone()) }))
    }
}

/// The key with its public half, and the SHA-256 of that.
async fn key(ctx: &Ctx, request: &IssueRequest, place: KeyPlace) -> Result<(KeyPlace, String), AppError> {
    match place {
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
