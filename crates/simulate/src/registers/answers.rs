//! Questions about people and organizations.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::json;

use super::{Organization, Person, Registers, Strangers};
use crate::door::Asked;

#[derive(Deserialize)]
pub(super) struct PassportAsked {
    series: String,
    number: String,
}

#[derive(Deserialize)]
pub(super) struct SnilsAsked {
    snils: String,
    surname: String,
    name: String,
    patronymic: Option<String>,
    birth_date: String,
}

#[derive(Deserialize)]
pub(super) struct InnAsked {
    inn: String,
    surname: String,
    name: String,
    patronymic: Option<String>,
    birth_date: String,
    passport: PassportAsked,
}

#[derive(Deserialize)]
pub(super) struct OrganizationAsked {
    inn: String,
    ogrn: Option<String>,
}

pub(super) async fn status(State(registers): State<Registers>) -> Response {
    registers.count("status");
    let standing = |register: &str| json!({ "register": register, "status": if registers.is_down(register) { "down" } else { "up" } });
    let all = ["fms", "pfr", "fns"].map(standing);
    Json(json!({ "registers": all, "simulator": true })).into_response()
}

pub(super) async fn passport(State(registers): State<Registers>, Asked { body: asked, .. }: Asked<PassportAsked>) -> Response {
    registers.count("passport");
    if let Some(trouble) = registers.troubled("fms", &[&asked.number]).await {
        return trouble;
    }
    let recorded = registers.0.known().data.passport.iter().find(|known| known.series == asked.series && known.number == asked.number);
    faults(recorded.map(|known| known.faults.clone()).unwrap_or_default())
}

pub(super) async fn snils(State(registers): State<Registers>, Asked { body: asked, .. }: Asked<SnilsAsked>) -> Response {
    registers.count("snils");
    if let Some(trouble) = registers.troubled("pfr", &[&asked.snils]).await {
        return trouble;
    }
    let known = registers.0.known().data.person.iter().find(|person| person.snils.as_ref() == Some(&asked.snils));
    let same = |person: &Person| is(person, &asked.surname, &asked.name, asked.patronymic.as_deref(), &asked.birth_date);
    verdict(&registers, known.map(same), "snils_not_match_with_pfr")
}

pub(super) async fn inn(State(registers): State<Registers>, Asked { body: asked, .. }: Asked<InnAsked>) -> Response {
    registers.count("inn");
    if let Some(trouble) = registers.troubled("fns", &[&asked.inn, &asked.passport.number]).await {
        return trouble;
    }
    let known = registers.0.known().data.person.iter().find(|person| person.inn.as_ref() == Some(&asked.inn));
    let same = |person: &Person| {
        let passport = |known: &super::Passport| known.series == asked.passport.series && known.number == asked.passport.number;
        person.passport.as_ref().is_some_and(passport)
            && is(person, &asked.surname, &asked.name, asked.patronymic.as_deref(), &asked.birth_date)
    };
    verdict(&registers, known.map(same), "inn_not_match_with_fns")
}

pub(super) async fn organization(State(registers): State<Registers>, Asked { body: asked, .. }: Asked<OrganizationAsked>) -> Response {
    registers.count("organization");
    if let Some(trouble) = registers.troubled("fns", &[&asked.inn]).await {
        return trouble;
    }
    let fits = |known: &&Organization| known.inn == asked.inn && asked.ogrn.as_ref().is_none_or(|ogrn| *ogrn == known.ogrn);
    let found = registers.0.known().data.organization.iter().find(fits).map(|known| {
        json!({
            "name": known.name, "short_name": known.short_name, "inn": known.inn, "kpp": known.kpp, "ogrn": known.ogrn,
            "status": known.status, "head": known.head, "head_post": known.head_post, "recorded_on": known.recorded_on,
        })
    });
    Json(json!({ "organization": found })).into_response()
}

/// Somebody who is known fits or does not; a stranger is found or not as the file says.
fn verdict(registers: &Registers, fits: Option<bool>, otherwise: &str) -> Response {
    let sound = fits.unwrap_or(registers.0.known().data.strangers == Strangers::Sound);
    faults(if sound { Vec::new() } else { vec![otherwise.to_owned()] })
}

fn faults(faults: Vec<String>) -> Response {
    Json(json!({ "faults": faults })).into_response()
}

pub(super) fn is(person: &Person, surname: &str, name: &str, patronymic: Option<&str>, birth_date: &str) -> bool {
    same(&person.surname, surname)
        && same(&person.name, name)
        && same(person.patronymic.as_deref().unwrap_or_default(), patronymic.unwrap_or_default())
        && person.birth_date == birth_date
}

/// As registers compare names: without regard to case and to the dots over ё.
fn same(one: &str, other: &str) -> bool {
    let plain = |text: &str| text.trim().to_lowercase().replace('ё', "е");
    plain(one) == plain(other)
}
