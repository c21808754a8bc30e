//! What the evidence at hand says of one certificate of a path.

mod answers;
mod lists;

use super::Rule;
use super::search::Search;
use crate::Time;

/// What to do about revocation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Revocation {
    /// Nothing: evidence is not looked at.
    Ignored,
    /// Evidence at hand counts; where there is none, the standing is unknown and the path holds.
    IfAtHand,
    /// Every certificate but the anchor must be covered by evidence that is fresh.
    Required,
}

/// Standing of one certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Evidence that is fresh for the moment does not name it, or names a later moment.
    Good {
        /// thisUpdate of that evidence, the newest of it.
        list_of: Time,
    },
    /// No usable evidence.
    Unknown,
}

/// A piece of evidence that a standing rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// The list at this place among those given.
    List(usize),
    /// The OCSP answer at this place among those given.
    Answer(usize),
}

/// Standing of the first certificate of `path`, which leads from it to its anchor; `asked` are those whose own paths wait for this.
pub(super) fn standing(search: &mut Search<'_>, path: &[usize], asked: &[usize]) -> Result<(Standing, Vec<Source>), Rule> {
    if search.question.trust.revocation == Revocation::Ignored {
        return Ok((Standing::Unknown, Vec::new()));
    }
    let by_answer = answers::standing(search, path, asked)?;
    let by_lists = lists::standing(search, path, asked)?;
    // Whoever says "revoked" was heard above; either is enough to say that it is not.
    Ok(if by_answer.0 == Standing::Unknown { by_lists } else { by_answer })
}
