//! Query strings as the vendor's clients write them: names in any case, a flag with or without a value, the id of a box in three spellings.

use app::AppError;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use domain::code;
use domain::id::CompanyId;
use domain::office::box_id;
use surguch_http::Refusal;

/// The parameters of a query, as they came.
#[derive(Debug, Clone)]
pub(crate) struct Query(Vec<(String, String)>);

impl Query {
    fn of(query: &str) -> Self {
        Self(form_urlencoded::parse(query.as_bytes()).into_owned().collect())
    }

    /// The first of this name; an empty value is one.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// What is made of a parameter that has to be there.
    pub(crate) fn required<T>(&self, name: &'static str, read: impl FnOnce(&str) -> Option<T>) -> Result<T, AppError> {
        self.get(name).and_then(|value| read(value.trim())).ok_or_else(|| wrong(name))
    }

    /// A flag: there or not, `true` or `false`.
    pub(crate) fn flag(&self, name: &'static str) -> Result<bool, AppError> {
        match self.get(name) {
            None => Ok(false),
            Some(value) if value.is_empty() || value.eq_ignore_ascii_case("true") => Ok(true),
            Some(value) if value.eq_ignore_ascii_case("false") => Ok(false),
            Some(_) => Err(wrong(name)),
        }
    }

    /// The box that has to be named: a company.
    pub(crate) fn company(&self) -> Result<CompanyId, AppError> {
        self.required("boxId", box_id::parse)
    }
}

/// A parameter that is missing or cannot be read.
pub(crate) fn wrong(name: &'static str) -> AppError {
    AppError::from(code::PARAMETER_INVALID).with("parameter", name)
}

impl<S: Send + Sync> FromRequestParts<S> for Query {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        Ok(Self::of(parts.uri.query().unwrap_or_default()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flag_may_stand_bare() {
        for (query, expected) in [
            ("", Some(false)),
            ("buyer", Some(true)),
            ("Buyer=", Some(true)),
            ("buyer=True", Some(true)),
            ("buyer=false", Some(false)),
            ("buyer=1", None),
        ] {
            assert_eq!(Query::of(query).flag("buyer").ok(), expected, "{query}");
        }
    }

    #[test]
    fn an_at_sign_may_come_as_it_is() {
        for query in ["boxId=48ad04b4af634a72901cf19b698c31cc%40diadoc.ru", "boxid=48ad04b4af634a72901cf19b698c31cc@diadoc.ru"] {
            assert!(Query::of(query).company().is_ok(), "{query}");
        }
        let error = Query::of("boxId=x").company().unwrap_err();
        assert_eq!((error.code, &error.facts["parameter"]), (code::PARAMETER_INVALID, &"boxId".into()));
    }
}
