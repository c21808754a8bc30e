//! The subject's data on their way in. They are kept as given: what is wrong with them is found at the gates.

use app::AppError;
use app::request::client::{ApplicantChange, KeyWish, NewApplication, OrganizationChange};
use domain::code;
use domain::issue::applicant::{Applicant, OrganizationPart, SubjectKind};
use serde::{Deserialize, Serialize};
use surguch_http::{Given, Problems};
use wire::issues::{
    CertificateTemplateInfo, CertificateType, CspInfo, CspType, EditIssue, NewIssue, OrganizationInfo, SubjectInfo, SubjectType,
};

use super::words;

/// The most areas of use.
const MOST_AREAS: usize = domain::issue::IssueRequest::MOST_USE_AREAS;
/// Longest word of an area of use, or of an application of a medium.
const LONGEST_WORD: usize = 100;

/// What the client is told back as it was said, and the machine never reads.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Remembered {
    pub(super) template: CertificateTemplateInfo,
    pub(super) csp: CspInfo,
}

impl Remembered {
    /// What was remembered; defaults for requests of other faces.
    pub(super) fn read(text: Option<&str>) -> Self {
        let read = text.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
        let Self { mut template, mut csp } = read;
        template.kind = template.kind.or(Some(CertificateType::NotQualified));
        csp.kind = csp.kind.or(Some(CspType::Dss));
        Self { template, csp }
    }
}

pub(crate) fn application(body: Given<NewIssue>) -> Result<NewApplication, AppError> {
    body.judge(|problems, body| {
        let template = template(problems, body.certificate_template_info.unwrap_or_default());
        let csp = csp(problems, body.csp_info.unwrap_or_default());
        let applicant = applicant(problems, body.subject_info.unwrap_or_default());
        let (template, csp, applicant) = (template?, csp?, applicant?);
        let key = if csp.kind == Some(CspType::CryptoPro) { KeyWish::Token } else { KeyWish::Server };
        let use_areas = template.use_areas.clone();
        let remembered = serde_json::to_string(&Remembered { template, csp }).ok();
        Some(NewApplication { applicant, key, use_areas, external_id: None, remembered })
    })
}

/// An accredited authority makes qualified certificates; this one is none.
fn template(problems: &mut Problems, mut template: CertificateTemplateInfo) -> Option<CertificateTemplateInfo> {
    if template.kind.is_some_and(|kind| kind != CertificateType::NotQualified) {
        problems.add("/certificateTemplateInfo/type", code::VALUE_INVALID);
        return None;
    }
    if template.use_areas.len() > MOST_AREAS || template.use_areas.iter().any(|area| area.chars().count() > LONGEST_WORD) {
        problems.add("/certificateTemplateInfo/useAreas", code::VALUE_TOO_LONG);
        return None;
    }
    template.kind = Some(CertificateType::NotQualified);
    Some(template)
}

fn csp(problems: &mut Problems, mut csp: CspInfo) -> Option<CspInfo> {
    if csp.kind == Some(CspType::Unknown) {
        problems.add("/cspInfo/type", code::VALUE_INVALID);
        return None;
    }
    if csp.dss_application.as_ref().is_some_and(|name| name.chars().count() > LONGEST_WORD) {
        problems.add("/cspInfo/dssApplication", code::VALUE_TOO_LONG);
        return None;
    }
    // the vendor's client names no place: its certificates are of the cloud
    csp.kind = csp.kind.or(Some(CspType::Dss));
    Some(csp)
}

fn applicant(problems: &mut Problems, subject: SubjectInfo) -> Option<Applicant> {
    let kind = match subject.kind {
        None => SubjectKind::NaturalPerson,
        Some(named) => subject_kind(problems, named)?,
    };
    let applicant = Applicant {
        inn: subject.inn,
        surname: subject.lastname,
        name: subject.firstname,
        patronymic: subject.middlename,
        email: subject.email,
        phone: subject.phone,
        organization: subject.organization_info.map(organization),
        ..Applicant::unknown(kind)
    };
    for (field, code) in applicant.unfit() {
        problems.add(place(field), code);
    }
    Some(applicant)
}

fn subject_kind(problems: &mut Problems, named: SubjectType) -> Option<SubjectKind> {
    let kind = words::subject_kind(named);
    if kind.is_none() {
        problems.add("/subjectInfo/type", code::VALUE_INVALID);
    }
    kind
}

fn organization(info: OrganizationInfo) -> OrganizationPart {
    let OrganizationInfo { kpp, position, unit, employee_inn, ogrn, name } = info;
    OrganizationPart { kpp, position, unit, employee_inn, ogrn, name }
}

/// Where a field of the machine's stands on the wire.
pub(crate) fn place(field: &str) -> String {
    let name = match field {
        "surname" => "lastname",
        "name" => "firstname",
        "patronymic" => "middlename",
        "kpp" | "position" | "unit" | "ogrn" => return format!("/subjectInfo/organizationInfo/{field}"),
        "employee_inn" => return "/subjectInfo/organizationInfo/employeeInn".to_owned(),
        "organization_name" => return "/subjectInfo/organizationInfo/name".to_owned(),
        "birth_date" => "birthDate",
        other => other,
    };
    format!("/subjectInfo/{name}")
}

/// What is left out stays as it is; an empty text empties a field.
pub(crate) fn change(body: Given<EditIssue>) -> Result<ApplicantChange, AppError> {
    body.judge(|problems, body| {
        let subject = body.subject_info.unwrap_or_default();
        let kind = match subject.kind {
            None => None,
            Some(named) => Some(subject_kind(problems, named)?),
        };
        let given = applicant(problems, SubjectInfo { kind: None, ..subject })?;
        Some(ApplicantChange {
            kind,
            inn: said(given.inn),
            surname: said(given.surname),
            name: said(given.name),
            patronymic: said(given.patronymic),
            email: said(given.email),
            phone: said(given.phone),
            organization: given.organization.map(|part| {
                let OrganizationPart { kpp, position, unit, employee_inn, ogrn, name } = part;
                Some(OrganizationChange {
                    kpp: said(kpp),
                    position: said(position),
                    unit: said(unit),
                    employee_inn: said(employee_inn),
                    ogrn: said(ogrn),
                    name: said(name),
                })
            }),
            ..ApplicantChange::default()
        })
    })
}

/// A field that was named; without a value it is emptied.
fn said(text: Option<String>) -> Option<Option<String>> {
    text.map(|text| Some(text).filter(|text| !text.trim().is_empty()))
}
