//! The package `diadoc.api.proto.employees`.
//!
//! Written by `cargo xtask proto` from the files of `proto/`. Change those.

#[derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct Employee {
    #[prost(message, required, tag = "1")]
    #[serde(rename(serialize = "User", deserialize = "user"))]
    #[schema(rename = "User", required = true)]
    pub user: super::UserV2,
    #[prost(message, required, tag = "2")]
    #[serde(rename(serialize = "Permissions", deserialize = "permissions"))]
    #[schema(rename = "Permissions", required = true)]
    pub permissions: EmployeePermissions,
    #[prost(string, required, tag = "3")]
    #[serde(rename(serialize = "Position", deserialize = "position"))]
    #[schema(rename = "Position", required = true)]
    pub position: ::prost::alloc::string::String,
    #[prost(bool, required, tag = "4")]
    #[serde(rename(serialize = "CanBeInvitedForChat", deserialize = "canbeinvitedforchat"))]
    #[schema(rename = "CanBeInvitedForChat", required = true)]
    pub can_be_invited_for_chat: bool,
    #[prost(message, optional, tag = "5")]
    #[serde(rename(serialize = "CreationTimestamp", deserialize = "creationtimestamp"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "CreationTimestamp", required = false, nullable = false)]
    pub creation_timestamp: ::core::option::Option<super::Timestamp>,
}
#[derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct EmployeePermissions {
    #[prost(string, required, tag = "1")]
    #[serde(rename(serialize = "UserDepartmentId", deserialize = "userdepartmentid"))]
    #[schema(rename = "UserDepartmentId", required = true)]
    pub user_department_id: ::prost::alloc::string::String,
    #[prost(bool, required, tag = "2")]
    #[serde(rename(serialize = "IsAdministrator", deserialize = "isadministrator"))]
    #[schema(rename = "IsAdministrator", required = true)]
    pub is_administrator: bool,
    #[prost(enumeration = "super::DocumentAccessLevel", required, tag = "3", default = "UnknownDocumentAccessLevel")]
    #[serde(
        rename(serialize = "DocumentAccessLevel", deserialize = "documentaccesslevel"),
        with = "crate::diadoc::json::One::<crate::diadoc::json::Word<crate::diadoc::proto::DocumentAccessLevel>>"
    )]
    #[schema(rename = "DocumentAccessLevel", required = true, value_type = crate::diadoc::proto::DocumentAccessLevel)]
    pub document_access_level: i32,
    #[prost(string, repeated, tag = "4")]
    #[serde(rename(serialize = "SelectedDepartmentIds", deserialize = "selecteddepartmentids"), skip_serializing_if = "Vec::is_empty")]
    #[schema(rename = "SelectedDepartmentIds", required = false)]
    pub selected_department_ids: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
    #[prost(message, repeated, tag = "5")]
    #[serde(rename(serialize = "Actions", deserialize = "actions"), skip_serializing_if = "Vec::is_empty")]
    #[schema(rename = "Actions", required = false)]
    pub actions: ::prost::alloc::vec::Vec<EmployeeAction>,
    #[prost(message, optional, tag = "6")]
    #[serde(
        rename(serialize = "AuthorizationPermission", deserialize = "authorizationpermission"),
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(rename = "AuthorizationPermission", required = false, nullable = false)]
    pub authorization_permission: ::core::option::Option<super::AuthorizationPermission>,
}
#[derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct EmployeeAction {
    #[prost(string, required, tag = "1")]
    #[serde(rename(serialize = "Name", deserialize = "name"))]
    #[schema(rename = "Name", required = true)]
    pub name: ::prost::alloc::string::String,
    #[prost(bool, required, tag = "2")]
    #[serde(rename(serialize = "IsAllowed", deserialize = "isallowed"))]
    #[schema(rename = "IsAllowed", required = true)]
    pub is_allowed: bool,
}
