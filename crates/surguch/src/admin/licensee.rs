//! `surguch admin licensee …`

use app::company::Addition;
use app::{Ctx, admin};
use domain::id::LicenseeId;
use domain::subject::{Inn, Title};

use crate::cli::LicenseeCommand;
use crate::failure::{Doing, Failure};
use crate::out::say;

pub(super) async fn run(ctx: &Ctx, command: LicenseeCommand) -> Result<(), Failure> {
    let shown = match command {
        LicenseeCommand::Show { id } => show(ctx, id.as_deref()).await?,
        LicenseeCommand::Create { name, inn } => {
            let title = Title::parse(&name).map_err(|error| Failure::new(format!("{name}: {error}")))?;
            let inn = Inn::parse(&inn).map_err(|error| Failure::new(format!("{inn}: {error}")))?;
            let own = Addition { name: title.clone(), inn, kpp: None, ogrn: None, external_id: None };
            admin::create_licensee(ctx, title, own).await.doing("licensee create")?
        }
        LicenseeCommand::Policy(command) => {
            let id = show(ctx, command.id.as_deref()).await?.id;
            let id = LicenseeId::parse(&id).map_err(|error| Failure::new(format!("{id}: {error}")))?;
            let change = admin::PolicyChange {
                approve_automatically: command.approve_automatically,
                licensee_identifies: command.licensee_identifies,
                licensee_collects_consents: command.licensee_collects_consents,
                straight_issue: command.straight_issue,
                licensee_vouches_for_certificates: command.licensee_vouches_for_certificates,
            };
            admin::change_policy(ctx, id, change).await.doing("licensee policy")?
        }
    };
    say!("{}", serde_json::to_string_pretty(&shown).doing("licensee")?);
    Ok(())
}

async fn show(ctx: &Ctx, id: Option<&str>) -> Result<admin::LicenseeShown, Failure> {
    let mut all = admin::licensees(ctx).await.doing("licensee show")?;
    let Some(id) = id else {
        return match all.len() {
            0 => Err(Failure::new("there is no licensee yet: the first `surguch serve` makes one")),
            1 => Ok(all.remove(0)),
            _ => {
                let list: Vec<String> = all.iter().map(|one| format!("{}  {}", one.id, one.name)).collect();
                Err(Failure::new(format!("there are several licensees, say which:\n{}", list.join("\n"))))
            }
        };
    };
    all.into_iter().find(|one| one.id == id || one.own_company_id == id).ok_or_else(|| Failure::new(format!("no licensee {id}")))
}
