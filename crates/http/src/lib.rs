//! HTTP manners shared by the faces: problem+json, authentication, idempotency, bodies, uploads, downloads, limits.
//!
//! A face wraps its own router with [`Face::around`]; nothing here answers for a face that did not ask.

mod answer;
mod ask;
mod auth;
mod body;
pub mod check_words;
mod conditions;
mod crowd;
mod diadoc;
mod digest;
mod door;
pub mod download;
mod face;
mod idempotency;
mod language;

pub mod metrics;
pub mod multipart;
mod offered;
mod origin;
mod pages;
mod path;
mod problem;
mod problems;
mod query;
mod rates;
mod raw;
mod refusal;
mod seen;
mod sent;
mod serve;
mod short;
mod status;
mod texts;
mod trace;

pub use answer::{Answer, Object};
pub use ask::{Acting, Anonymous, AnyCase, Creating, Upload};
pub use auth::{Auth, Closed, Finder, Shows, closed, closed_by};
pub use body::Sent;
pub use diadoc::{Anybody, Application};
pub use face::{About, Face, Renderer, SUNSET};
pub use language::Language;
pub use metrics::Metrics;
pub use offered::Offered;
pub use pages::{Listed, Marks, page_limit};
pub use path::{Id, Ids, Raw};
pub use problem::{render, retry_after};
pub use problems::Problems;
pub use query::{AnyParams, FromQuery, Params};
pub use rates::{Gate, Rates};
pub use raw::{RawUpload, Streamed};
pub use refusal::Refusal;
pub use sent::{FromJson, Given, JSON_LIMIT, at};
pub use serve::{Identity, Limits, Listening, Tls, TlsError, serve};
pub use short::{Kind, Short};
pub use status::status;
pub use texts::title;
