//! The queue's promises, on both databases, with a clock that the tests move.

mod claim;
mod leases;
mod retry;
mod running;
mod schedule;
mod world;
