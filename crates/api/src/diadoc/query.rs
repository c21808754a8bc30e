//! Query strings as the vendor's clients write them: names in any case, a flag with or without a value, the id of a box in three spellings.

use app::AppError;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use domain::code;
use domain::id::CompanyId;
use surguch_http::Refusal;
use uuid::Uuid;

/// What stands after the 32 digits in the older spelling of a box.
const BOX_DOMAIN: &str = "@diadoc.ru";

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
        self.required("boxId", box_id)
    }
}

/// A parameter that is missing or cannot be read.
pub(crate) fn wrong(name: &'static str) -> AppError {
    AppError::from(code::PARAMETER_INVALID).with("parameter", name)
}

/// A GUID with dashes, 32 digits, or these with the vendor's domain.
pub(crate) fn box_id(text: &str) -> Option<CompanyId> {
    let bare = text.len().checked_sub(BOX_DOMAIN.len()).and_then(|at| Some((text.get(..at)?, text.get(at..)?)));
    let digits = match bare {
        Some((digits, domain)) if domain.eq_ignore_ascii_case(BOX_DOMAIN) && digits.len() == 32 => digits,
        _ => text,
    };
    if !matches!(digits.len(), 32 | 36) {
        return None;
    }
    Uuid::try_parse(digits).ok().map(CompanyId::new)
}

/// The older spelling of a box: 32 digits and the vendor's domain.
pub(crate) fn spelled_old(company: CompanyId) -> String {
    format!("{}{BOX_DOMAIN}", company.uuid().simple())
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
    fn a_box_has_three_spellings_and_more_are_none() {
        let uuid = Uuid::try_parse("48ad04b4-af63-4a72-901c-f19b698c31cc").unwrap();
        for text in [
            "48ad04b4-af63-4a72-901c-f19b698c31cc",
            "48AD04B4-AF63-4A72-901C-F19B698C31CC",
            "48ad04b4af634a72901cf19b698c31cc",
            "48ad04b4af634a72901cf19b698c31cc@diadoc.ru",
            "48AD04B4AF634A72901CF19B698C31CC@DIADOC.RU",
        ] {
            assert_eq!(box_id(text).map(|id| id.uuid()), Some(uuid), "{text}");
        }
        assert_eq!(box_id(&spelled_old(CompanyId::new(uuid))).map(|id| id.uuid()), Some(uuid));
        for text in [
            "",
            "@diadoc.ru",
            "48ad04b4-af63-4a72-901c-f19b698c31cc@diadoc.ru",
            "48ad04b4af634a72901cf19b698c31cc@example.com",
            "{48ad04b4-af63-4a72-901c-f19b698c31cc}",
            "urn:uuid:48ad04b4-af63-4a72-901c-f19b698c31cc",
            "48ad04b4af634a72901cf19b698c31c",
            "я8ad04b4af634a72901cf19b698c31cc@diadoc.ru",
        ] {
            assert_eq!(box_id(text), None, "{text}");
        }
    }

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
