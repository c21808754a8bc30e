//! The entrance: a question becomes a search, its end a path or a refusal.

use super::search::{Goal, Search};
use super::{Path, Question, Refusal, Rule};
use crate::Certificate;

/// Finds a path from `certificate` to an anchor that holds at the asked moment, under the asked policies, by the evidence at hand.
///
/// # Errors
///
/// The rule that the most promising path broke, with that path.
pub fn judge(certificate: &Certificate, question: &Question<'_>) -> Result<Path, Refusal> {
    let mut search = Search::new(certificate, question);
    let mut goal = Goal::of_question(question);
    match search.run(Search::ASKED, &mut goal) {
        Some(found) => Ok(Path {
            certificates: found.path.iter().map(|index| search.certificate(*index).clone()).collect(),
            standings: found.evidence.iter().map(|(standing, _)| *standing).collect(),
            sources: found.evidence.into_iter().map(|(_, sources)| sources).collect(),
            policies: found.policies,
        }),
        None => {
            let (path, at, rule) = goal.best.unwrap_or((vec![Search::ASKED], 0, Rule::NoIssuer));
            Err(Refusal { path: path.into_iter().map(|index| search.certificate(index).clone()).collect(), at, rule })
        }
    }
}
