//! DER by slices: a reader that keeps original bytes, a writer of canonical ones, and limits for foreign input.

pub mod limits;
mod read;
pub mod write;

pub use read::{Element, Reader};

/// Tag octets of the types that certificates, CRLs and CMS are made of (low-tag-number form only).
pub mod tag {
    /// BOOLEAN.
    pub const BOOLEAN: u8 = 0x01;
    /// INTEGER.
    pub const INTEGER: u8 = 0x02;
    /// BIT STRING.
    pub const BIT_STRING: u8 = 0x03;
    /// OCTET STRING.
    pub const OCTET_STRING: u8 = 0x04;
    /// NULL.
    pub const NULL: u8 = 0x05;
    /// OBJECT IDENTIFIER.
    pub const OID: u8 = 0x06;
    /// ENUMERATED.
    pub const ENUMERATED: u8 = 0x0a;
    /// UTF8String.
    pub const UTF8_STRING: u8 = 0x0c;
    /// NumericString.
    pub const NUMERIC_STRING: u8 = 0x12;
    /// PrintableString.
    pub const PRINTABLE_STRING: u8 = 0x13;
    /// TeletexString, read as Latin-1.
    pub const TELETEX_STRING: u8 = 0x14;
    /// IA5String.
    pub const IA5_STRING: u8 = 0x16;
    /// UTCTime.
    pub const UTC_TIME: u8 = 0x17;
    /// GeneralizedTime.
    pub const GENERALIZED_TIME: u8 = 0x18;
    /// BMPString (UTF-16 big-endian without surrogates).
    pub const BMP_STRING: u8 = 0x1e;
    /// SEQUENCE, SEQUENCE OF.
    pub const SEQUENCE: u8 = 0x30;
    /// SET, SET OF.
    pub const SET: u8 = 0x31;

    /// Constructed context-specific tag `[number]`.
    pub const fn context(number: u8) -> u8 {
        0xa0 | number
    }

    /// Primitive context-specific tag `[number]`.
    pub const fn context_primitive(number: u8) -> u8 {
        0x80 | number
    }
}
