//! The faces over a whole house, in process, on both databases.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod access;
mod audit;
mod caller;
mod diadoc_session;
mod downloads;
mod endpoints;
mod entity;
mod envelope;
mod foreign;
mod forms;
mod idempotency;
mod input;
mod issues;
mod issuing;
mod keys;
mod limits;
mod lists;
mod pages;
mod parts;
mod signers;
mod story;
mod uploads;
mod verify;
mod versions;
