//! Use cases on both databases, with every adapter real.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod backup;
mod callbacks;
mod callbacks_hang;
mod certificates;
mod clocks;
mod cloud_signing;
mod contents;
mod diadoc;
mod endpoints;
mod entitlement;
mod figures;
mod idempotency;
mod input;
mod nodes;
mod package_life;
mod parties;
mod pauses;
mod people;
mod race_t12;
mod races;
mod reissue;
mod requests;
mod services;
mod text_messages;
mod verification;
