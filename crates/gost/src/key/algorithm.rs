//! The AlgorithmIdentifier of a key (RFC 9215 §4.2): length of the key, and name of the curve.

use const_oid::ObjectIdentifier;
use der::asn1::{Any, AnyRef};
use der::{Decode, Encode, Reader, SliceReader, Tagged};
use spki::{AlgorithmIdentifier, AlgorithmIdentifierRef};

use crate::{Curve, KeyError, ParameterSet, oid};

/// What the parameters say: the set, and whatever follows it. The digest and the cipher that may be named there tell nothing of the key, so
/// every combination is taken.
pub(super) fn read(identifier: &AlgorithmIdentifierRef<'_>) -> Result<ParameterSet, KeyError> {
    let size = match identifier.oid {
        oid::KEY_256 => 32,
        oid::KEY_512 => 64,
        _ => return Err(KeyError::Algorithm),
    };
    let parameters = identifier.parameters.ok_or(KeyError::Parameters)?;
    let set = parameters.sequence(names).map_err(|_| KeyError::Parameters)?;
    let set = ParameterSet::from_oid(set).ok_or(KeyError::Parameters)?;
    if set.curve().size() == size { Ok(set) } else { Err(KeyError::Parameters) }
}

/// One to three identifiers, the first of which counts.
fn names(reader: &mut SliceReader<'_>) -> der::Result<ObjectIdentifier> {
    let set = reader.decode()?;
    for _ in 0..2 {
        if !reader.is_finished() {
            let _: ObjectIdentifier = reader.decode()?;
        }
    }
    Ok(set)
}

/// The identifier that is written for a set.
pub(super) fn write(set: ParameterSet) -> der::Result<AlgorithmIdentifier<Any>> {
    let mut names = vec![set.oid()];
    names.extend(set.digest_parameter());
    let parameters = Any::from_der(&names.to_der()?)?;
    Ok(AlgorithmIdentifier { oid: key_oid(set.curve()), parameters: Some(parameters) })
}

fn key_oid(curve: Curve) -> ObjectIdentifier {
    if curve.size() == 32 { oid::KEY_256 } else { oid::KEY_512 }
}

/// Reads one DER value that fills the bytes.
pub(super) fn whole<'a, T: Decode<'a>>(der: &'a [u8]) -> Result<T, KeyError> {
    T::from_der(der).map_err(|_| KeyError::Encoding)
}

/// The contents of an OCTET STRING that fills the bytes.
pub(super) fn octets(der: &[u8]) -> Option<&[u8]> {
    let any = AnyRef::from_der(der).ok()?;
    (any.tag() == der::Tag::OctetString).then(|| any.value())
}
