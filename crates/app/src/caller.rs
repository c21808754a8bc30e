//! Who asks, and what they may touch.

use std::collections::BTreeSet;

use domain::code;
use domain::id::{ApiKeyId, LicenseeId, SessionId, UserId};

use crate::AppError;

/// Who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Caller {
    /// A licensee's information system, by API key.
    Key(KeyCaller),
    /// A person who logged in.
    User(UserCaller),
    /// An operator of the authority or an administrator, who belong to no licensee.
    Operator { user: UserId },
    /// Somebody with a signing link, which opens one package.
    Link { package: domain::id::PackageId, licensee: LicenseeId },
    /// A user of the signer-details face.
    Diadoc(UserCaller),
    /// The house itself, on behalf of what somebody asked earlier.
    Job { kind: &'static str },
}

/// A licensee's information system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyCaller {
    /// The key.
    pub id: ApiKeyId,
    /// Whose it is.
    pub licensee: LicenseeId,
    /// Which faces it opens.
    pub scopes: Scopes,
}

/// A person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserCaller {
    /// Who.
    pub user: UserId,
    /// The tenant.
    pub licensee: LicenseeId,
    /// The session.
    pub session: SessionId,
}

/// A face that a key may open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// Certificate forms.
    Forms,
    /// Issue requests.
    Issues,
    /// The paperless office.
    Office,
    /// Signer details.
    Signers,
}

impl Scope {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Forms, Self::Issues, Self::Office, Self::Signers];

    /// The published word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Forms => "forms",
            Self::Issues => "issues",
            Self::Office => "office",
            Self::Signers => "signers",
        }
    }

    /// From the published word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.word() == word)
    }
}

/// The faces that a key opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scopes(BTreeSet<Scope>);

impl Scopes {
    /// Every face.
    pub fn all() -> Self {
        Self(Scope::ALL.into_iter().collect())
    }

    /// These; every face where there are none.
    pub fn new(scopes: impl IntoIterator<Item = Scope>) -> Self {
        let scopes: BTreeSet<Scope> = scopes.into_iter().collect();
        if scopes.is_empty() { Self::all() } else { Self(scopes) }
    }

    /// From words with spaces between, as rows hold them; unknown words open nothing.
    pub fn from_words(words: &str) -> Self {
        Self(words.split_whitespace().filter_map(Scope::parse).collect())
    }

    /// As words with spaces between.
    pub fn words(&self) -> String {
        self.0.iter().map(|scope| scope.word()).collect::<Vec<_>>().join(" ")
    }

    /// Whether they open `scope`.
    pub fn has(&self, scope: Scope) -> bool {
        self.0.contains(&scope)
    }
}

/// One call: who, from where, under which keys.
#[derive(Debug, Clone)]
pub struct Call {
    /// Who asks.
    pub caller: Caller,
    /// The id that ties the request's records together.
    pub request_id: Option<String>,
    /// The network address of the caller.
    pub address: Option<String>,
    /// The idempotency key that came with it.
    pub once: Option<Once>,
}

/// An idempotency key with what was asked under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Once {
    /// Whose key: keys of different owners never meet.
    pub owner: String,
    /// The key.
    pub key: String,
    /// SHA-256 over what was asked, hex.
    pub fingerprint: String,
}

impl Caller {
    /// The shown id, for audit records and for owning idempotency keys.
    pub fn actor(&self) -> String {
        match self {
            Self::Key(key) => key.id.to_string(),
            Self::User(user) | Self::Diadoc(user) => user.user.to_string(),
            Self::Operator { user } => user.to_string(),
            Self::Link { package, .. } => format!("link:{package}"),
            Self::Job { kind } => format!("job:{kind}"),
        }
    }

    /// The tenant whose data the caller sees.
    pub fn licensee(&self) -> Option<LicenseeId> {
        match self {
            Self::Key(key) => Some(key.licensee),
            Self::User(user) | Self::Diadoc(user) => Some(user.licensee),
            Self::Link { licensee, .. } => Some(*licensee),
            Self::Operator { .. } | Self::Job { .. } => None,
        }
    }
}

impl Call {
    /// A call of the house itself.
    pub fn job(kind: &'static str) -> Self {
        Self { caller: Caller::Job { kind }, request_id: None, address: None, once: None }
    }

    /// The tenant, for acts that the licensee's information system alone may do on the office face.
    pub(crate) fn office_key(&self) -> Result<LicenseeId, AppError> {
        match &self.caller {
            Caller::Key(key) if key.scopes.has(Scope::Office) => Ok(key.licensee),
            Caller::Key(_) => Err(AppError::from(code::SCOPE_MISSING).with("scope", Scope::Office.word())),
            _ => Err(code::FORBIDDEN.into()),
        }
    }

    /// The tenant and, for a person, who it is: for acts on the office face that people may do for themselves.
    pub(crate) fn office(&self) -> Result<(LicenseeId, Option<UserId>), AppError> {
        match &self.caller {
            Caller::User(user) => Ok((user.licensee, Some(user.user))),
            _ => Ok((self.office_key()?, None)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_without_scopes_opens_every_face_and_unknown_words_open_none() {
        assert!(Scope::ALL.into_iter().all(|scope| Scopes::new([]).has(scope)));
        assert_eq!(Scopes::from_words(&Scopes::all().words()), Scopes::all());
        assert!(!Scopes::from_words("everything").has(Scope::Office));
    }
}
