//! Certificate revocation lists (RFC 5280 §5): complete ones, version 2.

mod reason;
mod write;

use std::collections::HashMap;
use std::fmt;

use const_oid::ObjectIdentifier;

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
    entries: HashMap<Serial, (Time, Reason)>,
    extensions: Vec<Extension>,
    algorithm: Option<Algorithm>,
    signature: Vec<u8>,
    understood: bool,
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
        let (entries, entries_understood) = match inner.optional(tag::SEQUENCE)? {
            Some(list) => entries(list.value)?,
            None => (HashMap::new(), true),
        };
        let extensions = inner.optional(tag::context(0))?.map_or(Ok(Vec::new()), |wrapped| Extension::parse_all(wrapped.value))?;
        inner.end()?;

        Ok(Self {
            der: der.to_vec(),
            tbs: tbs.raw.to_vec(),
            issuer,
            this_update,
            next_update,
            entries,
            // issuingDistributionPoint and deltaCRLIndicator are critical: such partial lists are not used.
            understood: entries_understood && extensions.iter().all(|extension| !extension.critical),
            extensions,
            algorithm: Algorithm::read(inner_algorithm)?,
            signature,
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
        let value = &self.extension(oid::CRL_NUMBER)?.value;
        let contents = Reader::new(value).integer().ok().filter(|contents| contents[0] < 0x80 && contents.len() <= 9)?;
        contents.iter().try_fold(0_u64, |sum, octet| sum.checked_mul(256)?.checked_add(u64::from(*octet)))
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
        self.entries.is_empty()
    }

    /// Since when and why this one is revoked, if it is.
    pub fn revoked(&self, serial: &Serial) -> Option<(Time, Reason)> {
        self.entries.get(serial).copied()
    }

    /// Is it a complete list without critical extensions, direct entries only?
    pub fn is_understood(&self) -> bool {
        self.understood
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

type Entries = (HashMap<Serial, (Time, Reason)>, bool);

fn entries(list: &[u8]) -> Result<Entries, Malformed> {
    let mut reader = Reader::new(list);
    let mut entries = HashMap::new();
    let mut understood = true;
    while !reader.is_empty() {
        let mut inner = reader.sequence()?;
        let serial = Serial::from_contents(inner.integer()?)?;
        let at = Time::parse(inner.element()?)?;
        let extensions = if inner.is_empty() { Vec::new() } else { Extension::parse_all(inner.expect(tag::SEQUENCE)?.raw)? };
        inner.end()?;
        let mut reason = Reason::Unspecified;
        for extension in extensions {
            if extension.oid == oid::REASON_CODE {
                reason = Reason::parse(&extension.value)?;
            } else if extension.critical {
                understood = false;
            }
        }
        entries.insert(serial, (at, reason));
    }
    Ok((entries, understood))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::fixture::{House, now, openssl};

    fn entries() -> Vec<Entry> {
        let entry = |number, reason| Entry { serial: Serial::from_random([number; 16]), at: now().plus_seconds(-10), reason };
        vec![entry(3, Reason::KeyCompromise), entry(4, Reason::Unspecified), entry(5, Reason::Hold)]
    }

    #[test]
    fn a_list_is_read_back_as_it_was_written() {
        let house = House::new();
        let crl = Crl::parse(&house.crl(300, &entries())).expect("our own list");
        assert_eq!((crl.number(), crl.len(), crl.is_understood()), (Some(300), 3, true));
        assert_eq!((crl.this_update(), crl.next_update()), (now(), Some(now().plus_seconds(86_400))));
        for entry in entries() {
            assert_eq!(crl.revoked(&entry.serial), Some((entry.at, entry.reason)));
        }
        assert_eq!(crl.revoked(&Serial::from_random([9; 16])), None);
        assert!(crl.is_signed_by(house.issuing.public_key()) && !crl.is_signed_by(house.root.public_key()));
        assert!(Crl::parse(&house.crl(u64::MAX, &[])).is_ok_and(|crl| crl.is_empty() && crl.number() == Some(u64::MAX)));
    }

    #[test]
    fn openssl_reads_number_entries_and_reasons() {
        let house = House::new();
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("list.crl"), house.crl(300, &entries())).expect("written");
        std::fs::write(folder.path().join("ca.pem"), crate::certificate::chain_to_pem([&house.issuing])).expect("written");
        let answer = openssl(folder.path(), &["crl", "-inform", "DER", "-in", "list.crl", "-noout", "-text", "-CAfile", "ca.pem"]);
        let (text, verdict) = (String::from_utf8_lossy(&answer.stdout), String::from_utf8_lossy(&answer.stderr));
        assert!(verdict.contains("verify OK"), "{verdict}");
        for wanted in
            ["Version 2", "X509v3 CRL Number: \n                300", "Key Compromise", "Certificate Hold", "Authority Key Identifier"]
        {
            assert!(text.contains(wanted), "{wanted}\n{text}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_changed_byte_is_noticed_and_junk_never_panics(at in any::<proptest::sample::Index>(), flip in 1_u8.., junk in proptest::collection::vec(any::<u8>(), 0..200)) {
            thread_local!(static MADE: (House, Vec<u8>) = { let house = House::new(); let crl = house.crl(1, &entries()); (house, crl) });
            let _ = Crl::parse(&junk);
            MADE.with(|(house, der)| {
                let mut der = der.clone();
                let index = at.index(der.len());
                der[index] ^= flip;
                assert!(!Crl::parse(&der).is_ok_and(|crl| crl.is_signed_by(house.issuing.public_key())), "byte {index}");
                assert!(Crl::parse(&der[..index]).is_err());
            });
        }
    }
}
