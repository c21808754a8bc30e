//! What queries of this face may say.

use serde::{Deserialize, Serialize};
use utoipa::IntoParams;

/// Which requests are looked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
pub struct SearchQuery {
    /// In one of these states; may be given several times.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub status: Vec<String>,
    /// With this ИНН.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inn: Option<String>,
    /// With this phone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject_phone: Option<String>,
    /// With this mail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject_email: Option<String>,
    /// `desc`, the newest first, or `asc`; `desc` where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sort_order: Option<String>,
    /// How many are passed over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(minimum = 0)]
    pub offset: Option<u32>,
    /// At most so many; 100 where it is left out, and no more than 100.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(minimum = 1, maximum = 100)]
    pub limit: Option<u32>,
}

/// Which piece of the feed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
pub struct FeedQuery {
    /// At most so many events; 100 where it is left out, and no more than 200.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(minimum = 1, maximum = 200)]
    pub limit: Option<u32>,
    /// After this event; from the beginning where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prev_id: Option<String>,
}

/// How a request is renewed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
pub struct RenewQuery {
    /// Whether the new one is for the person alone; like the old one where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub for_natural_person: Option<bool>,
}

/// What certificate request is uploaded.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
pub struct UploadQuery {
    /// The kind of key, as `cspInfo.type` knows it; it has to be that of the request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certificate_request_type: Option<String>,
}
