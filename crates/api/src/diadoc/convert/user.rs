//! Users: people of the house, and the licensee's system, which is a user like others to the vendor's clients.

use app::diadoc::{Employee, Myself};
use domain::office::{Account, AccountState, Member, Right};
use wire::diadoc::proto::employees::{self, EmployeeAction, EmployeePermissions};
use wire::diadoc::proto::{
    AuthorizationPermission, DocumentAccessLevel, FullName, OrganizationUser, OrganizationUserPermissions, Timestamp, UserV2,
};

use super::ROOT_DEPARTMENT;
use super::moment::ticks;

/// What the licensee's system is called as a user.
const SERVICE: (&str, &str) = ("Информационная система", "API");

/// Who somebody is.
pub(in super::super) fn user(who: &Myself) -> UserV2 {
    match who {
        Myself::Person(account) => UserV2 {
            user_id: account.id.uuid().to_string(),
            login: Some(account.email.as_ref().map_or_else(|| account.phone.to_string(), ToString::to_string)),
            full_name: Some(FullName {
                last_name: account.person.surname.to_string(),
                first_name: account.person.name.to_string(),
                middle_name: account.person.patronymic.as_ref().map(ToString::to_string),
            }),
            is_registered: true,
        },
        Myself::Service { key, name } => {
            let name = if name.is_empty() { SERVICE.1 } else { name };
            UserV2 {
                user_id: key.uuid().to_string(),
                login: None,
                full_name: Some(FullName { last_name: SERVICE.0.to_owned(), first_name: name.to_owned(), middle_name: None }),
                is_registered: true,
            }
        }
    }
}

/// Who somebody is in a box.
pub(in super::super) fn employee(employee: &Employee) -> employees::Employee {
    let member = employee.access.member.as_ref();
    let created = member.map(|member| Timestamp { ticks: ticks(member.created_at) });
    employees::Employee {
        user: user(&employee.who),
        permissions: EmployeePermissions {
            user_department_id: ROOT_DEPARTMENT.to_owned(),
            is_administrator: employee.access.is_administrator(),
            document_access_level: access_level(member) as i32,
            selected_department_ids: Vec::new(),
            actions: actions(member),
            authorization_permission: Some(AuthorizationPermission { is_blocked: false, comment: None }),
        },
        position: post(member),
        can_be_invited_for_chat: false,
        creation_timestamp: created,
    }
}

/// A member of a box in the list of its users.
pub(in super::super) fn organization_user(member: &Member, account: &Account) -> OrganizationUser {
    let may = |right| member.rights.allow(right);
    OrganizationUser {
        id: account.id.uuid().to_string(),
        name: account.person.full_name(),
        permissions: OrganizationUserPermissions {
            user_department_id: ROOT_DEPARTMENT.to_owned(),
            is_administrator: may(Right::Head),
            document_access_level: Some(access_level(Some(member)) as i32),
            can_sign_documents: may(Right::Signer),
            can_manage_counteragents: may(Right::Head),
            can_add_resolutions: may(Right::Approver),
            can_request_resolutions: may(Right::Head),
            selected_department_ids: Vec::new(),
            job_title: member.post.as_ref().map(ToString::to_string),
            can_create_documents: may(Right::Head),
            authorization_permission: AuthorizationPermission { is_blocked: account.state == AccountState::Blocked, comment: None },
            can_delete_restore_documents: may(Right::Head),
            can_attach_universal_messages: false,
            can_use_goskey_fl: Some(false),
        },
        position: post(Some(member)),
    }
}

/// A head and the licensee's system see everything of the box, others what they take part in.
fn access_level(member: Option<&Member>) -> DocumentAccessLevel {
    match member {
        Some(member) if !member.rights.allow(Right::Head) => DocumentAccessLevel::DepartmentOnly,
        _ => DocumentAccessLevel::AllDocuments,
    }
}

fn actions(member: Option<&Member>) -> Vec<EmployeeAction> {
    let may = |right| member.is_none_or(|member| member.rights.allow(right));
    let actions = [
        ("CreateDocuments", may(Right::Head)),
        ("DeleteRestoreDocuments", may(Right::Head)),
        ("SignDocuments", may(Right::Signer)),
        ("AddResolutions", may(Right::Approver)),
        ("ManageCounteragents", may(Right::Head)),
    ];
    actions.map(|(name, is_allowed)| EmployeeAction { name: name.to_owned(), is_allowed }).to_vec()
}

fn post(member: Option<&Member>) -> String {
    member.and_then(|member| member.post.as_ref()).map(ToString::to_string).unwrap_or_default()
}
