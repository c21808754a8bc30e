//! Signs a package with a key that the server holds, when the turn has come (rows 5.1, 5.2).
//!
//! The signatures are made outside the transaction; whether they count is decided in it, by the state machine.

use domain::certificate::Certificate;
use domain::code;
use domain::confirmation::Challenge;
use domain::form::FormSignature;
use domain::id::{CertificateId, LicenseeId, PackageId, ParticipantId, SignatureId, UserId};
use domain::office::package::Command;
use domain::office::{Authority, Package, ParticipantState, Right, Role};
use domain::signature::{Fact, Signature};
use domain::time::Timestamp;
use store::{Tx, table};

use super::{confirm, step, visible};
use crate::act::{self, Act, Done, Keep};
use crate::error::OrMissing;
use crate::{AppError, Call, Caller, Ctx, authority, content, form, signature, sms};

/// How somebody signs.
#[derive(Debug, Clone)]
pub struct Signing {
    /// With which certificate.
    pub certificate: CertificateId,
    /// As which participant, where the certificate does not tell.
    pub participant: Option<ParticipantId>,
    /// The code from the SMS. Needed unless the licensee signs by an employee of its own company.
    pub code: Option<String>,
}

/// Everything a signature needs to know, read before it is made.
struct Preparation {
    package: Package,
    participant: ParticipantId,
    certificate: Certificate,
    chain: Vec<pki::Certificate>,
    der: Vec<u8>,
    own_company: bool,
}

/// Signs every file of the package.
pub async fn sign(ctx: &Ctx, call: &Call, id: PackageId, signing: Signing) -> Result<Done<Package>, AppError> {
    let (licensee, person) = act::office(ctx, call, "package.sign").await?;
    if let Some(done) = act::replay(ctx, call, Keep::Plain).await? {
        return Ok(done);
    }
    let now = ctx.now();
    let asked = signing.clone();
    let act = Act::new("package.sign", id);
    let prepared = ctx.store.read(move |tx| prepare(tx, licensee, person, id, &asked, now)).await;
    let prepared = match prepared {
        Ok(prepared) => prepared,
        Err(error) => return act::refuse_once(ctx, call, &act, Keep::Plain, error).await,
    };
    let challenge = match confirm(ctx, call, &prepared, signing.code.as_deref()).await {
        Ok(challenge) => challenge,
        Err(error) => return act::refuse_once(ctx, call, &act, Keep::Plain, error).await,
    };
    let made = make(ctx, &prepared, now).await?;
    let (inner, participant, certificate) = (ctx.clone(), prepared.participant, prepared.certificate.id);
    let conditions = call.conditions.clone();
    act::once(ctx, call, act, Keep::Plain, move |tx| {
        if let Some(challenge) = &challenge {
            sms::consume(tx, challenge)?;
        }
        let package = visible(table::package::load_for_update(tx, id)?.or_missing()?, licensee, person)?;
        conditions.hold(Some(package.version))?;
        // neither a revoked certificate nor a lost right may slip through between preparing and here
        let live = table::certificate::load(tx, certificate)?.or_missing()?;
        live.require_usable(now)?;
        table::account::load(tx, live.user)?.or_missing()?.require_active()?;
        let entitled = entitled(tx, &live, now)?;
        let package = step::apply(tx, &inner, package, Command::Sign { participant, certificate }, now)?;
        for (signature, cms) in &made {
            table::signature::insert(tx, &Signature { authority: entitled.clone(), ..signature.clone() }, cms)?;
            if signature.pending.is_some() {
                signature::later(tx, signature);
            }
        }
        form::signed(tx, &inner, &live, told(&package, &made), now)?;
        Ok(package)
    })
    .await
}

/// What a client of forms is told of them.
fn told(package: &Package, made: &[(Signature, Vec<u8>)]) -> Vec<FormSignature> {
    let name = |signature: &Signature| package.files.iter().find(|file| file.id == signature.file).map(|file| file.name.clone());
    made.iter().map(|(signature, _)| FormSignature { id: signature.id.uuid(), document: name(signature).unwrap_or_default() }).collect()
}

/// Finds who signs, and refuses early what would be refused later.
fn prepare(
    tx: &mut Tx<'_>,
    licensee: LicenseeId,
    person: Option<UserId>,
    id: PackageId,
    signing: &Signing,
    now: Timestamp,
) -> Result<Preparation, AppError> {
    let package = visible(table::package::load(tx, id)?.or_missing()?, licensee, person)?;
    let certificate = table::certificate::load(tx, signing.certificate)?.or_missing()?;
    if certificate.licensee != licensee || person.is_some_and(|person| person != certificate.user) {
        return Err(code::NOT_FOUND.into());
    }
    let participant = participant(&package, &certificate, signing.participant)?;
    package.clone().apply(Command::Sign { participant, certificate: certificate.id }, now)?;
    certificate.require_usable(now)?;
    table::account::load(tx, certificate.user)?.or_missing()?.require_active()?;
    entitled(tx, &certificate, now)?;
    let own = table::licensee::load(tx, licensee)?.or_missing()?.own_company;
    let der = table::certificate::der(tx, certificate.id)?.ok_or_else(|| AppError::internal("a certificate without bytes"))?;
    let chain = authority::chain_of(tx, certificate.authority)?;
    let own_company = certificate.company == Some(own);
    Ok(Preparation { package, participant, certificate, chain, der, own_company })
}

/// The participant that the certificate's holder signs as. The identity in the certificate decides, never the caller's word.
fn participant(package: &Package, certificate: &Certificate, named: Option<ParticipantId>) -> Result<ParticipantId, AppError> {
    let holder = |one: &&domain::office::Participant| one.who.user == Some(certificate.user) && one.who.company == certificate.company;
    if let Some(named) = named {
        let one = package.route.participant(named)?;
        return if holder(&one) { Ok(named) } else { Err(code::CERTIFICATE_IDENTITY_MISMATCH.into()) };
    }
    let mut signers = package.route.participants().iter().filter(holder).filter(|one| one.role == Role::Signer);
    let first = signers.clone().next();
    let turn = signers.find(|one| matches!(one.state, ParticipantState::Active { .. }));
    match turn.or(first) {
        Some(one) => Ok(one.id),
        None if package.route.participants().iter().any(|one| one.who.user == Some(certificate.user)) => {
            Err(code::CERTIFICATE_IDENTITY_MISMATCH.into())
        }
        None => Err(code::NOT_A_PARTICIPANT.into()),
    }
}

/// What the holder is entitled to now; refuses without the right to sign for the company.
pub(crate) fn entitled(tx: &mut Tx<'_>, certificate: &Certificate, now: Timestamp) -> Result<Authority, AppError> {
    let Some(company) = certificate.company else { return Ok(Authority::of_nobody(now)) };
    let member = table::member::load(tx, company, certificate.user)?
        .filter(|member| member.rights.allow(Right::Signer))
        .ok_or(code::RIGHT_MISSING)?;
    let company = table::company::load(tx, company)?.or_missing()?;
    Ok(Authority {
        company: Some(company.id),
        company_name: Some(company.name.to_string()),
        company_inn: Some(company.inn.to_string()),
        rights: member.rights.iter().collect(),
        post: member.post.map(|post| post.to_string()),
        member_version: Some(member.version),
        at: now,
    })
}

/// The licensee may sign by an employee of its own company (row 5.2); everybody else confirms with a code.
async fn confirm(ctx: &Ctx, call: &Call, prepared: &Preparation, code: Option<&str>) -> Result<Option<Challenge>, AppError> {
    let by_licensee = matches!(call.caller, Caller::Key(_)) && prepared.own_company;
    let what = confirm::confirmed(&prepared.package, prepared.participant);
    match code {
        Some(code) => Ok(Some(sms::check_code(ctx, prepared.certificate.user, &what, code).await?)),
        None if by_licensee => Ok(None),
        None => Err(AppError::from(code::CONFIRMATION_REQUIRED).with("participant_id", prepared.participant.to_string())),
    }
}

/// Makes and verifies a detached CAdES for every file.
async fn make(ctx: &Ctx, prepared: &Preparation, now: Timestamp) -> Result<Vec<(Signature, Vec<u8>)>, AppError> {
    let key = prepared.certificate.key.ok_or(code::KEY_NOT_ON_SERVER)?;
    let signer = pki::Certificate::parse(&prepared.der).map_err(|error| AppError::internal("a kept certificate").because(error))?;
    authority::require_key_period(&signer, now)?;
    let algorithm = signer.public_key().algorithm().ok_or_else(|| AppError::internal("the algorithm of a kept certificate"))?;
    let mut stamps = ctx.settings.stamp_signatures;
    let mut made = Vec::with_capacity(prepared.package.files.len());
    for file in &prepared.package.files {
        let digest = content::digest(ctx, file.content, &file.sha256, algorithm.digest()).await?;
        let cms = authority::cades(ctx, key, &signer, &prepared.chain, &digest, now).await?;
        let facts = authority::verified(ctx, &cms, &digest, &prepared.chain, now)?;
        let (cms, format, pending) = with_stamp(ctx, cms, &mut stamps).await;
        let signature = Signature {
            id: SignatureId::new(ctx.uuid()),
            licensee: prepared.package.licensee,
            package: prepared.package.id,
            file: file.id,
            participant: prepared.participant,
            user: prepared.certificate.user,
            certificate: prepared.certificate.id,
            format: format.to_owned(),
            pending: pending.map(str::to_owned),
            algorithm: prepared.certificate.algorithm.clone(),
            facts: facts.into_iter().map(|fact| Fact { field: fact.field.to_owned(), value: fact.value }).collect(),
            // the authority is taken in the transaction that accepts the signature
            authority: Authority::of_nobody(now),
            at: now,
        };
        made.push((signature, cms));
    }
    Ok(made)
}

/// The CMS with a time stamp, its form, and the form that it waits for. Nobody waits for an authority that is down: once it was, the other
/// files wait for the job too.
async fn with_stamp(ctx: &Ctx, cms: Vec<u8>, stamps: &mut bool) -> (Vec<u8>, &'static str, Option<&'static str>) {
    if !ctx.settings.stamp_signatures {
        return (cms, signature::BES, None);
    }
    if *stamps {
        match signature::stamped(ctx, &cms).await {
            Ok(stamped) => return (stamped, signature::STAMPED, None),
            Err(error) => error.log(),
        }
        *stamps = false;
    }
    (cms, signature::BES, Some(signature::STAMPED))
}
