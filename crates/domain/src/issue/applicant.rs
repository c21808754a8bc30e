//! Whose certificate is asked for: the subject's data as they were given.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::document::{Requisite, Requisites};
use crate::code::{self, Code};
use crate::subject::{Date, Email, Inn, Kpp, NamePart, Ogrn, Phone, Snils, bounded_text};

/// What sort of subject a certificate is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SubjectKind {
    /// A person for themselves (физическое лицо).
    NaturalPerson,
    /// A sole proprietor (индивидуальный предприниматель), or somebody who acts for one.
    SoleProprietor,
    /// A person who acts for an organization (юридическое лицо).
    LegalEntity,
}

impl SubjectKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::NaturalPerson, Self::SoleProprietor, Self::LegalEntity];

    /// The machine's word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::NaturalPerson => "natural_person",
            Self::SoleProprietor => "sole_proprietor",
            Self::LegalEntity => "legal_entity",
        }
    }
}

/// The subject's data as somebody gave them. Nothing but length and control characters is judged when they come in: a draft may be
/// incomplete, and what is wrong is found when the request is sent to the check ([`Applicant::problems`]) or by a register.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Applicant {
    /// What sort of subject.
    pub kind: SubjectKind,
    /// ИНН: the person's own, or that of the organization or proprietor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inn: Option<String>,
    /// Фамилия.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub surname: Option<String>,
    /// Имя.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Отчество, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub patronymic: Option<String>,
    /// Mail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The mobile phone: codes go there. Ten digits are meant without the code of the country.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// СНИЛС, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub snils: Option<String>,
    /// Birth date, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birth_date: Option<String>,
    /// For whom the person acts; a natural person for nobody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization: Option<OrganizationPart>,
}

/// What is said of the organization and the subject's place in it, as it was given.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OrganizationPart {
    /// КПП.
    pub kpp: Option<String>,
    /// Должность.
    pub position: Option<String>,
    /// Подразделение.
    pub unit: Option<String>,
    /// ИНН of the employee.
    pub employee_inn: Option<String>,
    /// ОГРН or ОГРНИП.
    pub ogrn: Option<String>,
    /// Its name.
    pub name: Option<String>,
}

/// The longest value of a field, in characters.
const LONGEST: usize = 255;

/// What posts of heads are called: whoever heads an organization needs no proof of the right to sign for it. An operator looks at the post
/// and at the register all the same.
const HEADS: [&str; 6] = ["директор", "президент", "председатель", "управляющий", "руководитель", "ректор"];
/// Words that make somebody else of a head.
const NOT_HEADS: [&str; 6] = ["заместитель", "зам.", "помощник", "по ", "вице", "советник"];

/// A field that is wrong, by its name and its code.
pub type FieldProblem = (&'static str, Code);

impl Applicant {
    /// Of whom nothing is known yet.
    pub fn unknown(kind: SubjectKind) -> Self {
        Self {
            kind,
            inn: None,
            surname: None,
            name: None,
            patronymic: None,
            email: None,
            phone: None,
            snils: None,
            birth_date: None,
            organization: None,
        }
    }

    /// The fields by their names, those of the organization too, where they are given.
    pub fn fields(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let own = [
            ("inn", &self.inn),
            ("surname", &self.surname),
            ("name", &self.name),
            ("patronymic", &self.patronymic),
            ("email", &self.email),
            ("phone", &self.phone),
            ("snils", &self.snils),
            ("birth_date", &self.birth_date),
        ];
        let of_organization = self.organization.iter().flat_map(|part| {
            [
                ("kpp", &part.kpp),
                ("position", &part.position),
                ("unit", &part.unit),
                ("employee_inn", &part.employee_inn),
                ("ogrn", &part.ogrn),
                ("organization_name", &part.name),
            ]
        });
        own.into_iter().chain(of_organization).filter_map(|(name, value)| value.as_deref().map(|value| (name, value)))
    }

    /// Whether anything of the subject is said here; of requests by account alone nothing is.
    pub fn is_given(&self) -> bool {
        self.fields().next().is_some()
    }

    /// What may not even stand in a draft.
    pub fn unfit(&self) -> Vec<FieldProblem> {
        self.fields().filter_map(|(name, value)| Some((name, bounded_text(value, LONGEST).err()?))).collect()
    }

    /// What is missing or wrong when the request is sent to the check (contracts/issue-requests.md §4.1). A wrong check digit of an ИНН is a
    /// finding and none of these.
    pub fn problems(&self) -> Vec<FieldProblem> {
        let mut wrong = Vec::new();
        let mut judge = |field: &'static str, value: &Option<String>, required: bool, parse: &dyn Fn(&str) -> Result<(), Code>| match value
            .as_deref()
            .map(str::trim)
            .filter(|value| !value.is_empty())
        {
            Some(value) => wrong.extend(parse(value).err().map(|code| (field, code))),
            None if required => wrong.push((field, code::FIELD_REQUIRED)),
            None => {}
        };
        let inn = |text: &str| match Inn::parse(text) {
            Err(code) if code == code::INN_FORMAT => Err(code),
            _ => Ok(()),
        };
        let part = |text: &str| NamePart::parse(text).map(drop);
        judge("inn", &self.inn, true, &inn);
        let person = !self.is_a_seal();
        judge("surname", &self.surname, person, &part);
        judge("name", &self.name, person, &part);
        judge("patronymic", &self.patronymic, false, &part);
        judge("email", &self.email, true, &|text| Email::parse(text).map(drop));
        judge("phone", &self.phone, true, &|text| phone(text).map(drop));
        let of = self.organization.clone().unwrap_or_default();
        let acts_for_one = self.kind != SubjectKind::NaturalPerson;
        judge("ogrn", &of.ogrn, acts_for_one, &|text| Ogrn::parse(text).map(drop));
        judge("organization_name", &of.name, self.kind == SubjectKind::LegalEntity, &|_| Ok(()));
        judge("kpp", &of.kpp, false, &|text| Kpp::parse(text).map(drop));
        judge("employee_inn", &of.employee_inn, false, &inn);
        wrong
    }

    /// Whether an organization asks for a certificate that names no person.
    pub fn is_a_seal(&self) -> bool {
        self.kind == SubjectKind::LegalEntity && said(&self.surname).is_none() && said(&self.name).is_none()
    }

    /// Whether the subject acts for the organization without a warrant, as far as the post tells. Where there is none nobody else is meant.
    pub fn is_a_head(&self) -> bool {
        let Some(post) = self.organization.as_ref().and_then(|part| said(&part.position)) else { return true };
        let post = post.to_lowercase();
        HEADS.iter().any(|word| post.contains(word)) && !NOT_HEADS.iter().any(|word| post.contains(word))
    }

    /// The phone that codes go to, where it is one.
    pub fn parsed_phone(&self) -> Option<Phone> {
        phone(said(&self.phone)?).ok()
    }

    /// The mail, where it is one.
    pub fn parsed_email(&self) -> Option<Email> {
        Email::parse(said(&self.email)?).ok()
    }

    /// ИНН of the person: their own, or that of the employee.
    pub fn inn_of_person(&self) -> Option<Inn> {
        let own = match self.kind {
            SubjectKind::NaturalPerson | SubjectKind::SoleProprietor => &self.inn,
            SubjectKind::LegalEntity => &self.organization.as_ref()?.employee_inn,
        };
        Inn::parse(said(own)?).ok().filter(Inn::is_of_a_person)
    }

    /// СНИЛС, where it is one.
    pub fn parsed_snils(&self) -> Option<Snils> {
        Snils::parse(said(&self.snils)?).ok()
    }

    /// Birth date, where it is written as one.
    pub fn parsed_birth_date(&self) -> Option<Date> {
        let written: Requisites = [(Requisite::BirthDate, said(&self.birth_date)?)].into_iter().collect();
        written.date(Requisite::BirthDate)
    }

    /// «Иванов Иван Иванович», as far as it is known.
    pub fn full_name(&self) -> String {
        let parts = [&self.surname, &self.name, &self.patronymic].into_iter().filter_map(said);
        parts.collect::<Vec<_>>().join(" ")
    }
}

/// The text without white space around it, where there is any.
pub(super) fn said(text: &Option<String>) -> Option<&str> {
    text.as_deref().map(str::trim).filter(|text| !text.is_empty())
}

/// A phone as people and systems write it; ten digits are a Russian one without its code.
pub fn phone(text: &str) -> Result<Phone, Code> {
    let bare: String = text.chars().filter(char::is_ascii_digit).collect();
    if bare.len() == 10 && !text.trim_start().starts_with('+') { Phone::parse(&format!("+7{bare}")) } else { Phone::parse(text) }
}

/// Nothing of a person belongs into a log.
impl fmt::Debug for Applicant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Applicant({})", self.kind.word())
    }
}

/// Nothing of a person belongs into a log.
impl fmt::Debug for OrganizationPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OrganizationPart(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person() -> Applicant {
        let text = |text: &str| Some(text.to_owned());
        Applicant {
            inn: text("500100732259"),
            surname: text("Ёжикова"),
            name: text("Анна"),
            email: text("anna@example.ru"),
            phone: text("9161234567"),
            ..Applicant::unknown(SubjectKind::NaturalPerson)
        }
    }

    #[test]
    fn a_whole_applicant_has_no_problems_and_an_empty_one_says_all_of_them() {
        assert_eq!(person().problems(), []);
        let fields: Vec<_> = Applicant::unknown(SubjectKind::NaturalPerson).problems().into_iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["inn", "surname", "name", "email", "phone"]);
    }

    #[test]
    fn a_wrong_check_digit_is_a_finding_and_a_wrong_form_is_not() {
        assert_eq!(Applicant { inn: Some("500100732258".to_owned()), ..person() }.problems(), []);
        assert_eq!(Applicant { inn: Some("5001".to_owned()), ..person() }.problems(), [("inn", code::INN_FORMAT)]);
        assert_eq!(Applicant { name: Some("Anna1".to_owned()), ..person() }.problems(), [("name", code::NAME_INVALID)]);
    }

    #[test]
    fn an_organization_needs_its_number_and_its_name() {
        let of = Applicant { kind: SubjectKind::LegalEntity, inn: Some("7707083893".to_owned()), ..person() };
        assert_eq!(of.problems(), [("ogrn", code::FIELD_REQUIRED), ("organization_name", code::FIELD_REQUIRED)]);
        assert!(!of.is_a_seal());
        assert!(Applicant { surname: None, name: None, ..of }.is_a_seal());
    }

    #[test]
    fn a_head_is_known_by_the_post() {
        let with = |post: &str| Applicant {
            organization: Some(OrganizationPart { position: Some(post.to_owned()), ..OrganizationPart::default() }),
            ..person()
        };
        for (post, head) in
            [("Генеральный директор", true), ("заместитель директора", false), ("бухгалтер", false), ("Директор по продажам", false)]
        {
            assert_eq!(with(post).is_a_head(), head, "{post}");
        }
    }

    #[test]
    fn ten_digits_are_a_phone_and_nothing_of_a_person_is_printed() {
        assert_eq!(person().parsed_phone().unwrap().as_str(), "+79161234567");
        assert_eq!(phone("8 916 123-45-67").unwrap().as_str(), "+79161234567");
        assert_eq!(format!("{:?}", person()), "Applicant(natural_person)");
    }
}
