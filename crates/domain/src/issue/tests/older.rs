//! Rows of every age are read, and those of now are read back as they are.

use super::fixture::*;
use crate::issue::applicant::SubjectKind;
use crate::issue::*;

#[test]
fn a_request_reads_back_from_its_row_in_every_state() {
    for (name, way) in WAYS {
        let request = after(way);
        let text = serde_json::to_string(&request).unwrap();
        assert_eq!(serde_json::from_str::<IssueRequest>(&text).unwrap(), request, "{name}");
    }
}

/// As the office's face wrote them before there was another one.
const HEAD: &str = r#"{"id":"00000000-0000-0000-0000-000000000001","licensee":"00000000-0000-0000-0000-000000000002","version":5,
    "user":"00000000-0000-0000-0000-000000000005","company":null,"key":{"place":"server","key":null},"external_id":null,
    "created_at":1800000000000000,"state":"#;
const IDENTIFICATION: &str =
    r#"{"by":{"kind":"licensee","licensee":"00000000-0000-0000-0000-000000000002"},"at":1800000000000000,"request_version":3}"#;

fn read(state: &str) -> IssueRequest {
    serde_json::from_str(&format!("{HEAD}{state}}}")).unwrap_or_else(|error| panic!("{state}: {error}"))
}

fn documents() -> String {
    serde_json::to_string(&agreement()).unwrap()
}

#[test]
fn an_old_request_keeps_its_identity_and_its_printed_forms() {
    let documents = documents();
    let by = r#""at":1800000000000000,"by":{"kind":"policy"}"#;
    let consent = serde_json::to_string(&consent("cd")).unwrap();
    let waiting = read(&format!(r#"{{"state":"approved",{by},"identification":{IDENTIFICATION},"documents":null}}"#));
    assert!(!waiting.is_forwarded() && waiting.is_identified());
    let ready = read(&format!(r#"{{"state":"approved",{by},"identification":{IDENTIFICATION},"documents":{documents}}}"#));
    assert!(ready.is_forwarded() && ready.agreement() == Some(&agreement()) && ready.office_word() == "documents_ready");
    let tail = format!(r#""identification":{IDENTIFICATION},"documents":{documents},"consent":{consent}"#);
    let accepted = read(&format!(r#"{{"state":"releasing",{by},{tail},"inner_error":"unavailable"}}"#));
    assert_eq!((accepted.inner_error(), accepted.agreement()), (Some("unavailable"), Some(&agreement())));
    let certificate = r#""certificate":"00000000-0000-0000-0000-000000000009","activated_at":null"#;
    let issued = read(&format!(r#"{{"state":"released",{by},{tail},{certificate}}}"#));
    assert!(issued.certificate().is_some() && issued.is_identified() && issued.agreement() == Some(&agreement()));
    assert_eq!((issued.applicant.kind, issued.updated_at), (SubjectKind::NaturalPerson, issued.created_at));
}

#[test]
fn an_old_request_in_check_or_correction_is_read() {
    assert_eq!(read(r#"{"state":"preparing"}"#).status(), Status::Preparing);
    assert_eq!(read(r#"{"state":"validating","since":1800000000000000}"#).status(), Status::Validating);
    let sent_back = read(r#"{"state":"correction","comment":"нет отчества","since":1800000000000000}"#);
    assert_eq!(sent_back.correction().unwrap().comment.as_ref().unwrap().as_str(), "нет отчества");
}

#[test]
fn a_consent_of_times_when_there_were_codes_alone_is_one_by_code() {
    let old = r#"{"phone":"+79161234567","binding":"cd","sms":"sms_1","address":null,"at":1800000000000000}"#;
    assert_eq!(serde_json::from_str::<Consent>(old).unwrap(), consent("cd"));
    for consent in [consent("cd"), portal_consent()] {
        let text = serde_json::to_string(&consent).unwrap();
        assert_eq!(serde_json::from_str::<Consent>(&text).unwrap(), consent, "{text}");
    }
    let statement = format!(r#"{{"by":"code","consent":{old}}}"#);
    assert_eq!(serde_json::from_str::<SignedStatement>(&statement).unwrap(), SignedStatement::Code { consent: by_code("cd") });
}
