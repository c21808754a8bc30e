//! The unsigned attributes of one signer, as they stand.

use const_oid::ObjectIdentifier;
use pki::asn1::{Reader, limits, tag};
use pki::{Certificate, Malformed, oid};

use super::references::{self, CertificateReference, RevocationReference};
use super::token::Token;
use super::values::{self, RevocationValues};
use crate::cms::read::SignerInfo;

/// Most unsigned attributes of one signer.
const MOST: usize = 64;
/// Most values of one of them: time stamps and counter-signatures each cost signatures to check.
const MOST_VALUES: usize = 16;

/// One attribute over its original bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute<'a> {
    /// Which one.
    pub kind: ObjectIdentifier,
    /// attrType and attrValues without the header around both: what escTimeStamp covers.
    pub body: &'a [u8],
    /// Each AttributeValue in DER.
    pub values: Vec<&'a [u8]>,
}

/// All of them, in the order they stand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unsigned<'a> {
    /// Each attribute.
    pub attributes: Vec<Attribute<'a>>,
}

impl<'a> Unsigned<'a> {
    /// Those of a signer; none where it has none.
    ///
    /// # Errors
    ///
    /// Not attributes, or more than 64 of them, or more than 16 values in one.
    pub fn of(signer: &SignerInfo<'a>) -> Result<Self, Malformed> {
        signer.unsigned_attributes.map_or(Ok(Self::default()), Self::parse)
    }

    /// Reads the contents of `[1] IMPLICIT SET OF Attribute`.
    pub fn parse(contents: &'a [u8]) -> Result<Self, Malformed> {
        let (mut reader, mut attributes) = (Reader::new(contents), Vec::new());
        while !reader.is_empty() {
            if attributes.len() == MOST {
                return Err(Malformed("too many unsigned attributes"));
            }
            attributes.push(Attribute::parse(reader.expect(tag::SEQUENCE)?.value)?);
        }
        Ok(Self { attributes })
    }

    /// Every value of every attribute of this type.
    pub fn values(&self, kind: ObjectIdentifier) -> impl Iterator<Item = &'a [u8]> {
        self.attributes.iter().filter(move |attribute| attribute.kind == kind).flat_map(|attribute| attribute.values.iter().copied())
    }

    /// Is there an attribute of this type?
    pub fn has(&self, kind: ObjectIdentifier) -> bool {
        self.attributes.iter().any(|attribute| attribute.kind == kind)
    }

    /// The tokens of this type of attribute: signature-time-stamp, escTimeStamp, archive-time-stamp-v3.
    pub fn tokens(&self, kind: ObjectIdentifier) -> Result<Vec<Token<'a>>, Malformed> {
        self.values(kind).map(Token::parse).collect()
    }

    /// Counter-signatures, each a SignerInfo over the signature value of this signer.
    pub fn counter_signatures(&self) -> Result<Vec<SignerInfo<'a>>, Malformed> {
        self.values(oid::COUNTER_SIGNATURE).map(SignerInfo::parse).collect()
    }

    /// complete-certificate-references, of all values together.
    pub fn certificate_references(&self) -> Result<Vec<CertificateReference<'a>>, Malformed> {
        all(self.values(oid::CERTIFICATE_REFERENCES), references::certificates)
    }

    /// complete-revocation-references, of all values together.
    pub fn revocation_references(&self) -> Result<Vec<RevocationReference<'a>>, Malformed> {
        all(self.values(oid::REVOCATION_REFERENCES), references::revocation)
    }

    /// certificate-values, of all values together.
    pub fn certificate_values(&self) -> Result<Vec<Certificate>, Malformed> {
        all(self.values(oid::CERTIFICATE_VALUES), values::certificates)
    }

    /// revocation-values, of all values together.
    pub fn revocation_values(&self) -> Result<RevocationValues<'a>, Malformed> {
        let mut all = RevocationValues::default();
        for value in self.values(oid::REVOCATION_VALUES) {
            let RevocationValues { crls, answers } = RevocationValues::parse(value)?;
            all.crls.extend(crls);
            all.answers.extend(answers);
        }
        Ok(all)
    }
}

impl<'a> Attribute<'a> {
    fn parse(body: &'a [u8]) -> Result<Self, Malformed> {
        let mut reader = Reader::new(body);
        let kind = reader.oid()?;
        let mut set = Reader::new(reader.expect(tag::SET)?.value);
        reader.end()?;
        let mut values = Vec::new();
        while !set.is_empty() {
            if values.len() == MOST_VALUES {
                return Err(Malformed("too many values of an attribute"));
            }
            values.push(set.element()?.raw);
        }
        Ok(Self { kind, body, values })
    }
}

fn all<'a, T>(values: impl Iterator<Item = &'a [u8]>, read: impl Fn(&'a [u8]) -> Result<Vec<T>, Malformed>) -> Result<Vec<T>, Malformed> {
    let mut all = Vec::new();
    for value in values {
        limits::check(value, limits::CMS)?;
        all.extend(read(value)?);
    }
    Ok(all)
}
