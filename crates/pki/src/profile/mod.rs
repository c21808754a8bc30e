//! Profiles: what a certificate of each sort holds, so that nothing about it is decided anywhere else.
//!
//! All of them are profiles of non-qualified signatures (НЭП): no policy of classes of certified means (КС1 … КА) is ever put in.

pub mod authority;
pub mod employee;
pub mod person;
pub mod proprietor;
pub mod seal;
pub mod service;

use crate::certificate::{Contents, to_be_signed};
use crate::extension::{Extension, Identification, IssuerTool};
use crate::name::BadAttribute;
use crate::{Certificate, Malformed, Name, PublicKey, Serial, Time};

/// Who issues: its certificate, and the addresses that go into what it issues.
#[derive(Debug, Clone, Copy)]
pub struct Issuer<'a> {
    /// Certificate of the issuing authority.
    pub certificate: &'a Certificate,
    /// Where its own certificate can be fetched (caIssuers).
    pub certificate_url: &'a str,
    /// Where its CRL can be fetched.
    pub crl_url: &'a str,
}

/// Number and validity, chosen by the caller.
#[derive(Debug, Clone)]
pub struct Term {
    /// Reserved beforehand.
    pub serial: Serial,
    /// First moment.
    pub not_before: Time,
    /// Last moment; must not be later than the issuer's.
    pub not_after: Time,
}

/// Why a certificate cannot be prepared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProfileError {
    /// The subject has a value that cannot stand in a name.
    #[error(transparent)]
    Name(#[from] BadAttribute),
    /// The issuer's certificate or an address is not usable.
    #[error(transparent)]
    Malformed(#[from] Malformed),
    /// The certificate would outlive its issuer, or begin before it.
    #[error("validity goes beyond the issuer's")]
    OutlivesIssuer,
    /// The validity or the key's period ends before it begins.
    #[error("validity ends before it begins")]
    Inverted,
}

impl Term {
    fn check(&self, issuer: Option<&Certificate>) -> Result<(), ProfileError> {
        if self.not_after < self.not_before {
            return Err(ProfileError::Inverted);
        }
        match issuer {
            Some(issuer) if self.not_before < issuer.not_before() || self.not_after > issuer.not_after() => {
                Err(ProfileError::OutlivesIssuer)
            }
            _ => Ok(()),
        }
    }
}

/// What a signer's certificate may say beside the necessary.
#[derive(Debug, Clone, Copy, Default)]
pub struct Extras<'a> {
    /// Where the issuer's OCSP responder is asked.
    pub ocsp_url: Option<&'a str>,
    /// Means of signature of the holder (subjectSignTool).
    pub sign_tool: Option<&'a str>,
    /// Means of the issuer (issuerSignTool).
    pub issuer_tool: Option<&'a IssuerTool>,
    /// How the holder was identified (identificationKind).
    pub identification: Option<Identification>,
}

impl Extras<'_> {
    fn extensions(&self) -> Result<Vec<Extension>, Malformed> {
        let mut extensions = Vec::new();
        extensions.extend(self.sign_tool.map(Extension::sign_tool).transpose()?);
        extensions.extend(self.issuer_tool.map(Extension::issuer_tool).transpose()?);
        extensions.extend(self.identification.map(Extension::identification));
        Ok(extensions)
    }
}

/// TBSCertificate of a signer: person, sole proprietor, employee or an organization's seal, by the name given. `key_until` is the last
/// moment the private key signs (privateKeyUsagePeriod), not later than the certificate itself.
pub fn signer(issuer: Issuer<'_>, subject: &Name, key: &PublicKey, term: &Term, key_until: Time) -> Result<Vec<u8>, ProfileError> {
    signer_with(issuer, subject, key, term, key_until, &Extras::default())
}

/// The same with more to say.
pub fn signer_with(
    issuer: Issuer<'_>,
    subject: &Name,
    key: &PublicKey,
    term: &Term,
    key_until: Time,
    extras: &Extras<'_>,
) -> Result<Vec<u8>, ProfileError> {
    term.check(Some(issuer.certificate))?;
    if key_until < term.not_before || key_until > term.not_after {
        return Err(ProfileError::Inverted);
    }
    let mut extensions = vec![
        Extension::usage_of_signer(),
        Extension::purposes_of_signer(),
        Extension::subject_key(&key.identifier()),
        Extension::private_key_period(term.not_before, key_until),
    ];
    extensions.extend(subject.get(crate::name::Kind::Email).map(Extension::mail));
    extensions.extend(extras.extensions()?);
    let [authority, list, mut addresses] = of_issuer(issuer)?;
    if let Some(ocsp) = extras.ocsp_url {
        addresses = Extension::issuer_addresses(ocsp, issuer.certificate_url)?;
    }
    extensions.extend([authority, list, addresses]);
    let algorithm = issuer.certificate.public_key().algorithm().ok_or(Malformed("issuer's key"))?;
    Ok(to_be_signed(&Contents {
        serial: &term.serial,
        algorithm,
        issuer: issuer.certificate.subject(),
        not_before: term.not_before,
        not_after: term.not_after,
        subject,
        spki: key.spki(),
        extensions: &extensions,
    }))
}

/// authorityKeyIdentifier, CRL and issuer addresses: the same in everything an authority issues.
fn of_issuer(issuer: Issuer<'_>) -> Result<[Extension; 3], Malformed> {
    let identifier = issuer.certificate.subject_key_identifier()?.ok_or(Malformed("issuer without subjectKeyIdentifier"))?;
    Ok([Extension::authority_key(&identifier), Extension::crl_address(issuer.crl_url)?, Extension::issuer_address(issuer.certificate_url)?])
}

#[cfg(test)]
mod tests;
