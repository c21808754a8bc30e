//! Query strings, as strict as bodies: an unknown or malformed parameter is a problem with a pointer.

use std::collections::BTreeMap;

use app::AppError;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use crate::{Refusal, json};

/// The parameters of a query.
#[derive(Debug, Clone, Copy)]
pub struct Params<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Params<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        Ok(Self(read(parts.uri.query().unwrap_or_default())?))
    }
}

fn read<T: DeserializeOwned>(query: &str) -> Result<T, AppError> {
    // A parameter that stands there again adds to a list: `type=a&type=b` is `type=a,b`. What is no list then fails to parse.
    let mut joined: BTreeMap<String, String> = BTreeMap::new();
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        joined.entry(name.into_owned()).and_modify(|known| *known = format!("{known},{value}")).or_insert_with(|| value.into_owned());
    }
    let joined = form_urlencoded::Serializer::new(String::new()).extend_pairs(joined).finish();
    let reader = serde_urlencoded::Deserializer::new(form_urlencoded::parse(joined.as_bytes()));
    serde_path_to_error::deserialize(reader).map_err(|error| json::explain(&error))
}

#[cfg(test)]
mod tests {
    use domain::code;
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(deny_unknown_fields)]
    struct List {
        limit: Option<u32>,
        status: Option<String>,
    }

    #[test]
    fn parameters_are_read() {
        assert_eq!(read::<List>("limit=5&status=%D1%8F").unwrap(), List { limit: Some(5), status: Some("я".to_owned()) });
        assert_eq!(read::<List>("status=a&status=b").unwrap().status.as_deref(), Some("a,b"));
        assert_eq!(read::<List>("").unwrap(), List { limit: None, status: None });
    }

    #[test]
    fn wrong_parameters_are_pointed_at() {
        for (query, pointer, code) in [
            ("limit=x", "/limit", code::FIELD_TYPE),
            ("limit=-1", "/limit", code::FIELD_TYPE),
            ("page=1", "/page", code::FIELD_UNKNOWN),
            ("limit=1&limit=2", "/limit", code::FIELD_TYPE),
        ] {
            let error = read::<List>(query).unwrap_err();
            assert_eq!((error.problems[0].pointer.as_str(), error.problems[0].code), (pointer, code), "{query}");
        }
    }
}
