//! Use cases: the only place that opens transactions, and the place where access is decided.
//!
//! API, pages, command line and jobs call these functions and nothing below. One call is one transaction; longer work goes on in jobs.

pub mod access;
mod act;
pub mod admin;
pub mod api_key;
pub mod audit;
pub mod authority;
pub mod backup;
mod caller;
pub mod certificate;
pub mod checkup;
mod clock;
pub mod cloud_signing;
pub mod company;
mod conditions;
pub mod content;
mod ctx;
pub mod deposit;
mod digest;
pub mod endpoint;
mod entropy;
mod error;
pub mod event;
pub mod figures;
pub mod file;
pub mod form;
pub mod health;
pub mod job;
mod key_shelf;
pub mod member;
pub mod operator;
pub mod package;
mod page;
pub mod party;
mod password;
pub mod request;
pub mod services;
pub mod session;
pub mod signature;
mod sms;
pub mod user;
pub mod verification;

pub use act::Done;
pub use caller::{Call, Caller, KeyCaller, Once, OperatorCaller, Scope, Scopes, SubjectCaller, UserCaller};
pub use conditions::{Conditions, Versions};
pub use ctx::{Adapters, Ctx, DEFAULT_STAMP_POLICY, Rate, Retention, Settings};
pub use digest::sha256_hex;
pub use entropy::{Entropy, SystemEntropy};
pub use error::{AppError, Context, Problem};
pub use key_shelf::KeyShelf;
pub use outbound::guarded::Cidr;
pub use page::{MOST as MOST_OF_A_PAGE, Page, Place, Slice};
pub use secrecy::{ExposeSecret, SecretString};
pub use sms::CodeSent;
