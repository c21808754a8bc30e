//! An HTTP client for addresses that customers choose.
//!
//! A name is resolved once, every address of the answer is checked, and the connection goes to a checked address, so a name server
//! that changes its answer gains nothing. Redirects are not followed and proxies are not used. See OWASP «SSRF prevention» and the
//! security chapter of Standard Webhooks 1.0.0.

mod address;
mod answer;
mod cidr;
mod client;
mod names;
mod rules;

pub use address::is_public;
pub use answer::{Answer, FetchError, retry_after};
pub use cidr::{BadCidr, Cidr};
pub use client::{Guarded, Settings, SetupError};
pub use names::{Names, SystemNames};
pub use reqwest::Url;
pub use reqwest::header::HeaderMap;
pub use rules::{Blocked, Rules};
