//! Certificate revocation lists (RFC 5280 §5): read in every form, written complete and direct.

mod entries;
mod point;
mod reason;
mod write;

use std::fmt;

use const_oid::ObjectIdentifier;

use entries::Entries;
pub use point::{Point, PointName, Reasons, Scope};
pub use reason::Reason;
pub use write::{Contents, to_be_signed};

use crate::asn1::{Reader, limits, tag};
use crate::extension::{Extension, Extensions};
use crate::{Algorithm, Malformed, Name, PublicKey, Serial, Time, oid};

/// One revoked certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Which one.
    pub serial: Serial,
    /// Since when.
    pub at: Time,
    /// Why; unspecified where nothing is said.
    pub reason: Reason,
}

/// A list: its bytes as they came, and the parsed view over them.
#[derive(Clone, PartialEq, Eq)]
pub struct Crl {
    der: Vec<u8>,
    tbs: Vec<u8>,
    issuer: Name,
    this_update: Time,
    next_update: Option<Time>,
    entries: Entries,
    extensions: Vec<Extension>,
    algorithm: Option<Algorithm>,
    signature: Vec<u8>,
    scope: Option<Scope>,
    delta_of: Option<u64>,
    usable: bool,
}

impl Crl {
    /// Reads one list in DER.
    pub fn parse(der: &[u8]) -> Result<Self, Malformed> {
        limits::check(der, limits::CRL)?;
        let mut outer = Reader::whole_sequence(der)?;
        let tbs = outer.expect(tag::SEQUENCE)?;
        let outer_algorithm = outer.expect(tag::SEQUENCE)?.raw;
        let signature = outer.bits()?.to_vec();
        outer.end()?;

        let mut inner = Reader::new(tbs.value);
        let version = if inner.peek() == Some(tag::INTEGER) { inner.small()? } else { 0 };
        if version > 1 {
            return Err(Malformed("version"));
        }
        let inner_algorithm = inner.expect(tag::SEQUENCE)?.raw;
        if inner_algorithm != outer_algorithm {
            return Err(Malformed("algorithms differ"));
        }
        let issuer = Name::parse(inner.expect(tag::SEQUENCE)?.raw)?;
        let this_update = Time::parse(inner.element()?)?;
        let next_update =
            if matches!(inner.peek(), Some(tag::UTC_TIME | tag::GENERALIZED_TIME)) { Some(Time::parse(inner.element()?)?) } else { None };
        let entries = inner.optional(tag::SEQUENCE)?.map_or(Ok(Entries::default()), |list| Entries::parse(list.value))?;
        let extensions = inner.optional(tag::context(0))?.map_or(Ok(Vec::new()), |wrapped| Extension::parse_all(wrapped.value))?;
        inner.end()?;

        let find = |oid| extensions.iter().find(|extension: &&Extension| extension.oid == oid);
        let scope = find(oid::ISSUING_DISTRIBUTION_POINT).map(|extension| Scope::parse(&extension.value)).transpose()?;
        let delta_of = find(oid::DELTA_CRL_INDICATOR).map(|extension| number(&extension.value)).transpose()?;
        let known = |oid| [oid::ISSUING_DISTRIBUTION_POINT, oid::DELTA_CRL_INDICATOR, oid::AUTHORITY_KEY_IDENTIFIER].contains(&oid);
        let of_others = entries.has_other_issuers() && !scope.as_ref().is_some_and(|scope| scope.indirect);
        Ok(Self {
            der: der.to_vec(),
            tbs: tbs.raw.to_vec(),
            issuer,
            this_update,
            next_update,
            usable: !of_others && !entries.has_unknown() && extensions.iter().all(|extension| !extension.critical || known(extension.oid)),
            entries,
            extensions,
            algorithm: Algorithm::read(inner_algorithm)?,
            signature,
            scope,
            delta_of,
        })
    }

    /// The original bytes.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// The signed bytes.
    pub fn to_be_signed(&self) -> &[u8] {
        &self.tbs
    }

    /// Who signed it.
    pub fn issuer(&self) -> &Name {
        &self.issuer
    }

    /// When it was made.
    pub fn this_update(&self) -> Time {
        self.this_update
    }

    /// When the next one will be there at the latest.
    pub fn next_update(&self) -> Option<Time> {
        self.next_update
    }

    /// cRLNumber, if it is there and fits.
    pub fn number(&self) -> Option<u64> {
        number(&self.extension(oid::CRL_NUMBER)?.value).ok()
    }

    /// keyIdentifier of authorityKeyIdentifier.
    pub fn authority_key_identifier(&self) -> Result<Option<Vec<u8>>, Malformed> {
        Extensions::authority_key_identifier(self)
    }

    /// How many certificates stand in it.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Is nothing revoked?
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Since when and why this one of the list's own issuer is revoked, if it is.
    pub fn revoked(&self, serial: &Serial) -> Option<(Time, Reason)> {
        self.entries.own(serial)
    }

    /// The same of a certificate by its issuer, who may be another one in an indirect list.
    pub fn revoked_of(&self, issuer: &Name, serial: &Serial) -> Option<(Time, Reason)> {
        if self.issuer.matches(issuer) {
            self.entries.own(serial).or_else(|| self.entries.of(issuer, serial))
        } else {
            self.entries.of(issuer, serial)
        }
    }

    /// Is it a complete list without critical extensions, direct entries only?
    pub fn is_understood(&self) -> bool {
        self.usable && !self.entries.has_other_issuers() && self.extensions.iter().all(|extension| !extension.critical)
    }

    /// Is every critical extension of list and entries understood here, so that its silence means something?
    pub fn is_usable(&self) -> bool {
        self.usable
    }

    /// issuingDistributionPoint.
    pub fn scope(&self) -> Option<&Scope> {
        self.scope.as_ref()
    }

    /// The number of the complete list that this one, a delta list, continues (deltaCRLIndicator).
    pub fn delta_of(&self) -> Option<u64> {
        self.delta_of
    }

    /// Value of issuingDistributionPoint as it stands: equal for a delta list and its base.
    pub(crate) fn scope_der(&self) -> Option<&[u8]> {
        self.extension(oid::ISSUING_DISTRIBUTION_POINT).map(|extension| extension.value.as_slice())
    }

    /// Does the key of `issuer` stand behind the signature?
    pub fn is_signed_by(&self, issuer: &PublicKey) -> bool {
        self.algorithm.is_some_and(|algorithm| issuer.verify(algorithm, &self.tbs, &self.signature))
    }
}

impl Extensions for Crl {
    fn extension(&self, oid: ObjectIdentifier) -> Option<&Extension> {
        self.extensions.iter().find(|extension| extension.oid == oid)
    }
}

impl fmt::Debug for Crl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Crl({} {} entries={})", self.issuer, self.this_update, self.entries.len())
    }
}

/// A CRLNumber that fits 64 bits.
fn number(value: &[u8]) -> Result<u64, Malformed> {
    const BAD: Malformed = Malformed("number of a list");
    let mut reader = Reader::new(value);
    let contents = reader.integer()?;
    reader.end()?;
    if contents[0] >= 0x80 {
        return Err(BAD);
    }
    contents.iter().try_fold(0_u64, |sum, octet| sum.checked_mul(256)?.checked_add(u64::from(*octet))).ok_or(BAD)
}

#[cfg(test)]
mod tests;
