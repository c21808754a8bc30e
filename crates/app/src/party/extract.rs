//! What an extract is worth: whether the tax service signed all of it, and when.

use domain::id::ContentId;
use domain::issue::day_of;
use domain::party::{ExtractFlaw, TAX_SERVICE_OGRN, is_outdated};
use domain::time::Timestamp;
use pki::name::Kind;
use pki::{Certificate, Time};
use signature::pdf::{self, NotSigned};
use signature::{Question, Reason, Signer, Verdict};

use crate::verification::Basis;
use crate::{AppError, Ctx, deposit};

/// An extract that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extract {
    /// When the tax service signed it.
    pub signed_at: Timestamp,
    /// SHA-256 of the certificate that it was signed with, lower-case hex.
    pub signer: String,
}

/// Judges a deposited content as an extract from ЕГРЮЛ, now: a PDF that a certificate of the tax service signed whole, and not too long ago.
/// Certificates are believed as the administrator has set them (`registers.tax_service`): each is one that the tax service signs with, or an
/// authority, whose certificate for the tax service has its ОГРН in it.
pub async fn judge_extract(ctx: &Ctx, content: ContentId) -> Result<Result<Extract, ExtractFlaw>, AppError> {
    let bytes = deposit::read(ctx, content).await?;
    let (trusted, now) = (ctx.settings.tax_service.clone(), ctx.now());
    let judged = ctx.blobs.pool().run(move || judge(&bytes, &trusted, now)).await;
    judged.map_err(|lost| AppError::internal("judging an extract").because(lost))
}

fn judge(bytes: &[u8], trusted: &[Certificate], now: Timestamp) -> Result<Extract, ExtractFlaw> {
    let embedded = pdf::whole(bytes).map_err(|error| match error {
        NotSigned::Unsigned => ExtractFlaw::Unsigned,
        NotSigned::NotWhole => ExtractFlaw::NotWhole,
        NotSigned::Malformed => ExtractFlaw::SignatureInvalid,
    })?;
    let contents: Vec<_> = signature::digests(&embedded.cms).into_iter().map(|algorithm| embedded.digest(algorithm)).collect();
    let basis = Basis { anchors: trusted.to_vec(), ..Basis::default() };
    let question = Question { contents: &contents, trust: basis.trust(), answers: &[], at: Time::from_unix(now.seconds()) };
    let report = signature::judge(&embedded.cms, &question);
    // one who signs for the tax service, and nobody beside it
    let [signer] = &report.signers[..] else { return Err(ExtractFlaw::SignatureInvalid) };
    match report.verdict() {
        Verdict::TotalPassed => {}
        Verdict::Indeterminate(Reason::NoCertificateChainFound) => return Err(ExtractFlaw::SignerUntrusted),
        Verdict::TotalFailed(_) | Verdict::Indeterminate(_) => return Err(ExtractFlaw::SignatureInvalid),
    }
    let certificate = signer.certificate.as_ref().filter(|certificate| is_of_the_tax_service(certificate, trusted));
    let certificate = certificate.ok_or(ExtractFlaw::SignerUntrusted)?;
    let signed_at = signed_at(signer).ok_or(ExtractFlaw::Undated)?;
    if is_outdated(&day_of(signed_at), &day_of(now)) {
        return Err(ExtractFlaw::Outdated);
    }
    Ok(Extract { signed_at, signer: hex::encode(certificate.thumbprint_sha256()) })
}

fn is_of_the_tax_service(certificate: &Certificate, trusted: &[Certificate]) -> bool {
    trusted.contains(certificate) || certificate.subject().get(Kind::Ogrn) == Some(TAX_SERVICE_OGRN)
}

/// By a time stamp, or else by the word of the tax service.
fn signed_at(signer: &Signer) -> Option<Timestamp> {
    let proven = signer.proof.as_ref().map(|proof| proof.time);
    proven.or(signer.signing_time).map(|time| Timestamp::from_seconds(time.unix()))
}
