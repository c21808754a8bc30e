//! A member of a company and what they may do there.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::code::{self, Code};
use crate::id::{CompanyId, LicenseeId, UserId};
use crate::subject::Title;
use crate::time::Timestamp;

/// What a member may do in the company (row 1.4). A head may also sign, approve and view; a signer and an approver may view.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Right {
    /// Руководитель.
    Head,
    /// Сотрудник с правом на подписание.
    Signer,
    /// Сотрудник с правом на согласование.
    Approver,
    /// Сотрудник с правом на просмотр.
    Viewer,
}

/// A set of rights, never empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "BTreeSet<Right>", into = "BTreeSet<Right>")]
pub struct Rights(BTreeSet<Right>);

impl Rights {
    /// At least one right is needed.
    pub fn new(rights: impl IntoIterator<Item = Right>) -> Result<Self, Code> {
        let rights: BTreeSet<Right> = rights.into_iter().collect();
        if rights.is_empty() { Err(code::FIELD_REQUIRED) } else { Ok(Self(rights)) }
    }

    /// Whether these rights include what `right` allows.
    pub fn allow(&self, right: Right) -> bool {
        let has = |right| self.0.contains(&right);
        match right {
            Right::Head => has(Right::Head),
            Right::Signer => has(Right::Signer) || has(Right::Head),
            Right::Approver => has(Right::Approver) || has(Right::Head),
            Right::Viewer => !self.0.is_empty(),
        }
    }

    /// The rights as they were given.
    pub fn iter(&self) -> impl Iterator<Item = Right> + '_ {
        self.0.iter().copied()
    }
}

impl TryFrom<BTreeSet<Right>> for Rights {
    type Error = String;

    fn try_from(rights: BTreeSet<Right>) -> Result<Self, String> {
        Self::new(rights).map_err(|code| code.id.to_owned())
    }
}

impl From<Rights> for BTreeSet<Right> {
    fn from(rights: Rights) -> Self {
        rights.0
    }
}

/// A person's place in a company.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Member {
    /// Which company.
    pub company: CompanyId,
    /// Who.
    pub user: UserId,
    /// The tenant both belong to.
    pub licensee: LicenseeId,
    /// Grows with every change.
    pub version: i64,
    /// What they may do.
    pub rights: Rights,
    /// Their post (должность).
    pub post: Option<Title>,
    /// Since when they are a member.
    pub created_at: Timestamp,
}

/// The authority somebody had at the moment of signing; sealed into the signature's record, so that later changes of
/// rights do not rewrite the past.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Authority {
    /// For which company they signed; nobody's where they signed for themselves.
    pub company: Option<CompanyId>,
    /// Its name then.
    pub company_name: Option<String>,
    /// Its ИНН.
    pub company_inn: Option<String>,
    /// Their rights then.
    pub rights: Vec<Right>,
    /// Their post then.
    pub post: Option<String>,
    /// The version of the membership that was looked at.
    pub member_version: Option<i64>,
    /// When it was looked at.
    pub at: Timestamp,
}

impl Authority {
    /// Of a person who signs for themselves.
    pub fn of_nobody(at: Timestamp) -> Self {
        Self { company: None, company_name: None, company_inn: None, rights: Vec::new(), post: None, member_version: None, at }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_may_all_and_everybody_may_view() {
        let all = [Right::Head, Right::Signer, Right::Approver, Right::Viewer];
        for (given, allowed) in [
            (Right::Head, vec![Right::Head, Right::Signer, Right::Approver, Right::Viewer]),
            (Right::Signer, vec![Right::Signer, Right::Viewer]),
            (Right::Approver, vec![Right::Approver, Right::Viewer]),
            (Right::Viewer, vec![Right::Viewer]),
        ] {
            let rights = Rights::new([given]).unwrap();
            assert_eq!(all.into_iter().filter(|right| rights.allow(*right)).collect::<Vec<_>>(), allowed);
        }
        assert_eq!(Rights::new([]), Err(code::FIELD_REQUIRED));
    }
}
