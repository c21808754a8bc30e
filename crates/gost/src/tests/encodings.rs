//! Keys as they are written: every form on input, one on output.

use super::key;
use crate::{KeyError, ParameterSet, PublicKey, SecretKey};

/// A DER value.
fn tlv(tag: u8, contents: &[u8]) -> Vec<u8> {
    let length = match contents.len() {
        short @ 0..=127 => vec![short as u8],
        medium @ 128..=255 => vec![0x81, medium as u8],
        long => [&[0x82][..], &(long as u16).to_be_bytes()].concat(),
    };
    [&[tag][..], &length, contents].concat()
}

fn oid(oid: const_oid::ObjectIdentifier) -> Vec<u8> {
    tlv(6, oid.as_bytes())
}

/// The AlgorithmIdentifier of a key with these parameters.
fn algorithm(size: usize, names: &[Vec<u8>]) -> Vec<u8> {
    let key = if size == 32 { crate::oid::KEY_256 } else { crate::oid::KEY_512 };
    tlv(0x30, &[oid(key), tlv(0x30, &names.concat())].concat())
}

fn pkcs8(set: ParameterSet, contents: &[u8], more: &[u8]) -> Vec<u8> {
    let algorithm = algorithm(set.curve().size(), &[oid(set.oid())]);
    tlv(0x30, &[&[2, 1, 0][..], &algorithm, &tlv(4, contents), more].concat())
}

fn same(secret: &SecretKey, der: &[u8]) {
    let read = SecretKey::from_pkcs8(der).unwrap();
    assert_eq!((read.to_bytes(), read.parameter_set()), (secret.to_bytes(), secret.parameter_set()));
}

#[test]
fn what_is_written_is_read_again() {
    for set in ParameterSet::ALL {
        let secret = key(set);
        let public = secret.public_key().unwrap();
        same(&secret, &secret.to_pkcs8().unwrap());
        let read = PublicKey::from_spki(&public.to_spki().unwrap()).unwrap();
        assert_eq!((&read, read.parameter_set()), (&public, set));
    }
}

#[test]
fn every_form_of_a_private_key_is_read() {
    for set in ParameterSet::ALL {
        let secret = key(set);
        let number = secret.to_bytes();
        let mut big_endian = number.to_vec();
        big_endian.reverse();
        same(&secret, &pkcs8(set, &number, &[]));
        same(&secret, &pkcs8(set, &tlv(4, &number), &[]));
        same(&secret, &pkcs8(set, &tlv(2, &big_endian), &[]));
        // attributes, and the public key bare or as certificates have it
        let public = secret.public_key().unwrap();
        let attributes = tlv(0xA0, &tlv(0x30, &[]));
        for point in [public.as_bytes().to_vec(), tlv(4, public.as_bytes())] {
            let beside = tlv(0x81, &[&[0][..], &point].concat());
            same(&secret, &pkcs8(set, &number, &[attributes.clone(), beside].concat()));
        }
    }
}

#[test]
fn a_short_number_as_an_integer_is_filled_up() {
    for set in [ParameterSet::CryptoProA, ParameterSet::Tc26C512] {
        let mut number = vec![0; set.curve().size()];
        number[..2].copy_from_slice(&[0x80, 0x01]);
        let secret = SecretKey::from_bytes(set, &number).unwrap();
        same(&secret, &pkcs8(set, &[2, 2, 1, 0x80], &[]));
        // a first bit that is set needs a zero before it
        number[1] = 0;
        same(&SecretKey::from_bytes(set, &number).unwrap(), &pkcs8(set, &[2, 2, 0, 0x80], &[]));
        assert!(SecretKey::from_pkcs8(&pkcs8(set, &[2, 1, 0x80], &[])).is_err());
    }
}

/// k·m⁻¹ ‖ m with m = 2: half of the number, or of the number and the order.
#[test]
fn masked_numbers_are_unmasked() {
    for set in ParameterSet::ALL {
        let size = set.curve().size();
        let small = |value: u8| {
            let mut bytes = vec![0; size];
            bytes[0] = value;
            bytes
        };
        let secret = SecretKey::from_bytes(set, &small(42)).unwrap();
        same(&secret, &pkcs8(set, &[small(21), small(2)].concat(), &[]));
        same(&secret, &pkcs8(set, &tlv(4, &[small(21), small(2)].concat()), &[]));
        same(&secret, &pkcs8(set, &[small(3), small(2), small(7)].concat(), &[]));
        let ten = vec![small(1); 10].concat();
        assert_eq!(SecretKey::from_pkcs8(&pkcs8(set, &ten, &[])).map(drop), Err(KeyError::Length));
    }
}

#[test]
fn a_public_key_beside_decides_and_must_belong() {
    // these 32 bytes are a bare number, and an INTEGER of 30 bytes too
    let set = ParameterSet::CryptoProA;
    let contents = [&[2, 30][..], &[0x11; 30]].concat();
    let bare = SecretKey::from_bytes(set, &contents).unwrap();
    let integer = SecretKey::from_bytes(set, &[&[0x11; 30][..], &[0, 0]].concat()).unwrap();
    assert_ne!(bare.to_bytes(), integer.to_bytes());
    let beside = |secret: &SecretKey| tlv(0x81, &[&[0][..], secret.public_key().unwrap().as_bytes()].concat());
    same(&bare, &pkcs8(set, &contents, &[]));
    same(&bare, &pkcs8(set, &contents, &beside(&bare)));
    same(&integer, &pkcs8(set, &contents, &beside(&integer)));
    assert_eq!(SecretKey::from_pkcs8(&pkcs8(set, &contents, &beside(&key(set)))).map(drop), Err(KeyError::Pair));
}

#[test]
fn every_combination_of_parameters_is_read() {
    for set in ParameterSet::ALL {
        let public = key(set).public_key().unwrap();
        let bits = tlv(4, public.as_bytes());
        let digest = oid(set.curve().hash().oid());
        let cipher = oid(const_oid::ObjectIdentifier::new_unwrap("1.2.643.2.2.31.1"));
        let size = set.curve().size();
        for names in [vec![], vec![digest.clone()], vec![digest, cipher]] {
            let names = [vec![oid(set.oid())], names].concat();
            assert_eq!(PublicKey::from_parts(&algorithm(size, &names), &bits), Ok(public.clone()));
        }
        // 256 bits under the name of 512
        assert_eq!(PublicKey::from_parts(&algorithm(96 - size, &[oid(set.oid())]), &bits), Err(KeyError::Parameters));
    }
}

#[test]
fn what_is_no_key_of_ours_is_named() {
    let set = ParameterSet::CryptoProA;
    let bits = tlv(4, key(set).public_key().unwrap().as_bytes());
    let names = oid(set.oid());
    let read = |algorithm: &[u8]| PublicKey::from_parts(algorithm, &bits).map(drop);
    let rsa = tlv(0x30, &[oid(const_oid::ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1")), vec![5, 0]].concat());
    assert_eq!(read(&rsa), Err(KeyError::Algorithm));
    assert_eq!(read(&tlv(0x30, &oid(crate::oid::KEY_256))), Err(KeyError::Parameters));
    assert_eq!(read(&algorithm(32, &[])), Err(KeyError::Parameters));
    assert_eq!(read(&algorithm(32, &[oid(crate::oid::KEY_256)])), Err(KeyError::Parameters));
    assert_eq!(read(&algorithm(32, &vec![names.clone(); 4])), Err(KeyError::Parameters));
    assert_eq!(read(&[&algorithm(32, &[names])[..], &[0]].concat()), Err(KeyError::Encoding));
    assert_eq!(PublicKey::from_parts(&algorithm(32, &[oid(set.oid())]), &bits[2..]).map(drop), Err(KeyError::Encoding));
}

#[test]
fn every_truncation_and_every_flipped_bit_of_an_encoding_is_survived() {
    for set in [ParameterSet::CryptoProA, ParameterSet::Tc26A256, ParameterSet::Tc26C512] {
        let public = key(set).public_key().unwrap();
        let (spki, pkcs8) = (public.to_spki().unwrap(), key(set).to_pkcs8().unwrap());
        for cut in 0..spki.len() {
            assert!(PublicKey::from_spki(&spki[..cut]).is_err());
        }
        for cut in 0..pkcs8.len() {
            assert!(SecretKey::from_pkcs8(&pkcs8[..cut]).is_err());
        }
        for bit in 0..8 * spki.len() {
            let mut other = spki.clone();
            other[bit / 8] ^= 1 << (bit % 8);
            // the name of the digest is not looked at
            if let Ok(read) = PublicKey::from_spki(&other) {
                assert_eq!(read, public, "{set:?} {bit}");
            }
        }
        for bit in 0..8 * pkcs8.len() {
            let mut other = pkcs8.to_vec();
            other[bit / 8] ^= 1 << (bit % 8);
            // any number below the order is a key, so what counts is that nothing panics
            drop(SecretKey::from_pkcs8(&other));
        }
    }
}

/// What GnuTLS 3.7.9 wrote by `certtool --generate-privkey --key-type gost12-256`, and by `--pubkey-info` for the same key.
#[test]
fn a_key_of_gnutls_is_read() {
    let secret = SecretKey::from_pkcs8(
        &hex::decode(concat!(
            "3048020100301f06082a85030701010101301306072a85030202230106082a85030701010202",
            "04220420fb7c51cf8707e0a89a77fa3b88b1a70e26533a8460518a5d80fedf977e13f95d"
        ))
        .unwrap(),
    )
    .unwrap();
    let spki = hex::decode(concat!(
        "3066301f06082a85030701010101301306072a85030202230106082a8503070101020203430004407069531ba41b53559b858b8286aa8c35",
        "206f3074db0a2b329b31379e106e5b10029982f0407e07d1fe0f034bead17fa8f758e8e559ebc90720fbeb36631f17ec"
    ))
    .unwrap();
    assert_eq!(secret.public_key().unwrap().to_spki(), Ok(spki));
}
