//! To a key of RSA: the content's key itself is encrypted.

use aws_lc_rs::rsa::{Pkcs1PublicEncryptingKey, PublicEncryptingKey};

use super::{Chance, SealError, Sealed, fresh, recipient_id};
use crate::asn1::write;
use crate::sealed::aes::Cbc;
use crate::{Certificate, oid};

pub(super) fn seal(certificate: &Certificate, content: &[u8], chance: &mut impl Chance) -> Result<Sealed, SealError> {
    let (key, cipher) = (fresh::<32>(chance), Cbc::new_256(*fresh(chance)));
    let encrypted = cipher.seal(&key[..], content).map_err(|_| SealError::Malformed)?;
    let public = PublicEncryptingKey::from_der(certificate.public_key().spki()).map_err(|_| SealError::Malformed)?;
    let public = Pkcs1PublicEncryptingKey::new(public).map_err(|_| SealError::Malformed)?;
    let mut transported = vec![0; public.ciphertext_size()];
    public.encrypt(&key[..], &mut transported).map_err(|_| SealError::Malformed)?;
    let algorithm = write::sequence(&[&write::oid(oid::RSA_ENCRYPTION), &write::null()]);
    let recipient = write::sequence(&[&write::integer(0), &recipient_id(certificate), &algorithm, &write::octets(&transported)]);
    Ok(Sealed { version: 0, recipient, algorithm: cipher.identifier(), encrypted })
}
