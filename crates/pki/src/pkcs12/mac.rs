//! MacData: was the file made by somebody who knows the password, and not changed since?

use aws_lc_rs::{constant_time, digest};
use const_oid::ObjectIdentifier;

use super::kdf;
use crate::asn1::{Reader, tag, write};
use crate::sealed::{Cost, OpenError, Pbkdf2, Prf, unsupported};
use crate::{Malformed, oid};

/// Longest salt that is taken, in octets.
const LONGEST_SALT: usize = 1024;

/// Octets that RFC 9548 §3 derives for a MAC, and how many of them, the last ones, are its key.
const DERIVED: usize = 96;
const KEY: usize = 32;

/// Digest of PKCS#12's own MACs, and the HMAC over it.
fn of_digest(oid: ObjectIdentifier) -> Option<(&'static digest::Algorithm, Prf)> {
    match oid {
        oid::SHA1 => Some((&digest::SHA1_FOR_LEGACY_USE_ONLY, Prf::Sha1)),
        oid::SHA256 => Some((&digest::SHA256, Prf::Sha256)),
        oid::SHA384 => Some((&digest::SHA384, Prf::Sha384)),
        oid::SHA512 => Some((&digest::SHA512, Prf::Sha512)),
        _ => None,
    }
}

/// Checks a MacData over the AuthenticatedSafe.
pub(super) fn check(mut data: Reader<'_>, safe: &[u8], password: &str, cost: &mut Cost) -> Result<(), OpenError> {
    let mut info = data.sequence()?;
    let mut identifier = info.sequence()?;
    let wanted = info.expect(tag::OCTET_STRING)?.value;
    info.end()?;
    let salt = data.expect(tag::OCTET_STRING)?.value;
    let iterations = if data.is_empty() { 1 } else { crate::sealed::number(&mut data)? };
    data.end()?;
    let algorithm = identifier.oid()?;
    let found = if algorithm == oid::PBMAC1 {
        let parameters = identifier.sequence()?;
        identifier.end()?;
        pbmac1(parameters, safe, password, cost)?
    } else {
        if identifier.optional(tag::NULL)?.is_some_and(|null| !null.value.is_empty()) {
            return Err(Malformed("null").into());
        }
        identifier.end()?;
        if salt.len() > LONGEST_SALT {
            return Err(Malformed("salt").into());
        }
        let streebog = match algorithm {
            oid::STREEBOG_256 => Some(Prf::Streebog256),
            oid::STREEBOG_512 => Some(Prf::Streebog512),
            _ => None,
        };
        if let Some(prf) = streebog {
            let derivation = Pbkdf2 { salt: salt.to_vec(), iterations, length: None, prf };
            let derived = derivation.derive(password.as_bytes(), DERIVED, cost)?;
            let found = prf.mac(&derived[DERIVED - KEY..], safe);
            return constant_time::verify_slices_are_equal(&found, wanted).map_err(|_| OpenError::Password);
        }
        let (digest, prf) = of_digest(algorithm).ok_or_else(|| unsupported(algorithm))?;
        cost.spend(iterations)?;
        prf.mac(&kdf::derive(digest, 3, &kdf::password(password), salt, iterations, digest.output_len()), safe)
    };
    constant_time::verify_slices_are_equal(&found, wanted).map_err(|_| OpenError::Password)
}

/// RFC 9579: key by PBKDF2, whose parameters must say its length.
fn pbmac1(mut parameters: Reader<'_>, safe: &[u8], password: &str, cost: &mut Cost) -> Result<Vec<u8>, OpenError> {
    let derivation = Pbkdf2::parse(parameters.expect(tag::SEQUENCE)?.raw)?;
    let prf = Prf::read(&mut parameters)?;
    parameters.end()?;
    let length = derivation.length.and_then(|length| usize::try_from(length).ok()).filter(|length| (20..=64).contains(length));
    let key = derivation.derive(password.as_bytes(), length.ok_or(Malformed("length of a derived key"))?, cost)?;
    Ok(prf.mac(&key, safe))
}

/// MacData by HMAC-SHA-256 and PKCS#12's own derivation, which every reader knows.
pub(super) fn write(safe: &[u8], password: &str, iterations: u32, salt: &[u8; 16]) -> Vec<u8> {
    let key = kdf::derive(&digest::SHA256, 3, &kdf::password(password), salt, iterations, 32);
    let identifier = write::sequence(&[&write::oid(oid::SHA256), &write::null()]);
    let info = write::sequence(&[&identifier, &write::octets(&Prf::Sha256.mac(&key, safe))]);
    write::sequence(&[&info, &write::octets(salt), &write::integer(u64::from(iterations))])
}
