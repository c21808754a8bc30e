//! The signature of one attempt: HMAC-SHA256 (`v1`) or Ed25519 (`v1a`) over `id.timestamp.body` (Standard Webhooks 1.0.0, «Signature
//! scheme»).

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use aws_lc_rs::hmac;
use aws_lc_rs::signature::{ED25519, UnparsedPublicKey};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// How far the sender's clock may be from the receiver's.
pub const TOLERANCE: Duration = Duration::from_secs(5 * 60);

/// The three headers of a callback. What is missing is empty.
#[derive(Debug, Clone, Copy)]
pub struct Headers<'a> {
    /// `webhook-id`: the same in every attempt, resend and replay; the key by which repeats are told apart.
    pub id: &'a str,
    /// `webhook-timestamp`: when this attempt was signed, in whole Unix seconds.
    pub timestamp: &'a str,
    /// `webhook-signature`: one signature a secret, with spaces between.
    pub signature: &'a str,
}

/// Why a callback is not to be believed. Answer 401.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unverified {
    /// There is no `webhook-id`.
    #[error("webhook-id is missing")]
    Id,
    /// A header is no number of seconds.
    #[error("webhook-timestamp is not a number of seconds")]
    Timestamp,
    /// Sent too long ago, or too far in the future: possibly a replay by somebody else.
    #[error("the callback was signed too long ago or in the future")]
    Stale,
    /// None of the signatures fits any of the secrets.
    #[error("no signature fits")]
    Signature,
}

/// Neither `whsec_…` nor `whpk_…`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a secret is whsec_ or whpk_ and Base64")]
pub struct BadSecret;

/// Judges callbacks by the secrets of an endpoint. Never prints them.
#[derive(Clone)]
pub struct Verifier {
    keys: Vec<Key>,
    tolerance: Duration,
}

#[derive(Clone)]
enum Key {
    Shared(Box<hmac::Key>),
    Public([u8; 32]),
}

impl Verifier {
    /// For an endpoint's `whsec_…`, or its `whpk_…` where it signs by Ed25519 too; while a secret is being changed, for the old one and the
    /// new one.
    pub fn new<S: AsRef<str>>(secrets: impl IntoIterator<Item = S>) -> Result<Self, BadSecret> {
        let keys = secrets.into_iter().map(|secret| Key::parse(secret.as_ref())).collect::<Result<_, _>>()?;
        Ok(Self { keys, tolerance: TOLERANCE })
    }

    /// Another [`TOLERANCE`].
    #[must_use]
    pub fn with_tolerance(self, tolerance: Duration) -> Self {
        Self { tolerance, ..self }
    }

    /// Judges a request that came at `now`, over the bytes of its body as they came, in constant time. One signature that fits one secret is
    /// enough.
    pub fn verify(&self, headers: Headers<'_>, body: &[u8], now: SystemTime) -> Result<(), Unverified> {
        if headers.id.is_empty() {
            return Err(Unverified::Id);
        }
        let seconds: u64 = headers.timestamp.parse().map_err(|_| Unverified::Timestamp)?;
        let now = now.duration_since(UNIX_EPOCH).map_err(|_| Unverified::Stale)?.as_secs();
        if now.abs_diff(seconds) > self.tolerance.as_secs() {
            return Err(Unverified::Stale);
        }
        let signed = [headers.id.as_bytes(), b".", headers.timestamp.as_bytes(), b".", body].concat();
        let given: Vec<(&str, Vec<u8>)> = headers.signature.split(' ').filter_map(tag).collect();
        let fits = self.keys.iter().any(|key| given.iter().any(|(version, tag)| key.fits(version, &signed, tag)));
        if fits { Ok(()) } else { Err(Unverified::Signature) }
    }
}

impl fmt::Debug for Verifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verifier").field("secrets", &self.keys.len()).finish_non_exhaustive()
    }
}

impl Key {
    fn parse(text: &str) -> Result<Self, BadSecret> {
        let decode = |base64: &str| STANDARD.decode(base64).map_err(|_| BadSecret);
        match (text.strip_prefix("whsec_"), text.strip_prefix("whpk_")) {
            (Some(secret), _) if !secret.is_empty() => Ok(Self::Shared(Box::new(hmac::Key::new(hmac::HMAC_SHA256, &decode(secret)?)))),
            (_, Some(public)) => decode(public)?.try_into().map(Self::Public).map_err(|_| BadSecret),
            _ => Err(BadSecret),
        }
    }

    fn fits(&self, version: &str, signed: &[u8], tag: &[u8]) -> bool {
        match self {
            Self::Shared(key) => version == "v1" && hmac::verify(key, signed, tag).is_ok(),
            Self::Public(key) => version == "v1a" && UnparsedPublicKey::new(&ED25519, key).verify(signed, tag).is_ok(),
        }
    }
}

/// Version and bytes of one signature; what is no Base64 fits nothing.
fn tag(signature: &str) -> Option<(&str, Vec<u8>)> {
    let (version, tag) = signature.split_once(',')?;
    Some((version, STANDARD.decode(tag).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    // the example of the specification's reference libraries
    const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    const ID: &str = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    const TIMESTAMP: &str = "1614265330";
    const BODY: &[u8] = br#"{"test": 2432232314}"#;
    const SIGNATURE: &str = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    const OTHER: &str = "whsec_b3RoZXIgc2VjcmV0IG9mIHRoZSB0ZXN0IQ==";

    fn at(late: i64) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(1_614_265_330_u64.saturating_add_signed(late))
    }

    fn check(secrets: &[&str], id: &str, timestamp: &str, signature: &str, body: &[u8], late: i64) -> Result<(), Unverified> {
        Verifier::new(secrets).unwrap().verify(Headers { id, timestamp, signature }, body, at(late))
    }

    #[test]
    fn the_example_of_the_specification_is_genuine_and_nothing_near_it_is() {
        assert_eq!(check(&[SECRET], ID, TIMESTAMP, SIGNATURE, BODY, 0), Ok(()));
        assert_eq!(check(&[OTHER, SECRET], ID, TIMESTAMP, &format!("v1,AAAA v2,x {SIGNATURE}"), BODY, 0), Ok(()));
        let wrong = Err(Unverified::Signature);
        assert_eq!(check(&[OTHER], ID, TIMESTAMP, SIGNATURE, BODY, 0), wrong);
        assert_eq!(check(&[], ID, TIMESTAMP, SIGNATURE, BODY, 0), wrong);
        assert_eq!(check(&[SECRET], "msg_other", TIMESTAMP, SIGNATURE, BODY, 0), wrong);
        assert_eq!(check(&[SECRET], ID, "1614265331", SIGNATURE, BODY, 0), wrong);
        assert_eq!(check(&[SECRET], ID, TIMESTAMP, SIGNATURE, b"{}", 0), wrong);
        assert_eq!(check(&[SECRET], ID, TIMESTAMP, &SIGNATURE.replace("v1,", "v1a,"), BODY, 0), wrong);
        assert_eq!(check(&[SECRET], ID, TIMESTAMP, "", BODY, 0), wrong);
        assert_eq!(check(&[SECRET], "", TIMESTAMP, SIGNATURE, BODY, 0), Err(Unverified::Id));
    }

    #[test]
    fn an_old_callback_is_refused_and_so_is_one_of_the_future() {
        for (late, outcome) in [(300, Ok(())), (301, Err(Unverified::Stale)), (-300, Ok(())), (-301, Err(Unverified::Stale))] {
            assert_eq!(check(&[SECRET], ID, TIMESTAMP, SIGNATURE, BODY, late), outcome, "{late}");
        }
        for broken in ["", "today", "-1", "1614265330.0", "99999999999999999999999"] {
            assert_eq!(check(&[SECRET], ID, broken, SIGNATURE, BODY, 0), Err(Unverified::Timestamp), "{broken:?}");
        }
        assert_eq!(check(&[SECRET], ID, "18446744073709551615", SIGNATURE, BODY, 0), Err(Unverified::Stale));
    }

    #[test]
    fn ed25519_signatures_are_judged_by_the_public_key_alone() {
        use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
        let pair = Ed25519KeyPair::from_seed_unchecked(&[7; 32]).unwrap();
        let public = format!("whpk_{}", STANDARD.encode(pair.public_key().as_ref()));
        let signed = pair.sign(&[ID.as_bytes(), b".", TIMESTAMP.as_bytes(), b".", BODY].concat());
        let signature = format!("{SIGNATURE} v1a,{}", STANDARD.encode(signed));
        assert_eq!(check(&[&public], ID, TIMESTAMP, &signature, BODY, 0), Ok(()));
        assert_eq!(check(&[&public], ID, TIMESTAMP, SIGNATURE, BODY, 0), Err(Unverified::Signature));
        assert_eq!(check(&[&public], ID, TIMESTAMP, &signature, b"{}", 0), Err(Unverified::Signature));
    }

    #[test]
    fn what_is_no_secret_is_refused_and_none_is_printed() {
        for bad in ["", "whsec_", "whsec_ё", "whpk_AAAA", "secret"] {
            assert_eq!(Verifier::new([bad]).map(drop), Err(BadSecret), "{bad:?}");
        }
        assert!(!format!("{:?}", Verifier::new([SECRET]).unwrap()).contains("MfKQ"));
    }
}
