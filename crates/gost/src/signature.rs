//! A signature's two numbers.

use crate::SignatureError;

/// s and r, each 32 or 64 bytes, big-endian. Their range is judged when the signature is verified.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Signature {
    s_and_r: Vec<u8>,
}

impl Signature {
    /// Reads s ‖ r, as certificates and CMS have it (RFC 9215 §3.2).
    ///
    /// # Errors
    /// [`SignatureError::Length`] unless there are 64 or 128 bytes.
    pub fn from_bytes(s_and_r: &[u8]) -> Result<Self, SignatureError> {
        if matches!(s_and_r.len(), 64 | 128) { Ok(Self { s_and_r: s_and_r.to_vec() }) } else { Err(SignatureError::Length) }
    }

    /// Reads r ‖ s, as RFC 7091 and some programs write it.
    ///
    /// # Errors
    /// [`SignatureError::Length`] unless there are 64 or 128 bytes.
    pub fn from_r_and_s(r_and_s: &[u8]) -> Result<Self, SignatureError> {
        let mut signature = Self::from_bytes(r_and_s)?;
        signature.s_and_r.rotate_left(r_and_s.len() / 2);
        Ok(signature)
    }

    pub(crate) fn made(s_and_r: Vec<u8>) -> Self {
        Self { s_and_r }
    }

    /// s ‖ r.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.s_and_r
    }

    /// r ‖ s.
    #[must_use]
    pub fn to_r_and_s(&self) -> Vec<u8> {
        let mut bytes = self.s_and_r.clone();
        bytes.rotate_left(self.s_and_r.len() / 2);
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_orders_are_one_signature() {
        let bytes: Vec<u8> = (0..64).collect();
        let signature = Signature::from_bytes(&bytes).unwrap();
        assert_eq!(signature.to_r_and_s()[..2], [32, 33]);
        assert_eq!(Signature::from_r_and_s(&signature.to_r_and_s()), Ok(signature));
        assert_eq!(Signature::from_bytes(&bytes[1..]), Err(SignatureError::Length));
    }
}
