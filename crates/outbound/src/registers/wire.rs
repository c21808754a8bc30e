//! What goes over the wire, by docs/registers.md. Answers may have more fields than are read here.

use bytes::Bytes;
use domain::issue::check::{Answer, Code, Organization, OrganizationStanding, PassportNumber, Question, Register, Who};
use domain::subject::{Date, Inn, Ogrn};
use serde::{Deserialize, Serialize};

use crate::guarded;
use crate::remote::NotAnswered;

/// More faults than there are codes are nonsense.
const MOST_FAULTS: usize = 32;
/// The longest name, in characters: ЕГРЮЛ allows 1000.
const LONGEST_NAME: usize = 1000;
/// The longest id of an order.
const LONGEST_ID: usize = 64;

#[derive(Serialize)]
struct PassportAsked<'a> {
    series: &'a str,
    number: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    issued_on: Option<&'a str>,
}

#[derive(Serialize)]
struct PersonAsked<'a> {
    surname: &'a str,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    patronymic: Option<&'a str>,
    birth_date: &'a str,
}

#[derive(Serialize)]
struct SnilsAsked<'a> {
    snils: &'a str,
    #[serde(flatten)]
    person: PersonAsked<'a>,
}

#[derive(Serialize)]
struct InnHeld<'a> {
    inn: &'a str,
    #[serde(flatten)]
    person: PersonAsked<'a>,
    passport: PassportAsked<'a>,
}

/// A person whose number is asked for. Nothing of it belongs into a log.
pub struct InnAsked<'a> {
    /// Who.
    pub who: &'a Who,
    /// Place of birth, where it is known.
    pub birth_place: Option<&'a str>,
    /// The code of the identity document (docs/form-dictionaries.md).
    pub document_type: &'a str,
    /// Its series, where it has one.
    pub series: Option<&'a str>,
    /// Its number.
    pub number: &'a str,
    /// When it was given out, where that is known.
    pub issued_on: Option<&'a Date>,
}

#[derive(Serialize)]
struct InnWanted<'a> {
    #[serde(flatten)]
    person: PersonAsked<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    birth_place: Option<&'a str>,
    document: DocumentAsked<'a>,
}

#[derive(Serialize)]
struct DocumentAsked<'a> {
    code: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    series: Option<&'a str>,
    number: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    issued_on: Option<&'a str>,
}

#[derive(Deserialize)]
struct InnFound {
    #[serde(deserialize_with = "Option::deserialize")]
    inn: Option<String>,
}

#[derive(Serialize)]
struct OrganizationAsked<'a> {
    inn: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    ogrn: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kpp: Option<&'a str>,
}

#[derive(Deserialize)]
struct Faults {
    faults: Vec<String>,
}

#[derive(Deserialize)]
struct Found {
    // absent is another thing than null: an answer without it is none
    #[serde(deserialize_with = "Option::deserialize")]
    organization: Option<Recorded>,
}

#[derive(Deserialize)]
struct Recorded {
    name: String,
    short_name: Option<String>,
    inn: String,
    kpp: Option<String>,
    ogrn: String,
    status: OrganizationStanding,
    head: Option<String>,
    head_post: Option<String>,
    recorded_on: Option<String>,
}

#[derive(Deserialize)]
struct OrderTaken {
    #[serde(deserialize_with = "Option::deserialize")]
    extract: Option<OrderedExtract>,
}

#[derive(Deserialize)]
struct OrderedExtract {
    id: String,
    dated: String,
}

/// An extract that was ordered.
pub(super) struct Order {
    pub(super) id: String,
    pub(super) dated: Date,
}

#[derive(Deserialize)]
struct StatusTold {
    registers: Vec<RegisterStatus>,
    #[serde(default)]
    simulator: bool,
}

/// How the gateway stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// Every register, once.
    pub registers: Vec<(Register, Standing)>,
    /// It says that it only plays registers.
    pub simulator: bool,
}

#[derive(Deserialize)]
struct RegisterStatus {
    register: String,
    status: Standing,
}

/// How the gateway says that a register stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// It answers.
    Up,
    /// It does not.
    Down,
}

/// The path and the body of a question.
pub(super) fn question(question: &Question) -> (&'static str, Bytes) {
    match question {
        Question::Passport { number, issued } => ("/v1/passport", json(&passport(number, issued.as_ref()))),
        Question::Snils { snils, who } => ("/v1/snils", json(&SnilsAsked { snils: snils.as_str(), person: person(who) })),
        Question::Inn { inn, who, passport: number } => {
            ("/v1/inn", json(&InnHeld { inn: inn.as_str(), person: person(who), passport: passport(number, None) }))
        }
        Question::Organization { inn, ogrn, kpp, .. } => {
            let asked = OrganizationAsked {
                inn: inn.as_str(),
                ogrn: ogrn.as_ref().map(|ogrn| ogrn.as_str()),
                kpp: kpp.as_ref().map(|kpp| kpp.as_str()),
            };
            ("/v1/organization", json(&asked))
        }
    }
}

fn passport<'a>(number: &'a PassportNumber, issued: Option<&'a Date>) -> PassportAsked<'a> {
    PassportAsked { series: number.series(), number: number.number(), issued_on: issued.map(Date::as_str) }
}

fn person(who: &Who) -> PersonAsked<'_> {
    PersonAsked {
        surname: who.surname.as_str(),
        name: who.name.as_str(),
        patronymic: who.patronymic.as_ref().map(|part| part.as_str()),
        birth_date: who.birth_date.as_str(),
    }
}

fn json(asked: &impl Serialize) -> Bytes {
    // strings in structures: there is nothing that could fail
    serde_json::to_vec(asked).unwrap_or_default().into()
}

/// What was said to `question`.
pub(super) fn answer(question: &Question, body: &[u8]) -> Result<Answer, NotAnswered> {
    match question {
        Question::Passport { .. } | Question::Snils { .. } | Question::Inn { .. } => {
            let Faults { faults } = read(body)?;
            if faults.len() > MOST_FAULTS {
                return Err(NotAnswered::Malformed("faults"));
            }
            Ok(Answer::Faults(faults.iter().map(|word| Code::parse(word).unwrap_or(Code::Unknown)).collect()))
        }
        Question::Organization { .. } => {
            let Found { organization } = read(body)?;
            Ok(Answer::Organization(organization.map(recorded).transpose()?))
        }
    }
}

fn recorded(found: Recorded) -> Result<Organization, NotAnswered> {
    let wrong = || NotAnswered::Malformed("organization");
    let short = |text: &str| !text.trim().is_empty() && text.chars().count() <= LONGEST_NAME && !text.chars().any(char::is_control);
    let texts = [Some(&found.name), found.short_name.as_ref(), found.kpp.as_ref(), found.head.as_ref(), found.head_post.as_ref()];
    let sound = texts.into_iter().flatten().all(|text| short(text));
    let numbers = Inn::parse(&found.inn).is_ok() && Ogrn::parse(&found.ogrn).is_ok();
    let recorded_on = found.recorded_on.as_deref().map(Date::parse).transpose().map_err(|_| wrong())?;
    if !(sound && numbers) {
        return Err(wrong());
    }
    Ok(Organization {
        name: found.name,
        short_name: found.short_name,
        inn: found.inn,
        kpp: found.kpp,
        ogrn: found.ogrn,
        standing: found.status,
        head: found.head,
        head_post: found.head_post,
        recorded_on,
    })
}

/// The body of a question for a person's number.
pub(super) fn inn_asked(asked: &InnAsked<'_>) -> Bytes {
    let document = DocumentAsked {
        code: asked.document_type,
        series: asked.series,
        number: asked.number,
        issued_on: asked.issued_on.map(Date::as_str),
    };
    json(&InnWanted { person: person(asked.who), birth_place: asked.birth_place, document })
}

/// The number that was told; nothing where the register knows nobody like that.
pub(super) fn inn_found(body: &[u8]) -> Result<Option<Inn>, NotAnswered> {
    let InnFound { inn } = read(body)?;
    match inn.as_deref().map(Inn::parse).transpose() {
        Ok(inn) if inn.as_ref().is_none_or(Inn::is_of_a_person) => Ok(inn),
        _ => Err(NotAnswered::Malformed("inn")),
    }
}

/// The body of an order for an extract.
pub(super) fn order(ogrn: &Ogrn) -> Bytes {
    json(&serde_json::json!({ "ogrn": ogrn.as_str() }))
}

/// What was said to an order; nothing where nobody is recorded under the number.
pub(super) fn ordered(body: &[u8]) -> Result<Option<Order>, NotAnswered> {
    let OrderTaken { extract } = read(body)?;
    let Some(OrderedExtract { id, dated }) = extract else { return Ok(None) };
    // it becomes a part of an address
    let plain = (1..=LONGEST_ID).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    match Date::parse(&dated) {
        Ok(dated) if plain => Ok(Some(Order { id, dated })),
        _ => Err(NotAnswered::Malformed("extract")),
    }
}

/// The document; nothing while it is being made.
pub(super) fn document(answer: &guarded::Answer) -> Result<Option<Bytes>, NotAnswered> {
    match answer.status {
        202 => Ok(None),
        200 if answer.body.starts_with(b"%PDF-") => Ok(Some(answer.body.clone())),
        _ => Err(NotAnswered::Malformed("a document that is no PDF")),
    }
}

/// How the registers stand: every one, once.
pub(super) fn status(body: &[u8]) -> Result<Status, NotAnswered> {
    let StatusTold { registers, simulator } = read(body)?;
    let of = |register: Register| {
        let mut told = registers.iter().filter(|told| told.register == register.word());
        told.next().filter(|_| told.next().is_none()).map(|told| (register, told.status))
    };
    let registers = Register::ALL.into_iter().map(of).collect::<Option<_>>().ok_or(NotAnswered::Malformed("registers"))?;
    Ok(Status { registers, simulator })
}

fn read<'a, T: Deserialize<'a>>(body: &'a [u8]) -> Result<T, NotAnswered> {
    // the error itself would repeat a part of the answer
    serde_json::from_slice(body).map_err(|_| NotAnswered::Malformed("JSON"))
}

#[cfg(test)]
mod tests {
    use domain::issue::document::Kind;

    use super::*;

    fn organization() -> Question {
        Question::Organization { kind: Kind::Egrul, inn: Inn::parse("7707083893").unwrap(), ogrn: None, kpp: None }
    }

    fn passport() -> Question {
        Question::Passport { number: PassportNumber::parse("4509", "123456").unwrap(), issued: None }
    }

    #[test]
    fn faults_are_read_and_a_strange_word_is_unknown() {
        let faults = |body: &str| answer(&passport(), body.as_bytes());
        assert_eq!(faults(r#"{"faults":[]}"#).unwrap(), Answer::Faults(vec![]));
        let told = faults(r#"{"faults":["passport_lost","eaten","unknown"],"more":1}"#).unwrap();
        assert_eq!(told, Answer::Faults(vec![Code::PassportLost, Code::Unknown, Code::Unknown]));
        let many = format!(r#"{{"faults":[{}]}}"#, vec![r#""passport_lost""#; MOST_FAULTS + 1].join(","));
        for body in ["", "{}", "null", "[]", r#"{"faults":null}"#, r#"{"faults":[1]}"#, "<html>", &many] {
            assert!(matches!(faults(body), Err(NotAnswered::Malformed(_))), "{body}");
        }
    }

    #[test]
    fn an_organization_is_there_or_null_and_nothing_else() {
        let found = |body: &str| answer(&organization(), body.as_bytes());
        assert_eq!(found(r#"{"organization":null}"#).unwrap(), Answer::Organization(None));
        let right = r#"{"organization":{"name":"ООО «Ромашка»","inn":"7707083893","ogrn":"1027700132195","status":"active","recorded_on":"2002-08-16"}}"#;
        let Answer::Organization(Some(told)) = found(right).unwrap() else { panic!("it is there") };
        assert_eq!((told.name.as_str(), told.standing), ("ООО «Ромашка»", OrganizationStanding::Active));
        for body in [
            "{}".to_owned(),
            right.replace("active", "asleep"),
            right.replace("7707083893", "7707083894"),
            right.replace("1027700132195", "1"),
            right.replace("2002-08-16", "16.08.2002"),
            right.replace("Ромашка", &"я".repeat(LONGEST_NAME)),
            right.replace("Ромашка", "\\u0000"),
        ] {
            assert!(matches!(found(&body), Err(NotAnswered::Malformed(_))), "{body}");
        }
    }

    #[test]
    fn a_persons_number_is_one_or_null_and_nothing_else() {
        let found = |body: &str| inn_found(body.as_bytes());
        assert!(found(r#"{"inn":null}"#).is_ok_and(|inn| inn.is_none()));
        assert!(found(r#"{"inn":"500100732259"}"#).is_ok_and(|inn| inn.is_some()));
        for body in ["{}", r#"{"inn":""}"#, r#"{"inn":"500100732258"}"#, r#"{"inn":"7707083893"}"#, r#"{"inn":1}"#] {
            assert!(matches!(found(body), Err(NotAnswered::Malformed(_))), "{body}");
        }
    }

    #[test]
    fn the_id_of_an_order_cannot_lead_elsewhere() {
        let order = |id: &str| ordered(format!(r#"{{"extract":{{"id":"{id}","dated":"2026-11-30"}}}}"#).as_bytes());
        assert!(order("a-1_B").is_ok_and(|order| order.is_some_and(|order| order.id == "a-1_B")));
        assert!(ordered(br#"{"extract":null}"#).is_ok_and(|order| order.is_none()));
        for id in ["", "../status", "a/b", "a?b", "a%2fb", "а", &"a".repeat(65)] {
            assert!(matches!(order(id), Err(NotAnswered::Malformed(_))), "{id}");
        }
    }

    #[test]
    fn every_register_has_one_standing() {
        let told =
            br#"{"registers":[{"register":"fns","status":"up"},{"register":"fms","status":"down"},{"register":"pfr","status":"up"}]}"#;
        let told = status(told).unwrap();
        assert_eq!(told.registers, [(Register::Fms, Standing::Down), (Register::Pfr, Standing::Up), (Register::Fns, Standing::Up)]);
        assert!(!told.simulator);
        for body in [r#"{"registers":[]}"#, r#"{"registers":[{"register":"fns","status":"up"},{"register":"fns","status":"up"}]}"#] {
            assert!(matches!(status(body.as_bytes()), Err(NotAnswered::Malformed(_))), "{body}");
        }
    }
}
