//! Between the vendor's spelling and the use cases.

mod applicant;
mod csr;
mod document;
mod feed;
mod issue;
mod search;
mod statement;
mod words;

pub(super) use applicant::{application, change, place};
pub(super) use csr::{csr, request_type};
pub(super) use document::document_change;
pub(super) use feed::{events, piece};
pub(super) use issue::issue;
pub(super) use search::{found, search};
pub(super) use statement::{Confirmation, code, comment, confirmation, identification, note};
pub(super) use words::{form, kind};
