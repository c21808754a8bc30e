//! The subject's data are changed.

use domain::id::IssueId;
use domain::issue::Command;
use domain::issue::applicant::{Applicant, OrganizationPart, SubjectKind};

use super::super::Seen;
use super::create::check;
use crate::{AppError, Call, Ctx};

/// What is changed: a field that is not named stays, one that is named without a value is emptied.
#[derive(Debug, Clone, Default)]
pub struct ApplicantChange {
    /// What sort of subject.
    pub kind: Option<SubjectKind>,
    /// ИНН.
    pub inn: Option<Option<String>>,
    /// Фамилия.
    pub surname: Option<Option<String>>,
    /// Имя.
    pub name: Option<Option<String>>,
    /// Отчество.
    pub patronymic: Option<Option<String>>,
    /// Mail.
    pub email: Option<Option<String>>,
    /// Mobile phone.
    pub phone: Option<Option<String>>,
    /// СНИЛС.
    pub snils: Option<Option<String>>,
    /// Birth date.
    pub birth_date: Option<Option<String>>,
    /// The organization; nothing inside takes it out.
    pub organization: Option<Option<OrganizationChange>>,
    /// The areas of use, all of them.
    pub use_areas: Option<Vec<String>>,
}

/// What is changed of the organization.
#[derive(Debug, Clone, Default)]
pub struct OrganizationChange {
    /// КПП.
    pub kpp: Option<Option<String>>,
    /// Должность.
    pub position: Option<Option<String>>,
    /// Подразделение.
    pub unit: Option<Option<String>>,
    /// ИНН of the employee.
    pub employee_inn: Option<Option<String>>,
    /// ОГРН or ОГРНИП.
    pub ogrn: Option<Option<String>>,
    /// Its name.
    pub name: Option<Option<String>>,
}

/// Changes the subject's data.
pub async fn edit(ctx: &Ctx, call: &Call, id: IssueId, change: ApplicantChange) -> Result<Seen, AppError> {
    super::change(ctx, call, "request.edit", id, move |_, request| {
        let applicant = changed(request.applicant.clone(), &change);
        let use_areas = change.use_areas.clone().unwrap_or_else(|| request.use_areas.clone());
        check(&applicant, &use_areas, None)?;
        Ok(Command::Edit { applicant, use_areas })
    })
    .await
}

fn changed(mut applicant: Applicant, change: &ApplicantChange) -> Applicant {
    applicant.kind = change.kind.unwrap_or(applicant.kind);
    put(&mut applicant.inn, &change.inn);
    put(&mut applicant.surname, &change.surname);
    put(&mut applicant.name, &change.name);
    put(&mut applicant.patronymic, &change.patronymic);
    put(&mut applicant.email, &change.email);
    put(&mut applicant.phone, &change.phone);
    put(&mut applicant.snils, &change.snils);
    put(&mut applicant.birth_date, &change.birth_date);
    match &change.organization {
        None => {}
        Some(None) => applicant.organization = None,
        Some(Some(part)) => {
            let known = applicant.organization.get_or_insert_with(OrganizationPart::default);
            put(&mut known.kpp, &part.kpp);
            put(&mut known.position, &part.position);
            put(&mut known.unit, &part.unit);
            put(&mut known.employee_inn, &part.employee_inn);
            put(&mut known.ogrn, &part.ogrn);
            put(&mut known.name, &part.name);
        }
    }
    applicant
}

fn put(field: &mut Option<String>, change: &Option<Option<String>>) {
    if let Some(value) = change {
        field.clone_from(value);
    }
}
