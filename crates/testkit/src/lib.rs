//! What tests share: databases, clocks, builders.
