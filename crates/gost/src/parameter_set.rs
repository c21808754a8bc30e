//! The names of curves in certificates.

use const_oid::ObjectIdentifier;

use crate::Curve;

/// A named set of parameters (publicKeyParamSet). Several names may mean one [`Curve`]; keys are compared by the curve.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ParameterSet {
    /// id-GostR3410-2001-TestParamSet: for test vectors.
    Test256,
    /// id-GostR3410-2001-CryptoPro-A-ParamSet.
    CryptoProA,
    /// id-GostR3410-2001-CryptoPro-B-ParamSet.
    CryptoProB,
    /// id-GostR3410-2001-CryptoPro-C-ParamSet.
    CryptoProC,
    /// id-GostR3410-2001-CryptoPro-XchA-ParamSet.
    CryptoProXchA,
    /// id-GostR3410-2001-CryptoPro-XchB-ParamSet.
    CryptoProXchB,
    /// id-tc26-gost-3410-2012-256-paramSetA.
    Tc26A256,
    /// id-tc26-gost-3410-2012-256-paramSetB.
    Tc26B256,
    /// id-tc26-gost-3410-2012-256-paramSetC.
    Tc26C256,
    /// id-tc26-gost-3410-2012-256-paramSetD.
    Tc26D256,
    /// id-tc26-gost-3410-2012-512-paramSetTest: for test vectors.
    Test512,
    /// id-tc26-gost-3410-2012-512-paramSetA.
    Tc26A512,
    /// id-tc26-gost-3410-2012-512-paramSetB.
    Tc26B512,
    /// id-tc26-gost-3410-2012-512-paramSetC.
    Tc26C512,
}

impl ParameterSet {
    /// All of them.
    pub const ALL: [Self; 14] = [
        Self::Test256,
        Self::CryptoProA,
        Self::CryptoProB,
        Self::CryptoProC,
        Self::CryptoProXchA,
        Self::CryptoProXchB,
        Self::Tc26A256,
        Self::Tc26B256,
        Self::Tc26C256,
        Self::Tc26D256,
        Self::Test512,
        Self::Tc26A512,
        Self::Tc26B512,
        Self::Tc26C512,
    ];

    /// The identifier in certificates (RFC 4357 §8.4, RFC 7836 appendix A, RFC 9215 §4).
    #[must_use]
    pub const fn oid(self) -> ObjectIdentifier {
        ObjectIdentifier::new_unwrap(match self {
            Self::Test256 => "1.2.643.2.2.35.0",
            Self::CryptoProA => "1.2.643.2.2.35.1",
            Self::CryptoProB => "1.2.643.2.2.35.2",
            Self::CryptoProC => "1.2.643.2.2.35.3",
            Self::CryptoProXchA => "1.2.643.2.2.36.0",
            Self::CryptoProXchB => "1.2.643.2.2.36.1",
            Self::Tc26A256 => "1.2.643.7.1.2.1.1.1",
            Self::Tc26B256 => "1.2.643.7.1.2.1.1.2",
            Self::Tc26C256 => "1.2.643.7.1.2.1.1.3",
            Self::Tc26D256 => "1.2.643.7.1.2.1.1.4",
            Self::Test512 => "1.2.643.7.1.2.1.2.0",
            Self::Tc26A512 => "1.2.643.7.1.2.1.2.1",
            Self::Tc26B512 => "1.2.643.7.1.2.1.2.2",
            Self::Tc26C512 => "1.2.643.7.1.2.1.2.3",
        })
    }

    /// The set of an identifier.
    #[must_use]
    pub fn from_oid(oid: ObjectIdentifier) -> Option<Self> {
        Self::ALL.into_iter().find(|set| set.oid() == oid)
    }

    /// The curve that the name means.
    #[must_use]
    pub const fn curve(self) -> Curve {
        match self {
            Self::Test256 => Curve::Test256,
            Self::CryptoProA | Self::CryptoProXchA | Self::Tc26B256 => Curve::CryptoProA,
            Self::CryptoProB | Self::Tc26C256 => Curve::CryptoProB,
            Self::CryptoProC | Self::CryptoProXchB | Self::Tc26D256 => Curve::CryptoProC,
            Self::Tc26A256 => Curve::Tc26A256,
            Self::Test512 => Curve::Test512,
            Self::Tc26A512 => Curve::Tc26A512,
            Self::Tc26B512 => Curve::Tc26B512,
            Self::Tc26C512 => Curve::Tc26C512,
        }
    }

    /// The digestParamSet that is written beside this set: RFC 9215 §4.2 wants it with the CryptoPro names and not with the TC26 names of
    /// 256 bits. With 512 bits it should be left out, but programs in use write it for A and B, and some read no key without it.
    #[must_use]
    pub fn digest_parameter(self) -> Option<ObjectIdentifier> {
        match self {
            Self::Tc26A256 | Self::Tc26B256 | Self::Tc26C256 | Self::Tc26D256 | Self::Tc26C512 => None,
            Self::Test512 | Self::Tc26A512 | Self::Tc26B512 => Some(crate::oid::STREEBOG_512),
            _ => Some(crate::oid::STREEBOG_256),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_identifier_names_its_set() {
        for set in ParameterSet::ALL {
            assert_eq!(ParameterSet::from_oid(set.oid()), Some(set));
        }
        assert_eq!(ParameterSet::from_oid(crate::oid::KEY_256), None);
    }

    #[test]
    fn every_curve_has_a_name() {
        for curve in Curve::ALL {
            assert!(ParameterSet::ALL.iter().any(|set| set.curve() == curve));
        }
    }
}
