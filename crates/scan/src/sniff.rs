//! Which format bytes are of, by how they begin.

use domain::issue::document::Format;

/// The format of these bytes, if it is one that is taken. The beginning of a file suffices.
///
/// A PDF begins with its header: what stands before it elsewhere makes files that are two things at once.
pub fn sniff(bytes: &[u8]) -> Option<Format> {
    const BEGINNINGS: [(&[u8], Format); 7] = [
        (b"%PDF-", Format::Pdf),
        (b"\x89PNG\r\n\x1a\n", Format::Png),
        (b"\xff\xd8\xff", Format::Jpeg),
        (b"II*\0", Format::Tiff),
        (b"MM\0*", Format::Tiff),
        (b"GIF87a", Format::Gif),
        (b"GIF89a", Format::Gif),
    ];
    BEGINNINGS.iter().find(|(beginning, _)| bytes.starts_with(beginning)).map(|(_, format)| *format)
}
