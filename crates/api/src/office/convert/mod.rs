//! Between wire and domain: parsing on the way in, plain spelling on the way out.

mod api_key;
mod audit;
mod certificate;
mod certificate_request;
mod company;
mod endpoint;
mod file;
mod member;
mod package;
mod signature;
mod user;

pub(super) use api_key::{api_key, new_api_key};
pub(super) use audit::audit_record;
pub(super) use certificate::certificate;
pub(super) use certificate_request::{certificate_request, code_sent, new_certificate_request};
pub(super) use company::{addition, company};
pub(super) use endpoint::{changes, created_endpoint, delivery, delivery_filter, endpoint, endpoint_test, new_endpoint, span};
pub(super) use file::file;
pub(super) use member::{member, place};
pub(super) use package::{acting_participant, new_package, package, refusal, signing};
pub(super) use signature::signature;
pub(super) use user::{registration, user};

use domain::office::{Right, Role};
use surguch_http::Problems;
use wire::office::Page;

/// The published words for rights.
pub(super) const RIGHTS: [(&str, Right); 4] =
    [("head", Right::Head), ("signer", Right::Signer), ("approver", Right::Approver), ("viewer", Right::Viewer)];

/// The published words for roles.
pub(super) const ROLES: [(&str, Role); 3] = [("signer", Role::Signer), ("approver", Role::Approver), ("observer", Role::Observer)];

/// The word for a value of a closed list.
pub(super) fn word<T: PartialEq>(words: &[(&'static str, T)], value: &T) -> String {
    words.iter().find(|(_, known)| known == value).map_or("", |(word, _)| word).to_owned()
}

/// The text of what may be absent.
pub(super) fn text<T: ToString>(value: Option<T>) -> Option<String> {
    value.map(|value| value.to_string())
}

/// A list that fits one page.
pub(super) fn whole<T>(data: Vec<T>) -> Page<T> {
    Page { data, next: None }
}

/// The only thing with the asked `external_id`, as a list; none where nobody has it.
pub(super) fn at_most_one<T>(found: Result<T, app::AppError>) -> Result<Page<T>, app::AppError> {
    match found {
        Ok(one) => Ok(whole(vec![one])),
        Err(error) if error.code == domain::code::NOT_FOUND => Ok(whole(Vec::new())),
        Err(error) => Err(error),
    }
}

/// An `external_id` of a query.
pub(super) fn external_id(text: &str) -> Result<domain::subject::ExternalId, app::AppError> {
    Problems::collect(|problems| problems.parse("/external_id", text, domain::subject::ExternalId::parse))
}
