//! Stand-ins for services of others, over real sockets: state registers, the state portal and a gateway of text messages, for trials,
//! demonstrations and tests.
//!
//! They serve the contracts of docs/registers.md, docs/esia.md and docs/sms.md from a data file, are written from those texts alone and share no code with
//! the clients. Every answer says in its header `Surguch-Simulator` what it comes from, and so does every extract on its face.

mod data;
mod door;
mod pdf;
mod played;
mod tax_service;

pub mod esia;
pub mod registers;
pub mod sms;

pub use axum::Router;
pub use data::DataError;
pub use door::serve;
