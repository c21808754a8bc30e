//! Certificates that other authorities issued to members: registered by the licensee, and known on the face of signer details from then on.

mod identity;
mod read;

use domain::certificate::{Ground, OutsideCertificate};
use domain::code;
use domain::id::{CompanyId, LicenseeId, OutsideCertificateId, UserId};
use domain::office::{Account, Company};
use pki::path::{self, Revocation, Rule, Trust};
use pki::{Certificate, Time};
use serde_json::json;
use store::{Tx, table};

use self::read::Given;
use crate::act::{self, Act, Done, Keep};
use crate::error::OrMissing;
use crate::event::{self, Told};
use crate::{AppError, Call, Ctx, Page, Place, Slice, digest, verification};

/// The longest upload, in bytes: a certificate with those above it.
pub const MOST_BYTES: usize = 256 * 1024;

/// Registers a certificate of a member: its bytes in DER, or in PEM with those of the authorities above it. The same one again changes
/// nothing.
pub async fn register(
    ctx: &Ctx,
    call: &Call,
    company: CompanyId,
    user: UserId,
    bytes: &[u8],
) -> Result<Done<OutsideCertificate>, AppError> {
    let licensee = act::office_key(ctx, call, "member.register_certificate").await?;
    let act = || Act::new("member.register_certificate", format!("{company}/{user}"));
    let (about, account) = ctx.store.read(move |tx| place(tx, licensee, company, user)).await?;
    let judged = judged(ctx, licensee, &about, &account, bytes).await;
    let (given, ground) = match judged {
        Ok(judged) => judged,
        Err(error) => return act::refuse_once(ctx, call, &act(), Keep::Plain, error).await,
    };
    let row = row(ctx, &about, &account, &given.certificate, ground, call.caller.actor());
    let (inner, public_key) = (ctx.clone(), digest::sha256_hex(given.certificate.public_key().spki()));
    act::once(ctx, call, act(), Keep::Plain, move |tx| {
        // held, so that of two at once one comes after the other
        table::company::load_for_update(tx, company)?.or_missing()?;
        table::member::load(tx, company, user)?.or_missing()?;
        if let Some(known) = table::outside_certificate::of_company(tx, company, &row.thumbprint)? {
            return if known.user == user && known.sha256 == row.sha256 { Ok(known) } else { Err(code::CERTIFICATE_TAKEN.into()) };
        }
        require_nobody_elses(tx, &row, &public_key)?;
        if !table::outside_certificate::insert(tx, &row, given.certificate.der())? {
            return Err(code::CERTIFICATE_TAKEN.into());
        }
        event::record(tx, &inner, licensee, vec![told("member.certificate_registered", &row)], row.registered_at)?;
        Ok(row.clone())
    })
    .await
}

/// Takes a registered certificate away.
pub async fn remove(ctx: &Ctx, call: &Call, id: OutsideCertificateId) -> Result<(), AppError> {
    let licensee = act::office_key(ctx, call, "member.remove_certificate").await?;
    let (inner, now) = (ctx.clone(), ctx.now());
    act::run(ctx, call, Act::new("member.remove_certificate", id), move |tx| {
        let known = table::outside_certificate::load(tx, id)?.filter(|one| one.licensee == licensee).or_missing()?;
        table::outside_certificate::remove(tx, id)?;
        Ok(event::record(tx, &inner, licensee, vec![told("member.certificate_removed", &known)], now)?)
    })
    .await
}

/// One of them.
pub async fn get(ctx: &Ctx, call: &Call, id: OutsideCertificateId) -> Result<OutsideCertificate, AppError> {
    let licensee = call.office_key()?;
    let known = ctx.store.read(move |tx| table::outside_certificate::load(tx, id).map_err(AppError::from)).await?;
    known.filter(|one| one.licensee == licensee).or_missing()
}

/// A page of a member's registered certificates, the newest first.
pub async fn list(ctx: &Ctx, call: &Call, company: CompanyId, user: UserId, slice: Slice) -> Result<Page<OutsideCertificate>, AppError> {
    let licensee = call.office_key()?;
    ctx.store
        .read(move |tx| {
            place(tx, licensee, company, user)?;
            let by_id = |one: &OutsideCertificate| Place::by_id(one.id.uuid());
            Ok(Page::read(slice, by_id, |slice| table::outside_certificate::page(tx, company, user, slice))?)
        })
        .await
}

/// The company and the account of a member.
fn place(tx: &mut Tx<'_>, licensee: LicenseeId, company: CompanyId, user: UserId) -> Result<(Company, Account), AppError> {
    let about = table::company::load(tx, company)?.filter(|company| company.licensee == licensee).or_missing()?;
    table::member::load(tx, company, user)?.or_missing()?;
    Ok((about, table::account::load(tx, user)?.or_missing()?))
}

/// Reads the upload and judges the certificate in it.
async fn judged(ctx: &Ctx, licensee: LicenseeId, company: &Company, account: &Account, bytes: &[u8]) -> Result<(Given, Ground), AppError> {
    let given = read::certificate(bytes)?;
    identity::require(given.certificate.subject(), account, company)?;
    let vouches = ctx.store.read(move |tx| table::licensee::load(tx, licensee).map_err(AppError::from)).await?;
    let vouches = vouches.or_missing()?.policy.licensee_vouches_for_certificates;
    require_sound(&given.certificate, Time::from_unix(ctx.now().seconds()))?;
    match believed(ctx, given).await? {
        (Ok(()), given) => Ok((given, Ground::Path)),
        (Err(Rule::Revoked { .. }), _) => Err(code::CERTIFICATE_REVOKED.into()),
        (Err(_), given) if vouches => Ok((given, Ground::Licensee)),
        (Err(rule), _) => Err(AppError::from(code::CERTIFICATE_UNTRUSTED).detail(rule.to_string())),
    }
}

/// Refuses what nobody can vouch for: what is out of its time, and what rests on weak cryptography, for whose make nothing speaks.
fn require_sound(certificate: &Certificate, at: Time) -> Result<(), AppError> {
    if !certificate.is_valid_at(at) {
        return Err(code::CERTIFICATE_EXPIRED.into());
    }
    let weak = certificate.public_key().weakness().map(Rule::WeakKey).or_else(|| certificate.obsolete_algorithm().map(Rule::Obsolete));
    weak.map_or(Ok(()), |rule| Err(AppError::from(code::CERTIFICATE_UNTRUSTED).detail(rule.to_string())))
}

/// Whether a path leads to what the house trusts. Lists of revocation count where they are at hand; nobody is asked.
async fn believed(ctx: &Ctx, given: Given) -> Result<(Result<(), Rule>, Given), AppError> {
    let basis = verification::house(ctx).await?;
    let at = Time::from_unix(ctx.now().seconds());
    let judging = tokio::task::spawn_blocking(move || {
        let intermediates = [&basis.intermediates[..], &given.above].concat();
        let trust = Trust {
            anchors: &basis.anchors,
            intermediates: &intermediates,
            crls: &basis.lists,
            revocation: Revocation::IfAtHand,
            proven: Some(&basis.proven),
        };
        let question = path::Question { trust, answers: &[], at, policies: path::Policies::default() };
        (path::judge(&given.certificate, &question).map(drop).map_err(|refusal| refusal.rule), given)
    });
    judging.await.map_err(|error| AppError::internal("judging a certificate").because(error))
}

/// Refuses what is known as somebody else's, here or in another company, and what this house issued itself.
fn require_nobody_elses(tx: &mut Tx<'_>, row: &OutsideCertificate, public_key: &str) -> Result<(), AppError> {
    if table::certificate::by_thumbprint(tx, row.licensee, &row.thumbprint)?.is_some() {
        return Err(code::CERTIFICATE_TAKEN.into());
    }
    let elsewhere = table::outside_certificate::of_licensee(tx, row.licensee, &row.thumbprint)?;
    if elsewhere.iter().any(|one| one.user != row.user) {
        return Err(code::CERTIFICATE_TAKEN.into());
    }
    if table::key_holder::is_others(tx, public_key, row.user)? { Err(code::KEY_TAKEN.into()) } else { Ok(()) }
}

fn row(ctx: &Ctx, company: &Company, account: &Account, certificate: &Certificate, ground: Ground, actor: String) -> OutsideCertificate {
    let moment = |time: Time| domain::time::Timestamp::from_seconds(time.unix());
    OutsideCertificate {
        id: OutsideCertificateId::new(ctx.uuid()),
        licensee: company.licensee,
        company: company.id,
        user: account.id,
        thumbprint: hex::encode_upper(certificate.thumbprint()),
        sha256: hex::encode(certificate.thumbprint_sha256()),
        serial: certificate.serial().to_string(),
        subject: certificate.subject().to_string(),
        issuer: certificate.issuer().to_string(),
        algorithm: certificate.public_key().algorithm().map(|algorithm| algorithm.name().to_owned()),
        not_before: moment(certificate.not_before()),
        not_after: moment(certificate.not_after()),
        ground,
        actor,
        registered_at: ctx.now(),
    }
}

fn told(kind: &'static str, row: &OutsideCertificate) -> Told {
    let data = json!({
        "company_id": row.company.to_string(),
        "user_id": row.user.to_string(),
        "certificate_id": row.id.to_string(),
        "thumbprint": row.thumbprint,
    });
    Told { kind, subject: row.company.to_string(), data }
}
