//! Signatures made and judged per second on one core, for every curve.
//!
//! `cargo run --release -p gost --example speed [SECONDS]`: medians of nine rounds that share the seconds (one by default) of each figure,
//! by the processor's time and not the wall clock, so that neighbours on the machine count for less.

use std::time::Duration;

use gost::{Curve, ParameterSet, SecretKey};
use rustix::time::{ClockId, clock_gettime};

const ROUNDS: u32 = 9;

/// What this thread has had of a processor.
fn processor_time() -> Duration {
    clock_gettime(ClockId::ThreadCPUTime).try_into().unwrap_or_default()
}

/// The median pace of an act, in acts per second.
fn pace(time: Duration, mut act: impl FnMut()) -> f64 {
    act();
    let mut rounds: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let (begun, mut acts) = (processor_time(), 0_u32);
            while processor_time() - begun < time / ROUNDS {
                for _ in 0..16 {
                    act();
                }
                acts += 16;
            }
            f64::from(acts) / (processor_time() - begun).as_secs_f64()
        })
        .collect();
    rounds.sort_by(f64::total_cmp);
    rounds[rounds.len() / 2]
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let seconds = std::env::args().nth(1).map_or(Ok(1.0), |text| text.parse())?;
    let time = Duration::from_secs_f64(seconds);
    println!("{:<12} {:>10} {:>10} {:>12}", "curve", "sign/s", "verify/s", "key check/s");
    for curve in Curve::ALL {
        let set = ParameterSet::ALL.into_iter().find(|set| set.curve() == curve).ok_or("a curve without a name")?;
        let secret = SecretKey::from_bytes(set, &[&[1; 31][..], &vec![0x1A; curve.size() - 31]].concat())?;
        let public = secret.public_key()?;
        let digest = curve.hash().digest(b"message");
        let signature = secret.sign_digest(&digest, &[7; 32])?;
        let mut entropy = [0; 32];
        let sign = pace(time, || {
            entropy[0] ^= 1;
            std::hint::black_box(secret.sign_digest(&digest, &entropy)).ok();
        });
        let verify = pace(time, || {
            assert_eq!(std::hint::black_box(&public).verify_digest(&digest, &signature), Ok(()));
        });
        let check = pace(time, || {
            assert!(gost::PublicKey::from_bytes(set, std::hint::black_box(public.as_bytes())).is_ok());
        });
        println!("{:<12} {sign:>10.0} {verify:>10.0} {check:>12.0}", format!("{curve:?}"));
    }
    Ok(())
}
