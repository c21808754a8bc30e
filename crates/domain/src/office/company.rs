//! A company: a legal entity or a sole proprietor.

use serde::{Deserialize, Serialize};

use crate::code::{self, Code};
use crate::id::{CompanyId, LicenseeId};
use crate::subject::{ExternalId, Inn, Kpp, Ogrn, Title};
use crate::time::Timestamp;

/// A company of a licensee's client, or the licensee's own one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Company {
    /// Its id; the bare UUID is the box and organization id on the vendors' faces.
    pub id: CompanyId,
    /// The tenant it belongs to.
    pub licensee: LicenseeId,
    /// Grows with every change.
    pub version: i64,
    /// Its name.
    pub name: Title,
    /// ИНН: 10 digits of a legal entity, 12 of a sole proprietor.
    pub inn: Inn,
    /// КПП of a legal entity or its branch; a sole proprietor has none.
    pub kpp: Option<Kpp>,
    /// ОГРН or ОГРНИП.
    pub ogrn: Option<Ogrn>,
    /// The integrator's own id.
    pub external_id: Option<ExternalId>,
    /// When it was added.
    pub created_at: Timestamp,
}

impl Company {
    /// Whether the numbers fit one another; the error names the field that does not.
    ///
    /// A sole proprietor has an ИНН of 12 digits, an ОГРНИП of 15 and no КПП.
    pub fn check_numbers(inn: &Inn, kpp: Option<&Kpp>, ogrn: Option<&Ogrn>) -> Result<(), (&'static str, Code)> {
        if inn.is_of_a_person() && kpp.is_some() {
            return Err(("kpp", code::KPP_FORMAT));
        }
        if ogrn.is_some_and(|ogrn| ogrn.is_of_a_sole_proprietor() != inn.is_of_a_person()) {
            return Err(("ogrn", code::OGRN_FORMAT));
        }
        Ok(())
    }

    /// Whether it is a sole proprietor (ИП).
    pub fn is_sole_proprietor(&self) -> bool {
        self.inn.is_of_a_person()
    }
}
