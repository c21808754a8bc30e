//! Straight issue: what goes, what stays, and by which commands.

use std::fmt::Write as _;

use super::fixture::*;
use crate::code;
use crate::issue::applicant::Applicant;
use crate::issue::check::{Code, Standing};
use crate::issue::document::Kind;
use crate::issue::*;

fn settled() -> Settled {
    Settled { key: KeyPlace::Server { key: Some(server_key()), algorithm: None }, binding: "ab".to_owned() }
}

/// A request with its statement, to which every register has answered so.
fn answered(codes: &[Code]) -> IssueRequest {
    let signed = done(whole(), signed());
    let of = |kind| if kind == Kind::Passport { codes } else { &[] };
    let answers = signed.questions(NOW).iter().map(|question| answer(&signed, question.kind(), of(question.kind()))).collect();
    done(signed, Command::RecordChecks { answers })
}

fn submitted(request: IssueRequest) -> IssueRequest {
    done(request, Command::Submit { demands: Demands::WholeButForRegisters })
}

/// Every way to a state, with and without a statement.
#[test]
fn the_table_of_what_goes_straight_is_as_published() {
    let mut table = String::new();
    for (name, way) in WAYS {
        for (how, start) in [("", whole()), (", signed", done(whole(), signed()))] {
            let request = way.iter().fold(start, |request, name| done(request, command(name)));
            let outcome = match request.straight(settled(), Registers::None, NOW) {
                Ok(commands) => {
                    let (mut request, mut told) = (request, Vec::new());
                    for command in commands {
                        let (next, events) = request.apply(command, NOW).unwrap();
                        told.extend(events.iter().map(|event| event.word()));
                        request = next;
                    }
                    format!("→ {} ({}): {}", request.office_word(), request.state.word(), told.join(", "))
                }
                Err(rejected) => format!("✗ {}", rejected.code),
            };
            writeln!(table, "{:20} | {outcome}", format!("{name}{how}")).unwrap();
        }
    }
    insta::assert_snapshot!(table);
}

#[test]
fn it_is_the_licensees_word_that_counts_and_it_is_kept_as_such() {
    let request = submitted(answered(&[]));
    let version = request.version;
    let mut straight = request.clone();
    for command in request.straight(settled(), Registers::Asked, NOW).unwrap() {
        straight = done(straight, command);
    }
    let identification = straight.identification.as_ref().unwrap();
    assert_eq!(identification.by, Verifier::Policy { licensee: request.licensee });
    assert_eq!((identification.request_version, identification.document.as_ref().unwrap().kind), (version, Kind::Passport));
    let State::Releasing { by, agreement, consent, .. } = &straight.state else { panic!("{}", straight.state.word()) };
    let contract = Consent::Contract(ByContract { licensee: request.licensee, binding: "ab".to_owned(), at: NOW });
    assert_eq!((by, agreement, consent), (&Approver::Policy, &None, &contract));
    assert_eq!(straight.key, settled().key);
    let text = serde_json::to_string(&straight).unwrap();
    assert_eq!(serde_json::from_str::<IssueRequest>(&text).unwrap(), straight);
}

#[test]
fn who_has_looked_at_the_person_stays_who_vouches() {
    let request = submitted(done(answered(&[]), command("identify")));
    let mut straight = request.clone();
    for command in request.straight(settled(), Registers::Asked, NOW).unwrap() {
        straight = done(straight, command);
    }
    assert_eq!((straight.status(), &straight.identification), (Status::Releasing, &request.identification));
}

#[test]
fn no_check_is_skipped() {
    let fatal = submitted(answered(&[Code::PassportLost]));
    for registers in [Registers::None, Registers::Asked] {
        assert_eq!(fatal.require_straight(registers, NOW).unwrap_err().code, code::REQUISITES_REFUSED);
    }
    let mut warned = submitted(answered(&[]));
    let (question, standing) = answer(&warned, Kind::Snils, &[Code::SnilsNotMatchWithPfr]);
    warned.checks.iter_mut().filter(|check| check.kind == question.kind()).for_each(|check| check.standing = standing.clone());
    assert!(warned.require_straight(Registers::Asked, NOW).is_ok(), "a warning blocks nothing");
    for standing in [Standing::Waiting, Standing::Unavailable, Standing::GivenUp] {
        let mut request = submitted(answered(&[]));
        request.checks.iter_mut().for_each(|check| check.standing = standing.clone());
        let rejected = request.require_straight(Registers::Asked, NOW).unwrap_err();
        assert_eq!(rejected.code, code::UNAVAILABLE);
        assert!(!rejected.facts["registers"].as_array().unwrap().is_empty());
        assert!(request.require_straight(Registers::None, NOW).is_ok(), "a house without registers has nothing to wait for");
    }
}

#[test]
fn no_document_and_no_datum_is_skipped() {
    let is = |request: IssueRequest| request.require_straight(Registers::Asked, NOW).unwrap_err().code;
    let complete = submitted(answered(&[]));
    assert!(complete.require_straight(Registers::Asked, NOW).is_ok());
    assert_eq!(is(IssueRequest { applicant: Applicant { phone: None, ..applicant() }, ..complete.clone() }), code::APPLICANT_INCOMPLETE);
    assert_eq!(is(IssueRequest { documents: Vec::new(), ..complete.clone() }), code::DOCUMENTS_MISSING);
    assert_eq!(is(IssueRequest { statement: None, ..complete.clone() }), code::STATEMENT_REQUIRED);
    // a warrant of the one who comes instead, without a page
    let mut by_proxy = complete.clone();
    by_proxy.documents.push(document::Document { kind: Kind::ApplicantWarrant, requisites: Default::default(), pages: Vec::new() });
    assert_eq!(is(by_proxy), code::DOCUMENTS_MISSING);
}

#[test]
fn the_house_does_not_decide_what_an_operator_looks_at() {
    let taken = done(submitted(answered(&[])), command("take"));
    assert_eq!(taken.require_straight(Registers::Asked, NOW).unwrap_err().code, code::TAKEN_BY_ANOTHER);
    assert!(taken.require_straight(Registers::Asked, NOW.plus(checking::TAKEN_FOR)).is_ok());
}

#[test]
fn licensees_of_before_go_the_usual_way() {
    let old: Policy = serde_json::from_str(r#"{"approve_automatically":true,"licensee_identifies":true}"#).unwrap();
    assert_eq!(old, Policy::default());
    assert!(!old.straight_issue && old.licensee_collects_consents);
}
