//! The faces over a whole house, in process, on both databases.

mod access;
mod caller;
mod downloads;
mod envelope;
mod idempotency;
mod input;
mod lists;
mod story;
mod uploads;
