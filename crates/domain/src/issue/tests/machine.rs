//! The table of transitions, and any order of commands.

use std::fmt::Write as _;

use proptest::prelude::*;

use super::fixture::*;
use crate::code;
use crate::issue::document::Kind;
use crate::issue::*;

#[test]
fn the_transition_table_is_as_published() {
    let mut table = String::new();
    for (name, way) in WAYS {
        let from = after(way);
        for (word, command) in commands() {
            let outcome = match from.clone().apply(command, NOW) {
                Ok((to, events)) if events.is_empty() => format!("= {} ({})", to.office_word(), to.state.word()),
                Ok((to, events)) => {
                    let told: Vec<_> = events.iter().map(|event| format!("{} {}", event.kind(), event.word())).collect();
                    format!("→ {} ({}): {}", to.office_word(), to.state.word(), told.join(", "))
                }
                Err(rejected) => format!("✗ {}", rejected.code),
            };
            writeln!(table, "{name:10} | {word:15} | {outcome}").unwrap();
        }
    }
    insta::assert_snapshot!(table);
}

/// The office's way, where the licensee's policy decides and everything is printed.
#[test]
fn a_request_by_account_goes_the_way_of_the_office() {
    let by = Verifier::Licensee { licensee: bare().licensee };
    let mut request = bare();
    let mut words = Vec::new();
    for command in [
        Command::Submit { demands: Demands::Nothing },
        Command::Approve { by: Approver::Policy },
        Command::Identify { identification: identification(by) },
        command("print"),
        Command::Accept { consent: consent("cd"), key: None },
        command("release"),
        command("activate"),
    ] {
        request = done(request, command);
        words.push(request.office_word());
    }
    assert_eq!(words, ["checking", "identity_pending", "identity_pending", "documents_ready", "accepted", "issued", "active"]);
    assert_eq!(request.agreement(), Some(&agreement()));
}

#[test]
fn the_subject_may_neither_approve_nor_identify_themselves_nor_may_who_asks_approve() {
    let rejected = after(&["submit"]).apply(Command::Approve { by: Approver::Operator { user: subject() } }, NOW).unwrap_err();
    assert_eq!(rejected.code, code::FOUR_EYES);
    let asked = IssueRequest { requested_by: Some(operator().to_string()), ..after(&["submit"]) };
    assert_eq!(asked.apply(command("approve"), NOW).unwrap_err().code, code::FOUR_EYES);
    for by in [Verifier::Member { user: subject() }, named("  ежикова АННА "), named("500100732259"), named(&subject().to_string())]
    {
        let rejected = bare().apply(Command::Identify { identification: identification(by) }, NOW).unwrap_err();
        assert_eq!(rejected.code, code::FOUR_EYES);
    }
}

#[test]
fn what_one_operator_took_is_not_decided_by_another_until_time_passes() {
    let taken = after(&["submit", "take"]);
    let other = user(51);
    let late = NOW.plus(checking::TAKEN_FOR);
    for command in [
        Command::Take { operator: other },
        Command::Approve { by: Approver::Operator { user: other } },
        Command::Correct { operator: Some(other), comment: crate::subject::Reason::parse("x").ok(), remarks: Vec::new() },
    ] {
        assert_eq!(taken.clone().apply(command.clone(), NOW).unwrap_err().code, code::TAKEN_BY_ANOTHER);
        assert!(taken.clone().apply(command, late).is_ok());
    }
    let (same, events) = taken.clone().apply(Command::GiveBack { operator: other }, NOW).unwrap();
    assert!(events.is_empty() && same == taken);
    assert!(done(taken, command("give back")).apply(Command::Take { operator: other }, NOW).is_ok());
}

#[test]
fn a_failure_while_releasing_is_kept_and_told_once() {
    let failed = after(&["submit", "approve", "identify", "sign", "forward", "accept", "fail"]);
    assert_eq!(failed.inner_error(), Some("key store is down"));
    let (again, events) = failed.clone().apply(command("fail"), NOW).unwrap();
    assert!(events.is_empty());
    assert_eq!(again, failed);
}

#[test]
fn a_renewal_takes_data_along_and_neither_scans_nor_what_was_said_about_them() {
    let released = after(&["submit", "approve", "identify", "sign", "forward", "accept", "release"]);
    let next = released.renewal(crate::id::IssueId::new(uuid::Uuid::from_u128(77)), released.applicant.kind, NOW).unwrap();
    assert_eq!((next.base, next.status(), &next.applicant), (Some(released.id), Status::Preparing, &released.applicant));
    let passport = next.document(Kind::Passport).unwrap();
    assert!(passport.pages.is_empty() && passport.requisites == released.document(Kind::Passport).unwrap().requisites);
    assert!(next.identification.is_none() && next.statement.is_none() && next.certificate().is_none());
    let rejected = bare().renewal(released.id, released.applicant.kind, NOW).unwrap_err();
    assert_eq!(rejected.code, code::WRONG_ISSUE_STATUS);
}

#[test]
fn nothing_of_a_person_is_printed_by_debug() {
    let text = format!("{:?}", after(&["submit", "approve", "identify"]));
    for secret in ["Ёжикова", "500100732259", "123456", "112-233", "Сидоров", "anna@"] {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
}

/// How far a request is on the only way there is.
fn step(request: &IssueRequest) -> usize {
    match request.status() {
        Status::Preparing => 0,
        Status::Correction | Status::Validating => 1,
        Status::Approved => 2,
        Status::Releasing => 3,
        Status::Released => 4,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is asked in whatever order: never two steps at once, back only from approved to correction and by its client, no certificate
    /// without approval, identity, statement and consent, and one at most.
    #[test]
    fn any_history_goes_forward_one_step_at_a_time(history in proptest::collection::vec(0..commands().len(), 0..80)) {
        let mut request = whole();
        let mut released = 0;
        for which in history {
            let (name, command) = commands().swap_remove(which);
            let before = request.clone();
            let allowed = command.allowed_in().contains(&before.status());
            let Ok((next, events)) = request.clone().apply(command, NOW) else { continue };
            prop_assert!(allowed, "{name} in {}", before.state.word());
            if events.is_empty() {
                prop_assert_eq!(&next, &before);
            }
            if events.contains(&Event::Deleted) {
                prop_assert!(matches!(before.status(), Status::Preparing | Status::Correction | Status::Approved));
                continue;
            }
            let back = usize::from(name == "decline");
            prop_assert!((step(&before) - back.min(step(&before))..=step(&before) + 1).contains(&step(&next)), "{name}");
            if let Some(correction) = next.correction() {
                prop_assert!(correction.comment.is_some() || !correction.remarks.is_empty() || correction.by == remark::CorrectedBy::Client);
            }
            if step(&next) == 3 && step(&before) == 2 {
                prop_assert!(before.is_forwarded());
                prop_assert!(before.agreement().is_some() || before.has_statement());
                prop_assert!(name != "accept portal" || before.goes_on_by_itself());
            }
            if next.is_forwarded() {
                prop_assert!(next.is_identified());
            }
            released += usize::from(before.certificate().is_none() && next.certificate().is_some());
            if let Some(certificate) = before.certificate() {
                prop_assert_eq!(next.certificate(), Some(certificate));
            }
            request = next;
        }
        prop_assert!(released <= 1);
    }
}
