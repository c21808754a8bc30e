//! Data files: TOML, or JSON where the name ends so.

use std::path::Path;

use serde::de::DeserializeOwned;

/// The longest data file, in bytes.
const LONGEST: u64 = 16 << 20;

/// Why a data file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum DataError {
    /// It cannot be read.
    #[error("{0}: {1}")]
    Unreadable(String, #[source] std::io::Error),
    /// Longer than is read.
    #[error("{0}: longer than 16 MiB")]
    TooLong(String),
    /// Not what it should be.
    #[error("{0}: {1}")]
    Malformed(String, String),
}

/// What a file says, or else what is built in.
pub(crate) fn or_built_in<T: DeserializeOwned>(file: Option<&Path>, built_in: fn() -> T) -> Result<T, DataError> {
    file.map_or_else(|| Ok(built_in()), read)
}

/// Reads a file.
fn read<T: DeserializeOwned>(path: &Path) -> Result<T, DataError> {
    let name = path.display().to_string();
    let unreadable = |error| DataError::Unreadable(name.clone(), error);
    if std::fs::metadata(path).map_err(unreadable)?.len() > LONGEST {
        return Err(DataError::TooLong(name));
    }
    let text = std::fs::read_to_string(path).map_err(unreadable)?;
    let read = if path.extension().is_some_and(|end| end.eq_ignore_ascii_case("json")) {
        serde_json::from_str(&text).map_err(|error| error.to_string())
    } else {
        toml::from_str(&text).map_err(|error| error.to_string())
    };
    read.map_err(|why| DataError::Malformed(name, why))
}
