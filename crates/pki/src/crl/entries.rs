//! The entries of a list, found by issuer and serial number.

use std::collections::HashMap;

use super::Reason;
use crate::asn1::{Reader, tag};
use crate::extension::Extension;
use crate::general_name::GeneralName;
use crate::{Malformed, Name, Serial, Time, oid};

type BySerial = HashMap<Serial, (Time, Reason)>;

/// Entries of the list's own issuer, and of others where the list is indirect.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Entries {
    own: BySerial,
    others: HashMap<Vec<Vec<u8>>, BySerial>,
    unknown: bool,
}

impl Entries {
    /// Reads revokedCertificates. An issuer named in an entry holds for the entries that follow (RFC 5280 §5.3.3).
    pub(super) fn parse(list: &[u8]) -> Result<Self, Malformed> {
        let mut reader = Reader::new(list);
        let mut entries = Self::default();
        let mut issuer: Option<Vec<Vec<u8>>> = None;
        while !reader.is_empty() {
            let mut inner = reader.sequence()?;
            let serial = Serial::from_contents(inner.integer()?)?;
            let at = Time::parse(inner.element()?)?;
            let extensions = if inner.is_empty() { Vec::new() } else { Extension::parse_all(inner.expect(tag::SEQUENCE)?.raw)? };
            inner.end()?;
            let mut reason = Reason::Unspecified;
            for extension in extensions {
                match extension.oid {
                    oid::REASON_CODE => reason = Reason::parse(&extension.value)?,
                    oid::CERTIFICATE_ISSUER => issuer = Some(name(&extension.value)?.canonical().to_vec()),
                    _ => entries.unknown = entries.unknown || extension.critical,
                }
            }
            match &issuer {
                None => &mut entries.own,
                Some(issuer) => entries.others.entry(issuer.clone()).or_default(),
            }
            .insert(serial, (at, reason));
        }
        Ok(entries)
    }

    pub(super) fn len(&self) -> usize {
        self.own.len() + self.others.values().map(HashMap::len).sum::<usize>()
    }

    pub(super) fn own(&self, serial: &Serial) -> Option<(Time, Reason)> {
        self.own.get(serial).copied()
    }

    pub(super) fn of(&self, issuer: &Name, serial: &Serial) -> Option<(Time, Reason)> {
        self.others.get(issuer.canonical())?.get(serial).copied()
    }

    /// Does an entry name its issuer?
    pub(super) fn has_other_issuers(&self) -> bool {
        !self.others.is_empty()
    }

    /// Has an entry a critical extension that is not understood?
    pub(super) fn has_unknown(&self) -> bool {
        self.unknown
    }
}

/// certificateIssuer: the directory name among its general names.
fn name(value: &[u8]) -> Result<Name, Malformed> {
    let names = GeneralName::parse_all(Reader::whole_sequence(value)?)?;
    let directory = names.into_iter().find_map(|name| match name {
        GeneralName::Directory(name) => Some(name),
        _ => None,
    });
    directory.ok_or(Malformed("certificate issuer"))
}
