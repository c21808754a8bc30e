//! A person logs in with a certificate: they decrypt what only the holder of its key can, and send it back.

use std::time::Duration;

use domain::code;
use domain::id::LicenseeId;
use domain::office::Account;
use domain::time::Timestamp;
use pki::{Certificate, enveloped};
use store::table::certificate_challenge::Challenge;
use store::table::session::Face;
use store::{Tx, table};

use super::client::{licensee, origin};
use crate::act::{self, Act};
use crate::session::{self, Opened};
use crate::{AppError, Call, Ctx, digest};

/// How long a challenge may be answered: long enough for somebody who has to find a token and type its code.
const LIFE: Duration = Duration::from_secs(10 * 60);
/// Bytes of a challenge.
const LENGTH: usize = 32;
const ACTION: &str = "signers_session.open_by_certificate";

/// How somebody who confirms names the certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shown {
    /// By SHA-1 of its bytes, in any case of letters.
    Thumbprint(String),
    /// By its bytes.
    Certificate(Vec<u8>),
}

/// A challenge encrypted to a certificate: a CMS EnvelopedData in DER. Every certificate that can be encrypted to gets one, known or not, so
/// that nobody can ask which are known.
pub async fn challenge(ctx: &Ctx, client: &Call, der: &[u8]) -> Result<Vec<u8>, AppError> {
    let (licensee, now) = (licensee(client)?, ctx.now());
    let certificate = Certificate::parse(der).map_err(|error| AppError::from(code::CERTIFICATE_MALFORMED).because(error))?;
    let content: [u8; LENGTH] = ctx.random();
    let kept = Challenge {
        hash: digest::sha256_hex(&content),
        licensee,
        thumbprint: hex::encode_upper(certificate.thumbprint()),
        certificate: hex::encode(certificate.thumbprint_sha256()),
        expires_at: now.plus(LIFE),
    };
    // tables of a curve are made for the key of the certificate, which takes milliseconds
    let inner = ctx.clone();
    let sealed = tokio::task::spawn_blocking(move || enveloped::seal(&certificate, &content, &mut |bytes| inner.entropy.fill(bytes)));
    let sealed = sealed.await.map_err(|error| AppError::internal("encrypting a challenge").because(error))?;
    let sealed = sealed.map_err(|error| AppError::from(code::CERTIFICATE_CANNOT_DECRYPT).because(error))?;
    ctx.store
        .write(move |tx| {
            // nobody waits for the sweep: whoever asks for many keeps no more than those of ten minutes
            table::certificate_challenge::sweep(tx, now)?;
            Ok::<_, AppError>(table::certificate_challenge::insert(tx, &kept)?)
        })
        .await?;
    Ok(sealed)
}

/// Opens a session for the holder of the certificate whose challenge this is. A challenge is good for one try, whatever comes of it.
pub async fn confirm(ctx: &Ctx, client: &Call, answer: &[u8], shown: &Shown) -> Result<Opened, AppError> {
    let (licensee, now, hash) = (licensee(client)?, ctx.now(), digest::sha256_hex(answer));
    // committed before it is judged, so that a wrong answer is the last one
    let taken = ctx.store.write(move |tx| table::certificate_challenge::take(tx, &hash, licensee, now).map_err(AppError::from)).await?;
    let challenge = taken.filter(|challenge| is_for(challenge, shown)).ok_or(code::CHALLENGE_WRONG)?;
    let act = Act::new(ACTION, &challenge.thumbprint);
    let found = ctx.store.read(move |tx| holder(tx, licensee, &challenge, now)).await?;
    let account = match found.ok_or_else(|| AppError::from(code::CERTIFICATE_OF_NOBODY)).and_then(active) {
        Ok(account) => account,
        Err(error) => return Err(act::refused_before(ctx, client, &act, error).await),
    };
    session::write(ctx, &account, Face::Signers, ACTION, &origin(client), None).await
}

fn active(account: Account) -> Result<Account, AppError> {
    account.require_active()?;
    Ok(account)
}

fn is_for(challenge: &Challenge, shown: &Shown) -> bool {
    match shown {
        Shown::Thumbprint(thumbprint) => challenge.thumbprint.eq_ignore_ascii_case(thumbprint),
        Shown::Certificate(der) => challenge.certificate == digest::sha256_hex(der),
    }
}

/// Whose certificate it is, where it may be used now: issued here, or registered for somebody who still is a member. SHA-1 finds it, and
/// SHA-256 recognizes it.
fn holder(tx: &mut Tx<'_>, licensee: LicenseeId, challenge: &Challenge, now: Timestamp) -> Result<Option<Account>, AppError> {
    let issued = table::certificate::by_thumbprint(tx, licensee, &challenge.thumbprint)?;
    if let Some(issued) = issued.filter(|one| one.require_usable(now).is_ok())
        && table::certificate::der(tx, issued.id)?.is_some_and(|der| digest::sha256_hex(&der) == challenge.certificate)
    {
        return Ok(table::account::load(tx, issued.user)?);
    }
    let registered = table::outside_certificate::of_licensee(tx, licensee, &challenge.thumbprint)?;
    let registered = registered.into_iter().find(|one| one.sha256 == challenge.certificate && one.require_valid(now).is_ok());
    registered.map_or(Ok(None), |one| Ok(table::account::load(tx, one.user)?))
}
