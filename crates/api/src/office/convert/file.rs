//! Files.

use app::file::FileRow;
use wire::office::File;

pub(crate) fn file(row: &FileRow) -> File {
    File {
        id: row.id.to_string(),
        kind: row.kind.clone(),
        name: row.name.clone(),
        media_type: row.media_type.clone(),
        size: row.size,
        sha256: row.sha256.clone(),
    }
}

/// A file of a package.
pub(crate) fn original(file: &domain::office::package::File) -> File {
    File {
        id: file.id.to_string(),
        kind: "original".to_owned(),
        name: file.name.clone(),
        media_type: file.media_type.clone(),
        size: file.size,
        sha256: file.sha256.clone(),
    }
}

/// A declared type, where it may stand in a header later.
pub(crate) fn media_type(declared: Option<&str>) -> String {
    let fits = |text: &&str| {
        let form = text.split_once('/').is_some_and(|(kind, rest)| !kind.is_empty() && !rest.is_empty());
        form && text.len() <= 127 && text.bytes().all(|b| b.is_ascii_graphic() || b == b' ')
    };
    declared.filter(fits).unwrap_or("application/octet-stream").to_owned()
}
