//! Looks for a dependence of time on secrets: `cargo run --release -p gost --example constant_time [THOUSANDS] [CURVE]`.
//!
//! Each line is a comparison of two classes over so many thousands of acts (100 by default); |t| below 4.5 is what we want. The last line
//! of a curve is a control that must be far above: verifying takes a time of its own for each signature. Exits with 1 if a line is wrong.

mod welch;

use gost::{Curve, ParameterSet, PublicKey, SecretKey, Signature};
use welch::{Spread, largest_t};

const LIMIT: f64 = 4.5;

type Failure = Box<dyn std::error::Error>;

/// What is compared on one curve: a name, the largest |t|, and whether it should be small.
fn curve(curve: Curve, count: usize) -> Result<bool, Failure> {
    let set = ParameterSet::ALL.into_iter().find(|set| set.curve() == curve).ok_or("a curve without a name")?;
    let spread = &mut Spread(0x9E37_79B9_7F4A_7C15);
    let size = curve.size();
    let any = |spread: &mut Spread| SecretKey::generate(set, |bytes| spread.fill(bytes));
    let fixed = any(spread)?;
    let of = |bytes: Vec<u8>| SecretKey::from_bytes(set, &bytes);
    let mut one = vec![0; size];
    one[0] = 1;
    let ones = of([vec![0xFF; size - 1], vec![0]].concat())?;
    let mut good = true;
    let mut report = |name: &str, t: f64, constant: bool| {
        let right = (t < LIMIT) == constant;
        good &= right;
        println!("{:<11} {name:<42} |t| = {t:7.2}  {}", format!("{curve:?}"), if right { "as it should be" } else { "WRONG" });
    };

    // both classes go through the same allocations, so that their keys lie in memory alike
    let random = |spread: &mut Spread, special: &SecretKey, class: bool| {
        let other = SecretKey::generate(set, |bytes| spread.fill(bytes)).map(|key| key.to_bytes());
        let mut number = special.to_bytes();
        if let (false, Ok(other)) = (class, &other) {
            number.copy_from_slice(other);
        }
        SecretKey::from_bytes(set, &number).unwrap_or_else(|_| special.clone())
    };
    let digest = vec![7; size];
    let entropy = |spread: &mut Spread| {
        let mut entropy = [0; 32];
        spread.fill(&mut entropy);
        entropy
    };
    let t = largest_t(
        count,
        spread,
        |spread, class| (random(spread, &fixed, class), entropy(spread)),
        |(key, entropy)| key.sign_digest(&digest, entropy),
    );
    report("signing: one key and any key", t, true);
    let t = largest_t(
        count,
        spread,
        |spread, class| {
            let any = entropy(spread);
            (fixed.clone(), if class { [3; 32] } else { any })
        },
        |(key, entropy)| key.sign_digest(&digest, entropy),
    );
    report("signing: one nonce and any nonce", t, true);
    for (name, special) in [("multiple of the base point: 1 and any", of(one)?), ("multiple of the base point: 1…1 and any", ones)] {
        let t = largest_t(count, spread, |spread, class| random(spread, &special, class), SecretKey::public_key);
        report(name, t, true);
    }

    // s equal to the digest's number makes the multiple of the base point that of 1, with hardly an addition
    let public = fixed.public_key()?;
    let made = fixed.sign_digest(&digest, &[3; 32])?;
    let sparse = Signature::from_bytes(&[&digest[..], &made.as_bytes()[size..]].concat())?;
    let t = largest_t(
        count,
        spread,
        |spread, class| {
            let any = fixed.sign_digest(&digest, &entropy(spread)).unwrap_or_else(|_| made.clone());
            (public.clone(), if class { sparse.clone() } else { any })
        },
        |(key, signature): &(PublicKey, Signature)| key.verify_digest(&digest, signature),
    );
    report("control, verifying: a sparse sum and any", t, false);
    Ok(good)
}

fn main() -> Result<(), Failure> {
    let mut arguments = std::env::args().skip(1);
    let thousands: usize = arguments.next().map_or(Ok(100), |text| text.parse())?;
    let wanted = arguments.next();
    let mut good = true;
    for each in Curve::ALL {
        if wanted.as_ref().is_none_or(|name| *name == format!("{each:?}")) {
            good &= curve(each, 1000 * thousands)?;
        }
    }
    if good { Ok(()) } else { Err("a time depends on a secret, or the control on nothing".into()) }
}
