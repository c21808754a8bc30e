//! Whether the house lives and whether it can work: for supervisors and load balancers.

use app::Ctx;
use axum::Json;
use axum::extract::State;
use serde_json::{Value, json};
use surguch_http::Refusal;

/// The process answers.
pub async fn alive() -> Json<Value> {
    Json(json!({ "status": "ok" }))
}

/// The database answers too, and the first start is done.
pub async fn ready(State(ctx): State<Ctx>) -> Result<Json<Value>, Refusal> {
    app::health::ready(&ctx).await?;
    Ok(Json(json!({ "status": "ok" })))
}
