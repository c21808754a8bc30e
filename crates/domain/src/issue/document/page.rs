//! Pages: the scans of a document.

use serde::{Deserialize, Serialize};

use super::Document;
use crate::id::{ContentId, PageId};
use crate::{Rejected, code};

/// The largest page, in bytes: 10 MB, as a comparable service of the same authority has it. That of this contract is not published.
pub const LARGEST_PAGE: u64 = 10 * 1024 * 1024;

/// The most pages of a document. Our own choice: an extract or a charter comes as one PDF.
pub const PAGES_PER_DOCUMENT: usize = 30;

/// The most pages of a request, over all of its documents. Our own choice.
pub const PAGES_PER_REQUEST: usize = 100;

/// A scan: one file, which may be an image or a PDF of several sheets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// Its id; the bare UUID on the vendors' faces.
    pub id: PageId,
    /// Its bytes.
    pub content: ContentId,
    /// What they are, as found by looking at them.
    pub format: Format,
    /// How many there are.
    pub size: u64,
    /// What its sender called it.
    pub name: Option<String>,
    /// Whether it has colour in it.
    pub tone: Tone,
}

/// The formats in which scans are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// PDF.
    Pdf,
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
    /// TIFF.
    Tiff,
    /// GIF.
    Gif,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Pdf, Self::Png, Self::Jpeg, Self::Tiff, Self::Gif];

    /// The word, which is also the usual ending of a file's name.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Png => "png",
            Self::Jpeg => "jpeg",
            Self::Tiff => "tiff",
            Self::Gif => "gif",
        }
    }

    /// The media type under which it is handed out.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Tiff => "image/tiff",
            Self::Gif => "image/gif",
        }
    }

    /// The format that a media type declares; parameters and case are of no meaning, and `image/jpg` is what some call JPEG.
    pub fn of_media_type(text: &str) -> Option<Self> {
        let bare = text.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        match bare.as_str() {
            "image/jpg" | "image/pjpeg" => Some(Self::Jpeg),
            "image/tif" => Some(Self::Tiff),
            other => Self::ALL.into_iter().find(|format| format.media_type() == other),
        }
    }
}

/// Whether a scan has colour in it. A grey one is accepted only where the copy is certified, which an operator decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// It has.
    Colour,
    /// It has none: black and white, or shades of grey.
    Grey,
    /// Nobody looked: it is a PDF.
    Unknown,
}

/// Whether one more page may come to `document` of a request that has so many in all.
pub fn check_room(document: &Document, in_request: usize) -> Result<(), Rejected> {
    for (present, most) in [(document.pages.len(), PAGES_PER_DOCUMENT), (in_request, PAGES_PER_REQUEST)] {
        if present >= most {
            return Err(Rejected::from(code::PAGE_LIMIT).with("most", most));
        }
    }
    Ok(())
}
