//! Lists, page by page, all in one manner: `limit` and `after` on the way in, `next` and `Link` on the way out.
//!
//! What `after` takes is a mark that an earlier page gave out: the place behind its last item, signed together with the list, its filters
//! and whose it is. So no mark opens anything else, and nobody comes to depend on what is inside.

use app::{AppError, Call, Ctx, MOST_OF_A_PAGE, Page, Place, Slice};
use axum::extract::{FromRef, FromRequestParts, OriginalUri};
use axum::http::request::Parts;
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use domain::code;
use serde::de::DeserializeOwned;
use utoipa::IntoParams;
use uuid::Uuid;

use crate::ask::owner;
use crate::{Auth, FromQuery, Given, Object, Problems, Refusal};

/// How many items a page has where nobody says.
const USUAL_LIMIT: u32 = 50;
/// What the signature is bound to.
const CONTEXT: &str = "cursor";
/// Octets of the signature that a mark shows.
const MAC: usize = 16;

/// A call for a page of a list.
#[derive(Debug)]
pub struct Listed<T> {
    /// Who calls.
    pub call: Call,
    /// What is asked for.
    pub query: Given<T>,
    /// What reads and writes the marks of this list.
    pub marks: Marks,
}

/// The marks of one list, as one caller narrows it.
pub struct Marks {
    ctx: Ctx,
    path: String,
    /// All parameters but `after`, as they came.
    parameters: Vec<(String, String)>,
    /// What a mark is good for.
    list: Vec<u8>,
}

impl std::fmt::Debug for Marks {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Marks").field("path", &self.path).finish_non_exhaustive()
    }
}

impl<S, T> FromRequestParts<S> for Listed<T>
where
    S: Send + Sync,
    Ctx: FromRef<S>,
    T: DeserializeOwned + IntoParams,
{
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let Auth(call) = Auth::from_request_parts(parts, state).await?;
        let uri = match OriginalUri::from_request_parts(parts, state).await {
            Ok(OriginalUri(uri)) => uri,
            Err(never) => match never {},
        };
        let query = uri.query().unwrap_or_default();
        let marks = Marks::new(Ctx::from_ref(state), &call, uri.path(), query)?;
        Ok(Self { query: Given::from_query(query)?, call, marks })
    }
}

impl Marks {
    fn new(ctx: Ctx, call: &Call, path: &str, query: &str) -> Result<Self, AppError> {
        let parameters: Vec<(String, String)> =
            form_urlencoded::parse(query.as_bytes()).into_owned().filter(|(name, _)| name != "after").collect();
        let mut filters: Vec<_> = parameters.iter().filter(|(name, _)| name != "limit").collect();
        filters.sort();
        let list = serde_json::to_vec(&(path, owner(call), filters)).map_err(|error| AppError::internal("a list").because(error))?;
        Ok(Self { ctx, path: path.to_owned(), parameters, list })
    }

    /// What is asked for by `limit` and `after`.
    pub fn slice(&self, problems: &mut Problems, limit: Option<u32>, after: Option<&str>) -> Option<Slice> {
        let limit = page_limit(problems, limit);
        let after = problems.optional("/after", after, |mark| self.read(mark).ok_or(code::CURSOR_INVALID));
        Some(Slice { after: after?, limit: limit? })
    }

    /// The answer: a page, with where the next one is.
    pub fn answer<T, U>(&self, page: Page<T>, show: impl FnMut(T) -> U) -> Object<wire::office::Page<U>> {
        let next = page.next.map(|place| self.write(place));
        let link = next.as_deref().map(|mark| self.link(mark));
        Object::ok(wire::office::Page { data: page.items.into_iter().map(show).collect(), next }).link(link)
    }

    /// The header `Link` (RFC 8288) to the page behind `mark`.
    pub fn link(&self, mark: &str) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(&self.parameters).append_pair("after", mark);
        format!("<{}?{}>; rel=\"next\"", self.path, query.finish())
    }

    fn write(&self, place: Place) -> String {
        let mut bytes = place.key.to_be_bytes().to_vec();
        bytes.extend_from_slice(place.id.as_bytes());
        let mac = self.mac(&bytes);
        bytes.extend_from_slice(&mac);
        BASE64_URL_SAFE_NO_PAD.encode(bytes)
    }

    fn read(&self, mark: &str) -> Option<Place> {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(mark).ok()?;
        let (place, mac) = bytes.split_at_checked(8 + 16)?;
        // no secret is guarded by it, so a plain comparison does
        if mac != self.mac(place) {
            return None;
        }
        let (key, id) = place.split_first_chunk::<8>()?;
        Some(Place { key: i64::from_be_bytes(*key), id: Uuid::from_slice(id).ok()? })
    }

    fn mac(&self, place: &[u8]) -> [u8; MAC] {
        // places have one length, so the two cannot run into one another
        let mac = self.ctx.keys.mac(CONTEXT, &[&self.list, place].concat());
        let mut shown = [0; MAC];
        shown.copy_from_slice(&mac[..MAC]);
        shown
    }
}

/// How many items are asked for.
pub fn page_limit(problems: &mut Problems, asked: Option<u32>) -> Option<u32> {
    let limit = asked.unwrap_or(USUAL_LIMIT);
    if !(1..=MOST_OF_A_PAGE).contains(&limit) {
        problems.add("/limit", code::VALUE_INVALID);
        return None;
    }
    Some(limit)
}
