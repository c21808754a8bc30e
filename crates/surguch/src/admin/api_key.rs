//! `surguch admin api-key …`

use app::api_key::{Look, NewKey};
use app::{Ctx, Scope, Scopes, admin};
use domain::id::{ApiKeyId, LicenseeId};
use domain::time::Timestamp;
use secrecy::ExposeSecret;

use super::id;
use crate::cli::ApiKeyCommand;
use crate::failure::{Doing, Failure};
use crate::out::{mention, say};

pub(super) async fn run(ctx: &Ctx, command: ApiKeyCommand) -> Result<(), Failure> {
    match command {
        ApiKeyCommand::Create { licensee, scopes, name, expires_at, addresses, look } => {
            let licensee = licensee.map(|text| id(&text, LicenseeId::parse)).transpose()?;
            let (scopes, expires_at) = (opened(&scopes)?, end(ctx, expires_at.as_deref())?);
            let new = NewKey { name, scopes, networks: addresses, expires_at, look: looking(&look)? };
            let made = admin::create_api_key(ctx, licensee, new).await.map_err(|error| explain(error, "api-key create"))?;
            // alone on standard output, so that KEY=$(surguch admin api-key create) works; the id is for whoever watches
            mention!("{}", made.id);
            say!("{}", made.key.expose_secret());
        }
        ApiKeyCommand::List { licensee } => {
            let licensee = licensee.map(|text| id(&text, LicenseeId::parse)).transpose()?;
            let keys = admin::list_api_keys(ctx).await.doing("api-key list")?;
            for key in keys.into_iter().filter(|key| licensee.is_none_or(|licensee| key.licensee == licensee)) {
                let state = key.word(ctx.now());
                let used = key.last_used_at.map_or_else(|| "never used".to_owned(), |at| format!("used {at}"));
                let end = key.expires_at.map_or_else(String::new, |at| format!("  until {at}"));
                let from = if key.addresses.is_empty() { String::new() } else { format!("  from {}", key.addresses.replace(' ', ",")) };
                let scopes = key.scopes.replace(' ', ",");
                say!("{}  {}  {}  {scopes}  {state}  {used}{end}{from}  {}", key.id, key.licensee, key.created_at, key.name);
            }
        }
        ApiKeyCommand::Revoke { id: text } => {
            admin::revoke_api_key(ctx, id(&text, ApiKeyId::parse)?).await.doing(format!("no live key {text}"))?;
        }
    }
    Ok(())
}

/// A moment that lies ahead.
fn end(ctx: &Ctx, text: Option<&str>) -> Result<Option<Timestamp>, Failure> {
    let Some(text) = text else { return Ok(None) };
    let end = Timestamp::parse(text).ok_or_else(|| Failure::new(format!("no moment like 2027-01-01T00:00:00Z: {text}")))?;
    if end <= ctx.now() { Err(Failure::new(format!("{text} is over"))) } else { Ok(Some(end)) }
}

/// Without a scope a key opens every face.
fn opened(words: &[String]) -> Result<Scopes, Failure> {
    let known = || Scope::ALL.map(Scope::word).join(", ");
    let scope = |word: &String| Scope::parse(word).ok_or_else(|| Failure::new(format!("no such scope: {word} (known: {})", known())));
    if words.is_empty() { Ok(Scopes::all()) } else { Ok(Scopes::new(words.iter().map(scope).collect::<Result<Vec<_>, _>>()?)) }
}

fn looking(word: &str) -> Result<Look, Failure> {
    let known = || Look::ALL.map(Look::word).join(", ");
    let look = Look::ALL.into_iter().find(|look| look.word() == word);
    look.ok_or_else(|| Failure::new(format!("no such form of a key: {word} (known: {})", known())))
}

fn explain(error: app::AppError, what: &str) -> Failure {
    if error.problems.iter().any(|problem| problem.pointer == "/licensee") {
        return Failure::new("there are several licensees (or none yet): say --licensee ID, as `surguch admin licensee show` lists them");
    }
    Err::<(), _>(error).doing(what).expect_err("an error")
}
