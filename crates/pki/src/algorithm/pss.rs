//! Parameters of RSASSA-PSS (RFC 4055 §3.1): one digest throughout, a salt of its length, trailer 1. Everything else is unknown here.

use super::Algorithm;
use crate::asn1::{Reader, tag, write};
use crate::{Digest, Malformed, oid};

pub(super) fn write(digest: Digest) -> Vec<u8> {
    // With NULL, as RFC 4055 §2.1 has it and verifiers compare it.
    let hash = write::sequence(&[&write::oid(digest.oid()), &write::null()]);
    let mask = write::sequence(&[&write::oid(oid::MGF1), &hash]);
    write::sequence(&[
        &write::element(tag::context(0), &hash),
        &write::element(tag::context(1), &mask),
        &write::element(tag::context(2), &write::integer(digest.length() as u64)),
    ])
}

/// `reader` stands behind the identifier. Absent parameters and defaults mean SHA-1 with 20 octets of salt: unknown.
pub(super) fn read(mut reader: Reader<'_>) -> Result<Option<Algorithm>, Malformed> {
    if reader.is_empty() {
        return Ok(None);
    }
    let mut parameters = reader.sequence()?;
    reader.end()?;
    let hash = explicit(&mut parameters, 0)?.map(|mut hash| Digest::read(&mut hash)).transpose()?.flatten();
    let mask = explicit(&mut parameters, 1)?.map(mask).transpose()?.flatten();
    let salt = explicit(&mut parameters, 2)?.map(|mut salt| salt.small()).transpose()?;
    let trailer = explicit(&mut parameters, 3)?.map(|mut trailer| trailer.small()).transpose()?;
    parameters.end()?;
    let whole = hash.is_some() && mask == hash && trailer.is_none_or(|trailer| trailer == 1);
    let digest = hash.filter(|digest| whole && salt.map(usize::from) == Some(digest.length()));
    Ok(digest.and_then(|digest| match digest {
        Digest::Sha256 => Some(Algorithm::RsaPssSha256),
        Digest::Sha384 => Some(Algorithm::RsaPssSha384),
        Digest::Sha512 => Some(Algorithm::RsaPssSha512),
        Digest::Streebog256 | Digest::Streebog512 => None,
    }))
}

fn mask(mut reader: Reader<'_>) -> Result<Option<Digest>, Malformed> {
    let mut inner = reader.sequence()?;
    if inner.oid()? == oid::MGF1 { Digest::read(&mut inner) } else { Ok(None) }
}

fn explicit<'a>(reader: &mut Reader<'a>, number: u8) -> Result<Option<Reader<'a>>, Malformed> {
    Ok(reader.optional(tag::context(number))?.map(|wrapped| Reader::new(wrapped.value)))
}
