//! The licensee registers a person; the password goes to their phone (row 1.1).

use domain::code;
use domain::id::{SmsId, UserId};
use domain::office::{Account, AccountState};
use domain::subject::{Email, ExternalId, Person, Phone};
use secrecy::ExposeSecret;
use serde_json::json;
use store::{Tx, table};

use crate::act::{self, Act, Done, Keep};
use crate::error::OrMissing;
use crate::event::{self, Told};
use crate::sms::{self, Addressee, Purpose};
use crate::{AppError, Call, Ctx, password};

/// Who is registered.
#[derive(Debug, Clone)]
pub struct Registration {
    /// The login, and where the password goes.
    pub phone: Phone,
    /// Who it is.
    pub person: Person,
    /// Where mail goes.
    pub email: Option<Email>,
    /// The integrator's own id.
    pub external_id: Option<ExternalId>,
}

/// Registers a person. The password is nowhere but in the message and, hashed, in the account.
pub async fn register(ctx: &Ctx, call: &Call, new: Registration) -> Result<Done<Account>, AppError> {
    let licensee = act::office_key(ctx, call, "user.register").await?;
    if let Some(done) = act::replay(ctx, call, Keep::Plain).await? {
        return Ok(done);
    }
    let account = Account {
        id: UserId::new(ctx.uuid()),
        licensee,
        version: 1,
        phone: new.phone,
        email: new.email,
        person: new.person,
        external_id: new.external_id,
        state: AccountState::Active,
        created_at: ctx.now(),
    };
    let password = password::make(ctx);
    let hash = password::hash(ctx, &password).await?;
    let text = format!("Ваш пароль для входа: {}. Логин: этот номер. Никому не сообщайте пароль.", password.expose_secret());
    let (inner, sms) = (ctx.clone(), SmsId::new(ctx.uuid()));
    act::once(ctx, call, Act::new("user.register", account.id), Keep::Plain, move |tx| {
        if !table::account::insert(tx, &account, &hash)? {
            return Err(taken(tx, &account)?);
        }
        sms::write(tx, &inner, sms, &Addressee::from(&account), Purpose::Password, &text, account.created_at)?;
        take_over_lines(tx, &account)?;
        event::record(tx, &inner, licensee, vec![registered(&account)], account.created_at)?;
        Ok(account.clone())
    })
    .await
}

/// Packages that were sent to the phone before it had an account.
fn take_over_lines(tx: &mut Tx<'_>, account: &Account) -> Result<(), AppError> {
    for id in table::package::waiting_for_phone(tx, account.licensee, &account.phone)? {
        let package = table::package::load_for_update(tx, id)?.or_missing()?;
        if let Some(package) = package.bind(&account.phone, account.id, account.created_at) {
            table::package::save(tx, package)?;
            table::package::bind_phone(tx, id, &account.phone, account.id)?;
        }
    }
    Ok(())
}

fn taken(tx: &mut Tx<'_>, account: &Account) -> Result<AppError, AppError> {
    let known = table::account::by_phone(tx, account.licensee, &account.phone)?;
    Ok(match known {
        Some(known) => AppError::from(code::PHONE_TAKEN).with("user_id", known.id.to_string()),
        None => code::EXTERNAL_ID_TAKEN.into(),
    })
}

fn registered(account: &Account) -> Told {
    let data = json!({ "user_id": account.id.to_string(), "external_id": account.external_id });
    Told { kind: "user.registered", subject: account.id.to_string(), data }
}
