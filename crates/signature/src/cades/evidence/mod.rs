//! Evidence gathering: from a signature to a level that can be verified without asking anybody, with an explicit pending state.
//!
//! Nothing here asks anybody. [`Gathering::advance`] says what is [`Missing`], with the addresses and the bytes to send; the caller fetches
//! what it can, in any order and as often as needed, and hands the answers to [`Gathering::take_time_stamp`], [`Gathering::take_answer`],
//! [`Gathering::take_list`] and [`Gathering::take_certificates`], which verify each before they accept it. Nothing is ever made up: what
//! does not come stays missing, and [`Gathering::cms`] is whatever has been reached.

mod gathering;
mod subjects;
mod take;

use const_oid::ObjectIdentifier;
use pki::ocsp::Status;
use pki::path::Refusal;
use pki::tsp::{FailInfo, Imprint};
use pki::{Certificate, Digest, Malformed, Time};

pub use gathering::Gathering;

use super::stamp::{Stamp, StampError};
use super::token::TokenFault;
use crate::ContentDigest;
use crate::cms::edit::AddError;

/// How far a signature is to be brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// CAdES-T and B-T: a signature-time-stamp.
    Stamped,
    /// CAdES-X Long Type 1: references and values as unsigned attributes, and an escTimeStamp over the references.
    LongType1,
    /// B-LT: certificates, lists and OCSP answers in the SignedData.
    LongTerm,
    /// B-LTA: one more archive time stamp, over B-LT or over the archive time stamps before.
    Archive,
}

/// What is wanted, of which signer, and by what it is judged.
#[derive(Debug, Clone)]
pub struct Goal {
    /// Number of the signer, counted from 0 as they stand.
    pub signer: usize,
    /// The level.
    pub level: Level,
    /// Digest of imprints and references.
    pub digest: Digest,
    /// Policy asked of the time stamp authority, where the caller minds.
    pub policy: Option<ObjectIdentifier>,
    /// Roots, of signers and of time stamp authorities.
    pub anchors: Vec<Certificate>,
    /// Further certificates to build paths with.
    pub intermediates: Vec<Certificate>,
    /// Digests of a content that is not inside; an archive time stamp needs the one by [`Self::digest`].
    pub contents: Vec<ContentDigest>,
    /// Now.
    pub at: Time,
    /// The caller's randomness, from which the nonces of requests come.
    pub random: [u8; 32],
}

/// Something to be fetched.
#[expect(clippy::large_enum_variant, reason = "a handful at a time, each looked at once")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Missing {
    /// A time stamp, by whatever authority the caller chooses.
    TimeStamp {
        /// Which one.
        stamp: Stamp,
        /// What it stamps.
        imprint: Imprint,
        /// TimeStampReq in DER, to be posted as `application/timestamp-query`.
        request: Vec<u8>,
    },
    /// The certificate of an issuer.
    Certificate {
        /// The certificate whose issuer is missing.
        below: Certificate,
        /// Its authorityInfoAccess addresses (caIssuers); none: only the caller may know.
        addresses: Vec<String>,
    },
    /// Word of whether a certificate is revoked, by an OCSP answer or a list.
    Revocation {
        /// The certificate.
        certificate: Certificate,
        /// Its issuer.
        issuer: Certificate,
        /// Addresses of OCSP responders.
        ocsp: Vec<String>,
        /// OCSPRequest in DER, to be posted as `application/ocsp-request`; the same bytes every time, so that pre-signed answers fit.
        request: Vec<u8>,
        /// Addresses of lists.
        lists: Vec<String>,
    },
}

/// How far it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// These are missing; nothing is claimed that is not there.
    Pending(Vec<Missing>),
    /// The level is reached: the CMS in DER.
    Complete(Vec<u8>),
}

/// Why the level cannot be reached, whatever is fetched.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GatherError {
    /// The CMS cannot be read, or there is no such signer.
    #[error(transparent)]
    Add(#[from] AddError),
    /// A part of the CMS that counts cannot be read.
    #[error(transparent)]
    Malformed(#[from] Malformed),
    /// The signer's certificate is not at hand.
    #[error("the signer's certificate is not at hand")]
    NoSigningCertificate,
    /// A path breaks a rule: a certificate has expired, is revoked, …
    #[error("{0}")]
    Path(Box<Refusal>),
    /// A step is not possible.
    #[error(transparent)]
    Stamp(#[from] StampError),
    /// A time stamp that stands already is not believed.
    #[error(transparent)]
    Token(#[from] TokenFault),
}

/// Why an answer is not accepted. What it was for stays missing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Not what it should be.
    #[error(transparent)]
    Malformed(#[from] Malformed),
    /// Nothing of the kind is missing.
    #[error("nothing of the kind was asked for")]
    NotAsked,
    /// The time stamp authority gave no token.
    #[error("the time stamp authority gave no token: {why:?}")]
    NoToken {
        /// Why, where it says so.
        why: Option<FailInfo>,
    },
    /// The token is not believed.
    #[error(transparent)]
    Token(#[from] TokenFault),
    /// The moment of the token is not now, give or take [`pki::ocsp::SKEW`].
    #[error("the time stamp is of another time: {0}")]
    Clock(Time),
    /// The path of the time stamp authority breaks a rule.
    #[error("the time stamp authority is not trusted: {0}")]
    Untrusted(Box<Refusal>),
    /// The responder gave no answer.
    #[error("the responder gave no answer: {0:?}")]
    NoAnswer(pki::ocsp::Failure),
    /// The OCSP answer is not believed.
    #[error(transparent)]
    Answer(#[from] pki::ocsp::Fault),
    /// The answer is not "good" and does not revoke either.
    #[error("the responder does not know the certificate: {0:?}")]
    Status(Status),
    /// The list is not signed by an issuer whose list is missing, or has parts that are not understood.
    #[error("the list is of another issuer, or not understood")]
    OtherList,
    /// The list's signature is wrong.
    #[error("the list's signature is wrong")]
    ListSignature,
    /// The list is not valid yet.
    #[error("the list is of the future")]
    ListNotYet,
    /// A newer list should be there by now.
    #[error("the list is out of date")]
    ListStale,
    /// No certificate is that of an issuer that is missing.
    #[error("not a certificate that is missing")]
    OtherCertificate,
    /// The whole cannot go on.
    #[error(transparent)]
    Gather(#[from] GatherError),
}

impl From<Refusal> for GatherError {
    fn from(refusal: Refusal) -> Self {
        Self::Path(Box::new(refusal))
    }
}

impl Level {
    /// Stable name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Stamped => "CAdES-T",
            Self::LongType1 => "CAdES-X-Long-Type-1",
            Self::LongTerm => "CAdES-B-LT",
            Self::Archive => "CAdES-B-LTA",
        }
    }
}
