//! A short look at whether time tells secrets. The long one is the example `constant_time`, run by command.

#[path = "../../examples/constant_time/welch.rs"]
mod welch;

use welch::{Spread, largest_t};

use super::name;
use crate::{Curve, SecretKey, Signature};

/// Far above what chance makes of equal times, and far below what one branch on a digit makes of different ones.
const LIMIT: f64 = 12.0;

#[test]
fn multiples_of_the_base_point_take_one_time_for_sparse_and_dense_numbers() {
    for curve in [Curve::CryptoProA, Curve::CryptoProB, Curve::Tc26A256] {
        let set = name(curve);
        let one = SecretKey::from_bytes(set, &[&[1][..], &[0; 31]].concat()).unwrap();
        let t = largest_t(
            10_000,
            &mut Spread(1),
            |spread, class| {
                let any = SecretKey::generate(set, |bytes| spread.fill(bytes)).unwrap();
                // both classes go through the same allocations
                let number = if class { one.to_bytes() } else { any.to_bytes() };
                SecretKey::from_bytes(set, &number).unwrap()
            },
            SecretKey::public_key,
        );
        assert!(t < LIMIT, "{curve:?}: |t| = {t}");
    }
}

#[test]
fn the_method_sees_what_is_not_constant() {
    let set = name(Curve::CryptoProA);
    let key = super::key(set);
    let public = key.public_key().unwrap();
    // s equal to the digest's number makes the multiple of the base point that of 1, with hardly an addition
    let digest = [7; 32];
    let sparse = Signature::from_bytes(&[digest, [9; 32]].concat()).unwrap();
    let t = largest_t(
        10_000,
        &mut Spread(1),
        |spread, class| {
            let mut entropy = [0; 32];
            spread.fill(&mut entropy);
            let any = key.sign_digest(&digest, &entropy).unwrap();
            if class { sparse.clone() } else { any }
        },
        |signature| public.verify_digest(&digest, signature),
    );
    assert!(t > LIMIT, "|t| = {t}");
}
