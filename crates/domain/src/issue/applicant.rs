//! Whose certificate is asked for.

use serde::{Deserialize, Serialize};

/// What sort of subject a certificate is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SubjectKind {
    /// A person for themselves (физическое лицо).
    NaturalPerson,
    /// A sole proprietor (индивидуальный предприниматель), or somebody who acts for one.
    SoleProprietor,
    /// A person who acts for an organization (юридическое лицо).
    LegalEntity,
}
