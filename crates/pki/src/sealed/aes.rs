//! AES in CBC with the padding of PKCS#7.

use aws_lc_rs::cipher::{
    AES_128, AES_192, AES_256, Algorithm, DecryptionContext, EncryptionContext, PaddedBlockDecryptingKey, PaddedBlockEncryptingKey,
    UnboundCipherKey,
};
use aws_lc_rs::iv::FixedLength;
use const_oid::ObjectIdentifier;
use zeroize::Zeroizing;

use super::OpenError;
use crate::asn1::{Reader, tag, write};
use crate::{Malformed, oid};

pub(crate) struct Cbc {
    oid: ObjectIdentifier,
    algorithm: &'static Algorithm,
    key_length: usize,
    iv: [u8; 16],
}

impl Cbc {
    pub(crate) fn new_256(iv: [u8; 16]) -> Self {
        Self { oid: oid::AES256_CBC, algorithm: &AES_256, key_length: 32, iv }
    }

    /// `reader` stands behind the identifier. `Ok(None)`: another cipher.
    pub(super) fn parse(oid: ObjectIdentifier, mut reader: Reader<'_>) -> Result<Option<Self>, Malformed> {
        let (algorithm, key_length) = match oid {
            oid::AES128_CBC => (&AES_128, 16),
            oid::AES192_CBC => (&AES_192, 24),
            oid::AES256_CBC => (&AES_256, 32),
            _ => return Ok(None),
        };
        let iv = reader.expect(tag::OCTET_STRING)?.value.try_into().map_err(|_| Malformed("initialization vector"))?;
        reader.end()?;
        Ok(Some(Self { oid, algorithm, key_length, iv }))
    }

    pub(super) fn key_length(&self) -> usize {
        self.key_length
    }

    pub(crate) fn identifier(&self) -> Vec<u8> {
        write::sequence(&[&write::oid(self.oid), &write::octets(&self.iv)])
    }

    /// A wrong padding is a wrong key.
    pub(super) fn open(&self, key: &[u8], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, OpenError> {
        let key =
            UnboundCipherKey::new(self.algorithm, key).and_then(PaddedBlockDecryptingKey::cbc_pkcs7).map_err(|_| OpenError::Password)?;
        let mut bytes = Zeroizing::new(sealed.to_vec());
        let context = DecryptionContext::Iv128(FixedLength::from(self.iv));
        let length = key.decrypt(&mut bytes, context).map_err(|_| OpenError::Password)?.len();
        bytes.truncate(length);
        Ok(bytes)
    }

    pub(crate) fn seal(&self, key: &[u8], plain: &[u8]) -> Result<Vec<u8>, OpenError> {
        const BAD: OpenError = OpenError::Malformed(Malformed("cipher"));
        let key = UnboundCipherKey::new(self.algorithm, key).and_then(PaddedBlockEncryptingKey::cbc_pkcs7).map_err(|_| BAD)?;
        let mut bytes = plain.to_vec();
        key.less_safe_encrypt(&mut bytes, EncryptionContext::Iv128(FixedLength::from(self.iv))).map_err(|_| BAD)?;
        Ok(bytes)
    }
}
