//! Requisites (what is written in a document), and which of them each kind has.

use serde::{Deserialize, Serialize};

use super::Kind;

/// One thing that is written in a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Requisite {
    /// Серия.
    Series,
    /// Номер.
    Number,
    /// When it was issued.
    IssueDate,
    /// When its holder was born.
    BirthDate,
    /// Where.
    BirthPlace,
    /// The code of the unit that issued it (код подразделения).
    IssueOrganizationId,
    /// Who issued it (кем выдан).
    IssueOrganization,
    /// The holder's gender.
    Gender,
    /// Until when it is valid.
    ValidTo,
}

/// Whether a document has to have a requisite. One that does not stand in the table may not be given at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// The request is not sent to the check without it.
    Required,
    /// Welcome.
    Optional,
}

impl Requisite {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Series,
        Self::Number,
        Self::IssueDate,
        Self::BirthDate,
        Self::BirthPlace,
        Self::IssueOrganizationId,
        Self::IssueOrganization,
        Self::Gender,
        Self::ValidTo,
    ];

    /// The machine's word; faces have their own.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Series => "series",
            Self::Number => "number",
            Self::IssueDate => "issue_date",
            Self::BirthDate => "birth_date",
            Self::BirthPlace => "birth_place",
            Self::IssueOrganizationId => "issue_organization_id",
            Self::IssueOrganization => "issue_organization",
            Self::Gender => "gender",
            Self::ValidTo => "valid_to",
        }
    }

    /// The requisite of this word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|requisite| requisite.word() == word)
    }

    /// What a Russian clerk calls it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Series => "серия",
            Self::Number => "номер",
            Self::IssueDate => "дата выдачи",
            Self::BirthDate => "дата рождения",
            Self::BirthPlace => "место рождения",
            Self::IssueOrganizationId => "код подразделения",
            Self::IssueOrganization => "кем выдан",
            Self::Gender => "пол",
            Self::ValidTo => "срок действия",
        }
    }
}

impl Kind {
    /// Which requisites a document of this kind has: the one table. What a public client was seen to send (contract §4.2) may be given;
    /// required is what the client's own object can carry, so that it can always send a whole document.
    pub const fn requisites(self) -> &'static [(Requisite, Need)] {
        use Need::{Optional, Required};
        use Requisite::{BirthDate, BirthPlace, Gender, IssueDate, IssueOrganization, IssueOrganizationId, Number, Series, ValidTo};
        match self {
            Self::Passport => &[
                (Series, Required),
                (Number, Required),
                (IssueDate, Required),
                (BirthDate, Optional),
                (BirthPlace, Optional),
                (IssueOrganizationId, Required),
                (IssueOrganization, Optional),
                (Gender, Optional),
            ],
            Self::OtherIdentity => &[
                (Series, Optional),
                (Number, Required),
                (IssueDate, Required),
                (BirthDate, Optional),
                (BirthPlace, Optional),
                (IssueOrganizationId, Optional),
                (IssueOrganization, Required),
                (Gender, Optional),
                (ValidTo, Optional),
            ],
            Self::Snils => &[(Number, Required)],
            Self::Egrul | Self::ManagementCompanyEgrul | Self::Egrip => &[(Number, Optional), (IssueDate, Optional)],
            Self::SigningAuthority | Self::WarrantWithUseAreas | Self::ApplicantWarrant => {
                &[(Number, Optional), (IssueDate, Optional), (IssueOrganization, Optional), (ValidTo, Optional)]
            }
            Self::NaturalPersonInn | Self::ReleaseStatement | Self::ApplicantPhoto => &[],
        }
    }

    /// Whether it has to have `requisite`; nothing where it may not.
    pub fn need(self, requisite: Requisite) -> Option<Need> {
        self.requisites().iter().find(|(known, _)| *known == requisite).map(|(_, need)| *need)
    }
}
