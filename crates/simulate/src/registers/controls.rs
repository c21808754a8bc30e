//! Controls beside the contract, for whoever tries something out: `/simulator/…`.

use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};

use super::{Registers, Trouble};
use crate::door::problem;

pub(super) fn routes() -> Router<Registers> {
    Router::new().route("/simulator/troubles", post(add).delete(heal).get(list)).route("/simulator/asked", get(asked))
}

async fn add(State(registers): State<Registers>, trouble: Result<Json<Trouble>, JsonRejection>) -> Response {
    match trouble {
        Ok(Json(trouble)) if ["fms", "pfr", "fns"].contains(&trouble.register.as_str()) => {
            registers.trouble(trouble);
            StatusCode::NO_CONTENT.into_response()
        }
        _ => problem(StatusCode::BAD_REQUEST, "trouble_malformed"),
    }
}

async fn heal(State(registers): State<Registers>) -> StatusCode {
    registers.heal();
    StatusCode::NO_CONTENT
}

async fn list(State(registers): State<Registers>) -> Json<Vec<Trouble>> {
    Json(registers.now().troubles.clone())
}

async fn asked(State(registers): State<Registers>) -> Response {
    Json(registers.asked()).into_response()
}
