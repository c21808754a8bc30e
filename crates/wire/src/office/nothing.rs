//! The body of calls that say all by their path.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// No body, or `{}`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}
