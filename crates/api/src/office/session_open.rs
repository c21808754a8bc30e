//! POST `/v1/sessions`.

use app::login::Origin;
use app::{Ctx, ExposeSecret, SecretString};
use axum::extract::State;
use domain::subject::Phone;

use surguch_http::{About, Anonymous, Answer, Given, Object};
use wire::office::{NewSession, Session};

use crate::document::Refusals;

/// Opens a session for a person with phone and password. Wrong passwords slow the next tries down.
#[utoipa::path(post, operation_id = "session_open", path = "/v1/sessions", tag = "people", security(()), request_body = NewSession,
    responses((status = 201, description = "Opened; the token is shown once", body = Session), Refusals))]
pub(crate) async fn open(State(ctx): State<Ctx>, about: About, Anonymous(body): Anonymous<Given<NewSession>>) -> Answer<Session> {
    let (phone, password) =
        body.judge(|problems, body| Some((problems.parse("/phone", &body.phone, Phone::parse)?, SecretString::from(body.password))))?;
    let origin = Origin { request_id: Some(about.request_id), address: about.address };
    let opened = app::session::open(&ctx, origin, phone, password).await?;
    let session = Session {
        token: opened.token.expose_secret().to_owned(),
        user_id: opened.user.to_string(),
        expires_at: opened.expires_at.to_string(),
    };
    Ok(Object::opened(session))
}
