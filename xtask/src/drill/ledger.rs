//! What the clients were promised: every acknowledged effect, to be found again in the end.

use std::sync::{Mutex, PoisonError};

use wire::office::{Company, Member, NewPackage, Package, User};

/// Somebody who can sign.
#[derive(Debug, Clone)]
pub struct Signatory {
    pub user: String,
    pub phone: String,
    pub company: String,
    pub certificate: String,
    /// Signing codes that were sent to them.
    pub codes: usize,
}

/// A certificate request, taken into use.
#[derive(Debug, Clone)]
pub struct Activated {
    pub request: String,
    pub certificate: String,
}

/// What was done to a package, by whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    Sent,
    Signed(String),
    Approved(String),
    Viewed(String),
    Refused(String),
    Revoked,
}

/// A package as it was asked for, answered, and acted on.
#[derive(Debug, Clone)]
pub struct PackageKept {
    /// The idempotency key of its creation.
    pub key: String,
    pub asked: NewPackage,
    /// Its files: a name, and which sample.
    pub files: Vec<(String, usize)>,
    pub created: Package,
    pub acts: Vec<Act>,
}

/// A callback endpoint.
#[derive(Debug, Clone)]
pub struct EndpointKept {
    pub id: String,
    pub url: String,
    pub deleted: bool,
}

/// A list that many clients write.
#[derive(Debug)]
pub struct Kept<T>(Mutex<Vec<T>>);

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T: Clone> Kept<T> {
    /// One more.
    pub fn add(&self, one: T) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(one);
    }

    /// Takes one away, for the caller alone.
    pub fn take(&self) -> Option<T> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.is_empty() { None } else { Some(all.remove(0)) }
    }

    /// All of them.
    pub fn all(&self) -> Vec<T> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Everything that was acknowledged.
#[derive(Debug, Default)]
pub struct Ledger {
    pub users: Kept<User>,
    pub companies: Kept<Company>,
    pub members: Kept<Member>,
    pub activated: Kept<Activated>,
    pub packages: Kept<PackageKept>,
    pub endpoints: Kept<EndpointKept>,
    /// Employees of the own company, for whom the licensee signs.
    pub own: Kept<Signatory>,
    /// People of other companies, who confirm by code; one client at a time acts for one of them.
    pub others: Kept<Signatory>,
}
