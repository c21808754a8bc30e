//! What the client's system does with certificate requests: by a key with the scope `issues`. Another licensee's request is missing.

mod cabinet;
mod certificate;
mod consent;
mod create;
mod decline;
mod delete;
mod document;
mod edit;
mod events;
mod find;
mod form;
mod identify;
mod key;
mod note;
mod page;
mod portal;
mod renew;
mod search;
mod statement;
mod submit;

use domain::code;
use domain::id::IssueId;
use domain::issue::{Command, IssueRequest};
use store::{Tx, table};

pub use cabinet::{forward, retrieve};
pub use certificate::{certificate, certificate_pem};
pub use consent::give_consent;
pub use create::{KeyWish, NewApplication, create};
pub(crate) use create::{by_contract, insert, server_key};
pub use decline::decline;
pub use delete::delete;
pub use document::{DocumentChange, delete_document, put_document};
pub use edit::{ApplicantChange, OrganizationChange, edit};
pub use events::{Feed, FeedEvent, MOST_EVENTS, events};
pub use find::{get, identifications};
pub use form::print_form;
pub(crate) use form::printed;
pub use identify::{identify, remove_identification};
pub use key::bring_key;
pub use note::{delete_note, put_note};
pub use page::{NewPage, add_page, delete_page, open_page};
pub use portal::{request_portal, sign_statement_by_portal};
pub use renew::renew;
pub use search::{Found, MOST_FOUND, Search, search};
pub use statement::{send_statement_code, sign_statement};
pub use submit::submit;

use super::seen::{held, seen};
use super::{Seen, step};
use crate::act::{self, Act};
use crate::{AppError, Call, Ctx};

/// The frame of what changes a request: `command` is made of the request as it is.
async fn change<F>(ctx: &Ctx, call: &Call, action: &'static str, id: IssueId, mut command: F) -> Result<Seen, AppError>
where
    F: FnMut(&mut Tx<'_>, &IssueRequest) -> Result<Command, AppError> + Send + 'static,
{
    let licensee = act::issues(ctx, call, action).await?;
    let (inner, now, actor) = (ctx.clone(), ctx.now(), call.caller.actor());
    act::run(ctx, call, Act::new(action, id), move |tx| {
        let request = held(tx, &inner, id, Some(licensee))?;
        let command = command(tx, &request)?;
        require_not_a_forms(tx, id, &command)?;
        let request = step::change(tx, &inner, &actor, request, command, now)?;
        seen(tx, request)
    })
    .await
}

/// What a form says is changed in the form: both would say different things else.
fn require_not_a_forms(tx: &mut Tx<'_>, id: IssueId, command: &Command) -> Result<(), AppError> {
    let is_said = matches!(
        command,
        Command::Edit { .. }
            | Command::PutDocument { .. }
            | Command::DeleteDocument { .. }
            | Command::AddPage { .. }
            | Command::DeletePage { .. }
    );
    if is_said && table::form::exists(tx, id)? { Err(code::MADE_AS_A_FORM.into()) } else { Ok(()) }
}
