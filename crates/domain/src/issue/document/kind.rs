//! Kinds of documents (`DocumentTypes` of the contract, without its placeholder for what a reader does not know).

use serde::{Deserialize, Serialize};

/// What a document of a request is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The passport of a citizen of Russia.
    Passport,
    /// Another document that proves an identity, as a passport of another country.
    OtherIdentity,
    /// The certificate of the pension insurance number.
    Snils,
    /// An extract from the register of legal entities.
    Egrul,
    /// The same of the company that manages the organization.
    ManagementCompanyEgrul,
    /// An extract from the register of sole proprietors.
    Egrip,
    /// The certificate of a person's taxpayer number.
    NaturalPersonInn,
    /// What shows that the subject may sign for the organization: an order, minutes, a warrant.
    SigningAuthority,
    /// A warrant that names the areas in which the certificate will be used.
    WarrantWithUseAreas,
    /// The statement by which the certificate is asked for.
    ReleaseStatement,
    /// A warrant for whoever takes the certificate in the subject's place.
    ApplicantWarrant,
    /// A photograph of whoever came, with the identity document in hand.
    ApplicantPhoto,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::Passport,
        Self::OtherIdentity,
        Self::Snils,
        Self::Egrul,
        Self::ManagementCompanyEgrul,
        Self::Egrip,
        Self::NaturalPersonInn,
        Self::SigningAuthority,
        Self::WarrantWithUseAreas,
        Self::ReleaseStatement,
        Self::ApplicantWarrant,
        Self::ApplicantPhoto,
    ];

    /// The machine's word; faces have their own.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Passport => "passport",
            Self::OtherIdentity => "other_identity",
            Self::Snils => "snils",
            Self::Egrul => "egrul",
            Self::ManagementCompanyEgrul => "management_company_egrul",
            Self::Egrip => "egrip",
            Self::NaturalPersonInn => "natural_person_inn",
            Self::SigningAuthority => "signing_authority",
            Self::WarrantWithUseAreas => "warrant_with_use_areas",
            Self::ReleaseStatement => "release_statement",
            Self::ApplicantWarrant => "applicant_warrant",
            Self::ApplicantPhoto => "applicant_photo",
        }
    }

    /// The kind of this word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// What a Russian clerk calls it, in the nominative: for remarks and lists, which are data in the language of the documents.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Passport => "паспорт гражданина РФ",
            Self::OtherIdentity => "иной документ, удостоверяющий личность",
            Self::Snils => "СНИЛС",
            Self::Egrul => "выписка из ЕГРЮЛ",
            Self::ManagementCompanyEgrul => "выписка из ЕГРЮЛ управляющей компании",
            Self::Egrip => "выписка из ЕГРИП",
            Self::NaturalPersonInn => "свидетельство о постановке на учёт (ИНН)",
            Self::SigningAuthority => "подтверждение права подписи",
            Self::WarrantWithUseAreas => "доверенность с областями применения",
            Self::ReleaseStatement => "заявление на выпуск",
            Self::ApplicantWarrant => "доверенность на получение",
            Self::ApplicantPhoto => "фотография обратившегося",
        }
    }

    /// Whether it proves who the subject is.
    pub const fn proves_identity(self) -> bool {
        matches!(self, Self::Passport | Self::OtherIdentity)
    }

    /// Whether it belongs to the act of identification, and so may still be brought and changed once the request is approved
    /// (the contract names no list; this is its reading).
    pub const fn is_of_identification(self) -> bool {
        matches!(self, Self::ApplicantPhoto | Self::ApplicantWarrant)
    }
}
