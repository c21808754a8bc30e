//! What a certificate says of its holder.

use pki::Name;
use pki::name::Kind;

/// Certificates of times before INNLE had an organization's ИНН in INN, with two zeros before it.
const OF_ORGANIZATIONS: &str = "00";

/// The holder of a certificate, by its subject.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Holder {
    /// Фамилия.
    pub surname: Option<String>,
    /// Имя: the first word of the given names.
    pub name: Option<String>,
    /// Отчество: the other words.
    pub patronymic: Option<String>,
    /// The organization that they act for.
    pub organization: Option<String>,
    /// Its ИНН, 10 digits.
    pub organization_inn: Option<String>,
    /// ИНН of the person, 12 digits.
    pub person_inn: Option<String>,
    /// Должность.
    pub post: Option<String>,
    /// Whom they act for.
    pub acts_for: ActsFor,
}

/// Whom the holder of a certificate acts for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ActsFor {
    /// An organization.
    Organization,
    /// Themselves as a sole proprietor.
    Business,
    /// Themselves.
    #[default]
    Themselves,
}

impl Holder {
    /// By the subject of a certificate.
    pub fn of(subject: &Name) -> Self {
        let own = |kind| subject.get(kind).map(str::to_owned);
        let mut names = subject.get(Kind::GivenName).unwrap_or_default().split_whitespace();
        let (name, rest) = (names.next().map(str::to_owned), names.collect::<Vec<_>>().join(" "));
        let organization_inn = organization_inn(subject).map(str::to_owned);
        let acts_for = match (&organization_inn, subject.get(Kind::Ogrnip), subject.get(Kind::Organization)) {
            (Some(_), ..) => ActsFor::Organization,
            (None, Some(_), _) => ActsFor::Business,
            (None, None, Some(_)) => ActsFor::Organization,
            (None, None, None) => ActsFor::Themselves,
        };
        Self {
            surname: own(Kind::Surname),
            name,
            patronymic: Some(rest).filter(|rest| !rest.is_empty()),
            organization: own(Kind::Organization),
            organization_inn,
            person_inn: person_inn(subject).map(str::to_owned),
            post: own(Kind::Title),
            acts_for,
        }
    }

    /// «Иванов И. И.»
    pub fn short_name(&self) -> Option<String> {
        let initials = [&self.name, &self.patronymic].into_iter().flatten().filter_map(|name| name.chars().next());
        let initials: String = initials.map(|initial| format!(" {initial}.")).collect();
        self.surname.as_ref().map(|surname| format!("{surname}{initials}"))
    }
}

/// ИНН of the person in a subject.
pub(crate) fn person_inn(subject: &Name) -> Option<&str> {
    subject.get(Kind::Inn).filter(|inn| !inn.starts_with(OF_ORGANIZATIONS))
}

/// ИНН of the organization in a subject.
pub(crate) fn organization_inn(subject: &Name) -> Option<&str> {
    let older = || subject.get(Kind::Inn)?.strip_prefix(OF_ORGANIZATIONS);
    subject.get(Kind::InnLe).or_else(older)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn subject(attributes: &[(Kind, &str)]) -> Name {
        Name::build(attributes).expect("a name")
    }

    #[test]
    fn numbers_of_organizations_are_found_wherever_they_stood_in_time() {
        let now = subject(&[(Kind::InnLe, "7707083893"), (Kind::Inn, "500100732259")]);
        assert_eq!((organization_inn(&now), person_inn(&now)), (Some("7707083893"), Some("500100732259")));
        let older = subject(&[(Kind::Inn, "007707083893")]);
        assert_eq!((organization_inn(&older), person_inn(&older)), (Some("7707083893"), None));
        let person = subject(&[(Kind::Inn, "500100732259")]);
        assert_eq!((organization_inn(&person), person_inn(&person)), (None, Some("500100732259")));
    }

    #[test]
    fn a_holder_is_an_employee_a_proprietor_or_a_person() {
        let person = [(Kind::Surname, "Ёжиков"), (Kind::GivenName, "Иван Петрович Оглы")];
        let of = |more: &[(Kind, &str)]| Holder::of(&subject(&[&person[..], more].concat()));
        let alone = of(&[]);
        assert_eq!((alone.name.as_deref(), alone.patronymic.as_deref()), (Some("Иван"), Some("Петрович Оглы")));
        assert_eq!((alone.acts_for, alone.short_name().as_deref()), (ActsFor::Themselves, Some("Ёжиков И. П.")));
        assert_eq!(of(&[(Kind::Organization, "ООО «Ромашка»")]).acts_for, ActsFor::Organization);
        assert_eq!(of(&[(Kind::Ogrnip, "304500116000157"), (Kind::Inn, "500100732259")]).acts_for, ActsFor::Business);
        assert_eq!(Holder::of(&subject(&[(Kind::CommonName, "Нечто")])).short_name(), None);
    }
}
