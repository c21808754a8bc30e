//! Curves over 512 bits.

use std::sync::LazyLock;

use super::{Numbers, prime};
use crate::field::{Element, Field512, Montgomery};
use crate::group::{Edwards, Weierstrass};
use crate::limbs::constant;
use crate::scheme::Suite;

type Coordinate<P> = Element<Montgomery<P>, 8>;
type Scalar<P> = Element<Montgomery<P>, 8>;

/// A curve of prime order.
type Prime<F, Q> = LazyLock<Suite<Weierstrass<F>, Scalar<Q>>>;
/// A curve with a cofactor of four.
type Cofactor<F, Q> = LazyLock<Suite<Edwards<F>, Scalar<Q>>>;

// The example of GOST R 34.10-2012 and RFC 7091, §7.2.

prime!(
    TestPrime,
    8,
    concat!(
        "4531ACD1FE0023C7550D267B6B2FEE80922B14B2FFB90F04D4EB7C09B5D2D15D",
        "F1D852741AF4704A0458047E80E4546D35B8336FAC224DD81664BBF528BE6373"
    )
);
prime!(
    TestOrder,
    8,
    concat!(
        "4531ACD1FE0023C7550D267B6B2FEE80922B14B2FFB90F04D4EB7C09B5D2D15D",
        "A82F2D7ECB1DBAC719905C5EECC423F1D86E25EDBE23C595D644AAF187E6E6DF"
    )
);
pub(super) const TEST_NUMBERS: Numbers<8> = Numbers {
    a: constant("7"),
    b: constant(concat!(
        "1CFF0806A31116DA29D8CFA54E57EB748BC5F377E49400FDD788B649ECA1AC43",
        "61834013B2AD7322480A89CA58E0CF74BC9E540C2ADD6897FAD0A3084F302ADC"
    )),
    x: constant(concat!(
        "24D19CC64572EE30F396BF6EBBFD7A6C5213B3B3D7057CC825F91093A68CD762",
        "FD60611262CD838DC6B60AA7EEE804E28BC849977FAC33B4B530F1B120248A9A"
    )),
    y: constant(concat!(
        "2BB312A43BD2CE6E0D020613C857ACDDCFBF061E91E5F2C3F32447C259F39B2C",
        "83AB156D77F1496BF7EB3351E1EE4E43DC1A18B91B24640B6DBB92CB1ADD371E"
    )),
};

pub(super) static TEST: Prime<Coordinate<TestPrime>, TestOrder> = LazyLock::new(|| {
    let Numbers { a, b, x, y } = TEST_NUMBERS;
    Suite::new(Weierstrass::new(Element::new(a), Element::new(b)), (Element::new(x), Element::new(y)), false)
});

// TC26 512-A: RFC 7836, appendix A.

prime!(
    Tc26AOrder,
    8,
    concat!(
        "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF",
        "27E69532F48D89116FF22B8D4E0560609B4B38ABFAD2B85DCACDB1411F10B275"
    )
);
pub(super) const TC26_A_NUMBERS: Numbers<8> = Numbers {
    a: constant(concat!(
        "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF",
        "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFDC4"
    )),
    b: constant(concat!(
        "E8C2505DEDFC86DDC1BD0B2B6667F1DA34B82574761CB0E879BD081CFD0B6265",
        "EE3CB090F30D27614CB4574010DA90DD862EF9D4EBEE4761503190785A71C760"
    )),
    x: constant("3"),
    y: constant(concat!(
        "7503CFE87A836AE3A61B8816E25450E6CE5E1C93ACF1ABC1778064FDCBEFA921",
        "DF1626BE4FD036E93D75E6A50E3A41E98028FE5FC235F5B889A589CB5215F2A4"
    )),
};

pub(super) static TC26_A: Prime<Field512, Tc26AOrder> = LazyLock::new(|| {
    let Numbers { a, b, x, y } = TC26_A_NUMBERS;
    Suite::new(Weierstrass::new(Element::new(a), Element::new(b)), (Element::new(x), Element::new(y)), false)
});

// TC26 512-B: RFC 7836, appendix A.

prime!(
    Tc26BPrime,
    8,
    concat!(
        "8000000000000000000000000000000000000000000000000000000000000000",
        "000000000000000000000000000000000000000000000000000000000000006F"
    )
);
prime!(
    Tc26BOrder,
    8,
    concat!(
        "8000000000000000000000000000000000000000000000000000000000000001",
        "49A1EC142565A545ACFDB77BD9D40CFA8B996712101BEA0EC6346C54374F25BD"
    )
);
pub(super) const TC26_B_NUMBERS: Numbers<8> = Numbers {
    a: constant(concat!(
        "8000000000000000000000000000000000000000000000000000000000000000",
        "000000000000000000000000000000000000000000000000000000000000006C"
    )),
    b: constant(concat!(
        "687D1B459DC841457E3E06CF6F5E2517B97C7D614AF138BCBF85DC806C4B289F",
        "3E965D2DB1416D217F8B276FAD1AB69C50F78BEE1FA3106EFB8CCBC7C5140116"
    )),
    x: constant("2"),
    y: constant(concat!(
        "1A8F7EDA389B094C2C071E3647A8940F3C123B697578C213BE6DD9E6C8EC7335",
        "DCB228FD1EDF4A39152CBCAAF8C0398828041055F94CEEEC7E21340780FE41BD"
    )),
};

pub(super) static TC26_B: Prime<Coordinate<Tc26BPrime>, Tc26BOrder> = LazyLock::new(|| {
    let Numbers { a, b, x, y } = TC26_B_NUMBERS;
    Suite::new(Weierstrass::new(Element::new(a), Element::new(b)), (Element::new(x), Element::new(y)), false)
});

// TC26 512-C: RFC 7836, appendix A.

prime!(
    Tc26COrder,
    8,
    concat!(
        "3FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF",
        "C98CDBA46506AB004C33A9FF5147502CC8EDA9E7A769A12694623CEF47F023ED"
    )
);
pub(super) const TC26_C_NUMBERS: Numbers<8> = Numbers {
    a: constant(concat!(
        "DC9203E514A721875485A529D2C722FB187BC8980EB866644DE41C68E1430645",
        "46E861C0E2C9EDD92ADE71F46FCF50FF2AD97F951FDA9F2A2EB6546F39689BD3"
    )),
    b: constant(concat!(
        "B4C4EE28CEBC6C2C8AC12952CF37F16AC7EFB6A9F69F4B57FFDA2E4F0DE5ADE0",
        "38CBC2FFF719D2C18DE0284B8BFEF3B52B8CC7A5F5BF0A3C8D2319A5312557E1"
    )),
    x: constant(concat!(
        "E2E31EDFC23DE7BDEBE241CE593EF5DE2295B7A9CBAEF021D385F7074CEA043A",
        "A27272A7AE602BF2A7B9033DB9ED3610C6FB85487EAE97AAC5BC7928C1950148"
    )),
    y: constant(concat!(
        "F5CE40D95B5EB899ABBCCFF5911CB8577939804D6527378B8C108C3D2090FF9B",
        "E18E2D33E3021ED2EF32D85822423B6304F726AA854BAE07D0396E9A9ADDC40F"
    )),
};

/// The coefficient of u²·v² in the other form of the curve.
const TC26_C_D: [u64; 8] = constant(concat!(
    "9E4F5D8C017D8D9F13A5CF3CDF5BFE4DAB402D54198E31EBDE28A0621050439C",
    "A6B39E0A515C06B304E2CE43E79E369E91A0CFC2BC2A22B4CA302DBB33EE7550"
));

pub(super) static TC26_C: Cofactor<Field512, Tc26COrder> = LazyLock::new(|| {
    let Numbers { a, b, x, y } = TC26_C_NUMBERS;
    let model = Edwards::new(Element::new(a), Element::new(b), Element::new(TC26_C_D));
    Suite::new(model, (Element::new(x), Element::new(y)), true)
});
