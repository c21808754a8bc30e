//! Who stands in the forms.

use serde::Serialize;

/// What sort of subject a certificate is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SubjectKind {
    /// Физическое лицо.
    NaturalPerson,
    /// Индивидуальный предприниматель.
    SoleProprietor,
    /// Юридическое лицо.
    LegalEntity,
}

/// The owner of a certificate.
#[derive(Debug, Clone, Serialize)]
pub struct Subject {
    /// What sort.
    pub kind: SubjectKind,
    /// The person.
    pub person: Person,
    /// By which document the person is known.
    pub identity: Option<Identity>,
    /// The number of a sole proprietor.
    pub ogrnip: Option<String>,
    /// For whom the person signs; a legal entity has it.
    pub organization: Option<Organization>,
}

/// A person.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Person {
    /// Фамилия.
    pub surname: String,
    /// Имя.
    pub name: String,
    /// Отчество.
    pub patronymic: Option<String>,
    /// Birth date.
    pub birth_date: Option<String>,
    /// Birth place.
    pub birth_place: Option<String>,
    /// «мужской», «женский».
    pub gender: Option<String>,
    /// СНИЛС.
    pub snils: Option<String>,
    /// ИНН of the person.
    pub inn: Option<String>,
    /// E-mail.
    pub email: Option<String>,
    /// Phone.
    pub phone: Option<String>,
}

/// A document that proves an identity.
#[derive(Debug, Clone, Serialize)]
pub struct Identity {
    /// What it is, in the nominative: «паспорт гражданина РФ».
    pub kind: String,
    /// Its series.
    pub series: Option<String>,
    /// Its number.
    pub number: String,
    /// When it was issued.
    pub issued_at: Option<String>,
    /// By whom.
    pub issued_by: Option<String>,
    /// The code of the unit.
    pub unit_code: Option<String>,
}

/// An organization, and the person's place in it.
#[derive(Debug, Clone, Serialize)]
pub struct Organization {
    /// Its name.
    pub name: String,
    /// ИНН.
    pub inn: String,
    /// КПП.
    pub kpp: Option<String>,
    /// ОГРН.
    pub ogrn: Option<String>,
    /// Where it is.
    pub address: Option<String>,
    /// The person's unit.
    pub unit: Option<String>,
    /// The person's post.
    pub post: Option<String>,
    /// Who heads it, where somebody else than the person signs for it.
    pub head: Option<Head>,
}

/// The head of an organization.
#[derive(Debug, Clone, Serialize)]
pub struct Head {
    /// Surname, name, patronymic, in the nominative.
    pub name: String,
    /// Post, in the nominative.
    pub post: Option<String>,
    /// What they act by, in the nominative: «устав», «приказ № 3 от 01.02.2026».
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis: Option<String>,
}

/// The authority.
#[derive(Debug, Clone, Serialize)]
pub struct Operator {
    /// Its name.
    pub name: String,
    /// ИНН.
    pub inn: String,
    /// КПП.
    pub kpp: Option<String>,
    /// ОГРН.
    pub ogrn: Option<String>,
    /// Where it is.
    pub address: Option<String>,
}

/// A sole proprietor for whom somebody else signs.
#[derive(Debug, Clone, Serialize)]
pub struct Principal {
    /// The person.
    pub person: Person,
    /// By which document the person is known.
    pub identity: Option<Identity>,
    /// ОГРНИП.
    pub ogrnip: Option<String>,
}

/// Who comes in the owner's place.
#[derive(Debug, Clone, Serialize)]
pub struct Proxy {
    /// The person.
    pub person: Person,
    /// By which document the person is known.
    pub identity: Option<Identity>,
    /// By which warrant they act: «№ 5 от 30.11.2026».
    pub warrant: Option<String>,
}
