//! The element Подписант: the signer's part of a formalized title, by the rules of each format of the tax service.
//!
//! Only what stands in a format is written; what it asks for and nobody has said is a fault. docs/signer-details.md holds the table.

mod format;
mod xml;

pub use format::Format;

use format::{Asks, Shape};
use xml::Element;

use super::details::Fault;
use super::{Signer, SignerStatus, SignerType, TitleType};
use crate::code::{self, Code};
use crate::subject::Date;

/// What gives the powers of an employee where nothing is said: the order of the tax service says so of statuses 1 to 3, and those of later
/// formats with the same meaning are treated alike.
const DUTIES: &str = "Должностные обязанности";
/// What stands in place of an ИНН that is not there, in the one format that has a place for it.
const DASH: &str = "-";
/// The longest part of a name, in characters.
const LONGEST_NAME: usize = 60;
/// The longest name of an organization.
const LONGEST_ORGANIZATION: usize = 1000;

/// How the powers of a signer of 970 and later are confirmed (СпосПодтПолном), with the powers of attorney that do it. A title holds those of
/// one sort.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirmation {
    /// 1 to 6: 1 says by the signature itself, 2 to 4 by a machine-readable power of attorney, 5 by one on paper, 6 otherwise.
    way: u8,
    /// Machine-readable ones.
    pub electronic: Vec<ElectronicPower>,
    /// Those on paper.
    pub paper: Vec<PaperPower>,
}

/// A machine-readable power of attorney (СвДоверЭл).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ElectronicPower {
    /// НомДовер, a GUID.
    pub number: uuid::Uuid,
    /// ДатаВыдДовер.
    pub issued: Date,
    /// ВнНомДовер.
    pub own_number: Option<String>,
    /// ИдСистХран: where it is kept.
    pub kept_at: String,
}

/// A power of attorney on paper (СвДоверБум).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperPower {
    /// ДатаВыдДовер.
    pub issued: Date,
    /// ВнНомДовер.
    pub own_number: String,
}

impl Confirmation {
    /// By this way, 1 to 6.
    pub fn by(way: u8) -> Option<Self> {
        (1..=6).contains(&way).then(|| Self { way, electronic: Vec::new(), paper: Vec::new() })
    }
}

impl Default for Confirmation {
    /// By what the signature itself says.
    fn default() -> Self {
        Self { way: 1, electronic: Vec::new(), paper: Vec::new() }
    }
}

/// The element as text, for a title that is put together by somebody else. `confirmation` counts from 970 on.
pub fn element(format: Format, signer: &Signer, confirmation: &Confirmation) -> Result<String, Vec<Fault>> {
    built(format, signer, confirmation).map(|element| element.text(0))
}

/// The element as a document of its own, in windows-1251.
pub fn document(format: Format, signer: &Signer, confirmation: &Confirmation) -> Result<Vec<u8>, Vec<Fault>> {
    let element = built(format, signer, confirmation)?;
    Ok(xml::encode(&format!("<?xml version=\"1.0\" encoding=\"windows-1251\"?>\n{}", element.text(0))))
}

fn built(format: Format, signer: &Signer, confirmation: &Confirmation) -> Result<Element, Vec<Fault>> {
    let mut builder = Builder { signer, faults: Vec::new() };
    let element = match format.shape() {
        Shape::Powers(asks) => builder.with_powers(format, asks),
        Shape::Universal => builder.universal(confirmation),
    };
    if builder.faults.is_empty() { Ok(element) } else { Err(builder.faults) }
}

struct Builder<'a> {
    signer: &'a Signer,
    faults: Vec<Fault>,
}

impl Builder<'_> {
    fn fault(&mut self, field: &'static str, code: Code, detail: &str) {
        self.faults.push(Fault { field, code, detail: detail.to_owned() });
    }

    fn missing(&mut self, field: &'static str) {
        self.fault(field, code::FIELD_REQUIRED, "is required");
    }

    fn bound(&mut self, field: &'static str, text: &str, most: usize) {
        if text.chars().count() > most {
            self.fault(field, code::VALUE_TOO_LONG, &format!("is longer than {most} characters"));
        }
    }

    /// Подписант with powers and status, around one of ЮЛ, ИП and ФЛ.
    fn with_powers(&mut self, format: Format, asks: Asks) -> Element {
        let details = &self.signer.details;
        let rule = TitleType::of_number(format.title()).map(TitleType::rule);
        // rows of earlier rules, or of a title that the caller did not mean
        match details.powers {
            None => self.missing("SignerPowers"),
            Some(powers) if !rule.is_some_and(|rule| rule.powers.contains(&powers)) => {
                self.fault("SignerPowers", code::VALUE_INVALID, "is not allowed")
            }
            Some(_) => {}
        }
        match details.status {
            None => self.missing("SignerStatus"),
            Some(status) if !rule.is_some_and(|rule| rule.statuses.contains(&status)) => {
                self.fault("SignerStatus", code::VALUE_INVALID, "is not allowed")
            }
            Some(_) => {}
        }
        let number = |number: Option<i32>| number.unwrap_or_default().to_string();
        let base = details.powers_base.as_deref().or((details.status != Some(SignerStatus::AuthorizedPerson)).then_some(DUTIES));
        if base.is_none() {
            self.missing("SignerPowersBase");
        }
        let organization_base = details.org_powers_base.as_deref();
        if details.status == Some(SignerStatus::OtherOrganizationEmployee) && organization_base.is_none() {
            self.missing("SignerOrgPowersBase");
        }
        Element::new("Подписант")
            .with("ОблПолн", number(details.powers.map(Into::into)))
            .with("Статус", number(details.status.map(Into::into)))
            .with_some(asks.base, base)
            .with_some("ОснПолнОрг", organization_base)
            .child(self.person(asks))
    }

    fn person(&mut self, asks: Asks) -> Element {
        let details = &self.signer.details;
        let registration = details.registration_certificate.as_deref();
        let inn = self.signer.inn.as_deref();
        let element = match details.signer_type {
            Some(SignerType::LegalEntity) => {
                let post = self.signer.job_title.as_deref().unwrap_or_default();
                if post.is_empty() && !asks.empty_post {
                    self.missing("JobTitle");
                }
                self.bound("JobTitle", post, 128);
                let organization = self.signer.organization.as_deref();
                match organization {
                    None if asks.organization => self.missing("SignerOrganizationName"),
                    None => {}
                    Some(name) => self.bound("SignerOrganizationName", name, LONGEST_ORGANIZATION),
                }
                if inn.is_none() {
                    self.missing("Inn");
                }
                let element = Element::new("ЮЛ").with_some("ИННЮЛ", inn).with_some("НаимОрг", organization).with("Должн", post);
                registered(element, asks, registration)
            }
            Some(SignerType::IndividualEntity) => {
                let element = Element::new("ИП");
                let element = match inn {
                    Some(inn) => element.with("ИННФЛ", inn),
                    None if asks.dash => element.with("ДефИННФЛ", DASH),
                    None => {
                        self.missing("Inn");
                        element
                    }
                };
                element.with_some("СвГосРегИП", registration)
            }
            Some(SignerType::PhysicalPerson) => registered(Element::new("ФЛ").with_some("ИННФЛ", inn), asks, registration),
            None => {
                self.missing("SignerType");
                Element::new("ФЛ")
            }
        };
        let name = self.name();
        element.with_some("ИныеСвед", self.signer.details.signer_info.as_deref()).child(name)
    }

    fn name(&mut self) -> Element {
        let name = &self.signer.name;
        for (field, text) in [("Surname", name.surname.as_str()), ("FirstName", &name.first_name)] {
            if text.is_empty() {
                self.missing(field);
            }
            self.bound(field, text, LONGEST_NAME);
        }
        self.bound("Patronymic", name.patronymic.as_deref().unwrap_or_default(), LONGEST_NAME);
        Element::new("ФИО")
            .with("Фамилия", name.surname.as_str())
            .with("Имя", name.first_name.as_str())
            .with_some("Отчество", name.patronymic.as_deref())
    }

    /// Подписант of 970 and later.
    fn universal(&mut self, confirmation: &Confirmation) -> Element {
        if !confirmation.electronic.is_empty() && !confirmation.paper.is_empty() {
            self.fault("PowerOfAttorney", code::VALUE_INVALID, "is either electronic or on paper");
        }
        let name = self.name();
        let post = self.signer.job_title.as_deref().filter(|post| !post.is_empty());
        let element = Element::new("Подписант")
            .with_some("Должн", post)
            .with("СпосПодтПолном", confirmation.way.to_string())
            .with_some("ДопСведПодп", self.signer.details.signer_info.as_deref())
            .child(name);
        let element = confirmation.electronic.iter().fold(element, |element, power| element.child(electronic(power)));
        confirmation.paper.iter().fold(element, |element, power| {
            element.child(Element::new("СвДоверБум").with("ДатаВыдДовер", day(&power.issued)).with("ВнНомДовер", power.own_number.as_str()))
        })
    }
}

fn registered(element: Element, asks: Asks, registration: Option<&str>) -> Element {
    match asks.registration {
        Some(name) => element.with_some(name, registration),
        None => element,
    }
}

fn electronic(power: &ElectronicPower) -> Element {
    Element::new("СвДоверЭл")
        .with("НомДовер", power.number.to_string())
        .with("ДатаВыдДовер", day(&power.issued))
        .with_some("ВнНомДовер", power.own_number.as_deref())
        .with("ИдСистХран", power.kept_at.as_str())
}

/// ДД.ММ.ГГГГ.
fn day(date: &Date) -> String {
    let mut parts: Vec<&str> = date.as_str().split('-').collect();
    parts.reverse();
    parts.join(".")
}

#[cfg(test)]
mod tests;
