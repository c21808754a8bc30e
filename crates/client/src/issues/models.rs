//! What the vendor's operations take.

use wire::issues::{DocumentType, EditIssue, NewIssue, SubjectInfo};

use super::IssuesError;

/// An employee's card (`StaffEmployee`).
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Employee {
    /// Surname.
    pub last_name: String,
    /// Name.
    pub first_name: String,
    /// Patronymic.
    pub middle_name: Option<String>,
    /// Mail.
    pub email: Option<String>,
    /// Mobile phone, in any spelling.
    pub mobile_phone: Option<String>,
    /// Birth date: the state portal asks for it.
    pub birth_date: Option<CalendarDate>,
    /// Their account in the office, `usr_…`; that of the certificate's owner where the card has none.
    pub user_id: Option<String>,
    /// Their company in the office, `org_…`; needed to assign a certificate.
    pub company_id: Option<String>,
}

/// Who a request is about, where there is no card (`CertificateApplicantInfo`).
#[derive(Clone, Default, PartialEq, Eq)]
pub struct CertificateApplicantInfo {
    /// ИНН.
    pub inn: String,
    /// Surname.
    pub last_name: String,
    /// Name.
    pub first_name: String,
    /// Patronymic.
    pub middle_name: Option<String>,
    /// Mail.
    pub email: String,
    /// Mobile phone, in any spelling.
    pub mobile_phone: String,
}

/// What changes of a request (`CertificateUpdateApplicantInfo`). The vendor's pages disagree which class has which field: this one takes all
/// of them, and what is nothing stays.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct CertificateUpdateApplicantInfo {
    /// ИНН.
    pub inn: Option<String>,
    /// Surname.
    pub last_name: Option<String>,
    /// Name.
    pub first_name: Option<String>,
    /// Patronymic.
    pub middle_name: Option<String>,
    /// Mail.
    pub email: Option<String>,
    /// Mobile phone, in any spelling.
    pub mobile_phone: Option<String>,
}

/// By what the state portal knows a person (`CertificateConfirmationApplicantInfo`).
#[derive(Clone, Default, PartialEq, Eq)]
pub struct CertificateConfirmationApplicantInfo {
    /// СНИЛС, in any spelling.
    pub snils: String,
    /// Birth date.
    pub birth_date: CalendarDate,
}

/// A document with its requisites (`IdentityDocument`). Of a document without requisites the kind alone is set.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct IdentityDocument {
    /// Its kind.
    pub document_type: DocumentType,
    /// Series.
    pub series: Option<String>,
    /// Number.
    pub number: Option<String>,
    /// Who issued it.
    pub issuer_name: Option<String>,
    /// The code of the unit, with or without a dash.
    pub issuer_code: Option<String>,
    /// When it was issued.
    pub issue_date: Option<CalendarDate>,
}

/// A scan (`SendingFileInfo`).
#[derive(Clone, Default, PartialEq, Eq)]
pub struct SendingFileInfo {
    /// Its name, by whose ending its type is declared; the server looks at the bytes.
    pub name: String,
    /// Its bytes.
    pub data: Vec<u8>,
}

/// A day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CalendarDate {
    /// Year.
    pub year: u16,
    /// Month, 1–12.
    pub month: u8,
    /// Day, 1–31.
    pub day: u8,
}

impl CalendarDate {
    /// A day of the calendar.
    pub const fn new(year: u16, month: u8, day: u8) -> Self {
        Self { year, month, day }
    }

    /// `DD.MM.YYYY`, as requisites have it.
    pub(super) fn dotted(self) -> String {
        format!("{:02}.{:02}.{:04}", self.day, self.month, self.year)
    }

    /// ISO 8601, with the midnight that the contract wants.
    pub(super) fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}T00:00:00Z", self.year, self.month, self.day)
    }
}

/// Who a request is created for, in either way.
pub struct Applicant(SubjectInfo);

impl Applicant {
    /// From a card; its mobile phone is the one that codes go to.
    pub(super) fn of_employee(employee: &Employee, inn: Option<&str>) -> Result<Self, IssuesError> {
        if employee.last_name.trim().is_empty() || employee.first_name.trim().is_empty() {
            return Err(IssuesError::Input("the employee's card has no name"));
        }
        Ok(Self(SubjectInfo {
            inn: inn.map(str::to_owned),
            lastname: Some(employee.last_name.clone()),
            firstname: Some(employee.first_name.clone()),
            middlename: employee.middle_name.clone(),
            email: employee.email.clone(),
            phone: employee.mobile_phone.as_deref().map(ten_digits),
            ..SubjectInfo::default()
        }))
    }

    pub(super) fn new_issue(self) -> NewIssue {
        NewIssue { subject_info: Some(self.0), ..NewIssue::default() }
    }

    pub(super) fn edit(self) -> EditIssue {
        EditIssue { subject_info: Some(self.0) }
    }
}

impl From<&CertificateApplicantInfo> for Applicant {
    fn from(info: &CertificateApplicantInfo) -> Self {
        Self(SubjectInfo {
            inn: Some(info.inn.clone()),
            lastname: Some(info.last_name.clone()),
            firstname: Some(info.first_name.clone()),
            middlename: info.middle_name.clone(),
            email: Some(info.email.clone()),
            phone: Some(ten_digits(&info.mobile_phone)),
            ..SubjectInfo::default()
        })
    }
}

impl From<&CertificateUpdateApplicantInfo> for Applicant {
    fn from(info: &CertificateUpdateApplicantInfo) -> Self {
        Self(SubjectInfo {
            inn: info.inn.clone(),
            lastname: info.last_name.clone(),
            firstname: info.first_name.clone(),
            middlename: info.middle_name.clone(),
            email: info.email.clone(),
            phone: info.mobile_phone.as_deref().map(ten_digits),
            ..SubjectInfo::default()
        })
    }
}

/// Ten digits without a country code, where it is a Russian phone; as it was given where it is none.
pub(super) fn ten_digits(phone: &str) -> String {
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    match (digits.len(), digits.chars().next()) {
        (11, Some('7' | '8')) => digits[1..].to_owned(),
        (10, _) => digits,
        _ => phone.to_owned(),
    }
}

wire::silent!(Employee CertificateApplicantInfo CertificateUpdateApplicantInfo CertificateConfirmationApplicantInfo IdentityDocument SendingFileInfo);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phones_and_days_are_spelled_as_the_contract_has_them() {
        for phone in ["+7 (916) 123-45-67", "8 916 123 45 67", "9161234567"] {
            assert_eq!(ten_digits(phone), "9161234567");
        }
        assert_eq!(ten_digits("+49 30 1234"), "+49 30 1234");
        let day = CalendarDate::new(1990, 5, 7);
        assert_eq!((day.dotted().as_str(), day.iso().as_str()), ("07.05.1990", "1990-05-07T00:00:00Z"));
    }

    #[test]
    fn nothing_personal_is_printed() {
        let employee = Employee { last_name: "Иванова".to_owned(), ..Employee::default() };
        assert!(!format!("{employee:?}").contains("Иванова"));
    }
}
