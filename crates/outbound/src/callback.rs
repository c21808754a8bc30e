//! Callbacks by Standard Webhooks 1.0.0: fixed bytes, a stable id, a signature per attempt. What a receiver verifies them with stands in
//! `client::callback`.

mod asymmetric;
mod deliver;
mod schedule;
mod secret;
mod signature;

pub use crate::guarded::FetchError as CallbackError;
pub use asymmetric::{PublicKey, SigningKey};
pub use deliver::{CallbackAnswer, Callbacks, Endpoint};
pub use schedule::{ATTEMPTS, next_wait, schedule, since_first};
pub use secret::{BadSecret, Secret};
pub use signature::{sign, sign_all};
