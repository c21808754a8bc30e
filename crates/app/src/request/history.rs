//! Who vouched for an identity in a request, one after the other: for when something went wrong.

use domain::id::IssueId;
use domain::issue::{Identification, IssueRequest};
use domain::time::Timestamp;
use store::{Tx, table};

use super::step::identification_context;
use crate::{AppError, Ctx};

/// The most entries that are shown.
const MOST: i64 = 1000;

/// One entry.
#[derive(Debug, Clone, PartialEq)]
pub struct Identified {
    /// The version of the request that it made.
    pub version: i64,
    /// When.
    pub at: Timestamp,
    /// Who said so: a shown id.
    pub actor: String,
    /// What was said; nothing where it was taken back.
    pub identification: Option<Identification>,
}

/// All of a request, the oldest first.
pub(super) fn of(tx: &mut Tx<'_>, ctx: &Ctx, request: &IssueRequest) -> Result<Vec<Identified>, AppError> {
    let id: IssueId = request.id;
    let entries = table::issue_identification::of_issue(tx, id, MOST)?;
    let open = |sealed: Vec<u8>| -> Result<Identification, AppError> {
        let text = ctx.keys.open(&identification_context(request), &sealed)?;
        serde_json::from_slice(&text).map_err(|error| AppError::internal("a kept identification").because(error))
    };
    entries
        .into_iter()
        .map(|entry| {
            let identification = entry.sealed.map(open).transpose()?;
            Ok(Identified { version: entry.version, at: entry.at, actor: entry.actor, identification })
        })
        .collect()
}
