//! Certificates of authorities: the root signs itself and issuing authorities, which sign people.

use super::{Issuer, ProfileError, Term, of_issuer};
use crate::certificate::{Contents, to_be_signed};
use crate::extension::Extension;
use crate::name::{BadAttribute, Kind};
use crate::{Malformed, Name, PublicKey};

/// An authority as its certificate names it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Authority {
    /// Shown name, distinct among the authorities of an installation.
    pub common_name: String,
    /// Who keeps it.
    pub organization: Option<String>,
}

impl Authority {
    /// The subject's name.
    pub fn name(&self) -> Result<Name, BadAttribute> {
        let mut attributes = vec![(Kind::Country, "RU")];
        attributes.extend(self.organization.as_deref().map(|organization| (Kind::Organization, organization)));
        attributes.push((Kind::CommonName, &self.common_name));
        Name::build(&attributes)
    }
}

/// TBSCertificate of a self-signed root over its own key: one level of issuing authorities below.
pub fn root(subject: &Name, key: &PublicKey, term: &Term) -> Result<Vec<u8>, ProfileError> {
    term.check(None)?;
    let identifier = key.identifier();
    let extensions = [
        Extension::authority(Some(1)),
        Extension::usage_of_authority(),
        Extension::subject_key(&identifier),
        Extension::authority_key(&identifier),
    ];
    Ok(to_be_signed(&Contents {
        serial: &term.serial,
        algorithm: key.algorithm().ok_or(Malformed("key of the root"))?,
        issuer: subject,
        not_before: term.not_before,
        not_after: term.not_after,
        subject,
        spki: key.spki(),
        extensions: &extensions,
    }))
}

/// TBSCertificate of an issuing authority: it signs people and no further authorities.
pub fn issuing(issuer: Issuer<'_>, subject: &Name, key: &PublicKey, term: &Term) -> Result<Vec<u8>, ProfileError> {
    term.check(Some(issuer.certificate))?;
    let mut extensions = vec![Extension::authority(Some(0)), Extension::usage_of_authority(), Extension::subject_key(&key.identifier())];
    extensions.extend(of_issuer(issuer)?);
    Ok(to_be_signed(&Contents {
        serial: &term.serial,
        algorithm: issuer.certificate.public_key().algorithm().ok_or(Malformed("issuer's key"))?,
        issuer: issuer.certificate.subject(),
        not_before: term.not_before,
        not_after: term.not_after,
        subject,
        spki: key.spki(),
        extensions: &extensions,
    }))
}
