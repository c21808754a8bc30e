//! Tables, one module an aggregate; every function takes the transaction it works in.

pub mod account;
pub mod api_key;
pub mod audit;
pub mod authority;
mod body;
pub mod certificate;
pub mod challenge;
pub mod company;
pub mod content;
pub mod crl;
pub mod endpoint;
pub mod event;
pub mod idempotency;
pub mod intent;
pub mod issue;
pub mod job;
pub mod licensee;
pub mod member;
pub mod node;
pub mod operator;
pub mod package;
pub mod schedule;
pub mod session;
pub mod signature;
pub mod sms;
