//! Who asks, and what they may touch.

use std::collections::BTreeSet;

use domain::code;
use domain::id::{ApiKeyId, IssueId, LicenseeId, SessionId, UserId};

use crate::{AppError, Conditions};

/// Who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Caller {
    /// A licensee's information system, by API key.
    Key(KeyCaller),
    /// A person who logged in.
    User(UserCaller),
    /// An operator of the authority or an administrator, who belong to no licensee.
    Operator(OperatorCaller),
    /// The subject of a certificate request, in the cabinet of that one request.
    Subject(SubjectCaller),
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

/// An operator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OperatorCaller {
    /// Who.
    pub user: UserId,
    /// The session.
    pub session: SessionId,
}

/// The subject of a certificate request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubjectCaller {
    /// The one request that they see.
    pub request: IssueId,
    /// The tenant.
    pub licensee: LicenseeId,
    /// The session.
    pub session: SessionId,
    /// The shown id of the message whose code opened the session.
    pub sms: String,
    /// Keyed hash of the phone that the code went to.
    pub phone: String,
}

/// A face that a key may open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// Certificate forms.
    Forms,
    /// Issue requests.
    Issues,
    /// The keys of the licensee: whoever has it makes and revokes them.
    Keys,
    /// The paperless office.
    Office,
    /// The paperless office, to look at and not to change.
    OfficeRead,
    /// Signer details.
    Signers,
}

impl Scope {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Forms, Self::Issues, Self::Keys, Self::Office, Self::OfficeRead, Self::Signers];
    /// The faces whole: what a key opens for which nobody names scopes.
    const FACES: [Self; 4] = [Self::Forms, Self::Issues, Self::Office, Self::Signers];

    /// The published word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Forms => "forms",
            Self::Issues => "issues",
            Self::Keys => "keys",
            Self::Office => "office",
            Self::OfficeRead => "office:read",
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
    /// Every face; the keys of a licensee are none.
    pub fn all() -> Self {
        Self(Scope::FACES.into_iter().collect())
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

    /// Whether they open `scope`. Who may change something may look at it.
    pub fn has(&self, scope: Scope) -> bool {
        self.0.contains(&scope) || scope == Scope::OfficeRead && self.0.contains(&Scope::Office)
    }

    /// One by one.
    pub fn iter(&self) -> impl Iterator<Item = Scope> {
        self.0.iter().copied()
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
    /// The trace that the caller counts the call to (W3C Trace Context): 32 hexadecimal digits.
    pub trace: Option<String>,
    /// The idempotency key that came with it.
    pub once: Option<Once>,
    /// What the caller believes about the thing.
    pub conditions: Conditions,
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
            Self::Operator(operator) => operator.user.to_string(),
            Self::Subject(subject) => format!("subject:{}", subject.request),
            Self::Link { package, .. } => format!("link:{package}"),
            Self::Job { kind } => format!("job:{kind}"),
        }
    }

    /// The tenant whose data the caller sees.
    pub fn licensee(&self) -> Option<LicenseeId> {
        match self {
            Self::Key(key) => Some(key.licensee),
            Self::User(user) | Self::Diadoc(user) => Some(user.licensee),
            Self::Subject(subject) => Some(subject.licensee),
            Self::Link { licensee, .. } => Some(*licensee),
            Self::Operator(_) | Self::Job { .. } => None,
        }
    }
}

impl Call {
    /// A call of which nothing but the caller is known.
    pub fn of(caller: Caller) -> Self {
        Self { caller, request_id: None, address: None, trace: None, once: None, conditions: Conditions::default() }
    }

    /// A call of the house itself.
    pub fn job(kind: &'static str) -> Self {
        Self::of(Caller::Job { kind })
    }

    /// The tenant, for what the licensee's information system alone may look at on the office face.
    pub(crate) fn office_key(&self) -> Result<LicenseeId, AppError> {
        self.key_with(Scope::OfficeRead)
    }

    /// The tenant and, for a person, who it is: for what people may look at for themselves.
    pub(crate) fn office(&self) -> Result<(LicenseeId, Option<UserId>), AppError> {
        self.or_person(Scope::OfficeRead)
    }

    /// The tenant, for a key that opens `scope`.
    pub(crate) fn key_with(&self, scope: Scope) -> Result<LicenseeId, AppError> {
        match &self.caller {
            Caller::Key(key) if key.scopes.has(scope) => Ok(key.licensee),
            Caller::Key(_) => Err(AppError::from(code::SCOPE_MISSING).with("scope", scope.word())),
            _ => Err(code::FORBIDDEN.into()),
        }
    }

    /// The same, and people on the office face.
    pub(crate) fn or_person(&self, scope: Scope) -> Result<(LicenseeId, Option<UserId>), AppError> {
        match &self.caller {
            Caller::User(user) => Ok((user.licensee, Some(user.user))),
            _ => Ok((self.key_with(scope)?, None)),
        }
    }

    /// The operator, for what is done at the authority.
    pub(crate) fn operator(&self) -> Result<&OperatorCaller, AppError> {
        match &self.caller {
            Caller::Operator(operator) => Ok(operator),
            _ => Err(code::FORBIDDEN.into()),
        }
    }

    /// The subject, for what is done in the cabinet.
    pub(crate) fn subject(&self) -> Result<&SubjectCaller, AppError> {
        match &self.caller {
            Caller::Subject(subject) => Ok(subject),
            _ => Err(code::FORBIDDEN.into()),
        }
    }

    /// The person, for what only people have.
    pub(crate) fn person(&self) -> Result<&UserCaller, AppError> {
        match &self.caller {
            Caller::User(user) => Ok(user),
            _ => Err(code::FORBIDDEN.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_without_scopes_opens_every_face_and_unknown_words_open_none() {
        assert!(Scope::ALL.into_iter().all(|scope| Scopes::new([]).has(scope) == (scope != Scope::Keys)));
        assert!(!Scopes::from_words("office:read").has(Scope::Office));
        assert_eq!(Scopes::from_words(&Scopes::all().words()), Scopes::all());
        assert!(!Scopes::from_words("everything").has(Scope::Office));
    }
}
