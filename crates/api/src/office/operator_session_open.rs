//! POST `/v1/operator/sessions`.

use app::{Ctx, ExposeSecret, SecretString};
use axum::extract::State;
use surguch_http::{About, Anonymous, Answer, Object};
use wire::office::{NewOperatorSession, OperatorSession};

use crate::document::Refusals;

/// Logs an operator of the authority in. Wrong passwords slow the next tries down.
#[utoipa::path(post, operation_id = "operator_session_open", path = "/v1/operator/sessions", tag = "operator", security(()), request_body = NewOperatorSession,
    responses((status = 201, description = "Opened; the token is shown once", body = OperatorSession), Refusals))]
pub(crate) async fn open(State(ctx): State<Ctx>, about: About, Anonymous(body): Anonymous<NewOperatorSession>) -> Answer<OperatorSession> {
    let password = SecretString::from(body.password);
    let opened = app::operator::open_session(&ctx, Some(about.request_id), about.address, &body.login, password).await?;
    let session = OperatorSession {
        token: opened.token.expose_secret().to_owned(),
        operator_id: opened.operator.to_string(),
        expires_at: opened.expires_at.to_string(),
    };
    Ok(Object::opened(session))
}
