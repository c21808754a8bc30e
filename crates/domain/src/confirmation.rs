//! One-time codes by SMS: bound to what they confirm, usable once, few tries, short life.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::Rejected;
use crate::code;
use crate::id::{LicenseeId, SmsId, UserId};
use crate::time::Timestamp;

/// How many digits a code has: ≥ 19.9 bits (ASVS 6.6.2 asks for 20 with limits; tries and life are limited below).
pub const DIGITS: usize = 6;
/// How long a code lives.
pub const LIFE: Duration = Duration::from_secs(300);
/// How many guesses are evaluated.
pub const TRIES: i64 = 5;
/// How soon another code may be sent to the same person for the same purpose.
pub const RESEND_AFTER: Duration = Duration::from_secs(30);
/// How many codes a person gets within 24 hours.
pub const A_DAY: i64 = 15;

/// A code that was sent and not used yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Challenge {
    /// The tenant.
    pub licensee: LicenseeId,
    /// Who has to answer.
    pub user: UserId,
    /// What it confirms: a request or a package, by its shown id.
    pub subject: String,
    /// Hash over what is confirmed; another content needs another code.
    pub binding: String,
    /// Keyed hash of the code.
    pub mac: String,
    /// The message that carried it.
    pub sms: SmsId,
    /// When it was sent.
    pub sent_at: Timestamp,
    /// Guesses so far, the one being checked included.
    pub tries: i64,
}

impl Challenge {
    /// Judges an answer whose try is already counted.
    pub fn judge(&self, mac_is_equal: bool, binding: &str, now: Timestamp) -> Result<(), Rejected> {
        // a clock that went back does not make a code live longer
        if now >= self.sent_at.plus(LIFE) || now.plus(LIFE) <= self.sent_at {
            return Err(code::CODE_EXPIRED.into());
        }
        if self.tries > TRIES {
            return Err(code::CODE_ATTEMPTS_EXCEEDED.into());
        }
        if !mac_is_equal || self.binding != binding {
            return Err(Rejected::from(code::CODE_WRONG).with("attempts_left", TRIES - self.tries));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_code_dies_of_age_of_guesses_and_of_another_content() {
        let sent_at = Timestamp::from_seconds(1_800_000_000);
        let challenge = |tries| Challenge {
            licensee: LicenseeId::new(Uuid::from_u128(1)),
            user: UserId::new(Uuid::from_u128(2)),
            subject: "pkg_1".to_owned(),
            binding: "ab".to_owned(),
            mac: "cd".to_owned(),
            sms: SmsId::new(Uuid::from_u128(3)),
            sent_at,
            tries,
        };
        let code_of = |outcome: Result<(), Rejected>| outcome.err().map(|rejected| rejected.code);
        assert_eq!(code_of(challenge(1).judge(true, "ab", sent_at)), None);
        assert_eq!(code_of(challenge(TRIES).judge(true, "ab", sent_at)), None);
        assert_eq!(code_of(challenge(TRIES + 1).judge(true, "ab", sent_at)), Some(code::CODE_ATTEMPTS_EXCEEDED));
        assert_eq!(code_of(challenge(1).judge(false, "ab", sent_at)), Some(code::CODE_WRONG));
        assert_eq!(code_of(challenge(1).judge(true, "ba", sent_at)), Some(code::CODE_WRONG));
        assert_eq!(code_of(challenge(1).judge(true, "ab", sent_at.plus(LIFE))), Some(code::CODE_EXPIRED));
        assert_eq!(code_of(challenge(1).judge(true, "ab", sent_at.minus(LIFE))), Some(code::CODE_EXPIRED));
        assert_eq!(code_of(challenge(1).judge(true, "ab", sent_at.minus(Duration::from_secs(1)))), None);
    }
}
