//! To a key of GOST R 34.10-2012: key transport with an ephemeral key of the same curve (RFC 4490 §4.2 in the form that R 1323565.1.025 and
//! all programs in use have for the keys of 2012), the content in GOST 28147-89.

use gost::SecretKey;
use zeroize::Zeroizing;

use super::{Chance, SealError, Sealed, fresh, recipient_id};
use crate::asn1::{Reader, tag, write};
use crate::sealed::gost28147::{self, Block, Key, param_z};
use crate::{Certificate, oid};

/// The table of GOST 28147-89 for contents and keys: the one that the standards recommend and that providers take for keys of 2012.
const TABLE: const_oid::ObjectIdentifier = oid::GOST_28147_PARAM_Z;

pub(super) fn seal(certificate: &Certificate, content: &[u8], chance: &mut impl Chance) -> Result<Sealed, SealError> {
    let public = gost::PublicKey::from_spki(certificate.public_key().spki()).map_err(|_| SealError::Malformed)?;
    let (key, iv): (Key, Zeroizing<Block>) = (fresh(chance), fresh(chance));
    let mut encrypted = content.to_vec();
    gost28147::seal(param_z, &key, *iv, &mut encrypted);

    let ephemeral = SecretKey::generate(public.parameter_set(), &mut *chance).map_err(|_| SealError::Randomness)?;
    let ukm = ukm(chance)?;
    let agreed = ephemeral.agree(&public, &ukm).map_err(|_| SealError::Malformed)?;
    let agreed: Key = Zeroizing::new(agreed[..].try_into().map_err(|_| SealError::Malformed)?);
    let wrapped = Wrapped::new(&agreed, ukm, &key);
    let spki = ephemeral.public_key().and_then(|key| key.to_spki()).map_err(|_| SealError::Malformed)?;
    // [0] IMPLICIT SubjectPublicKeyInfo: the contents of the SEQUENCE under another tag
    let contents = Reader::whole_sequence(&spki).map_err(|_| SealError::Malformed)?.rest().to_vec();
    let ephemeral = write::element(tag::context(0), &contents);

    let session = write::sequence(&[&write::octets(&wrapped.encrypted[..]), &write::octets(&wrapped.code)]);
    let parameters = write::constructed(tag::context(0), &[&write::oid(TABLE), &ephemeral, &write::octets(&ukm)]);
    let transported = write::sequence(&[&session, &parameters]);
    let algorithm = key_algorithm(certificate)?;
    let recipient = write::sequence(&[&write::integer(0), &recipient_id(certificate), &algorithm, &write::octets(&transported)]);
    let cipher = write::sequence(&[&write::octets(&iv[..]), &write::oid(TABLE)]);
    let algorithm = write::sequence(&[&write::oid(oid::GOST_28147), &cipher]);
    Ok(Sealed { version: 0, recipient, algorithm, encrypted })
}

/// The AlgorithmIdentifier of the certificate's key, which is the one of the transport too.
fn key_algorithm(certificate: &Certificate) -> Result<Vec<u8>, SealError> {
    let mut spki = Reader::whole_sequence(certificate.public_key().spki()).map_err(|_| SealError::Malformed)?;
    Ok(spki.expect(tag::SEQUENCE).map_err(|_| SealError::Malformed)?.raw.to_vec())
}

/// A number that is not zero.
fn ukm(chance: &mut impl Chance) -> Result<Block, SealError> {
    let ukm: Block = *fresh(chance);
    if ukm == [0; 8] { Err(SealError::Randomness) } else { Ok(ukm) }
}

/// A key that travels under another one (CryptoPro key wrap, RFC 4357 §6.3).
struct Wrapped {
    encrypted: Zeroizing<[u8; 32]>,
    code: [u8; 4],
}

impl Wrapped {
    fn new(agreed: &Key, ukm: Block, key: &Key) -> Self {
        let wrapping = diversified(agreed, ukm);
        let mut encrypted = key.clone();
        gost28147::encrypt_blocks(param_z, &wrapping, &mut encrypted[..]);
        Self { encrypted, code: gost28147::code(param_z, &wrapping, ukm, &key[..]) }
    }
}

/// Another key for every number (CryptoPro KEK diversification, RFC 4357 §6.5): eight times the key is sealed under itself, its words added
/// up by the bits of an octet of the number for an initialization vector.
fn diversified(key: &Key, ukm: Block) -> Key {
    let mut key = key.clone();
    for octet in ukm {
        let (mut set, mut clear) = (0_u32, 0_u32);
        for (bit, word) in key.chunks_exact(4).enumerate() {
            let word = word.iter().rev().fold(0, |word, byte| word << 8 | u32::from(*byte));
            let sum = if octet >> bit & 1 == 1 { &mut set } else { &mut clear };
            *sum = sum.wrapping_add(word);
        }
        let mut iv: Block = [0; 8];
        let (first, second) = iv.split_at_mut(4);
        first.copy_from_slice(&set.to_le_bytes());
        second.copy_from_slice(&clear.to_le_bytes());
        let old = key.clone();
        gost28147::seal(param_z, &old, iv, &mut key[..]);
    }
    key
}
