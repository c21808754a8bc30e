//! A person's number is looked for.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::json;

use super::answers::is;
use super::{Person, Registers};
use crate::door::Asked;

/// The code of the passport, by which people of the data file are known.
const PASSPORT: &str = "008001001000";

#[derive(Deserialize)]
pub(super) struct InnWanted {
    surname: String,
    name: String,
    patronymic: Option<String>,
    birth_date: String,
    document: DocumentAsked,
}

#[derive(Deserialize)]
struct DocumentAsked {
    code: String,
    series: Option<String>,
    number: String,
}

pub(super) async fn inn(State(registers): State<Registers>, Asked { body: asked, .. }: Asked<InnWanted>) -> Response {
    registers.count("inn_find");
    if let Some(trouble) = registers.troubled("fns", &[&asked.document.number]).await {
        return trouble;
    }
    let fits = |person: &&Person| {
        let passport = |known: &super::Passport| {
            asked.document.code == PASSPORT
                && asked.document.series.as_deref() == Some(&known.series)
                && asked.document.number == known.number
        };
        person.passport.as_ref().is_some_and(passport)
            && is(person, &asked.surname, &asked.name, asked.patronymic.as_deref(), &asked.birth_date)
    };
    let found = registers.0.known().data.person.iter().find(fits).and_then(|person| person.inn.clone());
    Json(json!({ "inn": found })).into_response()
}
