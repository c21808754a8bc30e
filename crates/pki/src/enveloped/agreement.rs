//! To a key of an elliptic curve (RFC 5753 §3.1): an ephemeral key agrees with it on a key that wraps the content's.

use aws_lc_rs::agreement::{Algorithm, ECDH_P256, ECDH_P384, PrivateKey, UnparsedPublicKey, agree};
use aws_lc_rs::key_wrap::{AES_256, AesKek, KeyWrap};
use zeroize::Zeroizing;

use super::{Chance, SealError, Sealed, fresh, recipient_id};
use crate::asn1::{tag, write};
use crate::public_key::Kind;
use crate::sealed::aes::Cbc;
use crate::{Certificate, Digest, oid};

/// Octets of the wrapping key.
const KEY: usize = 32;
/// Draws of an ephemeral secret: one in 2³² is out of range at the worst.
const DRAWS: usize = 16;

/// What goes with a curve: its name, the agreement on it, and the derivation of a key from what was agreed on.
struct Suite {
    curve: const_oid::ObjectIdentifier,
    agreement: &'static Algorithm,
    size: usize,
    digest: Digest,
    scheme: const_oid::ObjectIdentifier,
}

impl Suite {
    fn of(kind: Kind) -> Option<Self> {
        match kind {
            Kind::P256 => {
                Some(Self { curve: oid::SECP256R1, agreement: &ECDH_P256, size: 32, digest: Digest::Sha256, scheme: oid::ECDH_SHA256_KDF })
            }
            Kind::P384 => {
                Some(Self { curve: oid::SECP384R1, agreement: &ECDH_P384, size: 48, digest: Digest::Sha384, scheme: oid::ECDH_SHA384_KDF })
            }
            Kind::Rsa { .. } | Kind::Gost(_) => None,
        }
    }

    fn ephemeral(&self, chance: &mut impl Chance) -> Result<PrivateKey, SealError> {
        let mut secret = Zeroizing::new(vec![0; self.size]);
        for _ in 0..DRAWS {
            chance(&mut secret);
            if let Ok(key) = PrivateKey::from_private_key(self.agreement, &secret) {
                return Ok(key);
            }
        }
        Err(SealError::Randomness)
    }

    /// The key derivation of ANSI X9.63 with SharedInfo (RFC 5753 §7.2): one block of the digest is enough for the key.
    fn derive(&self, shared: &[u8], wrap: &[u8]) -> Zeroizing<Vec<u8>> {
        let bits = write::octets(&(8 * KEY as u32).to_be_bytes());
        let info = write::sequence(&[wrap, &write::constructed(tag::context(2), &[&bits])]);
        let message = Zeroizing::new([shared, &1_u32.to_be_bytes(), &info].concat());
        let mut key = Zeroizing::new(self.digest.of(&message));
        key.truncate(KEY);
        key
    }
}

pub(super) fn seal(certificate: &Certificate, kind: Kind, content: &[u8], chance: &mut impl Chance) -> Result<Sealed, SealError> {
    let suite = Suite::of(kind).ok_or(SealError::Key)?;
    let (key, cipher) = (fresh::<KEY>(chance), Cbc::new_256(*fresh(chance)));
    let encrypted = cipher.seal(&key[..], content).map_err(|_| SealError::Malformed)?;
    let ephemeral = suite.ephemeral(chance)?;
    let wrap = write::sequence(&[&write::oid(oid::AES256_WRAP)]);
    let peer = UnparsedPublicKey::new(suite.agreement, certificate.public_key().bits());
    // a point that is not on its curve is refused here
    let wrapping = agree(&ephemeral, peer, SealError::Malformed, |shared| Ok(suite.derive(shared, &wrap)))?;
    let mut wrapped = [0; KEY + 8];
    let wrapper = AesKek::new(&AES_256, &wrapping).map_err(|_| SealError::Malformed)?;
    wrapper.wrap(&key[..], &mut wrapped).map_err(|_| SealError::Malformed)?;
    let point = ephemeral.compute_public_key().map_err(|_| SealError::Randomness)?;

    let identifier = write::sequence(&[&write::oid(oid::EC_PUBLIC_KEY), &write::oid(suite.curve)]);
    let originator = write::constructed(tag::context(1), &[&identifier, &write::bits(point.as_ref())]);
    let originator = write::constructed(tag::context(0), &[&originator]);
    let algorithm = write::sequence(&[&write::oid(suite.scheme), &wrap]);
    let keys = write::sequence(&[&write::sequence(&[&recipient_id(certificate), &write::octets(&wrapped)])]);
    let recipient = write::constructed(tag::context(1), &[&write::integer(3), &originator, &algorithm, &keys]);
    Ok(Sealed { version: 2, recipient, algorithm: cipher.identifier(), encrypted })
}
