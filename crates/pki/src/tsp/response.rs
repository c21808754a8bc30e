//! TimeStampResp (RFC 3161 §2.4.2).

use super::FailInfo as Why;
use crate::Malformed;
use crate::asn1::{Reader, limits, tag, write};

/// PKIStatus.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    /// There is a token, as asked for.
    Granted = 0,
    /// There is a token, with changes.
    GrantedWithMods = 1,
    /// No token.
    Rejection = 2,
    /// No token yet.
    Waiting = 3,
    /// A revocation is imminent.
    RevocationWarning = 4,
    /// A revocation has happened.
    RevocationNotification = 5,
}

/// Why there is no token (PKIFailureInfo): bits of RFC 3161.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FailInfo {
    /// Algorithm of the imprint not known or not taken.
    BadAlgorithm = 0,
    /// The request is not permitted or supported.
    BadRequest = 2,
    /// Not what it should be.
    BadDataFormat = 5,
    /// The clock of the authority is not available.
    TimeNotAvailable = 14,
    /// The policy asked for is not one of the authority's.
    UnacceptedPolicy = 15,
    /// An extension is not supported.
    UnacceptedExtension = 16,
    /// Information asked for is not available.
    AddInfoNotAvailable = 17,
    /// The authority is broken.
    SystemFailure = 25,
}

/// A response as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// What came of the request.
    pub status: Status,
    /// Words of the authority for people.
    pub text: Vec<String>,
    /// Why not, where the authority says so in a way that is known.
    pub why: Option<FailInfo>,
    /// The token (ContentInfo in DER); there exactly when granted.
    pub token: Option<Vec<u8>>,
}

impl Why {
    const ALL: [Self; 8] = [
        Self::BadAlgorithm,
        Self::BadRequest,
        Self::BadDataFormat,
        Self::TimeNotAvailable,
        Self::UnacceptedPolicy,
        Self::UnacceptedExtension,
        Self::AddInfoNotAvailable,
        Self::SystemFailure,
    ];
}

impl Response {
    /// Reads a response in DER.
    pub fn parse(der: &[u8]) -> Result<Self, Malformed> {
        limits::check(der, limits::ANSWER)?;
        let mut outer = Reader::whole_sequence(der)?;
        let mut info = outer.sequence()?;
        let token = outer.optional(tag::SEQUENCE)?.map(|token| token.raw.to_vec());
        outer.end()?;
        let status = status(info.small()?)?;
        let text = info.optional(tag::SEQUENCE)?.map_or(Ok(Vec::new()), |list| texts(list.value))?;
        let bits = if info.peek() == Some(tag::BIT_STRING) { info.named_bits(tag::BIT_STRING)? } else { 0 };
        info.end()?;
        let granted = matches!(status, Status::Granted | Status::GrantedWithMods);
        if granted != token.is_some() {
            return Err(Malformed("status of a time stamp"));
        }
        Ok(Self { status, text, why: Why::ALL.into_iter().find(|why| bits >> (*why as u32) & 1 == 1), token })
    }
}

/// A response with a token.
pub fn granted(token: &[u8]) -> Vec<u8> {
    write::sequence(&[&write::sequence(&[&write::integer(0)]), token])
}

/// A response without one. `text` is for people.
pub fn refused(why: FailInfo, text: &str) -> Vec<u8> {
    let bit = why as usize;
    let mut octets = vec![0_u8; bit / 8 + 1];
    octets[bit / 8] = 0x80 >> (bit % 8);
    let unused = u8::try_from(7 - bit % 8).expect("less than eight");
    let words = write::sequence(&[&write::element(tag::UTF8_STRING, text.as_bytes())]);
    let bits = write::constructed(tag::BIT_STRING, &[&[unused], &octets]);
    write::sequence(&[&write::sequence(&[&write::integer(Status::Rejection as u64), &words, &bits])])
}

fn status(number: u8) -> Result<Status, Malformed> {
    use Status::{Granted, GrantedWithMods, Rejection, RevocationNotification, RevocationWarning, Waiting};
    let all = [Granted, GrantedWithMods, Rejection, Waiting, RevocationWarning, RevocationNotification];
    all.get(usize::from(number)).copied().ok_or(Malformed("status of a time stamp"))
}

fn texts(list: &[u8]) -> Result<Vec<String>, Malformed> {
    let mut reader = Reader::new(list);
    let mut texts = Vec::new();
    while !reader.is_empty() {
        let text = reader.expect(tag::UTF8_STRING)?.value.to_vec();
        texts.push(String::from_utf8(text).map_err(|_| Malformed("text of a time stamp"))?);
    }
    Ok(texts)
}
