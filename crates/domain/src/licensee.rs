//! A licensee (лицензиат): the tenant whose information system calls us. Everything belongs to exactly one.

use serde::{Deserialize, Serialize};

use crate::id::{CompanyId, LicenseeId};
use crate::issue::Policy;
use crate::subject::Title;
use crate::time::Timestamp;

/// A tenant.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Licensee {
    /// Its id.
    pub id: LicenseeId,
    /// Grows with every change.
    pub version: i64,
    /// Its name.
    pub name: Title,
    /// Its own company: whose employees sign by server key (rows 5.1, 5.2).
    pub own_company: CompanyId,
    /// What passes without a person looking.
    pub policy: Policy,
    /// When it was made.
    pub created_at: Timestamp,
}
