//! What goes over the wire, by docs/esia.md. Answers may have more fields than are read here.

use bytes::Bytes;
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Created, NewConfirmation, Outcome, Status};
use crate::remote::NotAnswered;

/// The longest id, of a confirmation or of a person.
const LONGEST_ID: usize = 64;

#[derive(Serialize)]
struct Asked<'a> {
    snils: &'a str,
    birth_date: &'a str,
    digest: &'a str,
    digest_algorithm: &'a str,
    text: &'a str,
}

#[derive(Deserialize)]
struct Told {
    state: State,
    confirmed_at: Option<String>,
    oid: Option<String>,
}

#[derive(Deserialize)]
struct Taken {
    id: String,
    #[serde(flatten)]
    told: Told,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum State {
    InProgress,
    Confirmed,
    Rejected,
    Expired,
    UserNotFound,
}

#[derive(Deserialize)]
struct StatusTold {
    status: Up,
    #[serde(default)]
    simulator: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Up {
    Up,
    Down,
}

/// The body that asks for a confirmation.
pub(super) fn asked(asked: &NewConfirmation<'_>) -> Bytes {
    let NewConfirmation { snils, birth_date, digest, digest_algorithm, text } = *asked;
    let asked = Asked { snils: snils.as_str(), birth_date: birth_date.as_str(), digest, digest_algorithm, text };
    // strings in a structure: there is nothing that could fail
    serde_json::to_vec(&asked).unwrap_or_default().into()
}

/// An id that may become a part of an address.
pub(super) fn plain(id: &str) -> Result<&str, NotAnswered> {
    let plain = (1..=LONGEST_ID).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    if plain { Ok(id) } else { Err(NotAnswered::Malformed("id")) }
}

/// What was said to a new confirmation.
pub(super) fn created(body: &[u8]) -> Result<Created, NotAnswered> {
    let Taken { id, told } = read(body)?;
    plain(&id)?;
    Ok(Created { id, outcome: said(told)? })
}

/// What was said to a poll.
pub(super) fn outcome(body: &[u8]) -> Result<Outcome, NotAnswered> {
    said(read(body)?)
}

/// What was said to the question after the portal itself.
pub(super) fn status(body: &[u8]) -> Result<Status, NotAnswered> {
    let StatusTold { status, simulator } = read(body)?;
    Ok(Status { up: matches!(status, Up::Up), simulator })
}

fn said(told: Told) -> Result<Outcome, NotAnswered> {
    Ok(match told.state {
        State::InProgress => Outcome::InProgress,
        State::Rejected => Outcome::Rejected,
        State::Expired => Outcome::Expired,
        State::UserNotFound => Outcome::UserNotFound,
        State::Confirmed => {
            let at = told.confirmed_at.as_deref().and_then(Timestamp::parse).ok_or(NotAnswered::Malformed("confirmed_at"))?;
            let oid = told.oid.filter(|oid| plain(oid).is_ok()).ok_or(NotAnswered::Malformed("oid"))?;
            Outcome::Confirmed { at, oid }
        }
    })
}

fn read<'a, T: Deserialize<'a>>(body: &'a [u8]) -> Result<T, NotAnswered> {
    // the error itself would repeat a part of the answer
    serde_json::from_slice(body).map_err(|_| NotAnswered::Malformed("JSON"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_confirmation_says_when_and_by_whom() {
        let told = |text: &str| outcome(text.as_bytes());
        let right = r#"{"state":"confirmed","confirmed_at":"2026-11-30T08:15:00+03:00","oid":"1000321282"}"#;
        let at = Timestamp::parse("2026-11-30T05:15:00Z").unwrap();
        assert_eq!(told(right).unwrap(), Outcome::Confirmed { at, oid: "1000321282".to_owned() });
        assert_eq!(told(r#"{"state":"in_progress","more":[]}"#).unwrap(), Outcome::InProgress);
        assert_eq!(told(r#"{"state":"user_not_found"}"#).unwrap(), Outcome::UserNotFound);
        for text in [
            "",
            "{}",
            r#"{"state":"perhaps"}"#,
            r#"{"state":"confirmed"}"#,
            r#"{"state":"confirmed","confirmed_at":"yesterday","oid":"1"}"#,
            r#"{"state":"confirmed","confirmed_at":"2026-11-30T08:15:00Z","oid":"a b"}"#,
        ] {
            assert!(matches!(told(text), Err(NotAnswered::Malformed(_))), "{text}");
        }
    }

    #[test]
    fn an_id_cannot_lead_elsewhere() {
        assert_eq!(created(br#"{"id":"c-1","state":"in_progress"}"#).unwrap(), Created { id: "c-1".into(), outcome: Outcome::InProgress });
        assert!(matches!(created(br#"{"id":"../status","state":"in_progress"}"#), Err(NotAnswered::Malformed("id"))));
        assert!(plain("a/b").is_err() && plain("").is_err());
    }
}
