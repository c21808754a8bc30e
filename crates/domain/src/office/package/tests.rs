//! The transition table as a snapshot, and properties over random histories.

use std::fmt::Write as _;

use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::office::{Participant, Who};
use crate::subject::Phone;

const NOW: Timestamp = Timestamp::from_seconds(1_800_000_000);

fn participant(number: u128, order: u32, role: Role) -> Participant {
    Participant {
        id: ParticipantId::new(Uuid::from_u128(number)),
        order,
        role,
        who: Who { user: None, phone: Some(Phone::parse(&format!("+7916{number:07}")).unwrap()), company: None },
        state: ParticipantState::Waiting,
    }
}

fn draft(participants: Vec<Participant>) -> Package {
    Package {
        id: PackageId::new(Uuid::from_u128(1)),
        licensee: LicenseeId::new(Uuid::from_u128(2)),
        version: 1,
        name: "Сделка".to_owned(),
        external_id: None,
        created_at: NOW,
        updated_at: None,
        expires_at: Some(NOW.plus(std::time::Duration::from_secs(10))),
        status: Status::Draft,
        route: Route::new(participants).unwrap(),
        files: vec![File {
            id: FileId::new(Uuid::from_u128(3)),
            content: ContentId::new(Uuid::from_u128(4)),
            name: "договор.pdf".to_owned(),
            media_type: "application/pdf".to_owned(),
            size: 1,
            sha256: "00".repeat(32),
        }],
    }
}

fn id(number: u128) -> ParticipantId {
    ParticipantId::new(Uuid::from_u128(number))
}

fn certificate() -> CertificateId {
    CertificateId::new(Uuid::from_u128(9))
}

fn reason() -> Reason {
    Reason::parse("ошибка в сумме").unwrap()
}

fn commands(participant: ParticipantId) -> Vec<(&'static str, Command)> {
    vec![
        ("send", Command::Send),
        ("sign", Command::Sign { participant, certificate: certificate() }),
        ("approve", Command::Approve { participant }),
        ("view", Command::View { participant }),
        ("refuse", Command::Refuse { participant, reason: reason() }),
        ("revoke", Command::Revoke { reason: reason() }),
        ("expire", Command::Expire),
    ]
}

fn after(package: Package, commands: &[Command]) -> Package {
    commands.iter().fold(package, |package, command| package.apply(command.clone(), NOW).unwrap().0)
}

/// Signer 1, then approver 2, then signer 3, with observer 4 beside 3.
fn route() -> Vec<Participant> {
    vec![
        participant(1, 1, Role::Signer),
        participant(2, 2, Role::Approver),
        participant(3, 3, Role::Signer),
        participant(4, 3, Role::Observer),
    ]
}

#[test]
fn a_draft_takes_more_files_and_what_was_sent_takes_none() {
    let file = draft(route()).files.remove(0);
    let more = draft(route()).add_file(File { name: "ещё.pdf".to_owned(), ..file.clone() }, NOW).expect("a draft");
    assert_eq!(more.files.iter().map(|file| file.name.as_str()).collect::<Vec<_>>(), [file.name.as_str(), "ещё.pdf"]);
    assert_eq!(more.updated_at, Some(NOW));
    for package in [after(more.clone(), &[Command::Send]), after(more, &[Command::Revoke { reason: reason() }])] {
        assert_eq!(package.add_file(file.clone(), NOW).expect_err("it is no draft").code, crate::code::PACKAGE_ALREADY_SENT);
    }
}

#[test]
fn the_transition_table_is_as_published() {
    let sign = |number| Command::Sign { participant: id(number), certificate: certificate() };
    let approve = Command::Approve { participant: id(2) };
    let late = NOW.plus(std::time::Duration::from_secs(10));
    let sent = after(draft(route()), &[Command::Send]);
    let states = [
        ("draft", draft(route())),
        ("sent, turn of 1", sent.clone()),
        ("sent, turn of 2", after(sent.clone(), &[sign(1)])),
        ("sent, turn of 3", after(sent.clone(), &[sign(1), approve.clone()])),
        ("completed", after(sent.clone(), &[sign(1), approve, sign(3)])),
        ("refused by 1", after(sent.clone(), &[Command::Refuse { participant: id(1), reason: reason() }])),
        ("revoked", after(sent.clone(), &[Command::Revoke { reason: reason() }])),
        ("expired", sent.apply(Command::Expire, late).unwrap().0),
    ];
    let mut table = String::new();
    for (name, package) in states {
        for number in 1..=4 {
            for (word, command) in commands(id(number)) {
                let about_nobody = matches!(command, Command::Send | Command::Revoke { .. } | Command::Expire);
                if about_nobody && number > 1 {
                    continue;
                }
                let actor = if about_nobody { "licensee".to_owned() } else { format!("{number}") };
                let at = if matches!(command, Command::Expire) { late } else { NOW };
                let outcome = match package.clone().apply(command, at) {
                    Ok((package, events)) if events.is_empty() => format!("= {}", package.status.word()),
                    Ok((package, events)) => {
                        let kinds: Vec<&str> = events.iter().map(Event::kind).collect();
                        format!("→ {}: {}", package.status.word(), kinds.join(", "))
                    }
                    Err(rejected) => format!("✗ {}", rejected.code),
                };
                writeln!(table, "{name:16} | {actor:8} | {word:8} | {outcome}").unwrap();
            }
        }
    }
    insta::assert_snapshot!(table);
}

#[test]
fn after_its_end_a_package_takes_nothing_but_its_end() {
    let late = NOW.plus(std::time::Duration::from_secs(10));
    assert_eq!(draft(route()).apply(Command::Send, late).unwrap_err().code, code::PACKAGE_EXPIRED);
    let sent = after(draft(route()), &[Command::Send]);
    for (word, command) in commands(id(1)).into_iter().filter(|(word, _)| ["sign", "refuse"].contains(word)) {
        assert_eq!(sent.clone().apply(command, late).unwrap_err().code, code::PACKAGE_EXPIRED, "{word}");
    }
    assert_eq!(sent.apply(Command::Expire, late).unwrap().0.status.word(), "expired");
}

#[test]
fn a_phone_on_the_route_is_given_to_the_account_that_registers_it() {
    let (phone, user) = (participant(3, 3, Role::Signer).who.phone.unwrap(), crate::id::UserId::new(Uuid::from_u128(8)));
    let bound = draft(route()).bind(&phone, user, NOW).unwrap();
    assert_eq!(bound.route.participant(id(3)).unwrap().who.user, Some(user));
    assert_eq!(bound.bind(&phone, user, NOW), None);
}

#[test]
fn a_participant_who_signed_cannot_refuse() {
    let package = after(draft(route()), &[Command::Send, Command::Sign { participant: id(1), certificate: certificate() }]);
    let rejected = package.apply(Command::Refuse { participant: id(1), reason: reason() }, NOW).unwrap_err();
    assert_eq!(rejected.code, code::ALREADY_SIGNED);
}

#[test]
fn who_signs_out_of_turn_learns_whom_they_wait_for() {
    let package = after(draft(route()), &[Command::Send]);
    let rejected = package.apply(Command::Sign { participant: id(3), certificate: certificate() }, NOW).unwrap_err();
    assert_eq!(rejected.code, code::PACKAGE_NOT_YOUR_TURN);
    let blockers = rejected.facts["blocked_by"].as_array().unwrap();
    assert_eq!(blockers.len(), 2);
    assert_eq!(blockers[0]["participant_id"], id(1).to_string());
}

#[test]
fn a_route_needs_a_signer_and_nobody_twice_in_one_role() {
    assert_eq!(Route::new(vec![]).unwrap_err(), (None, code::PARTICIPANTS_REQUIRED));
    assert_eq!(Route::new(vec![participant(1, 1, Role::Observer)]).unwrap_err(), (None, code::SIGNER_REQUIRED));
    let mut twice = participant(2, 2, Role::Signer);
    twice.who = participant(1, 1, Role::Signer).who;
    assert_eq!(Route::new(vec![participant(1, 1, Role::Signer), twice]).unwrap_err(), (Some(1), code::PARTICIPANT_TWICE));
}

#[test]
fn a_stage_of_observers_alone_holds_nobody_up() {
    let package = after(draft(vec![participant(1, 1, Role::Observer), participant(2, 2, Role::Signer)]), &[Command::Send]);
    let package = after(package, &[Command::Sign { participant: id(2), certificate: certificate() }]);
    assert_eq!(package.status.word(), "completed");
    assert!(package.apply(Command::View { participant: id(1) }, NOW).is_ok());
}

fn any_role() -> impl Strategy<Value = Role> {
    prop_oneof![3 => Just(Role::Signer), 1 => Just(Role::Approver), 1 => Just(Role::Observer)]
}

fn any_command(participants: u128) -> impl Strategy<Value = Command> {
    (1..=participants, 0..14_u8).prop_map(|(number, which)| {
        let participant = id(number);
        match which {
            0..=5 => Command::Sign { participant, certificate: certificate() },
            6..=8 => Command::Approve { participant },
            9 => Command::View { participant },
            10 => Command::Refuse { participant, reason: reason() },
            11 => Command::Revoke { reason: reason() },
            12 => Command::Expire,
            _ => Command::Send,
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is asked in whatever order: at most one end, nobody acts out of turn, and a completed package has all its signatures.
    #[test]
    fn any_history_ends_in_at_most_one_terminal_state(
        roles in proptest::collection::vec((any_role(), 1..4_u32), 1..7),
        history in proptest::collection::vec(any_command(7), 0..60),
    ) {
        let participants: Vec<Participant> =
            roles.iter().enumerate().map(|(at, (role, order))| participant(at as u128 + 1, *order, *role)).collect();
        prop_assume!(participants.iter().any(|one| one.role == Role::Signer));
        let mut package = Package { expires_at: Some(NOW.plus(std::time::Duration::from_secs(40))), ..draft(participants) };
        let mut ends = 0;
        let mut acted = std::collections::BTreeSet::new();
        for (second, command) in history.into_iter().enumerate() {
            let now = NOW.plus(std::time::Duration::from_secs(second as u64));
            let before = package.clone();
            let Ok((next, events)) = package.clone().apply(command.clone(), now) else { continue };
            if events.is_empty() {
                prop_assert_eq!(&next, &before);
            }
            if let Command::Sign { participant, .. } | Command::Approve { participant } = command {
                prop_assert!(acted.insert(participant), "acted twice");
                let order = before.route.participant(participant).unwrap().order;
                let ahead = before.route.participants().iter().filter(|one| one.order < order && one.role != Role::Observer);
                for one in ahead {
                    prop_assert!(acted.contains(&one.id), "acted out of turn");
                }
            }
            ends += usize::from(!before.status.is_final() && next.status.is_final());
            prop_assert!(!before.status.is_final() || before.status == next.status);
            package = next;
        }
        prop_assert!(ends <= 1);
        if let Status::Completed { .. } = package.status {
            for one in package.route.participants() {
                prop_assert!(one.role == Role::Observer || acted.contains(&one.id));
            }
        }
    }
}
