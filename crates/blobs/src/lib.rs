//! Bytes under random keys, written once.
