//! `surguch admin box …`

use app::{Ctx, admin};
use domain::id::CompanyId;
use domain::office::box_id;

use crate::cli::{BoxCommand, Switch};
use crate::failure::{Doing, Failure};
use crate::out::say;

pub(super) async fn run(ctx: &Ctx, command: BoxCommand) -> Result<(), Failure> {
    let BoxCommand::Subscription { company, state } = command;
    let id = CompanyId::parse(&company).ok().or_else(|| box_id::parse(&company));
    let id = id.ok_or_else(|| Failure::new(format!("{company}: no id of a company or box")))?;
    if let Some(state) = state {
        admin::set_subscription(ctx, id, state == Switch::On).await.doing("box subscription")?;
    }
    say!("{}", if admin::subscription(ctx, id).await.doing("box subscription")? { "on" } else { "off" });
    Ok(())
}
