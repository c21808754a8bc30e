//! Typed identifiers: one UUIDv7 each, shown with a prefix on our own API and bare on the vendors' faces.

use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Why a text is not the identifier that was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an identifier with prefix {prefix}_")]
pub struct BadId {
    /// What the identifier has to begin with.
    pub prefix: &'static str,
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident = $prefix:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// What the shown form begins with, before the underscore.
            pub const PREFIX: &'static str = $prefix;

            /// Wraps a UUID that the caller's entropy made.
            pub const fn new(uuid: Uuid) -> Self {
                Self(uuid)
            }

            /// The bare UUID: what rows and the vendors' faces hold.
            pub const fn uuid(self) -> Uuid {
                self.0
            }

            /// Parses the shown form, `prefix_uuid`.
            pub fn parse(text: &str) -> Result<Self, BadId> {
                text.strip_prefix(concat!($prefix, "_"))
                    .filter(|rest| rest.len() == 36)
                    .and_then(|rest| Uuid::try_parse(rest).ok())
                    .map(Self)
                    .ok_or(BadId { prefix: $prefix })
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!($prefix, "_{}"), self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }
    )*};
}

ids! {
    /// A certificate authority of this installation.
    AuthorityId = "ca";
    /// An API key of a licensee.
    ApiKeyId = "key";
    /// A certificate of electronic signature.
    CertificateId = "crt";
    /// A file uploaded to be signed by a key of the server.
    CloudFileId = "clf";
    /// An operation of signing by a key of the server with a code.
    CloudOperationId = "clo";
    /// A signature that such an operation made.
    CloudResultId = "clr";
    /// A company: legal entity or sole proprietor.
    CompanyId = "org";
    /// Bytes with their digests.
    ContentId = "cnt";
    /// An endpoint that takes callbacks.
    EndpointId = "whe";
    /// An event; stable over retries and replays.
    EventId = "evt";
    /// A file of a package or of a certificate request.
    FileId = "fil";
    /// A certificate request (заявка).
    IssueId = "crq";
    /// A licensee (лицензиат): the tenant.
    LicenseeId = "lic";
    /// A certificate that another authority issued.
    OutsideCertificateId = "oct";
    /// A package of documents.
    PackageId = "pkg";
    /// A page of a document of a request: one scan.
    PageId = "pge";
    /// A party that certificate forms name.
    PartyId = "pty";
    /// A participant of a package's route.
    ParticipantId = "par";
    /// A private key held by the server.
    PrivateKeyId = "prk";
    /// A session of a person who logged in.
    SessionId = "ses";
    /// A signature under one file.
    SignatureId = "sig";
    /// A text message.
    SmsId = "sms";
    /// An entry of the list of trusted certificates.
    TrustId = "tru";
    /// A person's account.
    UserId = "usr";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_shown_with_its_prefix_and_read_back() {
        let id = PackageId::new(Uuid::from_u128(7));
        assert_eq!(id.to_string(), "pkg_00000000-0000-0000-0000-000000000007");
        assert_eq!(PackageId::parse(&id.to_string()), Ok(id));
    }

    #[test]
    fn an_id_of_another_kind_or_form_is_refused() {
        let uuid = "00000000-0000-0000-0000-000000000007";
        for text in ["", uuid, &format!("usr_{uuid}"), "pkg_7", &format!("pkg_{{{uuid}}}"), "pkg_00000000000000000000000000000007"] {
            assert_eq!(PackageId::parse(text), Err(BadId { prefix: "pkg" }), "{text}");
        }
    }
}
