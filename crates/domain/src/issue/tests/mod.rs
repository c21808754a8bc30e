//! The transition table as a snapshot, the invariants of the contract, and the rules that deserve a sentence.

mod fixture;
mod invariants;
mod machine;
mod older;
mod straight;
