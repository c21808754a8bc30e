//! Whether a certificate is of the member that it is registered for.

use domain::code;
use domain::office::{Account, Company};
use domain::subject::{Inn, Snils};
use pki::Name;
use pki::name::Kind;

use crate::AppError;
use crate::diadoc::{organization_inn, person_inn};

/// Refuses a certificate whose subject is not this person, or another company's employee. It has to name the person; numbers count where
/// both sides know them.
pub(super) fn require(subject: &Name, account: &Account, company: &Company) -> Result<(), AppError> {
    let person = &account.person;
    let differs = |field: &str| Err(AppError::from(code::CERTIFICATE_IDENTITY_MISMATCH).with("field", field));
    if !subject.get(Kind::Surname).is_some_and(|surname| is_same(surname, person.surname.as_str())) {
        return differs("surname");
    }
    if !subject.get(Kind::GivenName).is_some_and(|names| is_same(names, &person.given_names())) {
        return differs("name");
    }
    if let (Some(given), Some(known)) = (subject.get(Kind::Snils), person.snils.as_ref().map(Snils::as_str))
        && given != known
    {
        return differs("snils");
    }
    if let (Some(given), Some(known)) = (person_inn(subject), person.inn.as_ref().map(Inn::as_str))
        && given != known
    {
        return differs("inn");
    }
    match company_inn(subject) {
        Some(given) if given != company.inn.as_str() => differs("company_inn"),
        _ => Ok(()),
    }
}

/// Names are the same whatever the case of letters, the spaces between them, and dots over ё.
fn is_same(left: &str, right: &str) -> bool {
    let plain = |text: &str| text.to_lowercase().replace('ё', "е").split_whitespace().collect::<Vec<_>>().join(" ");
    plain(left) == plain(right)
}

/// ИНН of the organization in the subject, or of the sole proprietor, who has ОГРНИП.
fn company_inn(subject: &Name) -> Option<&str> {
    let proprietor = || subject.get(Kind::Ogrnip).and_then(|_| person_inn(subject));
    organization_inn(subject).or_else(proprietor)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn subject(attributes: &[(Kind, &str)]) -> Name {
        Name::build(attributes).expect("a name")
    }

    #[test]
    fn names_are_compared_as_people_read_them() {
        assert!(is_same("ЁЖИКОВА", "Ежикова"));
        assert!(is_same("Анна  Петровна", "Анна Петровна"));
        assert!(!is_same("Анна", "Анна Петровна"));
    }

    #[test]
    fn a_sole_proprietor_is_a_company_by_their_own_number() {
        assert_eq!(company_inn(&subject(&[(Kind::InnLe, "7707083893"), (Kind::Inn, "500100732259")])), Some("7707083893"));
        assert_eq!(company_inn(&subject(&[(Kind::Inn, "500100732259"), (Kind::Ogrnip, "304500116000157")])), Some("500100732259"));
        assert_eq!(company_inn(&subject(&[(Kind::Inn, "500100732259")])), None);
    }
}
