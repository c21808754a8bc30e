//! CMS EnvelopedData (RFC 5652 §6): short contents encrypted to the holder of one certificate.
//!
//! | key | how the content's key travels | the content |
//! |---|---|---|
//! | RSA | key transport, RSAES-PKCS1-v1_5 (RFC 3370 §4.2.1) | AES-256-CBC |
//! | P-256, P-384 | key agreement by an ephemeral key (RFC 5753), AES key wrap | AES-256-CBC |
//! | GOST | key transport by an ephemeral key: VKO GOST R 34.10-2012, CryptoPro key wrap (RFC 4490 §4.2, R 1323565.1.025) | GOST 28147-89 |
//!
//! These are the ways that every client in use opens: Windows with and without a Russian provider, JCP, OpenSSL with its engine. PKCS#1 v1.5
//! is dangerous to whoever opens and tells others how it went; here nobody opens but the holder.
//!
//! What is encrypted is not authenticated: the content should be something whose holder proves to have read it, and no message.

mod agreement;
mod transport;
mod vko;

use crate::asn1::{tag, write};
use crate::public_key::Kind;
use crate::{Certificate, oid};

/// The longest content, in bytes: this is for secrets, and no way to send files.
pub const LONGEST: usize = 4096;

/// Why nothing was encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// Its key is of an algorithm that nothing is encrypted to here, or too weak.
    #[error("nothing can be encrypted to the key of the certificate")]
    Key,
    /// The key cannot be read.
    #[error("the key of the certificate is malformed")]
    Malformed,
    /// The content is longer than [`LONGEST`].
    #[error("the content is too long")]
    TooLong,
    /// The source of randomness gives nothing that will do.
    #[error("the source of randomness repeats itself")]
    Randomness,
}

/// A source of random bytes.
pub trait Chance: FnMut(&mut [u8]) {}
impl<F: FnMut(&mut [u8])> Chance for F {}

/// A content that was encrypted, and how its key reaches the holder.
struct Sealed {
    /// Version of the whole.
    version: u64,
    /// RecipientInfo.
    recipient: Vec<u8>,
    /// ContentEncryptionAlgorithmIdentifier.
    algorithm: Vec<u8>,
    /// The content.
    encrypted: Vec<u8>,
}

/// Encrypts `content` to the holder of the certificate: a ContentInfo in DER. `chance` makes keys and initialization vectors; padding of RSA
/// comes out of the provider's own randomness, because it takes no other.
///
/// # Errors
///
/// [`SealError`]; of a sound certificate with a key of ours none but for a content that is too long.
pub fn seal(certificate: &Certificate, content: &[u8], chance: &mut impl Chance) -> Result<Vec<u8>, SealError> {
    if content.len() > LONGEST {
        return Err(SealError::TooLong);
    }
    let key = certificate.public_key();
    if key.weakness().is_some() {
        return Err(SealError::Key);
    }
    let sealed = match key.kind() {
        Some(Kind::Rsa { .. }) => transport::seal(certificate, content, chance)?,
        Some(kind @ (Kind::P256 | Kind::P384)) => agreement::seal(certificate, kind, content, chance)?,
        Some(Kind::Gost(_)) => vko::seal(certificate, content, chance)?,
        None => return Err(SealError::Key),
    };
    let encrypted = write::element(tag::context_primitive(0), &sealed.encrypted);
    let info = write::sequence(&[&write::oid(oid::DATA), &sealed.algorithm, &encrypted]);
    let data = write::sequence(&[&write::integer(sealed.version), &write::set_of(vec![sealed.recipient]), &info]);
    Ok(write::sequence(&[&write::oid(oid::ENVELOPED_DATA), &write::constructed(tag::context(0), &[&data])]))
}

/// IssuerAndSerialNumber: the one name of a recipient that every client looks for.
fn recipient_id(certificate: &Certificate) -> Vec<u8> {
    write::sequence(&[certificate.issuer().der(), &certificate.serial().to_der()])
}

/// Fresh bytes.
fn fresh<const N: usize>(chance: &mut impl Chance) -> zeroize::Zeroizing<[u8; N]> {
    let mut bytes = zeroize::Zeroizing::new([0; N]);
    chance(&mut bytes[..]);
    bytes
}

#[cfg(test)]
mod tests;
