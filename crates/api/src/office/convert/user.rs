//! People.

use app::AppError;
use app::user::Registration;
use domain::office::{Account, AccountState};
use domain::subject::{Date, Email, ExternalId, Inn, NamePart, Person, Phone, Snils};
use surguch_http::Given;
use wire::office::{NewUser, User};

use super::text;

pub(crate) fn registration(body: Given<NewUser>) -> Result<Registration, AppError> {
    body.judge(|p, body| {
        let phone = p.parse("/phone", &body.phone, Phone::parse);
        let surname = p.parse("/surname", &body.surname, NamePart::parse);
        let name = p.parse("/name", &body.name, NamePart::parse);
        let patronymic = p.optional("/patronymic", body.patronymic.as_deref(), NamePart::parse);
        let email = p.optional("/email", body.email.as_deref(), Email::parse);
        let inn = p.optional("/inn", body.inn.as_deref(), Inn::parse);
        let snils = p.optional("/snils", body.snils.as_deref(), Snils::parse);
        let birth_date = p.optional("/birth_date", body.birth_date.as_deref(), Date::parse);
        let external_id = p.optional("/external_id", body.external_id.as_deref(), ExternalId::parse);
        if let Some(Some(inn)) = &inn
            && !inn.is_of_a_person()
        {
            p.add("/inn", domain::code::INN_FORMAT);
        }
        let person = Person { surname: surname?, name: name?, patronymic: patronymic?, inn: inn?, snils: snils?, birth_date: birth_date? };
        Some(Registration { phone: phone?, person, email: email?, external_id: external_id? })
    })
}

pub(crate) fn user(account: &Account) -> User {
    let person = &account.person;
    let status = match account.state {
        AccountState::Active => "active",
        AccountState::Blocked => "blocked",
    };
    User {
        id: account.id.to_string(),
        phone: account.phone.to_string(),
        surname: person.surname.to_string(),
        name: person.name.to_string(),
        patronymic: text(person.patronymic.as_ref()),
        email: text(account.email.as_ref()),
        inn: text(person.inn.as_ref()),
        snils: text(person.snils.as_ref()),
        birth_date: text(person.birth_date.as_ref()),
        external_id: text(account.external_id.as_ref()),
        status: status.to_owned(),
        created_at: account.created_at.to_string(),
        version: account.version,
    }
}

#[cfg(test)]
mod tests {
    use domain::code;

    use super::*;

    #[test]
    fn every_problem_of_a_person_is_listed_at_once() {
        let body = NewUser {
            phone: "1".to_owned(),
            surname: "<b>".to_owned(),
            name: String::new(),
            inn: Some("7707083893".to_owned()),
            snils: Some("11223344596".to_owned()),
            birth_date: Some("29.02.2024".to_owned()),
            email: Some("anna".to_owned()),
            ..NewUser::default()
        };
        let found: Vec<_> = registration(body.into()).unwrap_err().problems.iter().map(|one| (one.pointer.clone(), one.code)).collect();
        let expected = [
            ("/phone", code::PHONE_INVALID),
            ("/surname", code::NAME_INVALID),
            ("/name", code::FIELD_REQUIRED),
            ("/email", code::EMAIL_INVALID),
            ("/snils", code::SNILS_CHECKSUM),
            ("/birth_date", code::DATE_INVALID),
            ("/inn", code::INN_FORMAT),
        ];
        assert_eq!(found, expected.map(|(pointer, code)| (pointer.to_owned(), code)));
    }
}
