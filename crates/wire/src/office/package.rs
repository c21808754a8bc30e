//! Packages of documents and what is asked of them (rows 3.1, 4.1–4.4, 5.2, 6.4).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{File, NewParticipant, Participant};

/// The part `package` of the multipart request that creates a package.
///
/// The package is named by `name`, or by `name_template` with `vars`; with neither, by the default template
/// «Сделка {deal} – {type} - №{number}».
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPackage {
    /// A ready name, 1–255 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// A template such as `Сделка {deal} – {type}`; `{{` and `}}` stand for braces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_template: Option<String>,
    /// What the template's variables stand for.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[schema(example = json!({"deal": "7", "type": "Договор", "number": "12"}))]
    pub vars: BTreeMap<String, String>,
    /// Your own id, unique among the packages of a licensee; 1–255 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_id: Option<String>,
    /// When the package ends by itself if it is not completed by then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    pub expires_at: Option<String>,
    /// Whether it goes out at once; otherwise it stays a draft until `/send`.
    #[serde(default)]
    pub send: bool,
    /// The route, in any order of lines; at least one signer.
    #[schema(min_items = 1)]
    pub participants: Vec<NewParticipant>,
}

/// The multipart body that creates a package: for the documentation alone, since the parts are read as they arrive.
#[derive(Debug, ToSchema)]
pub struct PackageForm {
    /// What the package is.
    pub package: NewPackage,
    /// One part a file, under any name; the part's file name is the file's name.
    #[schema(value_type = Vec<String>, format = Binary)]
    pub file: Vec<Vec<u8>>,
}

/// A package, its route and its files.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Package {
    /// `pkg_…`
    #[schema(example = "pkg_0198f3a2-7c11-7b2e-9f00-2d9f3c5e8a07")]
    pub id: String,
    /// What people see.
    #[schema(example = "Сделка 7 – Договор - №12")]
    pub name: String,
    /// Your own id.
    pub external_id: Option<String>,
    /// `draft`, `sent`, `completed`, `refused`, `revoked` or `expired`.
    #[schema(example = "sent")]
    pub status: String,
    /// Grows with every change; the `ETag` is `"v<version>"`.
    pub version: i64,
    /// When it was created.
    #[schema(format = DateTime)]
    pub created_at: String,
    /// When it was changed last.
    #[schema(format = DateTime)]
    pub updated_at: String,
    /// When it ends by itself.
    #[schema(format = DateTime)]
    pub expires_at: Option<String>,
    /// Since when it is in this status; null for a draft.
    #[schema(format = DateTime)]
    pub status_at: Option<String>,
    /// Who refused it.
    pub refused_by: Option<String>,
    /// Why it was refused or revoked.
    pub reason: Option<String>,
    /// The route, by order.
    pub participants: Vec<Participant>,
    /// The files.
    pub files: Vec<File>,
}

/// Signs every file of the package with a key that this server holds, when the participant's turn has come.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignPackage {
    /// The certificate to sign with.
    pub certificate_id: String,
    /// Which participant signs; may be left out where the certificate's owner has one place on the route.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub participant_id: Option<String>,
    /// The code from `/signing-code`, where the signer has to confirm.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

/// Asks for a code by SMS that confirms a signature.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SendSigningCode {
    /// Who is going to sign.
    pub participant_id: String,
}

/// Approves, or marks as seen.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ActOnPackage {
    /// For which participant; may be left out where the caller has one place on the route.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub participant_id: Option<String>,
}

/// Refuses; the route ends.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RefusePackage {
    /// Why, 1–1000 characters.
    pub reason: String,
    /// For which participant; may be left out where the caller has one place on the route.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub participant_id: Option<String>,
}

/// Takes an unfinished package back.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RevokePackage {
    /// Why, 1–1000 characters.
    pub reason: String,
}
