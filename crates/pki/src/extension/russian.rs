//! Extensions of Russian certificates: means of signature, and how the holder was identified.

use super::{Extension, Extensions};
use crate::asn1::{Reader, tag, write};
use crate::name::Kind;
use crate::{Certificate, Malformed, oid};

/// issuerSignTool: by what means the authority works, each name 1 to 200 or 100 characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssuerTool {
    /// Means of signature of the authority.
    pub sign_tool: String,
    /// Means of the authority's centre.
    pub authority_tool: String,
    /// Conclusion about the means of signature.
    pub sign_tool_certificate: String,
    /// Conclusion about the means of the centre.
    pub authority_tool_certificate: String,
}

/// identificationKind: how the holder was identified when the certificate was issued.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Identification {
    /// In person.
    InPerson = 0,
    /// From afar, by a qualified signature.
    BySignature = 1,
    /// By a foreign passport with biometric data.
    ByPassport = 2,
    /// By the state's system of biometric data.
    ByBiometrics = 3,
}

impl Identification {
    fn from_number(number: u8) -> Option<Self> {
        [Self::InPerson, Self::BySignature, Self::ByPassport, Self::ByBiometrics].into_iter().find(|kind| *kind as u8 == number)
    }
}

impl IssuerTool {
    const LONGEST: [usize; 4] = [200, 200, 100, 100];

    fn parts(&self) -> [&str; 4] {
        [&self.sign_tool, &self.authority_tool, &self.sign_tool_certificate, &self.authority_tool_certificate]
    }

    fn parse(value: &[u8]) -> Result<Self, Malformed> {
        let mut reader = Reader::whole_sequence(value)?;
        let mut next = |longest: usize| text(reader.expect(tag::UTF8_STRING)?.value, longest);
        let [sign_tool, authority_tool, sign_tool_certificate, authority_tool_certificate] =
            [next(Self::LONGEST[0])?, next(Self::LONGEST[1])?, next(Self::LONGEST[2])?, next(Self::LONGEST[3])?];
        reader.end()?;
        Ok(Self { sign_tool, authority_tool, sign_tool_certificate, authority_tool_certificate })
    }
}

impl Extension {
    /// subjectSignTool: the name of the means of signature, 1 to 200 characters.
    pub fn sign_tool(name: &str) -> Result<Self, Malformed> {
        text(name.as_bytes(), 200)?;
        Ok(Self::new(oid::SUBJECT_SIGN_TOOL, false, write::element(tag::UTF8_STRING, name.as_bytes())))
    }

    /// issuerSignTool.
    pub fn issuer_tool(tool: &IssuerTool) -> Result<Self, Malformed> {
        let mut contents = Vec::new();
        for (part, longest) in tool.parts().into_iter().zip(IssuerTool::LONGEST) {
            text(part.as_bytes(), longest)?;
            contents.extend(write::element(tag::UTF8_STRING, part.as_bytes()));
        }
        Ok(Self::new(oid::ISSUER_SIGN_TOOL, false, write::element(tag::SEQUENCE, &contents)))
    }

    /// identificationKind.
    pub fn identification(kind: Identification) -> Self {
        Self::new(oid::IDENTIFICATION_KIND, false, write::integer(kind as u64))
    }
}

impl Certificate {
    /// subjectSignTool.
    pub fn sign_tool(&self) -> Result<Option<String>, Malformed> {
        let Some(extension) = self.extension(oid::SUBJECT_SIGN_TOOL) else { return Ok(None) };
        let mut reader = Reader::new(&extension.value);
        let name = text(reader.expect(tag::UTF8_STRING)?.value, 200)?;
        reader.end()?;
        Ok(Some(name))
    }

    /// issuerSignTool.
    pub fn issuer_tool(&self) -> Result<Option<IssuerTool>, Malformed> {
        self.extension(oid::ISSUER_SIGN_TOOL).map(|extension| IssuerTool::parse(&extension.value)).transpose()
    }

    /// identificationKind: an extension, or, as RFC 9215 lists it, an attribute of the subject.
    pub fn identification(&self) -> Result<Option<Identification>, Malformed> {
        let attribute = self.subject().get(Kind::Other(oid::IDENTIFICATION_KIND)).and_then(|value| value.strip_prefix('#'));
        let value = match (self.extension(oid::IDENTIFICATION_KIND), attribute) {
            (Some(extension), _) => extension.value.clone(),
            (None, Some(value)) => hex::decode(value).map_err(|_| Malformed("identificationKind"))?,
            (None, None) => return Ok(None),
        };
        let mut reader = Reader::new(&value);
        let number = reader.small()?;
        reader.end()?;
        Identification::from_number(number).map(Some).ok_or(Malformed("identificationKind"))
    }
}

fn text(value: &[u8], longest: usize) -> Result<String, Malformed> {
    const BAD: Malformed = Malformed("name of a means");
    let text = std::str::from_utf8(value).map_err(|_| BAD)?;
    if (1..=longest).contains(&text.chars().count()) { Ok(text.to_owned()) } else { Err(BAD) }
}
