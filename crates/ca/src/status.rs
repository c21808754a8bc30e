//! How certificates stand, and what an OCSP responder says of them (RFC 6960).

use std::collections::HashMap;
use std::time::Duration;

use domain::id::AuthorityId;
use domain::time::Timestamp;
use keys::Keys;
use pki::Serial;
use pki::crl::Reason;
use pki::ocsp::{self, Answer, CertId, Contents, Responder, Single, Status};
use store::table::{intent, standing};
use store::{StoreError, Tx};

use crate::convert::time;
use crate::{CaError, Server};

/// How often anything has changed, by authority. What is missing never changed.
pub fn generations(tx: &mut Tx<'_>) -> Result<HashMap<AuthorityId, i64>, CaError> {
    Ok(standing::generations(tx)?.into_iter().collect())
}

/// How a certificate of this authority stands. A serial number that is reserved but bears no certificate yet is as unknown as one that never
/// was: nobody can hold it.
pub fn status(tx: &mut Tx<'_>, authority: AuthorityId, serial: &Serial) -> Result<Status, CaError> {
    let Some((state, revoked)) = intent::standing(tx, authority, &serial.to_string())? else { return Ok(Status::Unknown) };
    match revoked {
        Some((at, reason)) => Ok(Status::Revoked { at: time(at), reason: reason_of(reason)? }),
        None if state == "signed" => Ok(Status::Good),
        None => Ok(Status::Unknown),
    }
}

fn reason_of(number: i64) -> Result<Reason, CaError> {
    let reason = u8::try_from(number).ok().and_then(Reason::from_number);
    Ok(reason.ok_or_else(|| StoreError::Corrupt("a reason of a revocation".to_owned()))?)
}

/// Signs an answer that holds for `life`; the responder's certificate comes along. One with a nonce serves a single asker, by a key that was
/// proved when it was opened; one without may serve everybody for hours, so its signature is verified before anybody sees it.
pub async fn answer(
    keys: &Keys,
    responder: &Server,
    singles: &[(CertId, Status)],
    nonce: Option<&[u8]>,
    life: Duration,
    now: Timestamp,
) -> Result<Vec<u8>, CaError> {
    let (this, next) = (time(now), time(now.plus(life)));
    let singles: Vec<Single> = singles.iter().map(|(id, status)| Single::new(id.clone(), *status, this, Some(next))).collect();
    let identifier = responder.certificate.public_key().identifier().to_vec();
    let to_be_signed = ocsp::to_be_signed(&Contents { responder: Responder::Key(identifier), produced_at: this, singles: &singles, nonce });
    let algorithm = responder.authority.algorithm;
    let signature = keys.sign(responder.key, algorithm, &to_be_signed).await?;
    let der = ocsp::assemble(&to_be_signed, algorithm, &signature, &[&responder.certificate]);
    let sound = || Answer::parse(&der).is_ok_and(|answer| answer.is_signed_by(responder.certificate.public_key()));
    if nonce.is_some() || sound() { Ok(der) } else { Err(CaError::Differs) }
}
