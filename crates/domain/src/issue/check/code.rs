//! What a check can find, in one table: code, level, document, register.

use serde::{Deserialize, Serialize};

use crate::issue::document::Kind;

/// A state register, by the name under which the published codes know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Register {
    /// Passports: МВД, formerly ФМС.
    Fms,
    /// Insurance numbers: СФР, formerly ПФР.
    Pfr,
    /// Taxpayers and organizations: ФНС.
    Fns,
}

impl Register {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Fms, Self::Pfr, Self::Fns];

    /// The machine's word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Fms => "fms",
            Self::Pfr => "pfr",
            Self::Fns => "fns",
        }
    }

    /// What is found where it could not be asked.
    pub const fn not_available(self) -> Code {
        match self {
            Self::Fms => Code::FmsNotAvailable,
            Self::Pfr => Code::PfrNotAvailable,
            Self::Fns => Code::FnsNotAvailable,
        }
    }
}

/// What was found. The words follow the vendor's names, which the faces write in their own casing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// Out of its term.
    PassportExpired,
    /// Another one was given out in its place.
    PassportReplaced,
    /// Given out against the rules.
    PassportIssuedWithViolation,
    /// Wanted.
    PassportIsSearched,
    /// Seized or destroyed.
    PassportDestroyed,
    /// Its owner is dead.
    PassportOwnerDied,
    /// A spoilt blank, whose use is forbidden.
    PassportDefect,
    /// Lost.
    PassportLost,
    /// The number, name or birth date is unknown to the pension register, or they do not belong together.
    SnilsNotMatchWithPfr,
    /// The check digits of the insurance number are wrong.
    NotValidSnilsChecksum,
    /// The tax service knows another passport under this number, or the number cannot be one.
    InnNotMatchWithFns,
    /// There is no such organization or sole proprietor.
    OrganizationNotFoundInFns,
    /// The register of passports could not be asked.
    FmsNotAvailable,
    /// The pension register could not be asked.
    PfrNotAvailable,
    /// The tax service could not be asked.
    FnsNotAvailable,
    /// Something that has no code here. Never taken as input.
    Unknown,
}

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Of no level that is known here. Never taken as input, and never made here.
    Unknown,
    /// Stands before the operator; a scan may prove it false.
    Warning,
    /// The request cannot be sent for validation.
    Fatal,
}

impl Level {
    /// All of them, the lightest first.
    pub const ALL: [Self; 3] = [Self::Unknown, Self::Warning, Self::Fatal];

    /// The machine's word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Warning => "warning",
            Self::Fatal => "fatal",
        }
    }

    /// The level of this [`Self::word`]; `unknown` is none.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().filter(|level| *level != Self::Unknown).find(|level| level.word() == word)
    }
}

/// One line of [`TABLE`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// The code.
    pub code: Code,
    /// Its word.
    pub word: &'static str,
    /// The documents it may be about.
    pub kinds: &'static [Kind],
    /// The level where a register says it, or could not be asked; nothing where none does.
    pub answered: Option<Level>,
    /// The level where it is seen without asking; nothing where it cannot be.
    pub local: Option<Level>,
    /// The register that says it, or could not be asked; nothing where any may.
    pub register: Option<Register>,
}

const PASSPORT: &[Kind] = &[Kind::Passport];
const SNILS: &[Kind] = &[Kind::Snils];
const INN: &[Kind] = &[Kind::NaturalPersonInn];
const ORGANIZATION: &[Kind] = &[Kind::Egrul, Kind::Egrip];
const OF_FNS: &[Kind] = &[Kind::NaturalPersonInn, Kind::Egrul, Kind::Egrip];
const ANY: &[Kind] = &[Kind::Passport, Kind::Snils, Kind::NaturalPersonInn, Kind::Egrul, Kind::Egrip];

/// Every code. The levels are ours, for the vendor publishes none but these rules: what a scan of another document may prove false is a
/// warning, and so is a register that is down (contracts, §5 and §7.1).
///
/// A passport that is void stays so whatever is scanned. A number whose check digits are wrong belongs to nobody. A legal entity exists from
/// its record in the register on (ГК РФ, article 51), so one that is not there cannot be certified.
pub const TABLE: &[Row] = {
    use Code::*;
    use Level::{Fatal, Warning};
    use Register::{Fms, Fns, Pfr};
    &[
        row(PassportExpired, "passport_expired", PASSPORT, Some(Fatal), Some(Fatal), Some(Fms)),
        row(PassportReplaced, "passport_replaced", PASSPORT, Some(Fatal), None, Some(Fms)),
        row(PassportIssuedWithViolation, "passport_issued_with_violation", PASSPORT, Some(Fatal), None, Some(Fms)),
        row(PassportIsSearched, "passport_is_searched", PASSPORT, Some(Fatal), None, Some(Fms)),
        row(PassportDestroyed, "passport_destroyed", PASSPORT, Some(Fatal), None, Some(Fms)),
        row(PassportOwnerDied, "passport_owner_died", PASSPORT, Some(Fatal), None, Some(Fms)),
        row(PassportDefect, "passport_defect", PASSPORT, Some(Fatal), None, Some(Fms)),
        row(PassportLost, "passport_lost", PASSPORT, Some(Fatal), None, Some(Fms)),
        row(SnilsNotMatchWithPfr, "snils_not_match_with_pfr", SNILS, Some(Warning), None, Some(Pfr)),
        row(NotValidSnilsChecksum, "not_valid_snils_checksum", SNILS, Some(Fatal), Some(Fatal), Some(Pfr)),
        row(InnNotMatchWithFns, "inn_not_match_with_fns", INN, Some(Warning), Some(Fatal), Some(Fns)),
        row(OrganizationNotFoundInFns, "organization_not_found_in_fns", ORGANIZATION, Some(Fatal), Some(Fatal), Some(Fns)),
        row(FmsNotAvailable, "fms_not_available", PASSPORT, Some(Warning), None, Some(Fms)),
        row(PfrNotAvailable, "pfr_not_available", SNILS, Some(Warning), None, Some(Pfr)),
        row(FnsNotAvailable, "fns_not_available", OF_FNS, Some(Warning), None, Some(Fns)),
        row(Unknown, "unknown", ANY, Some(Warning), Some(Fatal), None),
    ]
};

const fn row(
    code: Code,
    word: &'static str,
    kinds: &'static [Kind],
    answered: Option<Level>,
    local: Option<Level>,
    register: Option<Register>,
) -> Row {
    Row { code, word, kinds, answered, local, register }
}

impl Code {
    /// Its line of the table.
    pub fn row(self) -> &'static Row {
        // the variants stand in the order of the table, which a test holds
        &TABLE[self as usize]
    }

    /// The machine's word.
    pub fn word(self) -> &'static str {
        self.row().word
    }

    /// The code of this [`Self::word`]; `unknown` is none.
    pub fn parse(word: &str) -> Option<Self> {
        TABLE.iter().filter(|row| row.code != Self::Unknown).find(|row| row.word == word).map(|row| row.code)
    }

    /// Says it that a register could not be asked, and nothing about the document?
    pub const fn is_not_available(self) -> bool {
        matches!(self, Self::FmsNotAvailable | Self::PfrNotAvailable | Self::FnsNotAvailable)
    }
}

/// Something that was found about a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Finding {
    /// What.
    pub code: Code,
    /// How much it weighs.
    pub level: Level,
    /// About which document.
    pub kind: Kind,
}

impl Finding {
    /// Seen in the facts themselves.
    pub(super) fn seen(code: Code, kind: Kind) -> Self {
        Self { code, level: code.row().local.unwrap_or(Level::Fatal), kind }
    }

    /// Said by a register, or said of it.
    pub(super) fn told(code: Code, kind: Kind) -> Self {
        Self { code, level: code.row().answered.unwrap_or(Level::Warning), kind }
    }
}
