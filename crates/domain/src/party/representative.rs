//! Who acts for whom: the link between an organization and its person.

use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{DocumentInfo, PartyKind, silent};
use crate::code::{self, Code};
use crate::id::{CompanyId, ContentId, LicenseeId, PartyId};
use crate::time::Timestamp;

/// A link. There is one of a pair at most.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Representative {
    /// Who is represented, and by whom.
    pub id: RepresentativeId,
    /// The tenant.
    pub licensee: LicenseeId,
    /// The company that both belong to.
    pub company: CompanyId,
    /// Grows with every change.
    pub version: i64,
    /// A word of [`super::dictionary::REPRESENTATIVE_TYPES`].
    pub kind: String,
    /// Должность.
    pub post: Option<String>,
    /// By what power.
    pub authority: Authority,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was changed last.
    pub updated_at: Timestamp,
}

/// By what power somebody acts.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Authority {
    /// What confirms it.
    pub confirming_document: Option<ConfirmingDocument>,
}

/// The document that confirms a power.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConfirmingDocument {
    /// Its requisites.
    pub info: DocumentInfo,
    /// Its bytes, where they were deposited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content: Option<MentionedContent>,
}

/// A deposited content as a document mentions it (`ContentInfo` of the contract). What is stored says its size, type and digest; the name is
/// the client's own.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MentionedContent {
    /// Which.
    pub id: ContentId,
    /// What the client calls it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

silent! { Representative Authority ConfirmingDocument MentionedContent }

/// The pair, which is also the id: both bare UUIDs glued together, 72 characters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RepresentativeId {
    /// Who is represented.
    pub principal: PartyId,
    /// Who acts: a natural person.
    pub agent: PartyId,
}

/// Characters of a UUID with its hyphens.
const UUID: usize = 36;

impl RepresentativeId {
    /// Parses the glued form, in any case.
    pub fn parse(text: &str) -> Result<Self, Code> {
        let (principal, agent) = text.split_at_checked(UUID).filter(|(_, agent)| agent.len() == UUID).ok_or(code::ID_INVALID)?;
        let id = |text: &str| Uuid::try_parse(text).map(PartyId::new).map_err(|_| code::ID_INVALID);
        Ok(Self { principal: id(principal)?, agent: id(agent)? })
    }
}

impl fmt::Display for RepresentativeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.principal.uuid(), self.agent.uuid())
    }
}

impl fmt::Debug for RepresentativeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Representative {
    /// Whether such a link may be: the agent is a natural person, and whoever acts for an organization has a post there. The error names the
    /// field.
    pub fn check(principal: PartyKind, agent: PartyKind, post: Option<&str>) -> Result<(), (&'static str, Code)> {
        if agent != PartyKind::Person {
            return Err(("/agent", code::AGENT_NOT_A_PERSON));
        }
        if principal.has_posts() && post.is_none_or(|post| post.trim().is_empty()) {
            return Err(("/post", code::FIELD_REQUIRED));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_two_uuids_glued_together() {
        let (one, other) = ("70f78249-dc69-450f-ab38-19974a310020", "3a8cf2b8-ee9e-47ca-9ff9-75efced2d52e");
        let id = RepresentativeId::parse(&format!("{one}{}", other.to_uppercase())).unwrap();
        assert_eq!(id.to_string(), format!("{one}{other}"));
        for wrong in
            ["", one, &format!("{one}-{other}"), &format!("{one}{}", &other[1..]), &"я".repeat(72), &format!("{one}{{{}}}", &other[2..])]
        {
            assert_eq!(RepresentativeId::parse(wrong), Err(code::ID_INVALID), "{wrong}");
        }
    }

    #[test]
    fn an_agent_is_a_person_and_has_a_post_where_there_are_posts() {
        use PartyKind::{Governance, Organization, Person, SoleProprietor};
        let check = Representative::check;
        assert_eq!(check(Organization, Person, Some("директор")), Ok(()));
        for principal in [SoleProprietor, Governance, Person] {
            assert_eq!(check(principal, Person, None), Ok(()));
        }
        for post in [None, Some("  ")] {
            assert_eq!(check(Organization, Person, post), Err(("/post", code::FIELD_REQUIRED)));
        }
        for agent in [SoleProprietor, Organization, Governance] {
            assert_eq!(check(Organization, agent, Some("a")), Err(("/agent", code::AGENT_NOT_A_PERSON)));
        }
    }
}
