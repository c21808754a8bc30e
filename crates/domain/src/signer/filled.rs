//! A signer as answers and titles show them: what is kept, filled up from certificate and organization.

use super::{Details, SignerType};

/// What a certificate says of its owner. Empty texts are none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Certified {
    /// SN.
    pub surname: Option<String>,
    /// GN: first name and, behind the first space, the patronymic.
    pub given_name: Option<String>,
    /// T.
    pub post: Option<String>,
    /// ИНН of the person: 12 digits.
    pub inn: Option<String>,
    /// ИНН of the organization: 10 digits.
    pub organization_inn: Option<String>,
    /// O.
    pub organization: Option<String>,
    /// Whether an ОГРНИП stands there: a sole proprietor.
    pub is_sole_proprietor: bool,
}

/// The organization of the box.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organization {
    /// Its name.
    pub name: String,
    /// Its ИНН: 10 digits, or 12 of a sole proprietor.
    pub inn: String,
}

/// A name to fall back on where the certificate has none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Named {
    /// Фамилия.
    pub surname: String,
    /// Имя.
    pub first_name: String,
    /// Отчество.
    pub patronymic: Option<String>,
}

/// A signer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signer {
    /// Who.
    pub name: Named,
    /// Должн: as it was said, or as the certificate has it.
    pub job_title: Option<String>,
    /// ИНН that goes with the signer's type.
    pub inn: Option<String>,
    /// НаимОрг.
    pub organization: Option<String>,
    /// What is kept.
    pub details: Details,
}

/// Digits of an ИНН of a legal entity.
const INN_OF_ORGANIZATION: usize = 10;
/// Digits of an ИНН of a person.
const INN_OF_PERSON: usize = 12;
/// What older certificates put before the ИНН of an organization to make it as long as a person's.
const FILLER: &str = "00";

impl Certified {
    /// Whether it names nobody but a natural person: then nothing of an organization is filled in for a legal entity, and titles need a
    /// power of attorney that names the principal.
    fn is_of_a_natural_person(&self) -> bool {
        self.organization.is_none() && self.organization_inn().is_none() && !self.is_sole_proprietor
    }

    /// From INNLE, or from INN as older certificates have it.
    fn organization_inn(&self) -> Option<&str> {
        let older = || self.inn.as_deref().and_then(|inn| inn.strip_prefix(FILLER));
        self.organization_inn.as_deref().or_else(older).filter(|inn| inn.len() == INN_OF_ORGANIZATION)
    }

    fn inn_of_person(&self) -> Option<&str> {
        self.inn.as_deref().filter(|inn| inn.len() == INN_OF_PERSON && !inn.starts_with(FILLER))
    }

    /// Whether it says no surname or no first name, as that of a seal does.
    pub fn names_nobody(&self) -> bool {
        self.name().is_none()
    }

    fn name(&self) -> Option<Named> {
        let given = self.given_name.as_deref()?.trim();
        let (first, rest) = given.split_once(char::is_whitespace).unwrap_or((given, ""));
        let surname = self.surname.as_deref().map(str::trim).filter(|text| !text.is_empty())?;
        let patronymic = Some(rest.trim()).filter(|text| !text.is_empty()).map(str::to_owned);
        (!first.is_empty()).then(|| Named { surname: surname.to_owned(), first_name: first.to_owned(), patronymic })
    }
}

impl Signer {
    /// Fills `details` up. `account` is whose certificate it is, wanted for one that names nobody.
    pub fn fill(details: Details, certified: &Certified, organization: &Organization, account: Option<Named>) -> Self {
        let own = Some(organization.inn.as_str());
        let of_company = own.filter(|inn| inn.len() == INN_OF_ORGANIZATION);
        let of_proprietor = own.filter(|inn| inn.len() == INN_OF_PERSON);
        let natural = certified.is_of_a_natural_person() && of_proprietor.is_none();
        let inn = match details.signer_type {
            Some(SignerType::IndividualEntity) => certified.inn_of_person().or(of_proprietor),
            Some(SignerType::PhysicalPerson) => certified.inn_of_person(),
            // whoever says no type has a title that asks for none: the organization's, as of a legal entity
            Some(SignerType::LegalEntity) | None if natural => None,
            Some(SignerType::LegalEntity) => of_company.or(certified.organization_inn()),
            None => of_company.or(certified.organization_inn()).or(of_proprietor),
        };
        Self {
            name: certified.name().or(account).unwrap_or_default(),
            job_title: details.job_title.clone().or_else(|| certified.post.clone()),
            inn: inn.map(str::to_owned),
            organization: (!natural).then(|| organization.name.clone()),
            details,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    fn employee() -> Certified {
        Certified {
            surname: text("Иванов"),
            given_name: text("Иван Иванович"),
            post: text("директор"),
            inn: text("500100732259"),
            organization_inn: text("7707083893"),
            organization: text("ООО «Ромашка»"),
            is_sole_proprietor: false,
        }
    }

    fn fill(certified: &Certified, inn: &str, signer_type: Option<SignerType>) -> Signer {
        let organization = Organization { name: "АО «Ящик»".to_owned(), inn: inn.to_owned() };
        let account = Named { surname: "Петрова".to_owned(), first_name: "Анна".to_owned(), patronymic: None };
        Signer::fill(Details { signer_type, ..Details::default() }, certified, &organization, Some(account))
    }

    #[test]
    fn the_inn_goes_with_the_type() {
        use SignerType::*;
        let natural = Certified { organization: None, organization_inn: None, ..employee() };
        let older = Certified { organization_inn: None, inn: text("007707083893"), ..employee() };
        let proprietor = Certified { is_sole_proprietor: true, ..natural.clone() };
        let nobody = Certified { inn: None, ..proprietor.clone() };
        for (certified, of_box, signer_type, inn) in [
            (&employee(), "7728168971", Some(LegalEntity), Some("7728168971")),
            (&employee(), "7728168971", None, Some("7728168971")),
            (&employee(), "500100732259", Some(LegalEntity), Some("7707083893")),
            (&employee(), "7728168971", Some(PhysicalPerson), Some("500100732259")),
            (&older, "500100732259", Some(LegalEntity), Some("7707083893")),
            (&older, "500100732259", Some(PhysicalPerson), None),
            (&natural, "7728168971", Some(LegalEntity), None),
            (&natural, "7728168971", Some(PhysicalPerson), Some("500100732259")),
            (&natural, "7728168971", None, None),
            (&proprietor, "500100732259", Some(IndividualEntity), Some("500100732259")),
            (&nobody, "500100732259", Some(IndividualEntity), Some("500100732259")),
            (&nobody, "500100732259", None, Some("500100732259")),
            (&nobody, "500100732259", Some(LegalEntity), None),
            (&nobody, "500100732259", Some(PhysicalPerson), None),
        ] {
            let signer = fill(certified, of_box, signer_type);
            assert_eq!(signer.inn.as_deref(), inn, "{certified:?} {of_box} {signer_type:?}");
            let natural = certified == &natural && of_box.len() == 10;
            assert_eq!(signer.organization.is_none(), natural, "{certified:?} {of_box}");
        }
    }

    #[test]
    fn a_name_is_the_certificates_or_the_accounts() {
        let signer = fill(&employee(), "7728168971", None);
        assert_eq!((signer.name.surname.as_str(), signer.name.first_name.as_str()), ("Иванов", "Иван"));
        assert_eq!((signer.name.patronymic.as_deref(), signer.job_title.as_deref()), (Some("Иванович"), Some("директор")));
        let several = Certified { given_name: text("Мария  Анна де ла Крус"), ..employee() };
        assert_eq!(fill(&several, "7728168971", None).name.patronymic.as_deref(), Some("Анна де ла Крус"));
        let alone = Certified { given_name: text("Мария"), ..employee() };
        assert_eq!(fill(&alone, "7728168971", None).name.patronymic, None);
        for seal in [Certified { surname: None, ..employee() }, Certified { given_name: text(" "), ..employee() }] {
            assert_eq!(fill(&seal, "7728168971", None).name.surname, "Петрова");
        }
    }
}
