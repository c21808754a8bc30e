//! What stands in the name of a certificate, by whose it is. It comes from the request or the account, never from a PKCS#10.

use domain::issue::applicant::{Applicant, OrganizationPart, SubjectKind};
use domain::office::{Account, Company, Member};
use pki::Name;
use pki::name::BadAttribute;
use pki::profile::{employee, person, proprietor, seal};

use super::Subject;

/// The name: of the data that were checked, or of the account where the request says nothing of the subject.
pub(crate) fn name(subject: &Subject) -> Result<Name, BadAttribute> {
    if subject.request.applicant.is_given() {
        of_applicant(&subject.request.applicant)
    } else {
        of_account(&subject.account, subject.place.as_ref())
    }
}

/// One profile for each kind of subject; an organization that names no person gets the one of a seal.
fn of_applicant(applicant: &Applicant) -> Result<Name, BadAttribute> {
    let text = |value: &Option<String>| value.as_deref().map(str::trim).filter(|value| !value.is_empty()).map(ToOwned::to_owned);
    let given = [text(&applicant.name), text(&applicant.patronymic)];
    let person = person::Person {
        surname: text(&applicant.surname).unwrap_or_default(),
        given_name: given.into_iter().flatten().collect::<Vec<_>>().join(" "),
        inn: applicant.inn_of_person().map(String::from),
        snils: applicant.parsed_snils().map(String::from),
        email: applicant.parsed_email().map(String::from),
        ..person::Person::default()
    };
    let part = applicant.organization.clone().unwrap_or_default();
    let inn = text(&applicant.inn).unwrap_or_default();
    match applicant.kind {
        SubjectKind::NaturalPerson => person.name(),
        SubjectKind::SoleProprietor => proprietor::Proprietor { person, inn, ogrnip: text(&part.ogrn).unwrap_or_default() }.name(),
        SubjectKind::LegalEntity if applicant.is_a_seal() => seal::name(&organization(&part, inn), &text(&part.ogrn).unwrap_or_default()),
        SubjectKind::LegalEntity => {
            employee::Employee { person, organization: organization(&part, inn), post: text(&part.position) }.name()
        }
    }
}

fn organization(part: &OrganizationPart, inn: String) -> employee::Organization {
    employee::Organization {
        name: part.name.clone().unwrap_or_default().trim().to_owned(),
        inn,
        ogrn: part.ogrn.as_ref().map(|ogrn| ogrn.trim().to_owned()),
        ..employee::Organization::default()
    }
}

fn of_account(account: &Account, place: Option<&(Company, Option<Member>)>) -> Result<Name, BadAttribute> {
    let sole = place.filter(|(company, _)| company.is_sole_proprietor());
    let person = person::Person {
        surname: account.person.surname.to_string(),
        given_name: account.person.given_names(),
        inn: account.person.inn.as_ref().map(ToString::to_string),
        snils: account.person.snils.as_ref().map(ToString::to_string),
        ogrnip: sole.and_then(|(company, _)| company.ogrn.as_ref()).map(ToString::to_string),
        email: account.email.as_ref().map(ToString::to_string),
        ..person::Person::default()
    };
    match place {
        Some((company, member)) if !company.is_sole_proprietor() => employee::Employee {
            person,
            organization: employee::Organization {
                name: company.name.to_string(),
                inn: company.inn.to_string(),
                ogrn: company.ogrn.as_ref().map(ToString::to_string),
                ..employee::Organization::default()
            },
            post: member.as_ref().and_then(|member| member.post.as_ref()).map(ToString::to_string),
        }
        .name(),
        _ => person.name(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    fn applicant(kind: SubjectKind, inn: &str, organization: Option<OrganizationPart>) -> Applicant {
        Applicant {
            inn: text(inn),
            surname: text("Ёжикова"),
            name: text("Анна"),
            patronymic: text("Петровна"),
            email: text("anna@example.ru"),
            phone: text("9161234567"),
            snils: text("112-233-445 95"),
            organization,
            ..Applicant::unknown(kind)
        }
    }

    #[test]
    fn every_kind_of_subject_has_a_profile_of_its_own() {
        let firm = OrganizationPart {
            name: text("ООО «Ромашка»"),
            ogrn: text("1027700132195"),
            position: text("директор"),
            employee_inn: text("500100732259"),
            ..OrganizationPart::default()
        };
        let own = OrganizationPart { ogrn: text("304500116000157"), ..OrganizationPart::default() };
        let seal = Applicant { surname: None, name: None, ..applicant(SubjectKind::LegalEntity, "7707083893", Some(firm.clone())) };
        let named = |applicant: Applicant| of_applicant(&applicant).unwrap().to_string();
        let person = named(applicant(SubjectKind::NaturalPerson, "500100732259", None));
        assert!(person.contains("Ёжикова") && person.contains("500100732259") && person.contains("11223344595"), "{person}");
        let sole = named(applicant(SubjectKind::SoleProprietor, "500100732259", Some(own)));
        assert!(sole.contains("304500116000157"), "{sole}");
        let staff = named(applicant(SubjectKind::LegalEntity, "7707083893", Some(firm)));
        assert!(staff.contains("Ромашка") && staff.contains("7707083893") && staff.contains("директор"), "{staff}");
        let seal = named(seal);
        assert!(seal.contains("Ромашка") && !seal.contains("Ёжикова"), "{seal}");
    }
}
