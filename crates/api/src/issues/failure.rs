//! The one renderer of refusals in the vendor's envelope: `{error: {code, message, details: [{code, target, message}]}}`.

use app::AppError;
use axum::body::Body;
use axum::http::header::{CONTENT_LANGUAGE, CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderName, HeaderValue};
use axum::response::Response;
use domain::code::{self, Kind};
use serde_json::Value;
use surguch_http::{About, Language, retry_after, title};
use wire::issues::{Failure, FailureDetail, FailureError};

use super::codes::{detail_word, pascal, status, word};

/// Renders `error` for the caller that `about` describes. Private text goes to the log, never into the answer.
pub(crate) fn render(error: &AppError, about: &About) -> Response {
    error.log();
    let failure = failure(error, about.language);
    let mut response = Response::new(Body::from(serde_json::to_vec(&failure).unwrap_or_default()));
    *response.status_mut() = status(error.code);
    let mut set = |name: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers_mut().insert(name, value);
        }
    };
    set(CONTENT_TYPE, "application/json");
    set(CONTENT_LANGUAGE, about.language.tag());
    if error.code.kind == Kind::Unauthenticated {
        set(WWW_AUTHENTICATE, "ApiKey realm=\"surguch\"");
    }
    if let Some(wait) = retry_after(error) {
        set(RETRY_AFTER, &wait.as_secs().max(1).to_string());
    }
    response
}

fn failure(error: &AppError, language: Language) -> Failure {
    let mut details: Vec<FailureDetail> = error.problems.iter().map(|problem| of_problem(problem, language)).collect();
    details.extend(reason(error, language));
    details.extend(listed(error, language));
    let message = match &error.detail {
        Some(detail) => format!("{}: {detail}", title(language, error.code)),
        None => title(language, error.code).to_owned(),
    };
    Failure { error: FailureError { code: word(error.code), message, details } }
}

fn of_problem(problem: &app::Problem, language: Language) -> FailureDetail {
    let message = problem.detail.clone().unwrap_or_else(|| title(language, problem.code).to_owned());
    FailureDetail { code: detail_word(problem.code), target: target(&problem.pointer), message }
}

/// The vendor's clients know a field by its name, and a requisite by its document's: `/subjectInfo/inn` is `inn`, `/passport/number` is
/// `passport.number`.
fn target(pointer: &str) -> Option<String> {
    let path = pointer.strip_prefix('/')?;
    let path = path.strip_prefix("subjectInfo/").unwrap_or(path);
    Some(path.replace('/', ".").replace("~1", "/").replace("~0", "~"))
}

/// What stands behind a code of the vendor's that covers several of ours, and the facts that programs go by.
fn reason(error: &AppError, language: Language) -> Option<FailureDetail> {
    let own = detail_word(error.code);
    if error.problems.is_empty() && own != word(error.code) {
        return Some(FailureDetail { code: own, target: None, message: title(language, error.code).to_owned() });
    }
    let fact = ["current_status", "attempts_left"].into_iter().find_map(|name| Some((name, error.facts.get(name)?)));
    fact.map(|(name, value)| FailureDetail { code: word(error.code), target: Some(camel(name)), message: plain(value) })
}

/// The office's words for states, which facts are told in, as this face says them.
const STATES: [(&str, &str); 8] = [
    ("created", "preparing"),
    ("checking", "validating"),
    ("correction", "correction"),
    ("identity_pending", "approved"),
    ("documents_ready", "approved"),
    ("accepted", "releasing"),
    ("issued", "released"),
    ("active", "released"),
];

/// What is missing or was found: fields of the subject, documents with their requisites, findings of registers.
fn listed(error: &AppError, language: Language) -> Vec<FailureDetail> {
    ["fields", "missing", "findings"].into_iter().flat_map(|name| items(error, name)).map(|item| of_fact(error, item, language)).collect()
}

fn items<'a>(error: &'a AppError, name: &str) -> impl Iterator<Item = &'a Value> {
    error.facts.get(name).and_then(Value::as_array).into_iter().flatten()
}

fn of_fact(error: &AppError, item: &Value, language: Language) -> FailureDetail {
    let text = |key: &str| item.get(key).and_then(Value::as_str);
    let document = || text("document").map(camel).or_else(|| item.get("documents").map(any_of));
    let place = match (text("field"), document(), text("requisite")) {
        (Some(field), ..) => target(&super::convert::place(field)),
        (None, Some(document), Some(requisite)) => Some(format!("{document}.{}", camel(requisite))),
        (None, document, _) => document,
    };
    // a code of ours has words; a finding's or a lack's own word says what it is
    let word = text("code").or_else(|| text("why")).unwrap_or(code::FIELD_REQUIRED.id);
    match code::ALL.iter().find(|known| known.id == word) {
        Some(known) => FailureDetail { code: detail_word(*known), target: place, message: title(language, *known).to_owned() },
        None => FailureDetail { code: pascal(word), target: place, message: title(language, error.code).to_owned() },
    }
}

/// `passport|otherIdentity`: any of these would do.
fn any_of(kinds: &Value) -> String {
    let words = kinds.as_array().into_iter().flatten().filter_map(Value::as_str);
    words.map(camel).collect::<Vec<_>>().join("|")
}

fn plain(value: &Value) -> String {
    let said = |word: &str| STATES.iter().find(|(office, _)| *office == word).map_or_else(|| camel(word), |(_, own)| (*own).to_owned());
    value.as_str().map_or_else(|| value.to_string(), said)
}

/// `natural_person_inn` as the vendor spells it: `naturalPersonInn`.
pub(crate) fn camel(word: &str) -> String {
    let mut spelled = String::with_capacity(word.len());
    let mut raise = false;
    for c in word.chars() {
        match c {
            '_' => raise = true,
            c if raise => {
                spelled.extend(c.to_uppercase());
                raise = false;
            }
            c => spelled.push(c),
        }
    }
    spelled
}

#[cfg(test)]
mod tests {
    use app::Problem;

    use super::*;

    #[test]
    fn fields_and_requisites_are_named_as_the_vendor_does() {
        let problems = vec![
            Problem::new("/subjectInfo/inn", code::FIELD_TYPE),
            Problem::new("/subjectInfo/organizationInfo/kpp", code::FIELD_TYPE),
            Problem::new("/passport/number", code::VALUE_TOO_LONG),
        ];
        let failure = failure(&AppError::invalid(problems), Language::Ru);
        let targets: Vec<_> = failure.error.details.iter().map(|one| one.target.as_deref().unwrap()).collect();
        assert_eq!(targets, ["inn", "organizationInfo.kpp", "passport.number"]);
        assert!(failure.error.details.iter().all(|one| one.code == "WrongFieldValue" && !one.message.is_empty()));
        assert_eq!(failure.error.code, "ValidationFailed");
    }

    #[test]
    fn a_wrong_state_is_named_with_the_state() {
        let error = AppError::from(code::WRONG_ISSUE_STATUS).with("current_status", "checking");
        let failure = failure(&error, Language::Ru).error;
        assert_eq!(failure.code, "WrongIssueStatus");
        assert_eq!((failure.details[0].target.as_deref(), failure.details[0].message.as_str()), (Some("currentStatus"), "validating"));
    }

    #[test]
    fn words_become_the_vendors() {
        assert_eq!(camel("natural_person_inn"), "naturalPersonInn");
        let refused = AppError::from(code::UPLOAD_INCOMPLETE)
            .with("missing", serde_json::json!([{"document": "passport", "requisite": "issue_date", "why": "no_requisite"}]));
        let detail = listed(&refused, Language::Ru).remove(0);
        assert_eq!((detail.code.as_str(), detail.target.as_deref()), ("NoRequisite", Some("passport.issueDate")));
    }
}
