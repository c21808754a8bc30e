//! A person logs in with phone or e-mail address and password.

use secrecy::SecretString;
use store::table;
use store::table::session::Face;

use super::Login;
use super::client::{licensee, origin};
use crate::login::{self, Try};
use crate::session::{self, Opened};
use crate::{AppError, Call, Ctx, digest};

const ACTION: &str = "signers_session.open";
/// How many accounts of one address a password is held against: each costs as much as a try is meant to.
const MOST_OF_AN_ADDRESS: i64 = 4;

/// Opens a session. Whether the login is known does not show, neither in the answer nor in its time; tries are counted together with those
/// on the office's face.
pub async fn by_password(ctx: &Ctx, client: &Call, login: &str, password: SecretString) -> Result<Opened, AppError> {
    let licensee = licensee(client)?;
    let accounts = match Login::parse(login) {
        Some(Login::Phone(phone)) => ctx
            .store
            .read(move |tx| table::account::login_by_phone(tx, licensee, &phone).map_err(AppError::from))
            .await?
            .into_iter()
            .collect(),
        Some(Login::Email(email)) => {
            ctx.store
                .read(move |tx| table::account::logins_by_email(tx, licensee, &email, MOST_OF_AN_ADDRESS).map_err(AppError::from))
                .await?
        }
        None => Vec::new(),
    };
    let key = match (Login::parse(login), accounts.first()) {
        // of an unknown phone, too, in the one spelling that the office's face counts
        (Some(Login::Phone(phone)), _) => digest::sha256_hex(phone.as_str().as_bytes()),
        (Some(Login::Email(email)), None) => digest::sha256_hex(email.as_str().to_lowercase().as_bytes()),
        (_, Some(_)) => login::key_of(&accounts),
        (None, None) => digest::sha256_hex(login.as_bytes()),
    };
    let origin = origin(client);
    let attempt = Try { action: ACTION, licensee: Some(licensee), key: key.clone(), accounts, origin: origin.clone() };
    let account = login::judge(ctx, attempt, &password).await?;
    session::write(ctx, &account, Face::Signers, ACTION, &origin, Some(key)).await
}
