//! A client's account: a person whom a licensee registered.

use serde::{Deserialize, Serialize};

use crate::Rejected;
use crate::code;
use crate::id::{LicenseeId, UserId};
use crate::subject::{Email, ExternalId, Person, Phone};
use crate::time::Timestamp;

/// A registered person (учётная запись Клиента). The phone is the login, one account a phone within a licensee.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Account {
    /// Its id.
    pub id: UserId,
    /// The tenant it belongs to.
    pub licensee: LicenseeId,
    /// Grows with every change.
    pub version: i64,
    /// Where passwords and codes go; the login.
    pub phone: Phone,
    /// Where mail goes.
    pub email: Option<Email>,
    /// Who it is.
    pub person: Person,
    /// The integrator's own id.
    pub external_id: Option<ExternalId>,
    /// Whether it may act.
    pub state: AccountState,
    /// When it was registered.
    pub created_at: Timestamp,
}

/// Whether an account may act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountState {
    /// It may.
    Active,
    /// It may not: no login, no signature.
    Blocked,
}

impl Account {
    /// Refuses a blocked account.
    pub fn require_active(&self) -> Result<(), Rejected> {
        match self.state {
            AccountState::Active => Ok(()),
            AccountState::Blocked => Err(code::ACCOUNT_BLOCKED.into()),
        }
    }
}
