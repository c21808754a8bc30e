//! SingleResponse: what an answer says of one certificate.

use super::CertId;
use crate::asn1::{Reader, tag, write};
use crate::crl::Reason;
use crate::extension::Extension;
use crate::{Malformed, Time};

/// CertStatus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Not revoked, as far as the responder knows.
    Good,
    /// Revoked, or suspended.
    Revoked {
        /// Since when.
        at: Time,
        /// Why; unspecified where nothing is said.
        reason: Reason,
    },
    /// The responder knows nothing of it.
    Unknown,
}

/// The standing of one certificate at `this_update`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Single {
    /// Which certificate.
    pub id: CertId,
    /// Its status.
    pub status: Status,
    /// The moment for which the status is known to be right.
    pub this_update: Time,
    /// When newer knowledge will be there at the latest; absent: at any moment.
    pub next_update: Option<Time>,
    /// Has it a critical extension that is not understood?
    pub(super) unknown_critical: bool,
}

impl Single {
    /// To be written.
    pub fn new(id: CertId, status: Status, this_update: Time, next_update: Option<Time>) -> Self {
        Self { id, status, this_update, next_update, unknown_critical: false }
    }

    pub(super) fn parse(mut reader: Reader<'_>) -> Result<Self, Malformed> {
        let id = CertId::parse(reader.expect(tag::SEQUENCE)?.raw)?;
        let status = status(&mut reader)?;
        let this_update = generalized(&mut reader)?;
        let next_update = reader.optional(tag::context(0))?.map(|wrapped| whole(wrapped.value, generalized)).transpose()?;
        let extensions = reader.optional(tag::context(1))?.map_or(Ok(Vec::new()), |wrapped| Extension::parse_all(wrapped.value))?;
        reader.end()?;
        let unknown_critical = extensions.iter().any(|extension| extension.critical);
        Ok(Self { id, status, this_update, next_update, unknown_critical })
    }

    pub(super) fn to_der(&self) -> Vec<u8> {
        let status = match self.status {
            Status::Good => write::element(0x80, &[]),
            Status::Unknown => write::element(0x82, &[]),
            Status::Revoked { at, reason } => {
                let why = if reason == Reason::Unspecified {
                    Vec::new()
                } else {
                    write::element(tag::context(0), &write::element(tag::ENUMERATED, &[reason.number()]))
                };
                write::constructed(tag::context(1), &[&time(at), &why])
            }
        };
        let next = self.next_update.map_or(Vec::new(), |next| write::element(tag::context(0), &time(next)));
        write::sequence(&[self.id.der(), &status, &time(self.this_update), &next])
    }
}

fn status(reader: &mut Reader<'_>) -> Result<Status, Malformed> {
    let element = reader.element()?;
    match (element.tag, element.value) {
        (0x80, []) => Ok(Status::Good),
        (0x82, []) => Ok(Status::Unknown),
        (0xa1, value) => {
            let mut inner = Reader::new(value);
            let at = generalized(&mut inner)?;
            let reason = inner.optional(tag::context(0))?.map_or(Ok(Reason::Unspecified), |wrapped| Reason::parse(wrapped.value))?;
            inner.end()?;
            Ok(Status::Revoked { at, reason })
        }
        _ => Err(Malformed("status of a certificate")),
    }
}

/// GeneralizedTime, whatever the year.
pub(super) fn time(time: Time) -> Vec<u8> {
    write::element(tag::GENERALIZED_TIME, time.compact().as_bytes())
}

pub(super) fn generalized(reader: &mut Reader<'_>) -> Result<Time, Malformed> {
    Time::parse_generalized(reader.expect(tag::GENERALIZED_TIME)?.value)
}

fn whole<T>(value: &[u8], read: impl Fn(&mut Reader<'_>) -> Result<T, Malformed>) -> Result<T, Malformed> {
    let mut reader = Reader::new(value);
    let read = read(&mut reader)?;
    reader.end()?;
    Ok(read)
}
