//! Everything the office sends out: callbacks and text messages, over an HTTP client that cannot be talked into calling the inside.

pub mod callback;
pub mod guarded;
pub mod sms;
