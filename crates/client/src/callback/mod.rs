//! Receiving callbacks: from a request as it came to an event that is known to be Surguch's (Standard Webhooks 1.0.0).
//!
//! ```
//! # fn handle(id: &str, timestamp: &str, signature: &str, body: &[u8]) -> Result<(), Box<dyn std::error::Error>> {
//! use client::callback::{Headers, Verifier};
//!
//! let verifier = Verifier::new(["whsec_c2VjcmV0IG9mIHRoaXMgZXhhbXBsZSwgMzIgYnl0ZXM="])?;
//! verifier.verify(Headers { id, timestamp, signature }, body, std::time::SystemTime::now())?;
//! // `id` is the same in every attempt: keep it in the transaction that handles the event, and handle no event twice
//! # Ok(())
//! # }
//! ```
//!
//! A receiver on a web framework needs [`Verifier`] alone; one on a bare socket reads with [`Request::read`].

mod request;
mod verify;

pub use request::Request;
pub use verify::{BadSecret, Headers, TOLERANCE, Unverified, Verifier};
