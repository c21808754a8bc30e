//! What a caller believes about a thing when changing it (RFC 9110 §13.1): judged inside the transaction, against the row it changes.

use domain::code;

use crate::AppError;

/// Versions that a caller names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Versions {
    /// `*`: any that there is.
    Any,
    /// One of these.
    These(Vec<i64>),
}

impl Versions {
    fn hold(&self, current: Option<i64>) -> bool {
        match (self, current) {
            (_, None) => false,
            (Self::Any, Some(_)) => true,
            (Self::These(versions), Some(current)) => versions.contains(&current),
        }
    }
}

/// The conditions of a call.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Conditions {
    /// `If-Match`: the thing is in one of these versions.
    pub matching: Option<Versions>,
    /// `If-None-Match`: it is in none of them; with [`Versions::Any`] there is no such thing yet.
    pub differing: Option<Versions>,
}

impl Conditions {
    /// Refuses where the thing, in its version `current` or not there at all, is not what the caller believes.
    pub(crate) fn hold(&self, current: Option<i64>) -> Result<(), AppError> {
        let matches = self.matching.as_ref().is_none_or(|versions| versions.hold(current));
        let differs = self.differing.as_ref().is_none_or(|versions| !versions.hold(current));
        if matches && differs {
            return Ok(());
        }
        let refusal = AppError::from(code::PRECONDITION_FAILED);
        Err(match current {
            Some(version) => refusal.with("current_version", version),
            None => refusal,
        })
    }

    /// The same for a change that could undo what the caller has not seen: it has to say which version it has seen.
    pub(crate) fn hold_seen(&self, current: i64) -> Result<(), AppError> {
        if self.matching.is_none() {
            return Err(AppError::from(code::PRECONDITION_REQUIRED).with("current_version", current));
        }
        self.hold(Some(current))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(matching: Option<Versions>, differing: Option<Versions>, current: Option<i64>) -> bool {
        Conditions { matching, differing }.hold(current).is_err()
    }

    #[test]
    fn conditions_hold_as_the_rfc_says() {
        let these = |versions: &[i64]| Some(Versions::These(versions.to_vec()));
        for (matching, differing, current, expected) in [
            (None, None, None, false),
            (these(&[2, 3]), None, Some(3), false),
            (these(&[2]), None, Some(3), true),
            (these(&[]), None, Some(3), true),
            (these(&[2]), None, None, true),
            (Some(Versions::Any), None, Some(1), false),
            (Some(Versions::Any), None, None, true),
            (None, Some(Versions::Any), None, false),
            (None, Some(Versions::Any), Some(1), true),
            (None, these(&[1]), Some(2), false),
            (None, these(&[2]), Some(2), true),
        ] {
            assert_eq!(refused(matching.clone(), differing.clone(), current), expected, "{matching:?} {differing:?} {current:?}");
        }
        let error = Conditions::default().hold_seen(7).unwrap_err();
        assert_eq!((error.code, &error.facts["current_version"]), (code::PRECONDITION_REQUIRED, &7.into()));
    }
}
