//! `surguch admin ca …`

use app::Ctx;
use serde_json::json;

use crate::cli::CaCommand;
use crate::failure::{Doing, Failure};
use crate::out::{self, say};

pub(super) async fn run(ctx: &Ctx, command: CaCommand) -> Result<(), Failure> {
    match command {
        CaCommand::Show { pem: true } => out::text(format_args!("{}", app::authority::chain_pem(ctx).await.doing("trust chain")?)),
        CaCommand::Show { pem: false } => {
            let chain = app::authority::chain_pem(ctx).await.doing("trust chain")?;
            for one in pki::certificate::chain_from_pem(&chain).doing("trust chain")? {
                let shown = json!({
                    "subject": one.subject().to_string(),
                    "serial": one.serial().to_string(),
                    "algorithm": one.algorithm().map(|algorithm| algorithm.name()),
                    "not_before": moment(one.not_before()),
                    "not_after": moment(one.not_after()),
                    "sha1": hex::encode_upper(one.thumbprint()),
                    "root": one.is_self_issued(),
                });
                say!("{shown}");
            }
        }
        CaCommand::SelfCheck => {
            let findings = app::authority::self_check(ctx).await.doing("self-check")?;
            if !findings.is_empty() {
                let list: Vec<String> = findings.iter().map(ToString::to_string).collect();
                return Err(Failure::new(format!("{} rules do not hold:\n  {}", list.len(), list.join("\n  "))));
            }
            say!("every certificate and list is as it should be");
        }
    }
    Ok(())
}

fn moment(time: pki::Time) -> String {
    domain::time::Timestamp::from_seconds(time.unix()).to_string()
}
