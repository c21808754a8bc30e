//! Contents that a client of certificate forms deposits, to be named by documents later (contracts/certificate-forms.md §4.9). Whatever they
//! are is taken; what a form may name is the form's rule.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::code::{self, Code};
use crate::id::{CompanyId, ContentId, LicenseeId};
use crate::issue::document::Format;
use crate::subject::parsed_text;
use crate::time::Timestamp;

/// The largest deposit: 100 MB (inferred).
pub const LARGEST_DEPOSIT: u64 = 100 * 1024 * 1024;

/// How many of the first bytes tell what a content is.
pub const HEAD: usize = 64;

parsed_text! {
    /// An MD5 in 32 hexadecimal digits of any case, kept in lower case. It tells a damaged transfer and protects nothing.
    Md5Hex, md5
}

fn md5(text: &str) -> Result<String, Code> {
    let fits = text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    if fits { Ok(text.to_ascii_lowercase()) } else { Err(code::VALUE_INVALID) }
}

/// What a content turned out to be, by how it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContentSort {
    /// A page as requests take them.
    Page(Format),
    /// XML.
    Xml,
    /// ZIP, and what is one inside: DOCX, ODT.
    Zip,
    /// A CMS, or its like in DER.
    Pkcs7,
    /// A signature of OpenPGP in its armour.
    Pgp,
    /// Something else.
    Other,
}

impl ContentSort {
    /// By the first bytes. `page` is what whoever knows pages makes of them.
    pub fn of(head: &[u8], page: Option<Format>) -> Self {
        if let Some(page) = page {
            return Self::Page(page);
        }
        let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
        let begins = |with: &[u8]| text.starts_with(with);
        match head {
            _ if begins(b"<?xml") => Self::Xml,
            [b'P', b'K', 3, 4, ..] => Self::Zip,
            _ if begins(b"-----BEGIN PGP ") => Self::Pgp,
            // a SEQUENCE with a length of two or three octets, and the object identifier of signed data in it
            [0x30, 0x82, _, _, 0x06, 0x09, ..] | [0x30, 0x83, _, _, _, 0x06, 0x09, ..] | [0x30, 0x80, 0x06, 0x09, ..] => Self::Pkcs7,
            _ => Self::Other,
        }
    }

    /// The short name: `contentType` of the contract, and the ending of a file's name.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Page(format) => format.word(),
            Self::Xml => "xml",
            Self::Zip => "zip",
            Self::Pkcs7 => "p7s",
            Self::Pgp => "asc",
            Self::Other => "bin",
        }
    }

    /// The media type under which it is handed out.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Page(format) => format.media_type(),
            Self::Xml => "application/xml",
            Self::Zip => "application/zip",
            Self::Pkcs7 => "application/x-pkcs7-signature",
            Self::Pgp => "application/pgp-signature",
            Self::Other => "application/octet-stream",
        }
    }
}

/// What is known of a deposited content beside its bytes.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deposit {
    /// Its id; the bare UUID is `contentId` on the face.
    pub id: ContentId,
    /// The tenant.
    pub licensee: LicenseeId,
    /// The company on whose behalf it came: nobody else finds it.
    pub company: CompanyId,
    /// How many bytes.
    pub size: u64,
    /// What they are.
    pub sort: ContentSort,
    /// Their digest.
    pub md5: Md5Hex,
    /// When they came.
    pub created_at: Timestamp,
}

/// A digest of a scan is as good as its name: neither is printed.
impl fmt::Debug for Deposit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Deposit({}, {})", self.id, self.sort.word())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contents_are_known_by_how_they_begin() {
        let of = |head: &[u8]| ContentSort::of(head, None).word();
        assert_eq!(ContentSort::of(b"%PDF-1.4", Some(Format::Pdf)).word(), "pdf");
        assert_eq!(of(b"<?xml version=\"1.0\"?>"), "xml");
        assert_eq!(of(b"\xef\xbb\xbf<?xml "), "xml");
        assert_eq!(of(b"PK\x03\x04\x14"), "zip");
        assert_eq!(of(b"-----BEGIN PGP SIGNATURE-----"), "asc");
        for cms in [&[0x30, 0x82, 1, 2, 6, 9, 0x2a][..], &[0x30, 0x83, 1, 2, 3, 6, 9, 0x2a], &[0x30, 0x80, 6, 9, 0x2a]] {
            assert_eq!(of(cms), "p7s");
        }
        for other in [&b""[..], b"\0", b"hello", b"<html>", b"0\x82"] {
            assert_eq!(of(other), "bin");
        }
    }

    #[test]
    fn an_md5_is_kept_in_lower_case() {
        assert_eq!(Md5Hex::parse("7E0D44C48AF788657EA6F5C4C87589E8").unwrap().as_str(), "7e0d44c48af788657ea6f5c4c87589e8");
        for wrong in ["", "7E0D", "7E0D44C48AF788657EA6F5C4C87589EG", " 7E0D44C48AF788657EA6F5C4C87589E8"] {
            assert_eq!(Md5Hex::parse(wrong), Err(code::VALUE_INVALID), "{wrong}");
        }
    }
}
