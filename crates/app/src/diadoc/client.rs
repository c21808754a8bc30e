//! Whose client asks, before anybody has logged in.

use domain::code;
use domain::id::LicenseeId;
use domain::subject::{Email, Phone};

use crate::login::Origin;
use crate::{AppError, Call, Scope};

/// What people type as their login.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Login {
    /// The phone of the account.
    Phone(Phone),
    /// Its e-mail address.
    Email(Email),
}

impl Login {
    /// Either of the two; what is neither is nobody's.
    pub fn parse(text: &str) -> Option<Self> {
        let email = || Email::parse(text).map(Self::Email);
        Phone::parse(text).map(Self::Phone).or_else(|_| email()).ok()
    }
}

/// The tenant whose key is the client id.
pub(super) fn licensee(call: &Call) -> Result<LicenseeId, AppError> {
    call.key_with(Scope::Signers).map_err(|_| code::CLIENT_ID_INVALID.into())
}

pub(super) fn origin(call: &Call) -> Origin {
    Origin { request_id: call.request_id.clone(), address: call.address.clone() }
}
