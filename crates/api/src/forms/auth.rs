//! `Authorization: ReestroAuth apiKey=…&portal.orgid=…`, and the older `auth.sid=…` in the place of `apiKey`.
//!
//! Scheme and names are read in any case and in any order, as clients write them; pairs that nobody knows are passed over. Values are not
//! percent-encoded in any of the vendor's examples, and so are not decoded.

use std::borrow::Cow;

use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use domain::code::{self, Code};
use uuid::Uuid;

/// The scheme.
const SCHEME: &str = "ReestroAuth";
/// Who calls. The older pages carry a session of the vendor's portal in the second one. This house opens no such sessions: an old client
/// puts a key of the licensee there instead, in the form that it expects (`api-key create --like sid`).
const KEYS: [&str; 2] = ["apiKey", "auth.sid"];
/// On whose behalf.
const ORGANIZATION: &str = "portal.orgid";

/// The key. One that looks like a GUID is the same in upper and lower case.
pub(super) fn key(parts: &Parts) -> Result<Cow<'_, str>, Code> {
    let pairs = pairs(parts)?;
    let value = KEYS.iter().find_map(|name| value(pairs, name)).ok_or(code::UNAUTHENTICATED)?;
    // both belong to the credentials: half of them are none
    organization(parts)?;
    Ok(match Uuid::try_parse(value) {
        Ok(guid) if value.len() == 36 => Cow::Owned(guid.hyphenated().to_string()),
        _ => Cow::Borrowed(value),
    })
}

/// The organization.
pub(super) fn organization(parts: &Parts) -> Result<Uuid, Code> {
    let value = value(pairs(parts)?, ORGANIZATION).ok_or(code::UNAUTHENTICATED)?;
    Uuid::try_parse(value).map_err(|_| code::UNAUTHENTICATED)
}

fn pairs(parts: &Parts) -> Result<&str, Code> {
    let header = parts.headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok()).ok_or(code::UNAUTHENTICATED)?;
    let (scheme, pairs) = header.split_once(' ').ok_or(code::UNAUTHENTICATED)?;
    if scheme.eq_ignore_ascii_case(SCHEME) { Ok(pairs.trim()) } else { Err(code::UNAUTHENTICATED) }
}

fn value<'a>(pairs: &'a str, name: &str) -> Option<&'a str> {
    let mut found = pairs.split('&').filter_map(|pair| pair.split_once('='));
    found.find(|(known, value)| known.trim().eq_ignore_ascii_case(name) && !value.trim().is_empty()).map(|(_, value)| value.trim())
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::*;

    const ORG: &str = "1748b89b-7d34-4d47-b479-b06b40ab1a30";

    fn read(header: &str) -> Result<(String, Uuid), Code> {
        let (parts, ()) = Request::builder().header(AUTHORIZATION, header).body(()).unwrap().into_parts();
        Ok((key(&parts)?.into_owned(), organization(&parts)?))
    }

    #[test]
    fn scheme_and_names_are_read_in_any_case_and_order() {
        let expected = Ok(("235dc85c-f7f9-4dc0-8bbf-dad9e0185afd".to_owned(), Uuid::try_parse(ORG).unwrap()));
        for header in [
            format!("ReestroAuth apiKey=235dc85c-f7f9-4dc0-8bbf-dad9e0185afd&portal.orgid={ORG}"),
            format!("reestroauth portal.orgId={ORG}&APIKEY=235DC85C-F7F9-4DC0-8BBF-DAD9E0185AFD"),
            format!("REESTROAUTH  apikey=235dc85c-f7f9-4dc0-8bbf-dad9e0185afd & Portal.OrgId={} & more=1", ORG.to_uppercase()),
        ] {
            assert_eq!(read(&header), expected, "{header}");
        }
    }

    #[test]
    fn a_sid_stands_in_the_place_of_a_key_and_keeps_its_case() {
        let sid = "0123456789ABCDEF".repeat(4);
        assert_eq!(read(&format!("ReestroAuth auth.sid={sid}&portal.orgid={ORG}")).unwrap().0, sid);
    }

    #[test]
    fn half_of_the_credentials_is_nobody() {
        for header in [
            "ReestroAuth",
            "ReestroAuth ",
            "Bearer abc",
            "ReestroAuth apiKey=abc",
            "ReestroAuth apiKey=&portal.orgid=1748b89b-7d34-4d47-b479-b06b40ab1a30",
            "ReestroAuth portal.orgid=1748b89b-7d34-4d47-b479-b06b40ab1a30",
            "ReestroAuth apiKey=abc&portal.orgid=ours",
        ] {
            assert_eq!(read(header), Err(code::UNAUTHENTICATED), "{header}");
        }
    }
}
