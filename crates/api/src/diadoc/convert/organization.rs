//! Organizations and their boxes: companies of the house. What the house does not know is left out, and what the vendor's clients insist on
//! is said as it is here.

use domain::office::{Company, box_id};
use wire::diadoc::proto::{self, OrganizationInvoiceFormatVersion, OrganizationType, ReadyForEpdStatus, Sociability};

/// A company with its one box; `is_employee` says whether the caller works there.
pub(in super::super) fn organization(company: &Company, is_employee: bool) -> proto::Organization {
    proto::Organization { boxes: vec![bare_box(company)], is_employee: Some(is_employee), ..of(company) }
}

/// A box with its organization, which does not name the box again.
pub(in super::super) fn box_with_organization(company: &Company) -> proto::Box {
    proto::Box { organization: Some(of(company)), ..bare_box(company) }
}

fn of(company: &Company) -> proto::Organization {
    let kind = if company.is_sole_proprietor() { OrganizationType::Individual } else { OrganizationType::Juridical };
    proto::Organization {
        org_id: box_id::guid(company.id),
        inn: company.inn.to_string(),
        kpp: company.kpp.as_ref().map(ToString::to_string),
        full_name: company.name.to_string(),
        short_name: Some(company.name.to_string()),
        ogrn: company.ogrn.as_ref().map(ToString::to_string),
        is_pilot: Some(false),
        is_active: Some(true),
        is_test: Some(false),
        is_branch: Some(false),
        is_roaming: Some(false),
        is_foreign: Some(false),
        sociability: Sociability::AllOrganizations as i32,
        organization_type: kind as i32,
        ready_for_epd_status: ReadyForEpdStatus::NotReady as i32,
        ..proto::Organization::default()
    }
}

fn bare_box(company: &Company) -> proto::Box {
    proto::Box {
        box_id: box_id::written(company.id),
        box_id_guid: box_id::guid(company.id),
        title: company.name.to_string(),
        invoice_format_version: Some(OrganizationInvoiceFormatVersion::V502 as i32),
        encrypted_documents_allowed: Some(false),
        ..proto::Box::default()
    }
}
