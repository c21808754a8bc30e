//! Controls beside the contract, for whoever tries something out: `/simulator/…`.

use axum::extract::{Path, State as Held};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Esia, State};
use crate::door::{Weather, problem};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Act {
    state: State,
}

pub(super) fn routes() -> Router<Esia> {
    Router::new()
        .route("/simulator/confirmations", get(list))
        .route("/simulator/confirmations/{id}", post(act))
        .route("/simulator/weather", post(weather))
}

async fn list(Held(esia): Held<Esia>) -> Json<Vec<Value>> {
    let all = esia.all().into_iter();
    Json(all.map(|(id, one)| json!({ "id": id, "state": one.state, "digest": one.digest, "text": one.text })).collect())
}

async fn act(Held(esia): Held<Esia>, Path(id): Path<String>, act: Result<Json<Act>, axum::extract::rejection::JsonRejection>) -> Response {
    match act {
        Ok(Json(Act { state })) if esia.act(&id, state) => StatusCode::NO_CONTENT.into_response(),
        Ok(_) => problem(StatusCode::CONFLICT, "not_in_progress"),
        Err(_) => problem(StatusCode::BAD_REQUEST, "body_malformed"),
    }
}

async fn weather(Held(esia): Held<Esia>, weather: Result<Json<Weather>, axum::extract::rejection::JsonRejection>) -> Response {
    Weather::set(weather, |down| esia.set_down(down))
}
