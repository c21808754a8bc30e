//! A request, and every command in a form that succeeds where its state allows it.

use uuid::Uuid;

use crate::id::*;
use crate::issue::applicant::{Applicant, SubjectKind};
use crate::issue::check::{Code, Question, Standing};
use crate::issue::document::{Format, Kind, Page, Requisite, Requisites, Tone};
use crate::issue::remark::{Remark, RemarkTarget};
use crate::issue::*;
use crate::subject::Reason;
use crate::time::Timestamp;

pub(super) const NOW: Timestamp = Timestamp::from_seconds(1_800_000_000);

pub(super) fn user(number: u128) -> UserId {
    UserId::new(Uuid::from_u128(number))
}

pub(super) fn subject() -> UserId {
    user(5)
}

pub(super) fn operator() -> UserId {
    user(50)
}

pub(super) fn applicant() -> Applicant {
    let text = |text: &str| Some(text.to_owned());
    Applicant {
        inn: text("500100732259"),
        surname: text("Ёжикова"),
        name: text("Анна"),
        email: text("anna@example.ru"),
        phone: text("9161234567"),
        snils: text("112-233-445 95"),
        ..Applicant::unknown(SubjectKind::NaturalPerson)
    }
}

/// Of which nothing but the applicant is known.
pub(super) fn bare() -> IssueRequest {
    let key = KeyPlace::Server { key: None, algorithm: None };
    IssueRequest::draft(IssueId::new(Uuid::from_u128(1)), LicenseeId::new(Uuid::from_u128(2)), subject(), applicant(), key, NOW)
}

/// One that may be sent to the check.
pub(super) fn whole() -> IssueRequest {
    [agree(), put_passport(), add_page(Kind::Passport, 70)].into_iter().fold(bare(), done)
}

pub(super) fn done(request: IssueRequest, command: Command) -> IssueRequest {
    request.apply(command.clone(), NOW).unwrap_or_else(|rejected| panic!("{command:?}: {rejected}")).0
}

pub(super) fn agree() -> Command {
    Command::AgreeToProcessing {
        processing: Processing { text_version: "1".to_owned(), by: ProcessingBy::Licensee, address: None, at: NOW },
    }
}

pub(super) fn passport() -> Requisites {
    [
        (Requisite::Series, "4510"),
        (Requisite::Number, "123456"),
        (Requisite::IssueDate, "10.02.2015"),
        (Requisite::BirthDate, "05.05.1985"),
        (Requisite::IssueOrganization, "УФМС"),
        (Requisite::IssueOrganizationId, "770-001"),
        (Requisite::BirthPlace, "Москва"),
        (Requisite::Gender, "Ж"),
    ]
    .into_iter()
    .collect()
}

pub(super) fn put_passport() -> Command {
    Command::PutDocument { kind: Kind::Passport, requisites: passport() }
}

pub(super) fn page(number: u128) -> Page {
    let (id, content) = (PageId::new(Uuid::from_u128(number)), ContentId::new(Uuid::from_u128(number)));
    Page { id, content, format: Format::Png, size: 100, name: None, tone: Tone::Colour }
}

pub(super) fn add_page(kind: Kind, number: u128) -> Command {
    Command::AddPage { kind, page: page(number) }
}

fn printed(number: u128) -> Printed {
    Printed { file: FileId::new(Uuid::from_u128(number)), sha256: "ab".repeat(32), template: "0123456789abcdef".to_owned() }
}

pub(super) fn agreement() -> Agreement {
    Agreement { offer: printed(6), act: printed(7) }
}

pub(super) fn server_key() -> ServerKey {
    ServerKey { id: PrivateKeyId::new(Uuid::from_u128(8)), spki: "30".to_owned() }
}

pub(super) fn by_code(binding: &str) -> ByCode {
    ByCode { phone: "+79161234567".to_owned(), binding: binding.to_owned(), sms: "sms_1".to_owned(), address: None, at: NOW }
}

pub(super) fn consent(binding: &str) -> Consent {
    Consent::Code(by_code(binding))
}

/// By the confirmation of [`confirmation`].
pub(super) fn portal_consent() -> Consent {
    let Confirmation { id, binding, .. } = confirmation();
    Consent::Portal(ByPortal { confirmation: id, binding, key: "ef".repeat(32), at: NOW })
}

pub(super) fn identification(by: Verifier) -> Identification {
    Identification { by, at: NOW, request_version: 2, document: None }
}

pub(super) fn named(name: &str) -> Verifier {
    Verifier::Named { role: VerifierRole::Employee, name: name.to_owned() }
}

pub(super) fn confirmation() -> Confirmation {
    Confirmation { id: "c1".to_owned(), binding: "ab".to_owned(), asked_at: NOW, answer: PortalAnswer::InProgress }
}

pub(super) fn signed() -> Command {
    Command::SignStatement { statement: SignedStatement::Code { consent: by_code("ab") } }
}

/// What a register says to the question about a document of this kind.
pub(super) fn answer(request: &IssueRequest, kind: Kind, codes: &[Code]) -> (Question, Standing) {
    let question = request.questions(NOW).into_iter().find(|question| question.kind() == kind).expect("a question");
    let findings = check::findings(&question, &check::Answer::Faults(codes.to_vec()));
    (question, Standing::Answered { findings })
}

/// Every command by its name; those about documents twice where the kind matters.
pub(super) fn commands() -> Vec<(&'static str, Command)> {
    let answers = vec![answer(&whole(), Kind::Passport, &[])];
    let edited = Applicant { email: Some("a@example.ru".to_owned()), ..applicant() };
    vec![
        ("edit", Command::Edit { applicant: edited, use_areas: Vec::new() }),
        (
            "put document",
            Command::PutDocument { kind: Kind::Snils, requisites: [(Requisite::Number, "11223344595")].into_iter().collect() },
        ),
        ("put photo", Command::PutDocument { kind: Kind::ApplicantPhoto, requisites: Requisites::default() }),
        ("delete document", Command::DeleteDocument { kind: Kind::Passport }),
        ("add page", add_page(Kind::Passport, 71)),
        ("delete page", Command::DeletePage { kind: Kind::Passport, page: PageId::new(Uuid::from_u128(70)) }),
        (
            "agree",
            Command::AgreeToProcessing {
                processing: Processing { text_version: "2".to_owned(), by: ProcessingBy::Subject, address: None, at: NOW },
            },
        ),
        ("note", Command::Note { text: Some("срочно".to_owned()) }),
        ("checks", Command::RecordChecks { answers }),
        ("submit", Command::Submit { demands: Demands::Whole }),
        ("take", Command::Take { operator: operator() }),
        ("give back", Command::GiveBack { operator: operator() }),
        (
            "correct",
            Command::Correct {
                operator: Some(operator()),
                comment: Some(Reason::parse("нет отчества").unwrap()),
                remarks: vec![Remark::new("scan_unreadable", RemarkTarget::Document(Kind::Passport), "Скан не читается").unwrap()],
            },
        ),
        ("approve", Command::Approve { by: Approver::Operator { user: operator() } }),
        ("identify", Command::Identify { identification: identification(named("Сидоров Пётр")) }),
        ("remove id", Command::RemoveIdentification),
        ("ask portal", Command::AskPortal { confirmation: confirmation() }),
        ("answer portal", Command::AnswerPortal { answer: PortalAnswer::Confirmed }),
        ("sign", signed()),
        ("bring key", Command::BringKey { key: KeyPlace::Token { csr: "csr".to_owned() } }),
        ("forward", Command::Forward { agreement: None, key: None, counterparty: false }),
        ("print", Command::Forward { agreement: Some(agreement()), key: Some(server_key()), counterparty: true }),
        ("retrieve", Command::Retrieve),
        ("decline", Command::Decline { comment: None }),
        ("accept", Command::Accept { consent: consent("cd"), key: Some(KeyPlace::Token { csr: "csr".to_owned() }) }),
        (
            "accept portal",
            Command::Accept {
                consent: portal_consent(),
                key: Some(KeyPlace::Server { key: Some(server_key()), algorithm: Some(KeyAlgorithm::EcdsaP256) }),
            },
        ),
        ("fail", Command::ReportFailure { error: "key store is down".to_owned() }),
        ("release", Command::Release { certificate: CertificateId::new(Uuid::from_u128(9)) }),
        ("activate", Command::Activate),
        ("purge", Command::PurgePages { kinds: Kind::ALL.to_vec() }),
        ("delete", Command::Delete),
    ]
}

pub(super) fn command(name: &str) -> Command {
    commands().into_iter().find(|(known, _)| *known == name).unwrap_or_else(|| panic!("no command {name}")).1
}

/// A whole request after these commands.
pub(super) fn after(names: &[&str]) -> IssueRequest {
    names.iter().fold(whole(), |request, name| done(request, command(name)))
}

/// The ways to the states, each with the name of where it leads.
pub(super) const WAYS: [(&str, &[&str]); 12] = [
    ("preparing", &[]),
    ("validating", &["submit"]),
    ("taken", &["submit", "take"]),
    ("correction", &["submit", "correct"]),
    ("approved", &["submit", "approve"]),
    ("identified", &["submit", "approve", "identify", "sign"]),
    ("forwarded", &["submit", "approve", "identify", "sign", "forward"]),
    ("confirmed", &["submit", "approve", "ask portal", "answer portal"]),
    ("by portal", &["submit", "approve", "ask portal", "answer portal", "forward"]),
    ("releasing", &["submit", "approve", "identify", "sign", "forward", "accept"]),
    ("released", &["submit", "approve", "identify", "sign", "forward", "accept", "release"]),
    ("active", &["submit", "approve", "identify", "sign", "forward", "accept", "release", "activate"]),
];
