//! OCSPRequest (RFC 6960 §4.1).

use super::{CertId, Extras};
use crate::Malformed;
use crate::asn1::{Reader, limits, tag, write};
use crate::extension::Extension;
use crate::general_name::GeneralName;
use crate::oid;

/// Most certificates asked about at once.
const MOST: usize = 100;

/// A request as read. A signature of the asker is allowed by the syntax and read over: certificates are no secrets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Which certificates; at least one.
    pub ids: Vec<CertId>,
    /// To be repeated in the answer.
    pub nonce: Option<Vec<u8>>,
}

impl Request {
    /// Reads a request in DER. A critical extension that is not known is refused as malformed (RFC 6960 §4.4).
    pub fn parse(der: &[u8]) -> Result<Self, Malformed> {
        limits::check(der, limits::REQUEST)?;
        let mut outer = Reader::whole_sequence(der)?;
        let mut tbs = outer.sequence()?;
        outer.optional(tag::context(0))?;
        outer.end()?;
        version(&mut tbs)?;
        if let Some(name) = tbs.optional(tag::context(1))? {
            GeneralName::parse(Reader::new(name.value).element()?)?;
        }
        let mut list = tbs.sequence()?;
        let mut ids = Vec::new();
        while !list.is_empty() {
            let mut one = list.sequence()?;
            ids.push(CertId::parse(one.expect(tag::SEQUENCE)?.raw)?);
            let extensions = one.optional(tag::context(0))?.map_or(Ok(Vec::new()), |wrapped| Extension::parse_all(wrapped.value))?;
            one.end()?;
            if ids.len() > MOST || extensions.iter().any(|extension| extension.critical) {
                return Err(Malformed("request list"));
            }
        }
        let extensions = tbs.optional(tag::context(2))?.map_or(Ok(Vec::new()), |wrapped| Extension::parse_all(wrapped.value))?;
        tbs.end()?;
        let extras = Extras::parse(&extensions)?;
        if ids.is_empty() || extras.unknown_critical { Err(Malformed("request")) } else { Ok(Self { ids, nonce: extras.nonce }) }
    }

    /// The request in DER, unsigned.
    pub fn to_der(&self) -> Vec<u8> {
        let list: Vec<u8> = self.ids.iter().flat_map(|id| write::sequence(&[id.der()])).collect();
        let extensions = self
            .nonce
            .as_deref()
            .map_or(Vec::new(), |nonce| write::element(tag::context(2), &write::sequence(&[&nonce_extension(nonce).to_der()])));
        write::sequence(&[&write::sequence(&[&write::element(tag::SEQUENCE, &list), &extensions])])
    }
}

pub(super) fn nonce_extension(nonce: &[u8]) -> Extension {
    Extension { oid: oid::OCSP_NONCE, critical: false, value: write::octets(nonce) }
}

/// Version 1, which is the default; some write it all the same.
pub(super) fn version(reader: &mut Reader<'_>) -> Result<(), Malformed> {
    let Some(wrapped) = reader.optional(tag::context(0))? else { return Ok(()) };
    let mut inner = Reader::new(wrapped.value);
    let number = inner.small()?;
    inner.end()?;
    if number == 0 { Ok(()) } else { Err(Malformed("version")) }
}
