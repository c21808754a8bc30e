//! What nobody may keep any longer: drafts that were left lying, scans that have outlived their purpose.

use std::time::Duration;

use domain::id::IssueId;
use domain::issue::document::Kind;
use domain::issue::{Command, IssueRequest, State, Status};
use domain::time::Timestamp;
use store::table;

use super::{kept, step};
use crate::act::{self, Act};
use crate::{AppError, Call, Ctx};

/// What the sweep is called in the audit log.
const ACTOR: &str = "sweep";
/// Requests looked at in one go.
const TOGETHER: i64 = 200;

/// Deletes and purges what is over its time (settings: [`crate::Retention`]).
pub(crate) async fn sweep(ctx: &Ctx) -> Result<(), AppError> {
    let (now, kept) = (ctx.now(), ctx.settings.retention);
    for status in [Status::Preparing, Status::Correction] {
        drafts(ctx, status, now.minus(kept.drafts)).await?;
    }
    let photos = vec![Kind::ApplicantPhoto];
    scans(ctx, kept.photos, photos).await?;
    scans(ctx, kept.scans, Kind::ALL.to_vec()).await
}

async fn drafts(ctx: &Ctx, status: Status, before: Timestamp) -> Result<(), AppError> {
    loop {
        let left = ctx.store.read(move |tx| table::issue::unchanged(tx, status.word(), before, TOGETHER).map_err(AppError::from)).await?;
        let mut deleted = 0;
        for id in &left {
            let is_old = move |request: &IssueRequest| request.status() == status && request.updated_at < before;
            deleted += usize::from(one(ctx, "request.delete", *id, Command::Delete, is_old).await?);
        }
        // what is busy is looked at with the next sweep
        if deleted == 0 || left.len() < TOGETHER as usize {
            return Ok(());
        }
    }
}

async fn scans(ctx: &Ctx, keep: Duration, kinds: Vec<Kind>) -> Result<(), AppError> {
    let before = ctx.now().minus(keep);
    for kind in kinds {
        let mut after = None;
        loop {
            let found = ctx
                .store
                .read(move |tx| table::issue_page::outlived(tx, kind.word(), before, after, TOGETHER).map_err(AppError::from))
                .await?;
            for id in &found {
                // a scan is older than the certificate, by which its time is counted
                let is_over = move |request: &IssueRequest| matches!(request.state, State::Released { at, .. } if at < before);
                one(ctx, "request.purge", *id, Command::PurgePages { kinds: vec![kind] }, is_over).await?;
            }
            after = found.last().copied();
            if found.len() < TOGETHER as usize {
                break;
            }
        }
    }
    Ok(())
}

/// Asks it of one request, where it is still as it was; says whether it was done.
async fn one(
    ctx: &Ctx,
    action: &'static str,
    id: IssueId,
    command: Command,
    is_due: impl Fn(&IssueRequest) -> bool + Send + 'static,
) -> Result<bool, AppError> {
    let (inner, now) = (ctx.clone(), ctx.now());
    let done = act::run_if_wanted(ctx, &Call::job(ACTOR), Act::new(action, id), move |tx| {
        let Some(request) = kept::load_for_update(tx, &inner, id)?.filter(&is_due) else { return Ok(None) };
        step::change(tx, &inner, "job:sweep", request, command.clone(), now).map(|_| Some(()))
    })
    .await;
    match done {
        Ok(done) => Ok(done.is_some()),
        Err(error) if error.code == domain::code::ISSUE_BEING_ACTUALISED => Ok(false),
        Err(error) => Err(error),
    }
}
