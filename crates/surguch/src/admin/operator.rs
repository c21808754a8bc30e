//! `surguch admin operator …`

use app::{Ctx, ExposeSecret, admin};

use crate::cli::OperatorCommand;
use crate::failure::{Doing, Failure};
use crate::out::say;

pub(super) async fn run(ctx: &Ctx, command: OperatorCommand) -> Result<(), Failure> {
    match command {
        OperatorCommand::Create { login } => {
            let (_, password) = admin::create_operator(ctx, &login).await.doing("operator create")?;
            say!("{}", password.expose_secret());
        }
    }
    Ok(())
}
