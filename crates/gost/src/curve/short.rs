//! Curves over 256 bits.

use std::sync::LazyLock;

use super::{Numbers, prime};
use crate::field::{Element, Field256, Montgomery};
use crate::group::{Edwards, Weierstrass};
use crate::limbs::constant;
use crate::scheme::Suite;

type Coordinate<P> = Element<Montgomery<P>, 4>;
type Scalar<P> = Element<Montgomery<P>, 4>;

/// A curve of prime order.
type Prime<F, Q> = LazyLock<Suite<Weierstrass<F>, Scalar<Q>>>;
/// A curve with a cofactor of four.
type Cofactor<F, Q> = LazyLock<Suite<Edwards<F>, Scalar<Q>>>;

// The example of GOST R 34.10-2012 and RFC 7091, §7.1.

prime!(TestPrime, 4, "8000000000000000000000000000000000000000000000000000000000000431");
prime!(TestOrder, 4, "8000000000000000000000000000000150FE8A1892976154C59CFC193ACCF5B3");
pub(super) const TEST_NUMBERS: Numbers<4> = Numbers {
    a: constant("7"),
    b: constant("5FBFF498AA938CE739B8E022FBAFEF40563F6E6A3472FC2A514C0CE9DAE23B7E"),
    x: constant("2"),
    y: constant("08E2A8A0E65147D4BD6316030E16D19C85C97F0A9CA267122B96ABBCEA7E8FC8"),
};

pub(super) static TEST: Prime<Coordinate<TestPrime>, TestOrder> = LazyLock::new(|| {
    let Numbers { a, b, x, y } = TEST_NUMBERS;
    Suite::new(Weierstrass::new(Element::new(a), Element::new(b)), (Element::new(x), Element::new(y)), false)
});

// CryptoPro-A: RFC 4357, §11.4.

prime!(CryptoProAOrder, 4, "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF6C611070995AD10045841B09B761B893");
pub(super) const CRYPTO_PRO_A_NUMBERS: Numbers<4> = Numbers {
    a: constant("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFD94"),
    b: constant("A6"),
    x: constant("1"),
    y: constant("8D91E471E0989CDA27DF505A453F2B7635294F2DDF23E3B122ACC99C9E9F1E14"),
};

pub(super) static CRYPTO_PRO_A: Prime<Field256, CryptoProAOrder> = LazyLock::new(|| {
    let Numbers { a, b, x, y } = CRYPTO_PRO_A_NUMBERS;
    Suite::new(Weierstrass::new(Element::new(a), Element::new(b)), (Element::new(x), Element::new(y)), false)
});

// CryptoPro-B: RFC 4357, §11.4.

prime!(CryptoProBPrime, 4, "8000000000000000000000000000000000000000000000000000000000000C99");
prime!(CryptoProBOrder, 4, "800000000000000000000000000000015F700CFFF1A624E5E497161BCC8A198F");
pub(super) const CRYPTO_PRO_B_NUMBERS: Numbers<4> = Numbers {
    a: constant("8000000000000000000000000000000000000000000000000000000000000C96"),
    b: constant("3E1AF419A269A5F866A7D3C25C3DF80AE979259373FF2B182F49D4CE7E1BBC8B"),
    x: constant("1"),
    y: constant("3FA8124359F96680B83D1C3EB2C070E5C545C9858D03ECFB744BF8D717717EFC"),
};

pub(super) static CRYPTO_PRO_B: Prime<Coordinate<CryptoProBPrime>, CryptoProBOrder> = LazyLock::new(|| {
    let Numbers { a, b, x, y } = CRYPTO_PRO_B_NUMBERS;
    Suite::new(Weierstrass::new(Element::new(a), Element::new(b)), (Element::new(x), Element::new(y)), false)
});

// CryptoPro-C: RFC 4357, §11.4.

prime!(CryptoProCPrime, 4, "9B9F605F5A858107AB1EC85E6B41C8AACF846E86789051D37998F7B9022D759B");
prime!(CryptoProCOrder, 4, "9B9F605F5A858107AB1EC85E6B41C8AA582CA3511EDDFB74F02F3A6598980BB9");
pub(super) const CRYPTO_PRO_C_NUMBERS: Numbers<4> = Numbers {
    a: constant("9B9F605F5A858107AB1EC85E6B41C8AACF846E86789051D37998F7B9022D7598"),
    b: constant("805A"),
    x: constant("0"),
    y: constant("41ECE55743711A8C3CBF3783CD08C0EE4D4DC440D4641A8F366E550DFDB3BB67"),
};

pub(super) static CRYPTO_PRO_C: Prime<Coordinate<CryptoProCPrime>, CryptoProCOrder> = LazyLock::new(|| {
    let Numbers { a, b, x, y } = CRYPTO_PRO_C_NUMBERS;
    Suite::new(Weierstrass::new(Element::new(a), Element::new(b)), (Element::new(x), Element::new(y)), false)
});

// TC26 256-A: RFC 7836, appendix A.

prime!(Tc26AOrder, 4, "400000000000000000000000000000000FD8CDDFC87B6635C115AF556C360C67");
pub(super) const TC26_A_NUMBERS: Numbers<4> = Numbers {
    a: constant("C2173F1513981673AF4892C23035A27CE25E2013BF95AA33B22C656F277E7335"),
    b: constant("295F9BAE7428ED9CCC20E7C359A9D41A22FCCD9108E17BF7BA9337A6F8AE9513"),
    x: constant("91E38443A5E82C0D880923425712B2BB658B9196932E02C78B2582FE742DAA28"),
    y: constant("32879423AB1A0375895786C4BB46E9565FDE0B5344766740AF268ADB32322E5C"),
};

/// The coefficient of u²·v² in the other form of the curve.
const TC26_A_D: [u64; 4] = constant("0605F6B7C183FA81578BC39CFAD518132B9DF62897009AF7E522C32D6DC7BFFB");

pub(super) static TC26_A: Cofactor<Field256, Tc26AOrder> = LazyLock::new(|| {
    let Numbers { a, b, x, y } = TC26_A_NUMBERS;
    let model = Edwards::new(Element::new(a), Element::new(b), Element::new(TC26_A_D));
    Suite::new(model, (Element::new(x), Element::new(y)), true)
});
