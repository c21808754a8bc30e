//! Between wire and domain: parsing on the way in, plain spelling on the way out.

mod api_key;
mod audit;
mod cabinet;
mod certificate;
mod certificate_request;
mod company;
mod endpoint;
mod file;
mod member;
mod operator;
mod outside_certificate;
mod package;
mod signature;
mod user;

pub(super) use api_key::{api_key, new_api_key};
pub(super) use audit::audit_record;
pub(super) use cabinet::{assigned, in_cabinet, key_choice};
pub(super) use certificate::{certificate, issued_certificate};
pub(super) use certificate_request::{certificate_request, code_sent, new_certificate, new_certificate_request};
pub(super) use company::{addition, company};
pub(super) use endpoint::{changes, created_endpoint, delivery, endpoint, endpoint_test, new_endpoint, span};
pub(super) use file::{file, media_type, original};
pub(super) use member::{member, place};
pub(super) use operator::{checked, checked_object, correction};
pub(super) use outside_certificate::outside_certificate;
pub(super) use package::{acting_participant, new_package, package, refusal, signing};
pub(super) use signature::signature;
pub(super) use user::{registration, user};

use app::{AppError, Slice};
use domain::office::{Right, Role};
use domain::subject::ExternalId;
use surguch_http::{Given, Marks};
use wire::office::{ListAll, ListByExternalId, Page};

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
pub(super) fn at_most_one<T>(found: Result<T, AppError>) -> Result<app::Page<T>, AppError> {
    match found {
        Ok(one) => Ok(app::Page::found(Some(one))),
        Err(error) if error.code == domain::code::NOT_FOUND => Ok(app::Page::found(None)),
        Err(error) => Err(error),
    }
}

/// A page of everything.
pub(super) fn slice(marks: &Marks, query: Given<ListAll>) -> Result<Slice, AppError> {
    query.judge(|p, query| marks.slice(p, query.limit, query.after.as_deref()))
}

/// The one thing with the integrator's id, or a page of everything.
pub(super) enum Asked {
    One(ExternalId),
    Many(Slice),
}

/// What is asked of a list that can be looked into by `external_id`.
pub(super) fn all_or_one(marks: &Marks, query: Given<ListByExternalId>) -> Result<Asked, AppError> {
    query.judge(|p, query| {
        let one = p.optional("/external_id", query.external_id.as_deref(), ExternalId::parse);
        let slice = marks.slice(p, query.limit, query.after.as_deref());
        let slice = slice?;
        Some(one?.map_or(Asked::Many(slice), Asked::One))
    })
}
