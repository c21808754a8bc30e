//! GUIDs in paths: one that is none is a wrong value, as the vendor's pages say, and one that nobody knows is missing.

use std::collections::HashMap;

use app::{AppError, Problem};
use domain::code;
use uuid::Uuid;

/// The GUID of this name in the path.
pub(crate) fn guid(values: &HashMap<String, String>, name: &str) -> Result<Uuid, AppError> {
    let text = values.get(name).map_or("", String::as_str);
    Uuid::try_parse(text).map_err(|_| {
        let detail = Some(format!("{name} should be guid"));
        AppError::invalid(vec![Problem { detail, ..Problem::new(format!("/{name}"), code::ID_INVALID) }])
    })
}
