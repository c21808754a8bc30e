//! The signature of one attempt: HMAC-SHA256 over `id.timestamp.body` (Standard Webhooks 1.0.0, «Signature scheme»).

use aws_lc_rs::hmac;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::time::Timestamp;

use super::Secret;

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

fn key(secret: &Secret) -> hmac::Key {
    hmac::Key::new(hmac::HMAC_SHA256, secret.bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    const BODY: &[u8] = br#"{"test": 2432232314}"#;
    const SIGNATURE: &str = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    #[test]
    fn the_published_vector_is_signed() {
        let (secret, at) =
            (Secret::parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").expect("a secret"), Timestamp::from_seconds(1_614_265_330));
        assert_eq!(sign(&secret, ID, at, BODY), SIGNATURE);
        let other = Secret::new([9; 32]);
        assert_eq!(sign_all(&[secret, other.clone()], ID, at, BODY), format!("{SIGNATURE} {}", sign(&other, ID, at, BODY)));
    }
}
