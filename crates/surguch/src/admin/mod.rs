//! `surguch admin …`: looks after a data folder, with the same use cases as the server and beside it.

mod api_key;
mod audit;
mod boxes;
mod ca;
mod licensee;
mod operator;
mod outbox;
mod schema;

use app::Ctx;

use crate::cli::{self, AdminCommand, Place};
use crate::config::{self, Overrides};
use crate::data_folder::DataFolder;
use crate::failure::{Doing, Failure};
use crate::wire_up::{self, Urls};

/// Opens the data folder as it is, without holding it, does one thing and closes.
pub(crate) async fn admin(options: cli::Admin) -> Result<(), Failure> {
    let place: Place = options.place.into();
    if let AdminCommand::Schema = options.command {
        let config = config::load(Overrides { file: place.config, data: place.data, ..Overrides::default() })?;
        let folder = DataFolder::existing(&config.data)?;
        return tokio::task::spawn_blocking(move || schema::show(&config, &folder)).await.doing("schema")?;
    }
    beside(place, async |ctx| act(ctx, options.command).await).await
}

/// Does one thing to a house as it is, beside a running server.
pub(crate) async fn beside<T>(place: Place, act: impl AsyncFnOnce(&Ctx) -> Result<T, Failure>) -> Result<T, Failure> {
    let config = config::load(Overrides { file: place.config, data: place.data, ..Overrides::default() })?;
    let folder = DataFolder::existing(&config.data)?;
    let urls = Urls::configured(&config);
    let ctx = tokio::task::spawn_blocking(move || wire_up::ctx(&config, &folder, urls)).await.doing("opening the data folder")??;
    let outcome = match app::admin::require_master(&ctx).await.doing("opening the data folder") {
        Ok(()) => act(&ctx).await,
        Err(refused) => Err(refused),
    };
    ctx.store.clone().close().await;
    outcome
}

async fn act(ctx: &Ctx, command: AdminCommand) -> Result<(), Failure> {
    match command {
        AdminCommand::Licensee(command) => licensee::run(ctx, command).await,
        AdminCommand::ApiKey(command) => api_key::run(ctx, command).await,
        AdminCommand::Box(command) => boxes::run(ctx, command).await,
        AdminCommand::Operator(command) => operator::run(ctx, command).await,
        AdminCommand::Outbox { limit, phone, follow } => outbox::run(ctx, limit, phone.as_deref(), follow).await,
        AdminCommand::Ca(command) => ca::run(ctx, command).await,
        AdminCommand::Audit(command) => audit::run(ctx, command).await,
        // answered before anything is opened
        AdminCommand::Schema => Ok(()),
    }
}

/// Reads a typed id from the command line.
fn id<T, E: std::fmt::Display>(text: &str, parse: impl FnOnce(&str) -> Result<T, E>) -> Result<T, Failure> {
    parse(text).map_err(|error| Failure::new(format!("{text}: {error}")))
}
