//! Lists, page by page.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Page<T> {
    /// Its items.
    pub data: Vec<T>,
    /// What to send as `after` to get the next page; null on the last one.
    pub next: Option<String>,
}
