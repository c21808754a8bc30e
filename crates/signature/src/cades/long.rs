//! From CAdES-T to the evidence of CAdES-X Long Type 1: references and values as unsigned attributes (TS 101 733 §6.2 and §6.3).

use pki::ocsp::Answer;
use pki::{Certificate, Crl, Digest, oid};

use super::stamp::StampError;
use super::unsigned::Unsigned;
use super::{references, values};
use crate::cms::ber;
use crate::cms::edit::{AddError, add_unsigned};
use crate::cms::read::SignedData;

/// A certificate of a path, with the evidence that it was not revoked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vouched {
    /// The certificate.
    pub certificate: Certificate,
    /// Lists that told of it; none of an anchor.
    pub crls: Vec<Crl>,
    /// OCSP answers that told of it.
    pub answers: Vec<Answer>,
}

/// Adds certificateRefs, revocationRefs, certValues and revocationValues to one signer.
///
/// `path` leads from the signer's certificate to the anchor, both included. References are of this path alone; `others` (paths of time stamp
/// authorities, signers of answers and lists) join the values, so that everything can be verified later without asking anybody.
///
/// # Errors
///
/// [`StampError::Early`] without a signature-time-stamp, [`StampError::Late`] where such attributes stand already.
pub fn add_references_and_values(
    cms: &[u8],
    signer: usize,
    digest: Digest,
    path: &[Vouched],
    others: &[Vouched],
) -> Result<Vec<u8>, StampError> {
    let der = ber::to_der(cms)?;
    let data = SignedData::parse(&der)?;
    let unsigned = Unsigned::of(data.signers.get(signer).ok_or(AddError::NoSigner)?)?;
    let ours =
        [oid::CERTIFICATE_REFERENCES, oid::REVOCATION_REFERENCES, oid::CERTIFICATE_VALUES, oid::REVOCATION_VALUES, oid::ESC_TIME_STAMP];
    if ours.into_iter().any(|kind| unsigned.has(kind)) {
        return Err(StampError::Late);
    }
    if !unsigned.has(oid::SIGNATURE_TIME_STAMP) {
        return Err(StampError::Early);
    }
    // Of the anchor nobody tells.
    let told = path.len().saturating_sub(1);
    let told: Vec<_> = path[..told].iter().map(|one| (one.crls.iter().collect(), one.answers.iter().collect())).collect();
    let material = Material::of(path.iter().chain(others));
    let attributes = [
        (oid::CERTIFICATE_REFERENCES, references::write_certificates(digest, path.iter().skip(1).map(|one| &one.certificate))),
        (oid::REVOCATION_REFERENCES, references::write_revocation(digest, &told)),
        (oid::CERTIFICATE_VALUES, values::write_certificates(material.certificates)),
        (oid::REVOCATION_VALUES, values::RevocationValues::write(&material.crls, &material.answers)),
    ];
    Ok(add_unsigned(&der, signer, &attributes)?)
}

/// Everything of some paths, each piece once.
#[derive(Debug, Default)]
pub struct Material<'a> {
    /// Certificates.
    pub certificates: Vec<&'a Certificate>,
    /// Lists.
    pub crls: Vec<&'a Crl>,
    /// OCSP answers.
    pub answers: Vec<&'a Answer>,
}

impl<'a> Material<'a> {
    /// In the order of the paths.
    pub fn of(paths: impl IntoIterator<Item = &'a Vouched>) -> Self {
        fn add<'a, T: PartialEq>(all: &mut Vec<&'a T>, new: &'a T) {
            if !all.contains(&new) {
                all.push(new);
            }
        }
        let mut material = Self::default();
        for one in paths {
            add(&mut material.certificates, &one.certificate);
            one.crls.iter().for_each(|crl| add(&mut material.crls, crl));
            one.answers.iter().for_each(|answer| add(&mut material.answers, answer));
        }
        material
    }
}
