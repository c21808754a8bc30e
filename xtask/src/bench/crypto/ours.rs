//! What this house does with one thread: the crates that sign and verify, as the server calls them.

use std::time::Duration;

use gost::{Hash, ParameterSet, SecretKey};
use pki::fixture::Pair;
use rustix::time::{ClockId, clock_gettime};

use crate::bench::figures::Figures;
use crate::office::Outcome;

/// What this thread has had of a processor.
pub fn processor_time() -> Duration {
    clock_gettime(ClockId::ThreadCPUTime).try_into().unwrap_or_default()
}

/// Acts a second of processor time, for about `span`.
pub fn pace(span: Duration, mut act: impl FnMut()) -> f64 {
    act();
    let (begun, mut acts) = (processor_time(), 0_u32);
    loop {
        for _ in 0..16 {
            act();
        }
        acts += 16;
        let spent = processor_time().saturating_sub(begun);
        if spent >= span {
            return f64::from(acts) / spent.as_secs_f64();
        }
    }
}

/// A value for every row that the other side has.
pub fn note(span: Duration, figures: &mut Figures) -> Outcome<()> {
    for (name, set) in [
        ("GOST-256 CryptoPro-A", ParameterSet::CryptoProA),
        ("GOST-256 TC26-A", ParameterSet::Tc26A256),
        ("GOST-512 TC26-A", ParameterSet::Tc26A512),
        ("GOST-512 TC26-C", ParameterSet::Tc26C512),
    ] {
        gost(span, name, set, figures)?;
    }
    foreign(span, figures);
    for (name, hash) in [("Streebog-256", Hash::Streebog256), ("Streebog-512", Hash::Streebog512)] {
        let data = vec![0; 1 << 20];
        let rate = pace(span, || drop(std::hint::black_box(hash.digest(&data))));
        figures.note(&format!("ours: {name}, MB/s"), rate * data.len() as f64 / 1e6);
    }
    let data = vec![0; 1 << 20];
    let rate = pace(span, || drop(std::hint::black_box(pki::Digest::Sha256.of(&data))));
    figures.note("ours: SHA-256, MB/s", rate * data.len() as f64 / 1e6);
    Ok(())
}

fn gost(span: Duration, name: &str, set: ParameterSet, figures: &mut Figures) -> Outcome<()> {
    let size = set.curve().size();
    let secret = SecretKey::from_bytes(set, &[&[1; 31][..], &vec![0x1A; size - 31]].concat())?;
    let (public, digest) = (secret.public_key()?, set.curve().hash().digest(b"message"));
    let signature = secret.sign_digest(&digest, &[7; 32])?;
    let mut entropy = [0_u8; 32];
    let sign = pace(span, || {
        entropy[0] = entropy[0].wrapping_add(1);
        let made = std::hint::black_box(secret.sign_digest(&digest, &entropy));
        assert!(made.is_ok());
    });
    let verify = pace(span, || assert_eq!(std::hint::black_box(&public).verify_digest(&digest, &signature), Ok(())));
    figures.note(&format!("ours: {name} sign, /s"), sign);
    figures.note(&format!("ours: {name} verify, /s"), verify);
    Ok(())
}

/// The other families are aws-lc's; its acts include the digest of a message of eight bytes.
fn foreign(span: Duration, figures: &mut Figures) {
    for (name, pair) in [("ECDSA P-256", Pair::p256()), ("RSA-3072", Pair::rsa())] {
        let (public, algorithm, signature) = (pair.public(), pair.algorithm(), pair.sign(b"message."));
        if name == "ECDSA P-256" {
            figures.note(&format!("ours: {name} sign, /s"), pace(span, || drop(std::hint::black_box(pair.sign(b"message.")))));
        }
        figures.note(&format!("ours: {name} verify, /s"), pace(span, || assert!(public.verify(algorithm, b"message.", &signature))));
    }
}
