//! GET `/crypto/v3/Hello`.

use axum::Json;
use surguch_http::Auth;
use wire::cloud::Hello;
use crate::document::Refusals;


/// Says that the service is there, to whoever has a key.
#[utoipa::path(get, operation_id = "cloud_hello", path = "/crypto/v3/Hello", tag = "cloud",
    responses((status = 200, description = "It is there", body = Hello), Refusals))]
pub(crate) async fn hello(_: Auth) -> Json<Hello> {
    Json(Hello { version: "v3".to_owned() })
}
