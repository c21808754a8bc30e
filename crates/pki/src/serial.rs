//! Serial numbers of certificates.

use std::fmt;

use crate::Malformed;
use crate::asn1::{tag, write};

/// A serial number as it stands in the certificate: the contents of its INTEGER, so that foreign ones of any form survive.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Serial(Vec<u8>);

impl Serial {
    /// A positive number of 16 octets with 126 bits of the caller's randomness.
    pub fn from_random(mut random: [u8; 16]) -> Self {
        random[0] = random[0] & 0x3f | 0x40;
        Self(random.to_vec())
    }

    /// From the contents of an INTEGER; foreign serials of up to 64 octets are kept as they are.
    pub fn from_contents(contents: &[u8]) -> Result<Self, Malformed> {
        if contents.is_empty() || contents.len() > 64 { Err(Malformed("serial number")) } else { Ok(Self(contents.to_vec())) }
    }

    /// From the form of [`fmt::Display`].
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        hex::decode(text).map_err(|_| Malformed("serial number")).and_then(|contents| Self::from_contents(&contents))
    }

    /// Contents of the INTEGER: two's complement, big-endian.
    pub fn contents(&self) -> &[u8] {
        &self.0
    }

    /// Greater than zero?
    pub fn is_positive(&self) -> bool {
        self.0[0] < 0x80 && self.0.iter().any(|octet| *octet != 0)
    }

    /// The whole INTEGER.
    pub fn to_der(&self) -> Vec<u8> {
        write::element(tag::INTEGER, &self.0)
    }
}

/// Lower-case hexadecimal of the contents, two digits an octet.
impl fmt::Display for Serial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(&self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_random_serial_is_positive_and_of_fixed_length() {
        for random in [[0; 16], [0xff; 16]] {
            let serial = Serial::from_random(random);
            assert!(serial.is_positive());
            assert_eq!(serial.to_der().len(), 18);
            assert_eq!(Serial::parse(&serial.to_string()), Ok(serial));
        }
    }
}
