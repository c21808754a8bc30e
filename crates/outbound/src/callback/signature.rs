//! The signature of one attempt: HMAC-SHA256 over `id.timestamp.body` (Standard Webhooks 1.0.0, «Signature scheme»).

use std::time::Duration;

use aws_lc_rs::hmac;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::time::Timestamp;

use super::Secret;

/// How far the sender's clock may be from the receiver's.
pub const TOLERANCE: Duration = Duration::from_secs(5 * 60);

/// What every symmetric signature begins with.
const VERSION: &str = "v1";

/// Signs one attempt at `timestamp` (whole Unix seconds count): `v1,<Base64>`.
pub fn sign(secret: &Secret, id: &str, timestamp: Timestamp, body: &[u8]) -> String {
    let mut context = hmac::Context::with_key(&key(secret));
    for part in [id.as_bytes(), b".", timestamp.seconds().to_string().as_bytes(), b".", body] {
        context.update(part);
    }
    format!("{VERSION},{}", STANDARD.encode(context.sign()))
}

/// Signs with each of `secrets`, space-separated: during rotation the receiver accepts by the old one and the new one.
pub fn sign_all(secrets: &[Secret], id: &str, timestamp: Timestamp, body: &[u8]) -> String {
    let signatures: Vec<_> = secrets.iter().map(|secret| sign(secret, id, timestamp, body)).collect();
    signatures.join(" ")
}

/// Why a received callback is not to be believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unverified {
    /// A header is no number of seconds.
    #[error("webhook-timestamp is not a number of seconds")]
    Timestamp,
    /// Sent too long ago, or too far in the future: possibly a replay.
    #[error("the callback was signed too long ago or in the future")]
    Stale,
    /// None of the signatures fits any of the secrets.
    #[error("no signature fits")]
    Signature,
}

/// Checks a received callback by its three headers, as a receiver has to: in constant time, against each of its `secrets`.
pub fn verify(
    secrets: &[Secret],
    (id, timestamp, signatures): (&str, &str, &str),
    body: &[u8],
    now: Timestamp,
    tolerance: Duration,
) -> Result<(), Unverified> {
    let seconds: i64 = timestamp.parse().map_err(|_| Unverified::Timestamp)?;
    let far = now.seconds().checked_sub(seconds).map(i64::unsigned_abs);
    if far.is_none_or(|far| far > tolerance.as_secs()) {
        return Err(Unverified::Stale);
    }
    let signed = [id.as_bytes(), b".", timestamp.as_bytes(), b".", body].concat();
    let given: Vec<_> = signatures.split(' ').filter_map(tag).collect();
    let fits = secrets.iter().any(|secret| {
        let key = key(secret);
        given.iter().any(|tag| hmac::verify(&key, &signed, tag).is_ok())
    });
    if fits { Ok(()) } else { Err(Unverified::Signature) }
}

fn key(secret: &Secret) -> hmac::Key {
    hmac::Key::new(hmac::HMAC_SHA256, secret.bytes())
}

/// The tag of a `v1` signature; others (`v1a`, later ones) are passed over.
fn tag(signature: &str) -> Option<Vec<u8>> {
    let (version, tag) = signature.split_once(',')?;
    STANDARD.decode(tag).ok().filter(|_| version == VERSION)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    const BODY: &[u8] = br#"{"test": 2432232314}"#;
    const TIMESTAMP: &str = "1614265330";
    const SIGNATURE: &str = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    fn secret() -> Secret {
        Secret::parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").expect("a secret")
    }

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_seconds(1_614_265_330 + seconds)
    }

    #[test]
    fn the_published_vector_is_signed_and_verified() {
        assert_eq!(sign(&secret(), ID, at(0), BODY), SIGNATURE);
        assert_eq!(verify(&[secret()], (ID, TIMESTAMP, SIGNATURE), BODY, at(0), TOLERANCE), Ok(()));
    }

    #[test]
    fn a_change_in_any_part_is_noticed() {
        let check = |id, timestamp, signature, body| verify(&[secret()], (id, timestamp, signature), body, at(0), TOLERANCE);
        assert_eq!(check("msg_other", TIMESTAMP, SIGNATURE, BODY), Err(Unverified::Signature));
        assert_eq!(check(ID, "1614265331", SIGNATURE, BODY), Err(Unverified::Signature));
        assert_eq!(check(ID, TIMESTAMP, SIGNATURE, b"{}"), Err(Unverified::Signature));
        assert_eq!(check(ID, TIMESTAMP, "v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", BODY), Err(Unverified::Signature));
        assert_eq!(check(ID, TIMESTAMP, "", BODY), Err(Unverified::Signature));
        assert_eq!(check(ID, "today", SIGNATURE, BODY), Err(Unverified::Timestamp));
    }

    #[test]
    fn old_and_future_callbacks_are_stale() {
        let check = |now| verify(&[secret()], (ID, TIMESTAMP, SIGNATURE), BODY, now, TOLERANCE);
        assert_eq!((check(at(300)), check(at(-300))), (Ok(()), Ok(())));
        assert_eq!((check(at(301)), check(at(-301))), (Err(Unverified::Stale), Err(Unverified::Stale)));
        let extreme = verify(&[secret()], (ID, "-9223372036854775808", SIGNATURE), BODY, at(0), TOLERANCE);
        assert_eq!(extreme, Err(Unverified::Stale));
    }

    #[test]
    fn during_rotation_either_secret_is_enough() {
        let (old, new) = (secret(), Secret::new([9; 32]));
        let both = sign_all(&[old.clone(), new.clone()], ID, at(0), BODY);
        assert_eq!(both.split(' ').count(), 2);
        for known in [&old, &new] {
            assert_eq!(verify(std::slice::from_ref(known), (ID, TIMESTAMP, &both), BODY, at(0), TOLERANCE), Ok(()));
        }
        let with_asymmetric = format!("v1a,AAAA {both}");
        assert_eq!(verify(&[new], (ID, TIMESTAMP, &with_asymmetric), BODY, at(0), TOLERANCE), Ok(()));
    }
}
