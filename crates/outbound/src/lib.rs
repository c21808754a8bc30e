//! Everything the office sends out: callbacks, text messages, questions for evidence, to registers and to the state portal, over an HTTP client that cannot be talked into calling the inside.

pub mod callback;
pub mod esia;
pub mod evidence;
pub mod guarded;
pub mod registers;
pub mod remote;
pub mod sms;
