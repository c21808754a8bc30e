//! What the authority does for the world beside issuing: it answers by OCSP and stamps time.

mod answers;
mod known;
mod ocsp;
mod renew;
mod tsa;
mod watch;

pub(crate) use known::Knowledge;
pub use ocsp::{Reply, respond};
pub(crate) use renew::{destroy_spent, renew_due};
pub(crate) use tsa::token;
pub use tsa::{StampOutcome, stamp};
pub(crate) use watch::Watch;

pub(crate) use answers::Answers;
