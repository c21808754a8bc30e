//! What an operator of the authority does with requests that wait for a check, of any licensee.

mod approve;
mod correct;
mod find;
mod page;
mod queue;
mod take;

use domain::id::{IssueId, UserId};
use domain::issue::{Command, IssueRequest};

pub use approve::approve;
pub use correct::return_with_remarks;
pub use find::get;
pub use page::open_page;
pub(super) use page::{OPEN_PAGE, show};
pub use queue::queue;
pub use take::{give_back, take};

use super::seen::{held, seen};
use super::{Seen, step};
use crate::act::{self, Act};
use crate::{AppError, Call, Ctx};

/// The frame of what an operator decides.
async fn change<F>(ctx: &Ctx, call: &Call, action: &'static str, id: IssueId, mut command: F) -> Result<Seen, AppError>
where
    F: FnMut(UserId, &IssueRequest) -> Result<Command, AppError> + Send + 'static,
{
    let operator = act::operator(ctx, call, action).await?.user;
    let (inner, now, actor) = (ctx.clone(), ctx.now(), call.caller.actor());
    act::run(ctx, call, Act::new(action, id), move |tx| {
        let request = held(tx, &inner, id, None)?;
        let command = command(operator, &request)?;
        let request = step::change(tx, &inner, &actor, request, command, now)?;
        seen(tx, request)
    })
    .await
}
