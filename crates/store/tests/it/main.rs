//! The store's promises, each on a real database.

mod commit;
mod figures;
mod full_disk;
mod group;
mod holders;
mod idempotency;
mod look;
mod migrate;
mod network;
mod numbers;
mod plans;
mod probe;
mod reads;
mod rerun;
mod statements;
mod sweep;
mod throughput;
mod tls;
mod upgrade;
