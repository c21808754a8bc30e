//! The keys of the drill still answer as they did: the same bytes, no second effect.

use super::{Court, Judged};
use crate::drill::story;
use crate::office::Outcome;

/// How many creations are asked again.
const SAMPLE: usize = 50;

/// Creates packages once more, each with its own key.
pub async fn judge(court: &Court<'_>, judged: &mut Judged) -> Outcome<()> {
    let kept = court.world.ledger.packages.all();
    let step = (kept.len() / SAMPLE).max(1);
    let mut asked = 0;
    for one in kept.iter().step_by(step) {
        let uploads = story::uploads(&court.world.samples, &one.files);
        let again = court.client.with_key(&one.key).create_package(&one.asked, &uploads).await;
        let same = again.as_ref().is_ok_and(|package| *package == one.created);
        court.require(same, || format!("{}: asked again with its key: {again:?} in place of {:?}", one.created.id, one.created));
        asked += 1;
    }
    judged.figure("keys asked again", asked);
    Ok(())
}
