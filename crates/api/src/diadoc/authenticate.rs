//! POST `/V3/Authenticate?type=password|certificate|sid|trust`, and the older `/Authenticate?login=&password=`.

use app::{AppError, Ctx, ExposeSecret, SecretString, diadoc};
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderName};
use axum::response::{IntoResponse, Response};
use domain::code;
use surguch_http::{Application, Refusal};
use wire::diadoc::proto::LoginPassword;

use super::form::{self, Body};
use super::params::{AuthenticateParams, LoginParams};
use super::query::Query;
use crate::document::{Binary, Refusals};

/// Where a trusted service shows its key.
const SERVICE_KEY: HeaderName = HeaderName::from_static("x-diadoc-servicekey");
/// And says whose session it wants.
const SERVICE_USER: HeaderName = HeaderName::from_static("x-diadoc-serviceuserid");

/// The longest token of another session, in bytes.
const LONGEST_SID: usize = 512;

/// How somebody says who they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Password,
    Certificate,
    Sid,
    Trust,
}

impl Way {
    fn parse(word: &str) -> Option<Self> {
        let ways = [("password", Self::Password), ("certificate", Self::Certificate), ("sid", Self::Sid), ("trust", Self::Trust)];
        ways.into_iter().find(|(known, _)| known.eq_ignore_ascii_case(word)).map(|(_, way)| way)
    }
}

/// Opens a session, or gives a challenge to somebody who shows a certificate.
#[utoipa::path(post, operation_id = "authenticate", path = "/V3/Authenticate", tag = "session", params(AuthenticateParams),
    security(("application" = [])),
    request_body(content((LoginPassword = "application/json"), (Binary = "application/octet-stream"), (String = "text/plain"))),
    responses((status = 200, description = "A token; a challenge to a certificate, as CMS EnvelopedData in DER",
        content((String = "text/plain"), (Binary = "application/octet-stream"))), Refusals))]
pub(crate) async fn authenticate(
    State(ctx): State<Ctx>,
    Application(client): Application,
    query: Query,
    body: Body,
) -> Result<Response, Refusal> {
    let opened = match query.required("type", Way::parse)? {
        Way::Password => {
            let LoginPassword { login, password } = login_password(&body)?;
            diadoc::by_password(&ctx, &client, &login, password.into()).await?
        }
        Way::Certificate => {
            let sealed = diadoc::challenge(&ctx, &client, &body.bytes).await?;
            return Ok(([(CONTENT_TYPE, "application/octet-stream"), (CACHE_CONTROL, "no-store")], sealed).into_response());
        }
        Way::Sid => diadoc::by_sid(&ctx, &client, sid(&body)?).await?,
        Way::Trust => {
            let (key, user) = (header(&body.headers, &SERVICE_KEY)?, header(&body.headers, &SERVICE_USER)?);
            diadoc::by_trusted_service(&ctx, &client, key, user).await?
        }
    };
    Ok(token(&opened.token))
}

/// The older form, in whose query password and login stand.
#[utoipa::path(post, operation_id = "authenticate_by_query", path = "/Authenticate", tag = "session", params(LoginParams),
    security(("application" = [])),
    responses((status = 200, description = "A token", body = String, content_type = "text/plain"), Refusals))]
pub(crate) async fn by_query(State(ctx): State<Ctx>, Application(client): Application, query: Query) -> Result<Response, Refusal> {
    let given = |name| query.required(name, |value| (!value.is_empty()).then(|| value.to_owned()));
    let (login, password) = (given("login")?, given("password")?);
    Ok(token(&diadoc::by_password(&ctx, &client, &login, password.into()).await?.token))
}

/// A token as clients read it: the whole body.
pub(super) fn token(token: &SecretString) -> Response {
    ([(CONTENT_TYPE, "text/plain; charset=utf-8"), (CACHE_CONTROL, "no-store")], token.expose_secret().to_owned()).into_response()
}

fn login_password(body: &Body) -> Result<LoginPassword, AppError> {
    const NAME: &str = "LoginPassword";
    let given: LoginPassword = form::read(body, NAME)?;
    // both are required, which this reader of protobuf does not look at
    if given.login.is_empty() || given.password.is_empty() {
        return Err(AppError::from(code::BODY_MALFORMED).with("message", NAME));
    }
    Ok(given)
}

fn sid(body: &Body) -> Result<&str, AppError> {
    let text = std::str::from_utf8(&body.bytes).map(str::trim).unwrap_or_default();
    if (1..=LONGEST_SID).contains(&text.len()) { Ok(text) } else { Err(code::UNAUTHENTICATED.into()) }
}

fn header<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Result<&'a str, AppError> {
    let value = headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim);
    value.filter(|value| (1..=LONGEST_SID).contains(&value.len())).ok_or_else(|| code::UNAUTHENTICATED.into())
}
