//! What of a request stands in printed forms.

use domain::certificate::Certificate;
use domain::code;
use domain::issue::applicant::{Applicant, SubjectKind};
use domain::issue::document::{Gender, Requisite};
use domain::issue::{IssueRequest, KeyPlace, ProcessingBy, SignedStatement, day_of};
use domain::office::Company;
use domain::time::Timestamp;
use pki::name::Kind as Attribute;
use print::forms::{self, Form as _};
use serde_json::Value;

use super::extensions;
use crate::AppError;

/// A form that is printed of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// Заявление на выпуск.
    ReleaseStatement,
    /// Расписка в получении.
    Receipt,
    /// Подтверждение права подписи.
    SigningAuthority,
    /// Доверенность с областями применения.
    WarrantWithUseAreas,
    /// Доверенность на получение.
    ApplicantWarrant,
    /// Заявление на отзыв.
    RecallStatement,
    /// Копия сертификата.
    CertificateCopy,
}

impl Form {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::ReleaseStatement,
        Self::Receipt,
        Self::SigningAuthority,
        Self::WarrantWithUseAreas,
        Self::ApplicantWarrant,
        Self::RecallStatement,
        Self::CertificateCopy,
    ];

    /// The name of its template.
    pub fn template(self) -> &'static str {
        match self {
            Self::ReleaseStatement => forms::ReleaseStatement::TEMPLATE,
            Self::Receipt => forms::Receipt::TEMPLATE,
            Self::SigningAuthority => forms::SigningAuthority::TEMPLATE,
            Self::WarrantWithUseAreas => forms::WarrantWithUseAreas::TEMPLATE,
            Self::ApplicantWarrant => forms::ApplicantWarrant::TEMPLATE,
            Self::RecallStatement => forms::RecallStatement::TEMPLATE,
            Self::CertificateCopy => forms::CertificateCopy::TEMPLATE,
        }
    }
}

/// What a form is made of.
pub(super) struct Source {
    pub(super) request: IssueRequest,
    pub(super) operator: Company,
    /// Once it was made, with its bytes.
    pub(super) certificate: Option<(Certificate, Vec<u8>)>,
    pub(super) now: Timestamp,
}

impl Source {
    /// The facts of a form; one about a certificate that is not there is refused by the state.
    pub(super) fn facts(&self, form: Form) -> Result<Value, AppError> {
        Ok(match form {
            Form::ReleaseStatement => self.release_statement().facts(),
            Form::Receipt => {
                let certificate = self.bound()?;
                forms::Receipt {
                    printed_at: self.printed_at(),
                    number: self.number(),
                    operator: self.operator(),
                    subject: self.subject(),
                    certificate,
                    proxy: None,
                }
                .facts()
            }
            Form::SigningAuthority => forms::SigningAuthority {
                printed_at: self.printed_at(),
                number: self.number(),
                operator: self.operator(),
                subject: self.subject(),
                principal: None,
                basis: None,
                valid_until: None,
            }
            .facts(),
            Form::WarrantWithUseAreas => forms::WarrantWithUseAreas {
                printed_at: self.printed_at(),
                number: self.number(),
                city: None,
                subject: self.subject(),
                principal: None,
                areas: self.request.use_areas.clone(),
                valid_until: None,
            }
            .facts(),
            Form::ApplicantWarrant => forms::ApplicantWarrant {
                printed_at: self.printed_at(),
                number: self.number(),
                city: None,
                operator: self.operator(),
                subject: self.subject(),
                // room for writing in who it is
                proxy: forms::Proxy { person: forms::Person::default(), identity: None, warrant: None },
                valid_until: None,
            }
            .facts(),
            Form::RecallStatement => {
                let certificate = self.bound()?;
                forms::RecallStatement {
                    printed_at: self.printed_at(),
                    number: self.number(),
                    operator: self.operator(),
                    subject: self.subject(),
                    certificate,
                    reason: None,
                    comment: None,
                }
                .facts()
            }
            Form::CertificateCopy => {
                let certificate = self.copied()?;
                forms::CertificateCopy { printed_at: self.printed_at(), operator: self.operator(), certificate }.facts()
            }
        })
    }

    fn release_statement(&self) -> forms::ReleaseStatement {
        let request = &self.request;
        let (key, algorithm) = match &request.key {
            KeyPlace::Server { algorithm, .. } => (forms::Place::Server, algorithm.map(|algorithm| algorithm.word().to_owned())),
            KeyPlace::Browser { .. } | KeyPlace::Token { .. } | KeyPlace::AwaitedToken => (forms::Place::Token, None),
        };
        let signed = request.statement.as_ref().map(|statement| match statement {
            SignedStatement::Code { consent } => {
                forms::Signed::Sms { phone: consent.phone.clone(), at: consent.at.to_string(), address: consent.address.clone() }
            }
            SignedStatement::Portal { at, .. } => forms::Signed::Portal { at: at.to_string() },
        });
        // what the licensee collects by contract stands on its own paper
        let own = request.processing.as_ref().filter(|processing| processing.by == ProcessingBy::Subject);
        forms::ReleaseStatement {
            printed_at: self.printed_at(),
            number: self.number(),
            operator: self.operator(),
            subject: self.subject(),
            certificate: forms::Wish { areas: request.use_areas.clone(), key, algorithm },
            offer_version: None,
            consent: own.map(|one| forms::ConsentGiven { version: one.text_version.clone(), at: one.at.to_string() }),
            signed,
        }
    }

    fn printed_at(&self) -> String {
        self.now.to_string()
    }

    fn number(&self) -> String {
        self.request.id.uuid().to_string()
    }

    fn operator(&self) -> forms::Operator {
        let company = &self.operator;
        forms::Operator {
            name: company.name.to_string(),
            inn: company.inn.to_string(),
            kpp: company.kpp.as_ref().map(ToString::to_string),
            ogrn: company.ogrn.as_ref().map(ToString::to_string),
            address: None,
        }
    }

    fn subject(&self) -> forms::Subject {
        let applicant = &self.request.applicant;
        let part = applicant.organization.clone().unwrap_or_default();
        let is_organization = applicant.kind == SubjectKind::LegalEntity;
        forms::Subject {
            kind: match applicant.kind {
                SubjectKind::NaturalPerson => forms::SubjectKind::NaturalPerson,
                SubjectKind::SoleProprietor => forms::SubjectKind::SoleProprietor,
                SubjectKind::LegalEntity => forms::SubjectKind::LegalEntity,
            },
            person: self.person(applicant),
            identity: self.identity(),
            ogrnip: part.ogrn.clone().filter(|_| applicant.kind == SubjectKind::SoleProprietor),
            organization: is_organization.then(|| forms::Organization {
                name: part.name.unwrap_or_default(),
                inn: applicant.inn.clone().unwrap_or_default(),
                kpp: part.kpp,
                ogrn: part.ogrn,
                address: None,
                unit: part.unit,
                post: part.position,
                head: None,
            }),
        }
    }

    fn person(&self, applicant: &Applicant) -> forms::Person {
        let identity = self.request.documents.iter().find(|document| document.kind.proves_identity());
        let requisites = identity.map(|document| &document.requisites);
        let gender = requisites.and_then(|requisites| requisites.gender()).map(|gender| match gender {
            Gender::Male => "мужской".to_owned(),
            Gender::Female => "женский".to_owned(),
        });
        let own_inn = applicant.inn_of_person().map(String::from).or_else(|| match applicant.kind {
            SubjectKind::NaturalPerson | SubjectKind::SoleProprietor => applicant.inn.clone(),
            SubjectKind::LegalEntity => None,
        });
        let facts = self.request.check_facts();
        forms::Person {
            surname: applicant.surname.clone().unwrap_or_default(),
            name: applicant.name.clone().unwrap_or_default(),
            patronymic: applicant.patronymic.clone(),
            birth_date: facts.birth_date.map(String::from),
            birth_place: requisites.and_then(|requisites| requisites.get(Requisite::BirthPlace)).map(ToOwned::to_owned),
            gender,
            snils: facts.snils,
            inn: own_inn,
            email: applicant.email.clone(),
            phone: applicant.parsed_phone().map(String::from).or_else(|| applicant.phone.clone()),
        }
    }

    fn identity(&self) -> Option<forms::Identity> {
        let document = self.request.documents.iter().find(|document| document.kind.proves_identity())?;
        let text = |requisite| document.requisites.get(requisite).map(ToOwned::to_owned);
        Some(forms::Identity {
            kind: document.kind.title().to_owned(),
            series: text(Requisite::Series),
            number: text(Requisite::Number).unwrap_or_default(),
            issued_at: document.requisites.date(Requisite::IssueDate).map(String::from),
            issued_by: text(Requisite::IssueOrganization),
            unit_code: text(Requisite::IssueOrganizationId),
        })
    }

    fn certificate(&self) -> Result<&(Certificate, Vec<u8>), AppError> {
        let missing = || AppError::from(code::WRONG_ISSUE_STATUS).with("current_status", self.request.office_word());
        self.certificate.as_ref().ok_or_else(missing)
    }

    fn bound(&self) -> Result<forms::Bound, AppError> {
        let (certificate, _) = self.certificate()?;
        Ok(forms::Bound {
            serial: certificate.serial.clone(),
            valid_from: day_of(certificate.not_before).into(),
            valid_until: day_of(certificate.not_after).into(),
            issuer: None,
            algorithm: Some(certificate.algorithm.clone()),
            thumbprint: Some(certificate.thumbprint.clone()),
        })
    }

    fn copied(&self) -> Result<forms::Copied, AppError> {
        let (certificate, der) = self.certificate()?;
        let damaged = |error: pki::Malformed| AppError::internal("a kept certificate").because(error);
        let parsed = pki::Certificate::parse(der).map_err(damaged)?;
        Ok(forms::Copied {
            serial: certificate.serial.clone(),
            valid_from: certificate.not_before.to_string(),
            valid_until: certificate.not_after.to_string(),
            version: Some(parsed.version().to_string()),
            algorithm: certificate.algorithm.clone(),
            public_key: hex::encode(parsed.public_key().spki()),
            signature_algorithm: parsed.algorithm().map(|algorithm| algorithm.name().to_owned()).unwrap_or_default(),
            thumbprint: certificate.thumbprint.clone(),
            means: None,
            issuer: attributes(parsed.issuer()),
            subject: attributes(parsed.subject()),
            extensions: extensions::lines(&parsed).map_err(damaged)?,
        })
    }
}

/// The attributes that certificates of this house have, in the words of clerks.
const ATTRIBUTES: [(Attribute, &str); 14] = [
    (Attribute::CommonName, "Общее имя"),
    (Attribute::Surname, "Фамилия"),
    (Attribute::GivenName, "Имя и отчество"),
    (Attribute::Organization, "Организация"),
    (Attribute::Title, "Должность"),
    (Attribute::Country, "Страна"),
    (Attribute::Region, "Регион"),
    (Attribute::Locality, "Населённый пункт"),
    (Attribute::Inn, "ИНН"),
    (Attribute::InnLe, "ИНН организации"),
    (Attribute::Ogrn, "ОГРН"),
    (Attribute::Ogrnip, "ОГРНИП"),
    (Attribute::Snils, "СНИЛС"),
    (Attribute::Email, "Электронная почта"),
];

fn attributes(name: &pki::Name) -> Vec<(String, String)> {
    ATTRIBUTES.iter().filter_map(|(kind, title)| Some(((*title).to_owned(), name.get(*kind)?.to_owned()))).collect()
}
