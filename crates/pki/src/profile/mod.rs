//! Profiles: what a certificate of each sort holds, so that nothing about it is decided anywhere else.
//!
//! All of them are profiles of non-qualified signatures (НЭП): no policy of classes of certified means (КС1 … КА) is ever put in.

pub mod authority;
pub mod employee;
pub mod person;
pub mod service;

use crate::certificate::{Contents, to_be_signed};
use crate::extension::Extension;
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

/// TBSCertificate of a signer: person, sole proprietor or employee, by the name given. `key_until` is the last moment the private key
/// signs (privateKeyUsagePeriod), not later than the certificate itself.
pub fn signer(issuer: Issuer<'_>, subject: &Name, key: &PublicKey, term: &Term, key_until: Time) -> Result<Vec<u8>, ProfileError> {
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
    extensions.extend(of_issuer(issuer)?);
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
