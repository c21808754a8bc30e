//! What somebody says of a signer, judged by the title that it is for.

use serde::{Deserialize, Serialize};

use super::{SignerPowers, SignerStatus, SignerType, TitleType};
use crate::code::{self, Code};
use crate::subject::bounded_text as bounded;

/// How long a registration of a sole proprietor may be, in characters.
const LONGEST_REGISTRATION: usize = 100;
/// The same of other texts but the post.
const LONGEST_TEXT: usize = 255;
/// How the contract says that an enumeration was not said.
pub const UNSPECIFIED: i32 = -1;

/// What came, as it came. An empty text is none: a client that writes one means so.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Given {
    /// Должн.
    pub job_title: Option<String>,
    /// СвГосРегИП.
    pub registration_certificate: Option<String>,
    /// ЮЛ, ИП or ФЛ, by number.
    pub signer_type: Option<i32>,
    /// ИныеСвед.
    pub signer_info: Option<String>,
    /// ОблПолн, by number.
    pub powers: Option<i32>,
    /// Статус, by number.
    pub status: Option<i32>,
    /// ОснПолн.
    pub powers_base: Option<String>,
    /// ОснПолнОрг.
    pub org_powers_base: Option<String>,
}

/// What is kept of a signer for one title.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Details {
    /// Должн.
    pub job_title: Option<String>,
    /// СвГосРегИП.
    pub registration_certificate: Option<String>,
    /// ЮЛ, ИП or ФЛ.
    pub signer_type: Option<SignerType>,
    /// ИныеСвед.
    pub signer_info: Option<String>,
    /// ОблПолн.
    pub powers: Option<SignerPowers>,
    /// Статус.
    pub status: Option<SignerStatus>,
    /// ОснПолн.
    pub powers_base: Option<String>,
    /// ОснПолнОрг.
    pub org_powers_base: Option<String>,
}

/// What is wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Its name in the contract.
    pub field: &'static str,
    /// The published reason.
    pub code: Code,
    /// A sentence without anything that the caller wrote but numbers.
    pub detail: String,
}

impl Details {
    /// Judges what came by the rules of `title`; all faults at once.
    ///
    /// A format that knows no powers takes type, powers and status as they come, known words of the contract, and asks for none.
    pub fn judge(title: TitleType, given: &Given) -> Result<Self, Vec<Fault>> {
        let mut faults = Vec::new();
        let details = {
            let mut judge = Judge { title, faults: &mut faults };
            Self {
                job_title: judge.text("JobTitle", &given.job_title, title.rule().longest_post),
                registration_certificate: judge.text("RegistrationCertificate", &given.registration_certificate, LONGEST_REGISTRATION),
                signer_type: judge.word("SignerType", given.signer_type, SignerType::of_number, SignerType::ALL),
                signer_info: judge.text("SignerInfo", &given.signer_info, LONGEST_TEXT),
                powers: judge.word("SignerPowers", given.powers, SignerPowers::of_number, title.rule().powers),
                status: judge.word("SignerStatus", given.status, SignerStatus::of_number, title.rule().statuses),
                powers_base: judge.text("SignerPowersBase", &given.powers_base, LONGEST_TEXT),
                org_powers_base: judge.text("SignerOrgPowersBase", &given.org_powers_base, LONGEST_TEXT),
            }
        };
        if title.asks_for_powers() {
            let mut judge = Judge { title, faults: &mut faults };
            judge.base("SignerPowersBase", given.powers_base.as_deref(), details.status, SignerStatus::AuthorizedPerson);
            judge.base("SignerOrgPowersBase", given.org_powers_base.as_deref(), details.status, SignerStatus::OtherOrganizationEmployee);
        }
        if faults.is_empty() { Ok(details) } else { Err(faults) }
    }
}

struct Judge<'a> {
    title: TitleType,
    faults: &'a mut Vec<Fault>,
}

impl Judge<'_> {
    fn fault(&mut self, field: &'static str, code: Code, detail: String) {
        self.faults.push(Fault { field, code, detail });
    }

    fn text(&mut self, field: &'static str, given: &Option<String>, most: usize) -> Option<String> {
        let text = given.as_deref().filter(|text| !text.trim().is_empty())?;
        match bounded(text, most) {
            // what XML cannot hold even by number
            Ok(text) if text.contains(['\u{fffe}', '\u{ffff}']) => {
                self.fault(field, code::VALUE_INVALID, "has characters that no title can hold".to_owned())
            }
            Ok(text) => return Some(text),
            Err(code) if code == code::VALUE_TOO_LONG => {
                self.fault(field, code::VALUE_TOO_LONG, format!("is longer than {most} characters"))
            }
            Err(code) => self.fault(field, code, "has characters that no title can hold".to_owned()),
        }
        None
    }

    fn word<T: Copy + PartialEq + Into<i32>>(
        &mut self,
        field: &'static str,
        given: Option<i32>,
        of_number: fn(i32) -> Option<T>,
        allowed: &[T],
    ) -> Option<T> {
        let asked = self.title.asks_for_powers();
        let given = given.filter(|number| *number != UNSPECIFIED);
        match given.map(|number| (number, of_number(number))) {
            None if asked => self.fault(field, code::FIELD_REQUIRED, format!("is required in {}", self.title.name())),
            None => {}
            Some((_, Some(word))) if !asked || allowed.contains(&word) => return Some(word),
            Some((number, Some(_))) => {
                let allowed: Vec<String> = allowed.iter().map(|one| (*one).into().to_string()).collect();
                self.fault(field, code::VALUE_INVALID, format!("{number} is not allowed in {}: {}", self.title.name(), allowed.join(", ")));
            }
            Some((number, None)) => self.fault(field, code::VALUE_INVALID, format!("{number} is not known")),
        }
        None
    }

    /// What gives the powers has to be said where the signer's status asks for it.
    fn base(&mut self, field: &'static str, given: Option<&str>, status: Option<SignerStatus>, asks: SignerStatus) {
        if status == Some(asks) && given.is_none_or(|text| text.trim().is_empty()) {
            self.fault(field, code::FIELD_REQUIRED, format!("is required where SignerStatus is {}", asks.number()));
        }
    }
}

#[cfg(test)]
mod tests;
