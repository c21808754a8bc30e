//! The table of transitions, and what an upload takes.

use uuid::Uuid;

use super::*;
use crate::id::{CloudFileId, CloudResultId};

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_seconds(1_800_000_000 + seconds)
}

fn operation(state: State) -> Operation {
    let id = Uuid::from_u128(1);
    let file =
        SignedFile { id: None, name: "a.pdf".to_owned(), algorithm: "Streebog-256".to_owned(), digest: "00".to_owned(), outcome: None };
    Operation {
        id: CloudOperationId::new(id),
        licensee: LicenseeId::new(id),
        version: 1,
        user: UserId::new(id),
        certificate: CertificateId::new(id),
        level: Level::Stamped,
        files: vec![file],
        created_at: at(0),
        state,
    }
}

fn states() -> [State; 4] {
    [
        State::Waiting { until: at(300) },
        State::Signing { since: at(10) },
        State::Done { at: at(20) },
        State::Crashed { at: at(20), reason: "certificate_revoked".to_owned() },
    ]
}

fn commands() -> [Command; 3] {
    let outcome = Outcome { result: CloudResultId::new(Uuid::from_u128(2)), size: 3, md5: "00".to_owned() };
    [Command::Confirm, Command::Finish { outcomes: vec![outcome] }, Command::Crash { reason: "certificate_revoked".to_owned() }]
}

#[test]
fn the_table_of_transitions() {
    let mut table = String::new();
    for moment in [30, 300] {
        for state in states() {
            for command in commands() {
                let name = format!("{command:?}").split([' ', '{']).next().unwrap().to_owned();
                let outcome = match operation(state.clone()).apply(command, at(moment)) {
                    Ok(Some(next)) => next.state.word().to_owned(),
                    Ok(None) => "nothing changes".to_owned(),
                    Err(rejected) => format!("refused: {rejected}"),
                };
                table.push_str(&format!("after {moment:>3} s  {:<8} {name:<8} {outcome}\n", state.word()));
            }
        }
    }
    insta::assert_snapshot!(table);
}

#[test]
fn an_operation_is_over_when_its_code_has_expired() {
    let waiting = operation(State::Waiting { until: at(300) });
    assert_eq!((waiting.status(at(299)), waiting.status(at(300))), (Status::WaitsForUser, Status::TimedOut));
    assert_eq!(waiting.require_waiting(at(300)).unwrap_err().code, code::CODE_EXPIRED);
}

#[test]
fn an_upload_takes_piece_after_piece_and_a_repeated_one_once() {
    let id = Uuid::from_u128(1);
    let upload = Upload {
        id: CloudFileId::new(id),
        licensee: LicenseeId::new(id),
        name: "a.pdf".to_owned(),
        length: 10,
        received: 0,
        md5: None,
        created_at: at(0),
    };
    let begun = upload.clone().take(0, 6).unwrap().unwrap();
    assert_eq!(begun.received, 6);
    assert_eq!(begun.clone().take(0, 6).unwrap(), None, "it is there already");
    assert_eq!(begun.require_whole().unwrap_err().code, code::UPLOAD_INCOMPLETE);
    for (offset, size) in [(7, 1), (6, 5), (3, 4), (6, 0), (u64::MAX, 2)] {
        assert_eq!(begun.clone().take(offset, size).unwrap_err().code, code::CHUNK_MISPLACED, "{offset} {size}");
    }
    begun.take(6, 4).unwrap().unwrap().require_whole().unwrap();
}
