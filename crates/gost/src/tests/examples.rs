//! The examples that the standard and RFC 7091 §7 print.

use num_bigint::BigUint;

use crate::{Curve, ParameterSet, PublicKey, SecretKey, Signature};

/// An example's numbers, in hexadecimal.
struct Example {
    set: ParameterSet,
    d: &'static str,
    q: (&'static str, &'static str),
    e: &'static str,
    k: &'static str,
    r: &'static str,
    s: &'static str,
}

const SHORT: Example = Example {
    set: ParameterSet::Test256,
    d: "7A929ADE789BB9BE10ED359DD39A72C11B60961F49397EEE1D19CE9891EC3B28",
    q: (
        "7F2B49E270DB6D90D8595BEC458B50C58585BA1D4E9B788F6689DBD8E56FD80B",
        "26F1B489D6701DD185C8413A977B3CBBAF64D1C593D26627DFFB101A87FF77DA",
    ),
    e: "2DFBC1B372D89A1188C09C52E0EEC61FCE52032AB1022E8E67ECE6672B043EE5",
    k: "77105C9B20BCD3122823C8CF6FCC7B956DE33814E95B7FE64FED924594DCEAB3",
    r: "41AA28D2F1AB148280CD9ED56FEDA41974053554A42767B83AD043FD39DC0493",
    s: "1456C64BA4642A1653C235A98A60249BCD6D3F746B631DF928014F6C5BF9C40",
};

const LONG: Example = Example {
    set: ParameterSet::Test512,
    d: "BA6048AADAE241BA40936D47756D7C93091A0E8514669700EE7508E508B102072E8123B2200A0563322DAD2827E2714A2636B7BFD18AADFC62967821FA18DD4",
    q: (
        "115DC5BC96760C7B48598D8AB9E740D4C4A85A65BE33C1815B5C320C854621DD5A515856D13314AF69BC5B924C8B4DDFF75C45415C1D9DD9DD33612CD530EFE1",
        "37C7C90CD40B0F5621DC3AC1B751CFA0E2634FA0503B3D52639F5D7FB72AFD61EA199441D943FFE7F0C70A2759A3CDB84C114E1F9339FDF27F35ECA93677BEEC",
    ),
    e: "3754F3CFACC9E0615C4F4A7C4D8DAB531B09B6F9C170C533A71D147035B0C5917184EE536593F4414339976C647C5D5A407ADEDB1D560C4FC6777D2972075B8C",
    k: "359E7F4B1410FEACC570456C6801496946312120B39D019D455986E364F365886748ED7A44B3E794434006011842286212273A6D14CF70EA3AF71BB1AE679F1",
    r: "2F86FA60A081091A23DD795E1E3C689EE512A3C82EE0DCC2643C78EEA8FCACD35492558486B20F1C9EC197C90699850260C93BCBCD9C5C3317E19344E173AE36",
    s: "1081B394696FFE8E6585E7A9362D26B6325F56778AADBC081C0BFBE933D52FF5823CE288E8C4F362526080DF7F70CE406A6EEB1F56919CB92A9853BDE73E5B4A",
};

fn le(hex: &str, size: usize) -> Vec<u8> {
    let mut bytes = BigUint::parse_bytes(hex.as_bytes(), 16).unwrap().to_bytes_le();
    bytes.resize(size, 0);
    bytes
}

fn be(hex: &str, size: usize) -> Vec<u8> {
    let mut bytes = le(hex, size);
    bytes.reverse();
    bytes
}

impl Example {
    fn holds(&self) {
        let size = self.set.curve().size();
        let secret = SecretKey::from_bytes(self.set, &le(self.d, size)).unwrap();
        let public = PublicKey::from_bytes(self.set, &[le(self.q.0, size), le(self.q.1, size)].concat()).unwrap();
        assert_eq!(secret.public_key().unwrap(), public);
        // the digest's bytes are those of its number, least significant first
        let digest = le(self.e, size);
        let expected = [be(self.s, size), be(self.r, size)].concat();
        let made = self.set.curve().scheme().sign_with_nonce(&le(self.d, size), &digest, &le(self.k, size)).unwrap();
        assert_eq!(made, expected);
        assert_eq!(public.verify_digest(&digest, &Signature::from_bytes(&expected).unwrap()), Ok(()));
    }
}

#[test]
fn the_example_with_256_bits_holds() {
    SHORT.holds();
}

#[test]
fn the_example_with_512_bits_holds() {
    LONG.holds();
}

#[test]
fn a_nonce_of_zero_is_not_used() {
    for curve in Curve::ALL {
        let size = curve.size();
        let (secret, digest) = (le("2", size), vec![7; size]);
        assert_eq!(curve.scheme().sign_with_nonce(&secret, &digest, &vec![0; size]), None);
    }
}
