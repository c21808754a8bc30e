//! The transition table as a snapshot, and the rules that deserve a sentence.

use std::fmt::Write as _;

use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::id::FileId;

const NOW: Timestamp = Timestamp::from_seconds(1_800_000_000);

fn subject() -> UserId {
    UserId::new(Uuid::from_u128(5))
}

fn request() -> IssueRequest {
    IssueRequest {
        id: IssueId::new(Uuid::from_u128(1)),
        licensee: LicenseeId::new(Uuid::from_u128(2)),
        version: 1,
        user: subject(),
        company: None,
        key: KeyPlace::Server { key: None, algorithm: None },
        external_id: None,
        created_at: NOW,
        state: State::Preparing,
    }
}

fn printed(number: u128) -> Printed {
    Printed { file: FileId::new(Uuid::from_u128(number)), sha256: "ab".repeat(32), template: "0123456789abcdef".to_owned() }
}

fn commands() -> Vec<(&'static str, Command)> {
    let documents = Documents { offer: printed(6), act: printed(7) };
    let key = ServerKey { id: PrivateKeyId::new(Uuid::from_u128(8)), spki: "30".to_owned() };
    let consent = Consent { phone: "+79161234567".to_owned(), binding: "ab".to_owned(), sms: "sms_1".to_owned(), address: None, at: NOW };
    let by = Verifier::Licensee { licensee: LicenseeId::new(Uuid::from_u128(2)) };
    vec![
        ("submit", Command::Submit),
        ("correct", Command::Correct { comment: Reason::parse("нет отчества").unwrap() }),
        ("approve", Command::Approve { by: Approver::Policy }),
        ("identify", Command::Identify { identification: Identification { by, at: NOW, request_version: 2 } }),
        ("forward", Command::Forward { documents, key: Some(key) }),
        ("accept", Command::Accept { consent }),
        ("fail", Command::ReportFailure { error: "key store is down".to_owned() }),
        ("release", Command::Release { certificate: CertificateId::new(Uuid::from_u128(9)) }),
        ("activate", Command::Activate),
    ]
}

fn after(words: &[&str]) -> IssueRequest {
    words.iter().fold(request(), |request, word| {
        let (_, command) = commands().into_iter().find(|(name, _)| name == word).unwrap();
        request.apply(command, NOW).unwrap().0
    })
}

#[test]
fn the_transition_table_is_as_published() {
    let mut table = String::new();
    for history in [
        &[][..],
        &["submit"],
        &["submit", "correct"],
        &["submit", "approve"],
        &["submit", "approve", "identify"],
        &["submit", "approve", "identify", "forward"],
        &["submit", "approve", "identify", "forward", "accept"],
        &["submit", "approve", "identify", "forward", "accept", "release"],
        &["submit", "approve", "identify", "forward", "accept", "release", "activate"],
    ] {
        let from = after(history);
        let name = match &from.state {
            State::Approved { identification: Some(_), documents: None, .. } => "identity_pending, identified",
            _ => from.office_word(),
        };
        for (word, command) in commands() {
            let outcome = match from.clone().apply(command, NOW) {
                Ok((to, events)) if events.is_empty() => format!("= {} ({})", to.office_word(), to.state.word()),
                Ok((to, events)) => format!("→ {} ({}): {}", to.office_word(), to.state.word(), events[0].kind()),
                Err(rejected) => format!("✗ {}", rejected.code),
            };
            writeln!(table, "{name:28} | {word:8} | {outcome}").unwrap();
        }
    }
    insta::assert_snapshot!(table);
}

#[test]
fn the_subject_may_neither_approve_nor_identify_themselves() {
    let rejected = after(&["submit"]).apply(Command::Approve { by: Approver::Operator { user: subject() } }, NOW).unwrap_err();
    assert_eq!(rejected.code, code::FOUR_EYES);
    let identification = Identification { by: Verifier::Member { user: subject() }, at: NOW, request_version: 3 };
    let rejected = after(&["submit", "approve"]).apply(Command::Identify { identification }, NOW).unwrap_err();
    assert_eq!(rejected.code, code::FOUR_EYES);
}

#[test]
fn a_failure_while_releasing_is_kept_and_told_once() {
    let failed = after(&["submit", "approve", "identify", "forward", "accept", "fail"]);
    let (again, events) = failed.clone().apply(Command::ReportFailure { error: "key store is down".to_owned() }, NOW).unwrap();
    assert!(events.is_empty());
    assert_eq!(again, failed);
}

#[test]
fn a_request_reads_back_from_its_row() {
    let request = after(&["submit", "approve", "identify", "forward", "accept", "release"]);
    let text = serde_json::to_string(&request).unwrap();
    assert_eq!(serde_json::from_str::<IssueRequest>(&text).unwrap(), request);
}

/// How far a request is on the only way there is; correction lies beside validating.
fn step(request: &IssueRequest) -> usize {
    match request.office_word() {
        "created" => 0,
        "correction" | "checking" => 1,
        "identity_pending" => 2,
        "documents_ready" => 3,
        "accepted" => 4,
        "issued" => 5,
        "active" => 6,
        other => panic!("{other}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is asked in whatever order: never back behind an approval, never two steps at once, and no certificate without an
    /// approval, an identity check, documents and a consent.
    #[test]
    fn any_history_goes_forward_one_step_at_a_time(history in proptest::collection::vec(0..9_usize, 0..60)) {
        let mut request = request();
        let mut released = 0;
        for which in history {
            let (_, command) = commands().swap_remove(which);
            let before = request.clone();
            let Ok((next, events)) = request.clone().apply(command, NOW) else { continue };
            if events.is_empty() {
                prop_assert_eq!(&next, &before);
            }
            prop_assert!((step(&before)..=step(&before) + 1).contains(&step(&next)), "{} to {}", before.office_word(), next.office_word());
            released += usize::from(before.certificate().is_none() && next.certificate().is_some());
            if let Some(certificate) = before.certificate() {
                prop_assert_eq!(next.certificate(), Some(certificate));
            }
            prop_assert!(step(&next) < 3 || next.documents().is_some());
            request = next;
        }
        prop_assert!(released <= 1);
    }
}
