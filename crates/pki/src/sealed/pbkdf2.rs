//! PBKDF2 (RFC 8018 §5.2) and its pseudo-random functions, with a limit on what a file may make us do.

use std::num::NonZeroU32;

use aws_lc_rs::{hmac, pbkdf2};
use const_oid::ObjectIdentifier;
use gost::Hash;
use zeroize::Zeroizing;

use super::streebog;
use super::{MOST_IN_ALL, MOST_ITERATIONS, OpenError, unsupported};
use crate::asn1::{Reader, tag, write};
use crate::{Malformed, oid};

/// Longest salt that is taken, in octets.
const LONGEST_SALT: usize = 1024;

/// Iterations spent on one file so far.
#[derive(Debug, Default)]
pub(crate) struct Cost(u32);

impl Cost {
    /// Counts `iterations` about to be made.
    pub(crate) fn spend(&mut self, iterations: u32) -> Result<NonZeroU32, OpenError> {
        self.0 = self.0.saturating_add(iterations);
        if iterations > MOST_ITERATIONS || self.0 > MOST_IN_ALL {
            return Err(OpenError::TooCostly);
        }
        Ok(NonZeroU32::new(iterations).ok_or(Malformed("iterations"))?)
    }
}

/// A pseudo-random function: HMAC over a digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Prf {
    Sha1,
    Sha256,
    Sha384,
    Sha512,
    Streebog256,
    Streebog512,
}

impl Prf {
    const ALL: [Self; 6] = [Self::Sha1, Self::Sha256, Self::Sha384, Self::Sha512, Self::Streebog256, Self::Streebog512];

    const fn oid(self) -> ObjectIdentifier {
        match self {
            Self::Sha1 => oid::HMAC_SHA1,
            Self::Sha256 => oid::HMAC_SHA256,
            Self::Sha384 => oid::HMAC_SHA384,
            Self::Sha512 => oid::HMAC_SHA512,
            Self::Streebog256 => oid::HMAC_STREEBOG_256,
            Self::Streebog512 => oid::HMAC_STREEBOG_512,
        }
    }

    /// Reads an AlgorithmIdentifier, parameters absent or NULL.
    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, OpenError> {
        let mut inner = reader.sequence()?;
        let oid = inner.oid()?;
        inner.optional(tag::NULL)?;
        inner.end()?;
        Self::ALL.into_iter().find(|prf| prf.oid() == oid).ok_or_else(|| unsupported(oid))
    }

    /// The HMAC itself.
    pub(crate) fn mac(self, key: &[u8], message: &[u8]) -> Vec<u8> {
        let algorithm = match self {
            Self::Sha1 => hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY,
            Self::Sha256 => hmac::HMAC_SHA256,
            Self::Sha384 => hmac::HMAC_SHA384,
            Self::Sha512 => hmac::HMAC_SHA512,
            Self::Streebog256 => return streebog::Hmac::new(Hash::Streebog256, key).of(message),
            Self::Streebog512 => return streebog::Hmac::new(Hash::Streebog512, key).of(message),
        };
        hmac::sign(&hmac::Key::new(algorithm, key), message).as_ref().to_vec()
    }

    fn pbkdf2(self, password: &[u8], salt: &[u8], iterations: NonZeroU32, out: &mut [u8]) {
        let algorithm = match self {
            Self::Sha1 => pbkdf2::PBKDF2_HMAC_SHA1,
            Self::Sha256 => pbkdf2::PBKDF2_HMAC_SHA256,
            Self::Sha384 => pbkdf2::PBKDF2_HMAC_SHA384,
            Self::Sha512 => pbkdf2::PBKDF2_HMAC_SHA512,
            Self::Streebog256 => return streebog::pbkdf2(Hash::Streebog256, password, salt, iterations, out),
            Self::Streebog512 => return streebog::pbkdf2(Hash::Streebog512, password, salt, iterations, out),
        };
        pbkdf2::derive(algorithm, iterations, salt, password, out);
    }
}

/// A derivation as its parameters tell it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pbkdf2 {
    pub(crate) salt: Vec<u8>,
    pub(crate) iterations: u32,
    pub(crate) length: Option<u32>,
    pub(crate) prf: Prf,
}

impl Pbkdf2 {
    /// Reads the AlgorithmIdentifier of a derivation.
    pub(crate) fn parse(der: &[u8]) -> Result<Self, OpenError> {
        let mut outer = Reader::whole_sequence(der)?;
        let function = outer.oid()?;
        if function != oid::PBKDF2 {
            return Err(unsupported(function));
        }
        let mut inner = outer.sequence()?;
        outer.end()?;
        let salt = inner.expect(tag::OCTET_STRING)?.value.to_vec();
        let iterations = number(&mut inner)?;
        let length = if inner.peek() == Some(tag::INTEGER) { Some(number(&mut inner)?) } else { None };
        let prf = if inner.is_empty() { Prf::Sha1 } else { Prf::read(&mut inner)? };
        inner.end()?;
        if salt.len() > LONGEST_SALT { Err(Malformed("salt").into()) } else { Ok(Self { salt, iterations, length, prf }) }
    }

    pub(crate) fn to_der(&self) -> Vec<u8> {
        let prf = write::sequence(&[&write::oid(self.prf.oid()), &write::null()]);
        let inner = write::sequence(&[&write::octets(&self.salt), &write::integer(u64::from(self.iterations)), &prf]);
        write::sequence(&[&write::oid(oid::PBKDF2), &inner])
    }

    /// A key of `length` octets, which the parameters must not contradict.
    pub(crate) fn derive(&self, password: &[u8], length: usize, cost: &mut Cost) -> Result<Zeroizing<Vec<u8>>, OpenError> {
        if self.length.is_some_and(|said| usize::try_from(said) != Ok(length)) {
            return Err(Malformed("length of a derived key").into());
        }
        let iterations = cost.spend(self.iterations)?;
        let mut key = Zeroizing::new(vec![0; length]);
        self.prf.pbkdf2(password, &self.salt, iterations, &mut key);
        Ok(key)
    }
}

/// A non-negative INTEGER; more than 32 bits are too many iterations in any case.
pub(crate) fn number(reader: &mut Reader<'_>) -> Result<u32, OpenError> {
    let contents = reader.integer()?;
    if contents.first().is_some_and(|first| *first >= 0x80) {
        return Err(Malformed("number").into());
    }
    let number = contents.iter().try_fold(0_u32, |sum, octet| sum.checked_mul(256)?.checked_add(u32::from(*octet)));
    number.ok_or(OpenError::TooCostly)
}
