//! `surguch admin api-key …`

use app::{Ctx, Scope, Scopes, admin};
use domain::id::{ApiKeyId, LicenseeId};
use secrecy::ExposeSecret;

use super::id;
use crate::cli::ApiKeyCommand;
use crate::failure::{Doing, Failure};

pub(super) async fn run(ctx: &Ctx, command: ApiKeyCommand) -> Result<(), Failure> {
    match command {
        ApiKeyCommand::Create { licensee, scopes } => {
            let licensee = licensee.map(|text| id(&text, LicenseeId::parse)).transpose()?;
            let made = admin::create_api_key(ctx, licensee, opened(&scopes)?).await.map_err(|error| explain(error, "api-key create"))?;
            // alone on standard output, so that KEY=$(surguch admin api-key create) works; the id is for whoever watches
            eprintln!("{}", made.id);
            println!("{}", made.key.expose_secret());
        }
        ApiKeyCommand::List { licensee } => {
            let licensee = licensee.map(|text| id(&text, LicenseeId::parse)).transpose()?;
            let keys = admin::list_api_keys(ctx).await.doing("api-key list")?;
            for key in keys.into_iter().filter(|key| licensee.is_none_or(|licensee| key.licensee == licensee)) {
                let state = key.revoked_at.map_or_else(|| "active".to_owned(), |at| format!("revoked {at}"));
                println!("{}  {}  {}  {}  {state}", key.id, key.licensee, key.created_at, key.scopes.replace(' ', ","));
            }
        }
        ApiKeyCommand::Revoke { id: text } => {
            admin::revoke_api_key(ctx, id(&text, ApiKeyId::parse)?).await.doing(format!("no live key {text}"))?;
        }
    }
    Ok(())
}

/// Without a scope a key opens every face.
fn opened(words: &[String]) -> Result<Scopes, Failure> {
    let known = || Scope::ALL.map(Scope::word).join(", ");
    let scope = |word: &String| Scope::parse(word).ok_or_else(|| Failure::new(format!("no such scope: {word} (known: {})", known())));
    if words.is_empty() { Ok(Scopes::all()) } else { Ok(Scopes::new(words.iter().map(scope).collect::<Result<Vec<_>, _>>()?)) }
}

fn explain(error: app::AppError, what: &str) -> Failure {
    if error.problems.iter().any(|problem| problem.pointer == "/licensee") {
        return Failure::new("there are several licensees (or none yet): say --licensee ID, as `surguch admin licensee show` lists them");
    }
    Err::<(), _>(error).doing(what).expect_err("an error")
}
