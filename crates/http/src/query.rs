//! Query strings, as strict as bodies: every unknown, doubled, missing or malformed parameter is a problem with a pointer.

use app::{AppError, Problem};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use domain::code;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterIn};
use utoipa::openapi::schema::{Schema, SchemaType, Type};
use utoipa::openapi::{RefOr, Required};

use crate::Refusal;
use crate::sent::{Given, at};

/// The parameters of a query.
#[derive(Debug, Clone, Copy)]
pub struct Params<T>(pub T);

/// What a handler may ask a query to be: a DTO, or the same as [`Given`], whose meaning is judged before anything is refused.
pub trait FromQuery: Sized {
    /// Reads it.
    fn from_query(query: &str) -> Result<Self, AppError>;
}

impl<T: DeserializeOwned + IntoParams> FromQuery for T {
    fn from_query(query: &str) -> Result<Self, AppError> {
        read(query).sound()
    }
}

impl<T: DeserializeOwned + IntoParams> FromQuery for Given<T> {
    fn from_query(query: &str) -> Result<Self, AppError> {
        Ok(read(query))
    }
}

impl<S: Send + Sync, T: FromQuery> FromRequestParts<S> for Params<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        Ok(Self(T::from_query(parts.uri.query().unwrap_or_default())?))
    }
}

/// The parameters of a query in the manner of a vendor's contract: in any case, and with some that nobody knows.
#[derive(Debug, Clone)]
pub struct AnyParams<T>(pub Given<T>);

impl<S: Send + Sync, T: DeserializeOwned + IntoParams> FromRequestParts<S> for AnyParams<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        Ok(Self(read_as(parts.uri.query().unwrap_or_default(), Manner::AnyCase)))
    }
}

/// How strictly names are read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Manner {
    /// As they are documented, and no others.
    Exact,
    /// In any case; others are passed over.
    AnyCase,
}

fn read<T: DeserializeOwned + IntoParams>(query: &str) -> Given<T> {
    read_as(query, Manner::Exact)
}

fn read_as<T: DeserializeOwned + IntoParams>(query: &str, manner: Manner) -> Given<T> {
    let known = T::into_params(|| Some(ParameterIn::Query));
    let (mut values, mut broken) = (Map::new(), Vec::new());
    for (name, text) in form_urlencoded::parse(query.as_bytes()) {
        let is = |one: &&Parameter| one.name == name || manner == Manner::AnyCase && one.name.eq_ignore_ascii_case(&name);
        let Some(parameter) = known.iter().find(is) else {
            if manner == Manner::Exact {
                note(&mut broken, at(&name, code::FIELD_UNKNOWN));
            }
            continue;
        };
        let name = std::borrow::Cow::Borrowed(parameter.name.as_str());
        // bytes that are no UTF-8 become this character
        if text.contains(char::REPLACEMENT_CHARACTER) {
            note(&mut broken, at(&name, code::VALUE_INVALID));
            continue;
        }
        match (kind(parameter), values.get_mut(&*name)) {
            (Some(Type::Array), Some(Value::Array(list))) => list.extend(pieces(&text)),
            (Some(Type::Array), _) => _ = values.insert(name.into_owned(), Value::Array(pieces(&text).collect())),
            (_, Some(_)) => note(&mut broken, at(&name, code::VALUE_INVALID)),
            (Some(Type::Integer), None) => match text.parse::<u32>() {
                Ok(number) => _ = values.insert(name.into_owned(), number.into()),
                Err(_) => note(&mut broken, at(&name, code::FIELD_TYPE)),
            },
            (Some(Type::Boolean), None) => match text.parse::<bool>() {
                Ok(truth) => _ = values.insert(name.into_owned(), truth.into()),
                Err(_) => note(&mut broken, at(&name, code::FIELD_TYPE)),
            },
            (_, None) => _ = values.insert(name.into_owned(), Value::String(text.into_owned())),
        }
    }
    for parameter in known.iter().filter(|one| one.required == Required::True) {
        if !values.contains_key(&parameter.name) {
            note(&mut broken, at(&parameter.name, code::FIELD_REQUIRED));
            values.insert(parameter.name.clone(), Value::String(String::new()));
        }
    }
    Given::build(Value::Object(values), broken, |_| Vec::new())
}

/// One problem a parameter is enough.
fn note(broken: &mut Vec<Problem>, problem: Problem) {
    if broken.len() <= AppError::MOST_PROBLEMS && !broken.iter().any(|known| known.pointer == problem.pointer) {
        broken.push(problem);
    }
}

/// `type=a,b` is `type=a&type=b`.
fn pieces(text: &str) -> impl Iterator<Item = Value> {
    text.split(',').filter(|piece| !piece.is_empty()).map(Value::from)
}

fn kind(parameter: &Parameter) -> Option<Type> {
    let declared = match parameter.schema.as_ref()? {
        RefOr::T(Schema::Object(object)) => &object.schema_type,
        RefOr::T(Schema::Array(array)) => &array.schema_type,
        _ => return None,
    };
    match declared {
        SchemaType::Type(one) => Some(one.clone()),
        SchemaType::Array(several) => several.iter().find(|one| **one != Type::Null).cloned(),
        SchemaType::AnyValue => None,
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Default, Deserialize, PartialEq, IntoParams)]
    #[serde(deny_unknown_fields)]
    struct List {
        limit: Option<u32>,
        status: Option<String>,
        #[serde(default, rename = "type")]
        #[param(rename = "type", required = false)]
        types: Vec<String>,
    }

    #[derive(Debug, Deserialize, IntoParams)]
    #[serde(deny_unknown_fields)]
    struct One {
        #[serde(rename = "id")]
        _id: String,
    }

    #[test]
    fn parameters_are_read() {
        let list = List { limit: Some(5), status: Some("я".to_owned()), types: Vec::new() };
        assert_eq!(List::from_query("limit=5&status=%D1%8F").unwrap(), list);
        assert_eq!(List::from_query("type=a&type=b,c").unwrap().types, ["a", "b", "c"]);
        assert_eq!(List::from_query("").unwrap(), List::default());
    }

    #[test]
    fn all_wrong_parameters_are_pointed_at() {
        for (query, expected) in [
            ("limit=x&page=1&page=2", &[("/limit", code::FIELD_TYPE), ("/page", code::FIELD_UNKNOWN)][..]),
            ("limit=-1", &[("/limit", code::FIELD_TYPE)]),
            ("limit=1&limit=2&status=a&status=b", &[("/limit", code::VALUE_INVALID), ("/status", code::VALUE_INVALID)]),
            ("status=%FF", &[("/status", code::VALUE_INVALID)]),
            ("=1&a%2Fb", &[("/", code::FIELD_UNKNOWN), ("/a~1b", code::FIELD_UNKNOWN)]),
        ] {
            let error = List::from_query(query).unwrap_err();
            let found: Vec<_> = error.problems.iter().map(|one| (one.pointer.as_str(), one.code)).collect();
            assert_eq!(found, expected, "{query}");
        }
        let error = One::from_query("di=1").unwrap_err();
        let found: Vec<_> = error.problems.iter().map(|one| (one.pointer.as_str(), one.code)).collect();
        assert_eq!(found, [("/di", code::FIELD_UNKNOWN), ("/id", code::FIELD_REQUIRED)]);
    }
}
