//! POST `/v1/cabinet/sessions`.

use app::request::cabinet;
use app::{Ctx, ExposeSecret};
use axum::extract::State;
use domain::id::IssueId;
use surguch_http::{About, Anonymous, Answer, Given, Object};
use wire::office::{CabinetSession, NewCabinetSession};

use crate::document::Refusals;

/// Opens the cabinet of a request with the code from the SMS.
#[utoipa::path(post, operation_id = "cabinet_open", path = "/v1/cabinet/sessions", tag = "cabinet", security(()), request_body = NewCabinetSession,
    responses((status = 201, description = "Opened; the token is shown once", body = CabinetSession), Refusals))]
pub(crate) async fn open(State(ctx): State<Ctx>, about: About, Anonymous(body): Anonymous<Given<NewCabinetSession>>) -> Answer<CabinetSession> {
    let (id, phone, code) =
        body.judge(|problems, body| Some((problems.id("/request_id", &body.request_id, IssueId::parse)?, body.phone, body.code)))?;
    let opened = cabinet::open(&ctx, Some(about.request_id), about.address, id, &phone, &code).await?;
    let session = CabinetSession {
        token: opened.token.expose_secret().to_owned(),
        request_id: opened.request.to_string(),
        expires_at: opened.expires_at.to_string(),
    };
    Ok(Object::opened(session))
}
