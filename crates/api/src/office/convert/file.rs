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
