//! The authority's public side, and what signing a document needs of certificates.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::code;
use domain::id::{AuthorityId, PrivateKeyId};
use domain::issue::KeyAlgorithm;
use domain::time::Timestamp;
use pki::path::{Revocation, Trust};
use pki::{Algorithm, Certificate, Time, csr};
use signature::{ContentDigest, Fact};
use store::Tx;

use crate::error::OrMissing;
use crate::{AppError, Ctx};

impl From<ca::CaError> for AppError {
    fn from(error: ca::CaError) -> Self {
        match error {
            ca::CaError::Store(error) => error.into(),
            ca::CaError::Key(error) => error.into(),
            ca::CaError::Clock { .. } => Self::from(code::CLOCK_WRONG).because(error),
            ca::CaError::NoAuthority => Self::from(code::NOT_FOUND).because(error),
            error => Self::internal("the authority").because(error),
        }
    }
}

/// The algorithm of a key that this house makes.
pub(crate) const fn algorithm(of: KeyAlgorithm) -> Algorithm {
    match of {
        KeyAlgorithm::Gost256 => Algorithm::Gost256,
        KeyAlgorithm::Gost512 => Algorithm::Gost512,
        KeyAlgorithm::EcdsaP256 => Algorithm::EcdsaP256Sha256,
        KeyAlgorithm::Rsa => Algorithm::RsaSha256,
    }
}

/// Of which algorithm a key is made where nobody says: by the administrator's word, else like that of the authority which will certify it.
pub(crate) fn usual_algorithm(ctx: &Ctx, authority: &ca::Authority) -> Result<KeyAlgorithm, AppError> {
    let of_authority = || KeyAlgorithm::parse(authority.algorithm.name());
    let algorithm = ctx.settings.signer_algorithm.or_else(of_authority);
    algorithm.ok_or_else(|| AppError::internal("the algorithm of an authority"))
}

/// An authority's certificate in DER.
pub async fn certificate(ctx: &Ctx, id: AuthorityId) -> Result<Vec<u8>, AppError> {
    let authority = ctx.store.read(move |tx| ca::load(tx, id).map_err(AppError::from)).await?;
    Ok(authority.certificate.der().to_vec())
}

/// An authority's current revocation list in DER.
pub async fn crl(ctx: &Ctx, id: AuthorityId) -> Result<Vec<u8>, AppError> {
    ctx.store.read(move |tx| ca::latest_list(tx, id).map_err(AppError::from)).await?.or_missing()
}

/// Every authority's certificate as PEM, roots first.
pub async fn chain_pem(ctx: &Ctx) -> Result<String, AppError> {
    ctx.store.read(|tx| ca::chain_pem(tx).map_err(AppError::from)).await
}

/// Everything about certificates and lists that does not hold, derived again from the rows: for the administrator at the machine.
pub async fn self_check(ctx: &Ctx) -> Result<Vec<ca::Finding>, AppError> {
    ctx.store.read(|tx| ca::self_check(tx).map_err(AppError::from)).await
}

/// Certificates from an authority up to its root.
pub(crate) fn chain_of(tx: &mut Tx<'_>, id: AuthorityId) -> Result<Vec<Certificate>, AppError> {
    Ok(ca::path(tx, id)?)
}

/// Reads a PKCS#10 as integrators send it: PEM, or the Base64 of its DER.
pub(crate) fn csr(text: &str) -> Result<csr::Request, csr::BadRequest> {
    if text.trim_start().starts_with("-----BEGIN") {
        return csr::Request::parse(text.trim().as_bytes());
    }
    let compact: String = text.split_whitespace().collect();
    let der = STANDARD.decode(compact).map_err(|_| pki::Malformed("base64"))?;
    csr::Request::parse(&der)
}

/// The same, of a request that was accepted with it.
pub(crate) fn kept_csr(text: &str) -> Result<csr::Request, AppError> {
    csr(text).map_err(|error| AppError::internal("a kept PKCS#10").because(error))
}

/// A private key signs within its own period, which ends before the certificate does (privateKeyUsagePeriod).
pub(crate) fn require_key_period(signer: &Certificate, now: Timestamp) -> Result<(), AppError> {
    let period = signer.private_key_period().map_err(|error| AppError::internal("a kept certificate").because(error))?;
    let until = period.and_then(|period| period.until);
    let over = until.is_some_and(|until| Time::from_unix(now.seconds()) > until);
    if over { Err(code::CERTIFICATE_EXPIRED.into()) } else { Ok(()) }
}

/// Makes a detached CAdES-BES by a key of the server.
pub(crate) async fn cades(
    ctx: &Ctx,
    key: PrivateKeyId,
    signer: &Certificate,
    chain: &[Certificate],
    digest: &ContentDigest,
    now: Timestamp,
) -> Result<Vec<u8>, AppError> {
    let failed = |what: &str| AppError::internal(format!("{what} a signature"));
    let prepared =
        signature::prepare(digest, signer, Time::from_unix(now.seconds())).map_err(|error| failed("preparing").because(error))?;
    let value = ctx.keys.sign(key, prepared.algorithm(), prepared.bytes()).await?;
    signature::assemble(&prepared, signer, &value, chain).map_err(|error| AppError::from(code::KEY_MISMATCH).because(error))
}

/// Verifies a signature before it is accepted, and returns what it says of itself. Nothing is accepted that does not verify.
pub(crate) fn verified(
    ctx: &Ctx,
    cms: &[u8],
    digest: &ContentDigest,
    chain: &[Certificate],
    now: Timestamp,
) -> Result<Vec<Fact>, AppError> {
    let (intermediates, anchors): (Vec<Certificate>, Vec<Certificate>) = chain.iter().cloned().partition(|one| !one.is_self_issued());
    // whether the certificate is revoked is read from its row in the same transaction that accepts the signature
    let trust =
        Trust { anchors: &anchors, intermediates: &intermediates, crls: &[], revocation: Revocation::Ignored, proven: Some(&ctx.proven) };
    let report = signature::verify(cms, std::slice::from_ref(digest), &trust, Time::from_unix(now.seconds()));
    let facts = report.signers.first().and_then(|signer| signer.facts.as_ref());
    match facts {
        Some(facts) if report.passed() => Ok(facts.list()),
        _ => Err(AppError::from(code::SIGNATURE_INVALID).private(format!("{:?}", report.verdict()))),
    }
}
