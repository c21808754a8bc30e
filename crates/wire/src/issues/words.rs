//! The closed lists of words (contracts of the vendor's interface), each with `Unknown` for what a later server may say.

use serde::{Deserialize, Deserializer, Serialize};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

/// A list of words.
pub trait Words: Copy + PartialEq + Sized + 'static {
    /// Those that may be sent, in their order.
    const ALL: &'static [Self];

    /// As it is spelled on the wire.
    fn word(self) -> &'static str;

    /// Reads a word in any case. What nobody knows is no word, and neither is `unknown`.
    fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.word().eq_ignore_ascii_case(text))
    }
}

macro_rules! words {
    ($($(#[doc = $doc:literal])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal,)* })*) => {$(
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize)]
        pub enum $name {
            /// A word that is not known here: in answers only.
            #[default]
            #[serde(rename = "unknown")]
            Unknown,
            $($(#[$variant_doc])* #[serde(rename = $word)] $variant,)*
        }

        impl Words for $name {
            const ALL: &'static [Self] = &[$(Self::$variant,)*];

            fn word(self) -> &'static str {
                match self {
                    Self::Unknown => "unknown",
                    $(Self::$variant => $word,)*
                }
            }
        }

        // the derivation does not see words that come out of a macro
        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                let words = Self::ALL.iter().copied().chain([Self::Unknown]).map(Self::word);
                let text = concat!($($doc, "\n"),*).lines().map(str::trim).collect::<Vec<_>>().join("\n");
                ObjectBuilder::new().schema_type(Type::String).enum_values(Some(words)).description(Some(text)).build().into()
            }
        }

        impl ToSchema for $name {}

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
                let text = String::deserialize(reader)?;
                Ok(Self::parse(&text).unwrap_or_default())
            }
        }
    )*};
}

words! {
    /// How far a request came.
    Status {
        /// Created and being prepared.
        Preparing = "preparing",
        /// The authority's operator checks it.
        Validating = "validating",
        /// Remarks were found; see `correctionInfo`.
        Correction = "correction",
        /// Checked, no remarks.
        Approved = "approved",
        /// The subject asked for the release.
        Releasing = "releasing",
        /// The certificate is made.
        Released = "released",
    }
    /// Whether the request is in the subject's cabinet.
    ForwardedStatus {
        /// It is not.
        None = "none",
        /// It is.
        ForwardedToCabinet = "forwardedToCabinet",
    }
    /// The sort of certificate.
    CertificateType {
        /// КЭП: accredited authorities alone.
        Qualified = "qualified",
        /// НЭП.
        NotQualified = "notQualified",
    }
    /// Who the subject is.
    SubjectType {
        /// A person.
        NaturalPerson = "naturalPerson",
        /// A sole proprietor (ИП).
        IndividualEntrepreneur = "individualEntrepreneur",
        /// Somebody who acts for an organization.
        LegalEntity = "legalEntity",
    }
    /// Where the key is.
    CspType {
        /// On a medium of the subject.
        CryptoPro = "cryptoPro",
        /// On the server.
        Dss = "dss",
        /// On the server.
        Asess = "asess",
    }
    /// Kinds of documents.
    DocumentType {
        /// Passport of the Russian Federation.
        Passport = "passport",
        /// Another identity document.
        OtherIdentity = "otherIdentity",
        /// СНИЛС.
        Snils = "snils",
        /// Extract from the register of legal entities.
        Egrul = "egrul",
        /// The same of the managing company.
        ManagementCompanyEgrul = "managementCompanyEgrul",
        /// Extract from the register of sole proprietors.
        Egrip = "egrip",
        /// Certificate of the taxpayer's number.
        NaturalPersonInn = "naturalPersonInn",
        /// Proof of the right to sign.
        SigningAuthority = "signingAuthority",
        /// Warrant with areas of use.
        WarrantWithUseAreas = "warrantWithUseAreas",
        /// Statement that asks for the release.
        ReleaseStatement = "releaseStatement",
        /// Warrant to receive the certificate.
        ApplicantWarrant = "applicantWarrant",
        /// Photo of whoever came.
        ApplicantPhoto = "applicantPhoto",
    }
    /// What a document says of itself.
    RequisiteType {
        /// Series.
        Series = "series",
        /// Number.
        Number = "number",
        /// Date of issue, `DD.MM.YYYY`.
        IssueDate = "issueDate",
        /// Date of birth, `DD.MM.YYYY`.
        BirthDate = "birthDate",
        /// Place of birth.
        BirthPlace = "birthPlace",
        /// Code of the unit that issued it, digits.
        IssueOrganizationId = "issueOrganizationId",
        /// Who issued it.
        IssueOrganization = "issueOrganization",
        /// `мужской` or `женский`.
        Gender = "gender",
        /// Valid until, `DD.MM.YYYY`.
        ValidTo = "validTo",
    }
    /// What a remark is about.
    RemarkTarget {
        /// The request as a whole.
        Common = "common",
        /// The confirmation by the state portal.
        EsiaConfirmation = "esiaConfirmation",
        /// See the kind of document.
        Passport = "passport",
        /// See the kind of document.
        OtherIdentity = "otherIdentity",
        /// See the kind of document.
        Snils = "snils",
        /// See the kind of document.
        Egrul = "egrul",
        /// See the kind of document.
        ManagementCompanyEgrul = "managementCompanyEgrul",
        /// See the kind of document.
        Egrip = "egrip",
        /// See the kind of document.
        NaturalPersonInn = "naturalPersonInn",
        /// See the kind of document.
        SigningAuthority = "signingAuthority",
        /// See the kind of document.
        WarrantWithUseAreas = "warrantWithUseAreas",
        /// See the kind of document.
        ReleaseStatement = "releaseStatement",
        /// See the kind of document.
        ApplicantWarrant = "applicantWarrant",
        /// See the kind of document.
        ApplicantPhoto = "applicantPhoto",
    }
    /// How far the check of a document against state registers came.
    SmevState {
        /// Under way.
        InProgress = "inProgress",
        /// Nothing against it.
        Valid = "valid",
        /// Findings.
        Invalid = "invalid",
    }
    /// How grave a finding is.
    SmevErrorLevel {
        /// The operator may still say no.
        Warning = "warning",
        /// The request cannot be sent while it stands.
        Fatal = "fatal",
    }
    /// What a check found.
    SmevErrorCode {
        /// Expired.
        PassportExpired = "passportExpired",
        /// Replaced by a new one.
        PassportReplaced = "passportReplaced",
        /// Issued with a violation.
        PassportIssuedWithViolation = "passportIssuedWithViolation",
        /// Wanted.
        PassportIsSearched = "passportIsSearched",
        /// Seized or destroyed.
        PassportDestroyed = "passportDestroyed",
        /// Its owner died.
        PassportOwnerDied = "passportOwnerDied",
        /// Defective; use forbidden.
        PassportDefect = "passportDefect",
        /// Lost.
        PassportLost = "passportLost",
        /// СНИЛС, name or birth date differ.
        SnilsNotMatchWithPfr = "snilsNotMatchWithPfr",
        /// Another passport is known for this ИНН.
        InnNotMatchWithFns = "innNotMatchWithFns",
        /// Check digits of the СНИЛС are wrong.
        NotValidSnilsChecksum = "notValidSnilsChecksum",
        /// The pension fund could not be asked.
        PfrNotAvailable = "pfrNotAvailable",
        /// The tax service could not be asked.
        FnsNotAvailable = "fnsNotAvailable",
        /// The migration service could not be asked.
        FmsNotAvailable = "fmsNotAvailable",
        /// There is no such organization.
        OrganizationNotFoundInFns = "organizationNotFoundInFns",
    }
    /// Who looked at the subject's identity document.
    IdentificationSubjectType {
        /// The head of the organization.
        HeadOfOrganization = "headOfOrganization",
        /// An employee.
        Employee = "employee",
    }
    /// What a confirmation is for.
    OperationToConfirm {
        /// Signing the release statement with a code by SMS.
        SigningReleaseStatement = "signingReleaseStatement",
        /// Signing it on the state portal.
        SigningReleaseStatementWithEsia = "signingReleaseStatementWithEsia",
    }
    /// Printed forms.
    TemplateType {
        /// Statement that asks for the release.
        ReleaseStatement = "releaseStatement",
        /// Receipt: the certificate was received.
        Receipt = "receipt",
        /// Proof of the right to sign.
        SigningAuthority = "signingAuthority",
        /// Warrant with areas of use.
        WarrantWithUseAreas = "warrantWithUseAreas",
        /// Warrant to receive the certificate.
        ApplicantWarrant = "applicantWarrant",
        /// Statement that asks for the revocation.
        RecallStatement = "recallStatement",
        /// Statement that changes the phone.
        PhoneChangeStatement = "phoneChangeStatement",
        /// Copy of the certificate on paper.
        CertificateCopy = "certificateCopy",
    }
    /// How a certificate stands.
    CertificateState {
        /// Made and not taken into use.
        Issued = "issued",
        /// In use.
        Valid = "valid",
        /// On hold.
        Suspended = "suspended",
        /// Revoked.
        Revoked = "revoked",
        /// Expired.
        Expired = "expired",
    }
    /// What happened to a request.
    EventKind {
        /// Created.
        Created = "created",
        /// Data, documents or pages changed.
        Changed = "changed",
        /// Its status or place changed.
        StatusChanged = "statusChanged",
        /// The certificate was made.
        Released = "released",
        /// Deleted.
        Deleted = "deleted",
    }
}
