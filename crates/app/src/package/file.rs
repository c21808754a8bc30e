//! A file on its way into a package.

use domain::id::{ContentId, FileId};
use domain::office::Package;
use domain::office::package::File;
use store::table::content::FileRow;

use crate::Ctx;
use crate::content::Stored;

/// A file.
#[derive(Debug, Clone)]
pub struct NewFile {
    /// Its name with extension.
    pub name: String,
    /// Its media type as declared.
    pub media_type: String,
    /// Its bytes.
    pub stored: Stored,
}

impl NewFile {
    /// As it stands in the package.
    pub(super) fn named(&self, ctx: &Ctx) -> File {
        File {
            id: FileId::new(ctx.uuid()),
            content: ContentId::new(ctx.uuid()),
            name: self.name.trim().to_owned(),
            media_type: self.media_type.clone(),
            size: self.stored.size,
            sha256: self.stored.sha256.clone(),
        }
    }
}

/// Its row, at this place of the package.
pub(super) fn row(package: &Package, place: usize, file: &File) -> FileRow {
    FileRow {
        id: file.id,
        licensee: package.licensee,
        owner: package.id.to_string(),
        place: i64::try_from(place).unwrap_or(i64::MAX),
        kind: "original".to_owned(),
        name: file.name.clone(),
        media_type: file.media_type.clone(),
        size: file.size,
        sha256: file.sha256.clone(),
        content: file.content,
    }
}
