//! Subjects and representatives, under both of the vendor's base paths.

pub(crate) mod convert;

macro_rules! endpoints {
    ($($name:ident)*) => {$( pub(crate) mod $name; )*};
}

endpoints! {
    representative_change representative_create representative_get
    subject_create subject_delete subject_egrul subject_get subject_replace subject_requisites
}

use std::collections::HashMap;

use app::{AppError, Ctx, Problem};
use axum::Router;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::routing::{get, post};
use domain::code;
use domain::party::RepresentativeId;
use surguch_http::{Raw, Refusal};
use uuid::Uuid;

use super::{ENTITY, path};

/// How the vendor's pages spell the path of representatives: their title has the first, their examples the second.
const REPRESENTATIVES: [&str; 2] = ["representatives", "representative"];

/// What is answered soon, under each of the base paths.
pub(super) fn quick() -> Router<Ctx> {
    let mut router = Router::new();
    for base in ENTITY {
        router = router
            .route(&format!("{base}/subjects"), post(subject_create::create))
            .route(&format!("{base}/subjects/requisites"), post(subject_requisites::find))
            .route(
                &format!("{base}/subjects/{{subjectId}}"),
                get(subject_get::get).put(subject_replace::replace).delete(subject_delete::delete),
            )
            .route(&format!("{base}/subjects/{{subjectId}}/egrul"), get(subject_egrul::fetch));
        for representatives in REPRESENTATIVES {
            router = router.route(&format!("{base}/{representatives}"), post(representative_create::create)).route(
                &format!("{base}/{representatives}/{{representativeId}}"),
                get(representative_get::get).put(representative_change::change),
            );
        }
    }
    router
}

/// What the path names.
pub(crate) struct Named(HashMap<String, String>);

impl<S: Send + Sync> FromRequestParts<S> for Named {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let Raw(values) = Raw::from_request_parts(parts, state).await?;
        Ok(Self(values))
    }
}

impl Named {
    /// The GUID of this name.
    pub(crate) fn guid(&self, name: &str) -> Result<Uuid, AppError> {
        path::guid(&self.0, name)
    }

    /// The glued id of this name.
    fn pair(&self, name: &str) -> Result<RepresentativeId, AppError> {
        RepresentativeId::parse(self.0.get(name).map_or("", String::as_str)).map_err(|_| {
            let detail = Some(format!("{name} should be two guids without a separator"));
            AppError::invalid(vec![Problem { detail, ..Problem::new(format!("/{name}"), code::ID_INVALID) }])
        })
    }
}
