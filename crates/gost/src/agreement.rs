//! Agreement on a key, VKO GOST R 34.10-2012 (RFC 7836 §4.3): both sides get one key of 256 bits out of the secret of one, the point of the
//! other and a number that both know.

use zeroize::Zeroizing;

use crate::{Hash, KeyError, PublicKey, SecretKey};

impl SecretKey {
    /// The key agreed on with the holder of `public`, who gets the same. `ukm` is the number (user keying material), little-endian, which is
    /// not zero and not longer than a coordinate. Constant time in the secret. A table of
    /// the other's point is made anew each time, so that it takes several times as long as a signature.
    ///
    /// # Errors
    /// [`KeyError::Parameters`] for a key of another curve, [`KeyError::Length`] and [`KeyError::Scalar`] for a number that is too long or
    /// zero modulo the order.
    pub fn agree(&self, public: &PublicKey, ukm: &[u8]) -> Result<Zeroizing<Vec<u8>>, KeyError> {
        if self.curve() != public.curve() {
            return Err(KeyError::Parameters);
        }
        let shared = self.curve().scheme().agree(&self.to_bytes(), ukm, public.as_bytes())?;
        Ok(Zeroizing::new(Hash::Streebog256.digest(&shared)))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::ParameterSet;
    use crate::tests::key;

    /// RFC 7836 appendix B, "VKO_GOSTR3410_2012_256 with 256-bit output on the GOST R 34.10-2012 512-bit keys with id-tc26-gost-3410-2012-512-paramSetA".
    #[test]
    fn the_example_of_rfc_7836_holds() {
        let set = ParameterSet::Tc26A512;
        let bytes = |hex: &str| hex::decode(hex.split_whitespace().collect::<String>()).unwrap();
        let ukm = bytes("1d80603c8544c727");
        let a = SecretKey::from_bytes(
            set,
            &bytes(
                "c990ecd972fce84ec4db022778f50fcac726f46708384b8d458304962d7147f8 c2db41cef22c90b102f2968404f9b9be6d47c79692d81826b32b8daca43cb667",
            ),
        )
        .unwrap();
        let b = SecretKey::from_bytes(
            set,
            &bytes(
                "48c859f7b6f11585887cc05ec6ef1390cfea739b1a18c0d4662293ef63b79e3b 8014070b44918590b4b996acfea4edfbbbcccc8c06edd8bf5bda92a51392d0db",
            ),
        )
        .unwrap();
        let expected = bytes("c9a9a77320e2cc559ed72dce6f47e2192ccea95fa648670582c054c0ef36c221");
        assert_eq!(a.agree(&b.public_key().unwrap(), &ukm).unwrap()[..], expected);
        assert_eq!(b.agree(&a.public_key().unwrap(), &ukm).unwrap()[..], expected);
    }

    #[test]
    fn both_sides_agree_on_every_curve() {
        for set in ParameterSet::ALL {
            let (one, ukm) = (key(set), [7, 6, 5, 4, 3, 2, 1, 0]);
            let mut number = one.to_bytes();
            number[0] ^= 1;
            let other = SecretKey::from_bytes(set, &number).unwrap();
            let shared = one.agree(&other.public_key().unwrap(), &ukm).unwrap();
            assert_eq!(other.agree(&one.public_key().unwrap(), &ukm).unwrap(), shared, "{set:?}");
            assert_ne!(one.agree(&other.public_key().unwrap(), &[1]).unwrap(), shared, "{set:?}");
        }
    }

    #[test]
    fn other_curves_and_numbers_without_sense_are_refused() {
        let (one, other) = (key(ParameterSet::CryptoProA), key(ParameterSet::CryptoProB).public_key().unwrap());
        let own = one.public_key().unwrap();
        assert_eq!(one.agree(&other, &[1]).unwrap_err(), KeyError::Parameters);
        assert_eq!(one.agree(&own, &[0; 8]).unwrap_err(), KeyError::Scalar);
        assert_eq!(one.agree(&own, &[1; 33]).unwrap_err(), KeyError::Length);
        // two names of one curve
        assert!(one.agree(&key(ParameterSet::CryptoProXchA).public_key().unwrap(), &[1]).is_ok());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(16))]
        #[test]
        fn the_number_is_a_factor(ukm in 1_u32..) {
            // ukm · (d · P) is what the holder of ukm · d gets with the number 1
            let set = ParameterSet::CryptoProA;
            let own = key(set);
            let mut factors = own.to_bytes().to_vec();
            factors.extend_from_slice(&ukm.to_le_bytes());
            factors.resize(64, 0);
            let product = SecretKey::from_bytes(set, &set.curve().scheme().product(&factors).unwrap()).unwrap();
            let point = key(set).public_key().unwrap();
            prop_assert_eq!(own.agree(&point, &ukm.to_le_bytes()).unwrap(), product.agree(&point, &[1]).unwrap());
        }
    }
}
