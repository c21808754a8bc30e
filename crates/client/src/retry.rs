//! When a call is made once more.

use std::time::Duration;

use crate::Error;

/// How often and how patiently a call is repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retry {
    /// Attempts in all, the first one included.
    pub attempts: u32,
    /// The first pause; it doubles each time.
    pub pause: Duration,
    /// No pause is longer, whatever `Retry-After` says: then the error is given to the caller.
    pub longest: Duration,
}

impl Default for Retry {
    fn default() -> Retry {
        Retry { attempts: 5, pause: Duration::from_millis(200), longest: Duration::from_secs(30) }
    }
}

impl Retry {
    /// One attempt and no more.
    pub const NEVER: Retry = Retry { attempts: 1, pause: Duration::ZERO, longest: Duration::ZERO };

    /// How long to wait before the attempt after attempt number `attempt` (1 is the first), or `None` to give up.
    pub(crate) fn after(&self, attempt: u32, error: &Error) -> Option<Duration> {
        if attempt >= self.attempts {
            return None;
        }
        let own = self.pause.saturating_mul(1 << (attempt - 1).min(16));
        match error {
            Error::Transport(error) => worth_it(error).then_some(own.min(self.longest)),
            Error::Problem { problem, retry_after } => {
                // 409 is repeated in one case: the first call with this key is still running.
                let passing = matches!(problem.status, 429 | 502 | 503 | 504) || problem.code == "idempotency_in_progress";
                let wait = retry_after.unwrap_or(own);
                (passing && wait <= self.longest).then_some(wait)
            }
            Error::Unexpected { status: 502..=504, .. } => Some(own.min(self.longest)),
            Error::Unexpected { .. } | Error::Local(_) => None,
        }
    }
}

/// A connection that failed or broke may come back; a request that could not even be built will not.
fn worth_it(error: &reqwest::Error) -> bool {
    !error.is_builder() && !error.is_decode()
}

#[cfg(test)]
mod tests {
    use wire::office::Problem;

    use super::*;

    fn problem(status: u16, code: &str, retry_after: Option<Duration>) -> Error {
        let problem = Problem {
            kind: String::new(),
            title: String::new(),
            status,
            detail: None,
            instance: None,
            code: code.to_owned(),
            request_id: None,
            errors: Vec::new(),
            facts: serde_json::Map::new(),
        };
        Error::Problem { problem: Box::new(problem), retry_after }
    }

    #[test]
    fn overload_is_waited_out_as_the_server_asks() {
        let retry = Retry::default();
        assert_eq!(retry.after(1, &problem(429, "rate_limited", Some(Duration::from_secs(3)))), Some(Duration::from_secs(3)));
        assert_eq!(retry.after(3, &problem(503, "unavailable", None)), Some(Duration::from_millis(800)));
    }

    #[test]
    fn a_refusal_is_final_except_while_the_first_call_runs() {
        let retry = Retry::default();
        assert_eq!(retry.after(1, &problem(409, "package_completed", None)), None);
        assert_eq!(retry.after(1, &problem(409, "idempotency_in_progress", Some(Duration::from_secs(1)))), Some(Duration::from_secs(1)));
        assert_eq!(retry.after(1, &problem(400, "validation_failed", None)), None);
    }

    #[test]
    fn patience_ends() {
        let retry = Retry::default();
        assert_eq!(retry.after(5, &problem(503, "unavailable", None)), None);
        assert_eq!(retry.after(1, &problem(503, "unavailable", Some(Duration::from_secs(3600)))), None);
        assert_eq!(Retry::NEVER.after(1, &problem(503, "unavailable", None)), None);
    }
}
