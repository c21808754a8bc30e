//! Second layer of a report: which part of the signature broke which rule.

use std::fmt;

use pki::path::Rule;

use super::Reason;

/// A part of a signed message. Numbers count from 1, as people do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// The frame: the message as a whole, as DER and as SignedData.
    Format,
    /// What is signed.
    Content,
    /// The signed attributes.
    SignedAttributes,
    /// The signature value and its algorithm.
    SignatureValue,
    /// A certificate of the signer's path; 1 is the signer's own.
    Certificate(usize),
    /// A certificate inside the message, by its place there.
    EmbeddedCertificate(usize),
    /// A revocation list inside the message, by its place there.
    EmbeddedList(usize),
    /// An OCSP answer inside the message, by its place there.
    EmbeddedAnswer(usize),
    /// The unsigned attributes as a whole.
    UnsignedAttributes,
    /// A time stamp of the signer, in the order they stand.
    TimeStamp(usize),
    /// A countersignature of the signer, in the order they stand.
    Countersignature(usize),
}

impl Part {
    /// Every [`Self::code`].
    pub const CODES: [&'static str; 11] = [
        "format",
        "content",
        "signed_attributes",
        "signature_value",
        "certificate",
        "embedded_certificate",
        "embedded_crl",
        "embedded_ocsp",
        "unsigned_attributes",
        "time_stamp",
        "countersignature",
    ];

    /// Stable `snake_case` name; words are keyed by it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Format => "format",
            Self::Content => "content",
            Self::SignedAttributes => "signed_attributes",
            Self::SignatureValue => "signature_value",
            Self::Certificate(_) => "certificate",
            Self::EmbeddedCertificate(_) => "embedded_certificate",
            Self::EmbeddedList(_) => "embedded_crl",
            Self::EmbeddedAnswer(_) => "embedded_ocsp",
            Self::UnsignedAttributes => "unsigned_attributes",
            Self::TimeStamp(_) => "time_stamp",
            Self::Countersignature(_) => "countersignature",
        }
    }

    /// Which of its kind.
    pub const fn number(self) -> Option<usize> {
        match self {
            Self::Certificate(number)
            | Self::EmbeddedCertificate(number)
            | Self::EmbeddedList(number)
            | Self::EmbeddedAnswer(number)
            | Self::TimeStamp(number)
            | Self::Countersignature(number) => Some(number),
            _ => None,
        }
    }
}

/// `certificate 2`.
impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.number() {
            Some(number) => write!(f, "{} {number}", self.code()),
            None => f.write_str(self.code()),
        }
    }
}

/// What is wrong with a part, or what is to be known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// It cannot be read; the parser's word for it.
    Malformed(&'static str),
    /// Nobody signed.
    NoSigner,
    /// There are no signed attributes.
    NoSignedAttributes,
    /// A mandatory attribute is missing, by its name in the standards.
    AttributeMissing(&'static str),
    /// The type of the content is not the signed one.
    ContentTypeDiffers,
    /// The digest algorithm of the signer is not among those that the message announces.
    DigestNotAnnounced,
    /// An algorithm that is not known here, by its identifier.
    AlgorithmUnknown(String),
    /// An algorithm too weak to be believed, by its name.
    AlgorithmWeak(&'static str),
    /// The signature's algorithm and the key or digest do not go together.
    AlgorithmMismatch,
    /// A key too weak to be believed.
    KeyWeak(&'static str),
    /// A key of a kind that is not known here.
    KeyUnknown,
    /// The certificate that the signer names is not at hand.
    CertificateMissing,
    /// Two different certificates bear the name and number of the signer's.
    CertificateAmbiguous,
    /// The signed attributes name another certificate.
    CertificateNotNamed,
    /// Neither the content nor its digest by the signer's algorithm is at hand.
    ContentMissing,
    /// The content is another one than was signed.
    ContentDiffers,
    /// The signature does not stand.
    SignatureWrong,
    /// The certificate is not for this purpose.
    WrongPurpose,
    /// A rule of RFC 5280 is broken.
    Path(Rule),
    /// Its revocation is not known: nothing at hand tells.
    RevocationUnknown,
    /// The signer claims a moment in the future of the verification.
    SigningTimeInFuture,
    /// The signer claims a moment after the time stamp.
    SigningTimeAfterStamp,
    /// The time stamp is for other bytes than stand here.
    StampImprint,
    /// The time stamp is older than another that it covers.
    StampOrder,
    /// The time stamp itself is not believed.
    StampNotValid,
    /// The time stamp says a moment in the future of the verification.
    StampInFuture,
    /// Its signature is wrong, and nothing else rests on it.
    Damaged,
    /// The signature stands under the attributes in the order of DER, not in which they were sent.
    AttributesReordered,
    /// An attribute that is not looked at, by its identifier.
    AttributeUnknown(String),
}

impl Cause {
    /// Every [`Self::code`].
    pub const CODES: [&'static str; 40] = [
        "malformed",
        "no_signer",
        "no_signed_attributes",
        "attribute_missing",
        "content_type_differs",
        "digest_not_announced",
        "algorithm_unknown",
        "algorithm_weak",
        "algorithm_mismatch",
        "key_weak",
        "key_unknown",
        "certificate_missing",
        "certificate_ambiguous",
        "certificate_not_named",
        "content_missing",
        "content_differs",
        "signature_wrong",
        "wrong_purpose",
        "revocation_unknown",
        "signing_time_in_future",
        "signing_time_after_stamp",
        "stamp_imprint",
        "stamp_order",
        "stamp_not_valid",
        "stamp_in_future",
        "damaged",
        "attributes_reordered",
        "attribute_unknown",
        "issuer_missing",
        "path_too_long",
        "not_yet_valid",
        "expired",
        "critical_extension",
        "not_an_authority",
        "key_usage",
        "path_length",
        "name_constraints",
        "policy",
        "revoked",
        "too_complex",
    ];

    /// Stable `snake_case` name; words are keyed by it.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Malformed(_) => "malformed",
            Self::NoSigner => "no_signer",
            Self::NoSignedAttributes => "no_signed_attributes",
            Self::AttributeMissing(_) => "attribute_missing",
            Self::ContentTypeDiffers => "content_type_differs",
            Self::DigestNotAnnounced => "digest_not_announced",
            Self::AlgorithmUnknown(_) | Self::Path(Rule::Algorithm) => "algorithm_unknown",
            Self::AlgorithmWeak(_) | Self::Path(Rule::Obsolete(_)) => "algorithm_weak",
            Self::AlgorithmMismatch => "algorithm_mismatch",
            Self::KeyWeak(_) | Self::Path(Rule::WeakKey(_)) => "key_weak",
            Self::KeyUnknown => "key_unknown",
            Self::CertificateMissing => "certificate_missing",
            Self::CertificateAmbiguous => "certificate_ambiguous",
            Self::CertificateNotNamed => "certificate_not_named",
            Self::ContentMissing => "content_missing",
            Self::ContentDiffers => "content_differs",
            Self::SignatureWrong | Self::Path(Rule::Signature) => "signature_wrong",
            Self::WrongPurpose => "wrong_purpose",
            Self::RevocationUnknown | Self::Path(Rule::RevocationUnknown) => "revocation_unknown",
            Self::SigningTimeInFuture => "signing_time_in_future",
            Self::SigningTimeAfterStamp => "signing_time_after_stamp",
            Self::StampImprint => "stamp_imprint",
            Self::StampOrder => "stamp_order",
            Self::StampNotValid => "stamp_not_valid",
            Self::StampInFuture => "stamp_in_future",
            Self::Damaged => "damaged",
            Self::AttributesReordered => "attributes_reordered",
            Self::AttributeUnknown(_) => "attribute_unknown",
            Self::Path(Rule::NoIssuer) => "issuer_missing",
            Self::Path(Rule::TooLong) => "path_too_long",
            Self::Path(Rule::Malformed(_)) => "malformed",
            Self::Path(Rule::NotYetValid) => "not_yet_valid",
            Self::Path(Rule::Expired) => "expired",
            Self::Path(Rule::CriticalExtension(_)) => "critical_extension",
            Self::Path(Rule::NotAnAuthority) => "not_an_authority",
            Self::Path(Rule::KeyUsage) => "key_usage",
            Self::Path(Rule::PathLength) => "path_length",
            Self::Path(Rule::NameConstraints) => "name_constraints",
            Self::Path(Rule::Policy) => "policy",
            Self::Path(Rule::Revoked { .. }) => "revoked",
            Self::Path(Rule::TooComplex) => "too_complex",
        }
    }

    /// What the words leave open: an algorithm, an attribute, a moment.
    pub fn detail(&self) -> Option<String> {
        match self {
            Self::Malformed(what)
            | Self::AttributeMissing(what)
            | Self::AlgorithmWeak(what)
            | Self::KeyWeak(what)
            | Self::Path(Rule::Obsolete(what) | Rule::WeakKey(what)) => Some((*what).to_owned()),
            Self::AlgorithmUnknown(what) | Self::AttributeUnknown(what) => Some(what.clone()),
            Self::Path(Rule::Malformed(malformed)) => Some(malformed.0.to_owned()),
            Self::Path(Rule::CriticalExtension(oid)) => Some(oid.to_string()),
            Self::Path(Rule::Revoked { at, .. }) => Some(at.to_string()),
            _ => None,
        }
    }
}

/// One reason, or one remark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The indication that goes with it; none for a remark that breaks no rule.
    pub reason: Option<Reason>,
    /// Which part.
    pub part: Part,
    /// What of it.
    pub cause: Cause,
}

impl Finding {
    /// A part that breaks a rule.
    pub(crate) const fn new(reason: Reason, part: Part, cause: Cause) -> Self {
        Self { reason: Some(reason), part, cause }
    }

    /// Something to be known, which breaks no rule.
    pub(crate) const fn remark(part: Part, cause: Cause) -> Self {
        Self { reason: None, part, cause }
    }
}

/// `SIG_CRYPTO_FAILURE: signature_value, signature_wrong`.
impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(reason) = self.reason {
            write!(f, "{}: ", reason.code())?;
        }
        write!(f, "{}, {}", self.part, self.cause.code())?;
        self.cause.detail().map_or(Ok(()), |detail| write!(f, " ({detail})"))
    }
}
