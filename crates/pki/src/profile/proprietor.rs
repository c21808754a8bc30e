//! Name of a sole proprietor (индивидуальный предприниматель).

use super::person::Person;
use crate::Name;
use crate::name::BadAttribute;

/// A person in business under their own name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Proprietor {
    /// Who; the ОГРНИП in it is not looked at.
    pub person: Person,
    /// ИНН of the person, 12 digits: without it nobody is registered.
    pub inn: String,
    /// ОГРНИП, 15 digits.
    pub ogrnip: String,
}

impl Proprietor {
    /// The subject's name: that of a person, with ИНН and ОГРНИП.
    pub fn name(&self) -> Result<Name, BadAttribute> {
        Person { inn: Some(self.inn.clone()), ogrnip: Some(self.ogrnip.clone()), ..self.person.clone() }.name()
    }
}
