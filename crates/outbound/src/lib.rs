//! Everything the office sends out: callbacks, text messages, questions for evidence, over an HTTP client that cannot be talked into calling the inside.

pub mod callback;
pub mod evidence;
pub mod guarded;
pub mod sms;
