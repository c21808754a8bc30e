//! Sessions of people who log in with phone and password.

use std::fmt;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A login.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSession {
    /// The phone of the account.
    #[schema(example = "+79161234567")]
    pub phone: String,
    /// The password that came by SMS.
    #[schema(format = Password)]
    pub password: String,
}

impl fmt::Debug for NewSession {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NewSession { .. }")
    }
}

/// An open session.
#[derive(Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Session {
    /// What to send as `Authorization: Bearer …`; shown once.
    pub token: String,
    /// Whose it is.
    pub user_id: String,
    /// Until when it opens anything.
    #[schema(format = DateTime)]
    pub expires_at: String,
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session").field("user_id", &self.user_id).field("expires_at", &self.expires_at).finish_non_exhaustive()
    }
}

/// A session as its owner sees it later, without the token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OpenSession {
    /// `ses_…`
    pub id: String,
    /// What it opens: `office`, or `signers` for the face of signer details.
    pub face: String,
    /// Since when.
    #[schema(format = DateTime)]
    pub created_at: String,
    /// Until when it opens anything.
    #[schema(format = DateTime)]
    pub expires_at: String,
    /// Whether it is the one that asks.
    pub current: bool,
}
