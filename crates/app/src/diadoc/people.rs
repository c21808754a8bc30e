//! Who the caller is, and who else belongs to a box.

use domain::code;
use domain::id::{ApiKeyId, CompanyId};
use domain::office::{Account, Company, Member};
use store::{Tx, table};

use super::{Access, open};
use crate::error::OrMissing;
use crate::{AppError, Call, Caller, Ctx, Scope};

/// The most users of a box that a list holds, the newest: the contract knows no pages.
pub const MOST_USERS: i64 = 10_000;

/// Who calls.
#[derive(Debug, Clone, PartialEq)]
pub enum Myself {
    /// A person.
    Person(Box<Account>),
    /// The licensee's system, which the contract sees as a user like others.
    Service {
        /// Its key.
        key: ApiKeyId,
        /// What people call the key.
        name: String,
    },
}

/// Somebody in a box.
#[derive(Debug, Clone)]
pub struct Employee {
    /// Who.
    pub who: Myself,
    /// What they may do there.
    pub access: Access,
}

/// Who the caller is.
pub async fn myself(ctx: &Ctx, call: &Call) -> Result<Myself, AppError> {
    let caller = call.caller.clone();
    ctx.store.read(move |tx| who(tx, &caller)).await
}

/// Who the caller is in a box.
pub async fn employee(ctx: &Ctx, call: &Call, company: CompanyId) -> Result<Employee, AppError> {
    let caller = call.caller.clone();
    ctx.store.read(move |tx| Ok(Employee { access: open(tx, &caller, company)?, who: who(tx, &caller)? })).await
}

/// The people of a box, the newest first; for everybody who belongs to it.
pub async fn users(ctx: &Ctx, call: &Call, company: CompanyId) -> Result<(Company, Vec<(Member, Account)>), AppError> {
    let caller = call.caller.clone();
    ctx.store
        .read(move |tx| {
            let access = open(tx, &caller, company)?;
            Ok::<_, AppError>((access.company, table::member::people(tx, company, MOST_USERS)?))
        })
        .await
}

fn who(tx: &mut Tx<'_>, caller: &Caller) -> Result<Myself, AppError> {
    match caller {
        Caller::Diadoc(person) => Ok(Myself::Person(Box::new(table::account::load(tx, person.user)?.or_missing()?))),
        Caller::Key(key) if key.scopes.has(Scope::Signers) => {
            let row = table::api_key::load(tx, key.id)?;
            Ok(Myself::Service { key: key.id, name: row.map(|row| row.name).unwrap_or_default() })
        }
        Caller::Key(_) => Err(AppError::from(code::SCOPE_MISSING).with("scope", Scope::Signers.word())),
        _ => Err(code::FORBIDDEN.into()),
    }
}
