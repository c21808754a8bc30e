//! `Authorization` as clients of the vendor's signer details write it: `DiadocAuth` with the id of an application and a token, or `Bearer`.

use app::{AppError, Call, Caller, Ctx, KeyCaller, access};
use axum::extract::{FromRef, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use domain::code::{self, Code};

use crate::Refusal;
use crate::auth::{address, call, sound};

/// What a caller shows.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Credentials<'a> {
    /// An application by its id and, once somebody has logged in, their token.
    Application { id: &'a str, token: Option<&'a str> },
    /// A token alone: of a session, or an API key.
    Bearer(&'a str),
}

impl<'a> Credentials<'a> {
    /// Reads the header. `DiadocAuth` is a list of pairs with commas between, with or without spaces; values are Base64 and may hold `=`.
    pub(crate) fn of(headers: &'a HeaderMap) -> Result<Self, Code> {
        let header = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok()).ok_or(code::UNAUTHENTICATED)?;
        let (scheme, rest) = header.trim().split_once(' ').ok_or(code::UNAUTHENTICATED)?;
        if scheme.eq_ignore_ascii_case("bearer") {
            return Ok(Self::Bearer(sound(rest)?));
        }
        if !scheme.eq_ignore_ascii_case("DiadocAuth") {
            return Err(code::UNAUTHENTICATED);
        }
        let pairs = || rest.split(',').filter_map(|pair| pair.trim().split_once('='));
        let value = |name: &str| pairs().find(|(known, _)| known.trim().eq_ignore_ascii_case(name)).map(|(_, value)| value.trim());
        let id = value("ddauth_api_client_id").ok_or(code::CLIENT_ID_INVALID)?;
        let token = value("ddauth_token").filter(|token| !token.is_empty()).map(sound).transpose()?;
        Ok(Self::Application { id: sound(id).map_err(|_| code::CLIENT_ID_INVALID)?, token })
    }

    /// What tells one caller from others before anything is looked up.
    pub(crate) fn token(self) -> &'a str {
        match self {
            Self::Application { id, token } => token.unwrap_or(id),
            Self::Bearer(token) => token,
        }
    }
}

/// Who it is; an application alone is nobody.
pub(crate) async fn caller(ctx: &Ctx, parts: &Parts) -> Result<Caller, AppError> {
    match shown(ctx, parts).await? {
        Shown::Somebody(caller) => Ok(caller),
        Shown::Application(_) => Err(code::UNAUTHENTICATED.into()),
    }
}

/// What credentials come to.
enum Shown {
    /// Somebody who is logged in, or a licensee's key for itself.
    Somebody(Caller),
    /// An application in which nobody has logged in yet.
    Application(KeyCaller),
}

async fn shown(ctx: &Ctx, parts: &Parts) -> Result<Shown, AppError> {
    let from = address(parts);
    match Credentials::of(&parts.headers)? {
        Credentials::Bearer(token) => access::by_diadoc_bearer(ctx, token, from).await.map(Shown::Somebody),
        Credentials::Application { id, token } => {
            let client = access::by_client_id(ctx, id, from).await?;
            match token {
                Some(token) => access::by_diadoc(ctx, &client, token).await.map(Shown::Somebody),
                None => Ok(Shown::Application(client)),
            }
        }
    }
}

/// A call of an application that shows its id, whether anybody has logged in or not: what opens a session. The caller is the application's
/// key; it is nobody's session. A token beside the id is not looked at, since it may be the one that has just expired.
#[derive(Debug, Clone)]
pub struct Application(pub Call);

impl<S> FromRequestParts<S> for Application
where
    S: Send + Sync,
    Ctx: FromRef<S>,
{
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let Credentials::Application { id, .. } = Credentials::of(&parts.headers)? else { return Err(code::UNAUTHENTICATED.into()) };
        let client = access::by_client_id(&Ctx::from_ref(state), id, address(parts)).await?;
        Ok(Self(call(parts, Caller::Key(client))))
    }
}

/// A call that needs nobody to have logged in, and takes whoever has: the little that every application may know.
#[derive(Debug, Clone)]
pub struct Anybody(pub Call);

impl<S> FromRequestParts<S> for Anybody
where
    S: Send + Sync,
    Ctx: FromRef<S>,
{
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let caller = match shown(&Ctx::from_ref(state), parts).await? {
            Shown::Somebody(caller) => caller,
            Shown::Application(client) => Caller::Key(client),
        };
        Ok(Self(call(parts, caller)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(header: &str) -> Result<(String, Option<String>), Code> {
        let headers = HeaderMap::from_iter([(AUTHORIZATION, header.parse().unwrap())]);
        Credentials::of(&headers).map(|credentials| match credentials {
            Credentials::Application { id, token } => (id.to_owned(), token.map(str::to_owned)),
            Credentials::Bearer(token) => ("bearer".to_owned(), Some(token.to_owned())),
        })
    }

    #[test]
    fn the_header_is_read_as_every_client_writes_it() {
        let both = Ok(("key".to_owned(), Some("a+/b==".to_owned())));
        for header in [
            "DiadocAuth ddauth_api_client_id=key,ddauth_token=a+/b==",
            "DiadocAuth ddauth_api_client_id=key, ddauth_token=a+/b==",
            "diadocauth  ddauth_token=a+/b== ,\tDDAUTH_API_CLIENT_ID = key",
            "DiadocAuth ddauth_login=x,ddauth_api_client_id=key,ddauth_token=a+/b==",
        ] {
            assert_eq!(read(header), both, "{header}");
        }
        assert_eq!(read("DiadocAuth ddauth_api_client_id=key"), Ok(("key".to_owned(), None)));
        assert_eq!(read("DiadocAuth ddauth_api_client_id=key,ddauth_token="), Ok(("key".to_owned(), None)));
        assert_eq!(read("bearer abc"), Ok(("bearer".to_owned(), Some("abc".to_owned()))));
    }

    #[test]
    fn another_scheme_and_a_missing_id_are_refused() {
        for (header, code) in [
            ("Basic abc", code::UNAUTHENTICATED),
            ("DiadocAuth", code::UNAUTHENTICATED),
            ("Bearer ", code::UNAUTHENTICATED),
            ("DiadocAuth ddauth_token=abc", code::CLIENT_ID_INVALID),
            ("DiadocAuth ddauth_api_client_id=", code::CLIENT_ID_INVALID),
        ] {
            assert_eq!(read(header), Err(code), "{header}");
        }
        assert_eq!(Credentials::of(&HeaderMap::new()).err(), Some(code::UNAUTHENTICATED));
    }
}
