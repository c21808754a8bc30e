//! Operators: made by the administrator.

use domain::code;
use domain::id::UserId;
use secrecy::SecretString;
use store::table;

use super::record;
use crate::{AppError, Ctx, password};

/// The role of those who check requests.
const ROLE: &str = "operator";

/// Makes an operator; returns their id and password, which is shown once.
pub async fn create_operator(ctx: &Ctx, login: &str) -> Result<(UserId, SecretString), AppError> {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '@');
    if login.is_empty() || login.len() > 64 || !login.chars().all(fits) {
        return Err(AppError::from(code::VALUE_INVALID).with("field", "login"));
    }
    let password = password::make(ctx);
    let hash = password::hash(ctx, &password).await?;
    let (id, now, login) = (UserId::new(ctx.uuid()), ctx.now(), login.to_owned());
    ctx.store
        .write(move |tx| {
            if !table::operator::insert(tx, id, &login, ROLE, &hash, now)? {
                return Err(AppError::from(code::LOGIN_TAKEN));
            }
            tx.audit(record::done(now, None, "operator.create", id));
            Ok(())
        })
        .await?;
    Ok((id, password))
}
