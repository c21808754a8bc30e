//! Who plays: two companies, two people in each.

use wire::office::{NewCompany, NewUser};

use super::numbers::Numbers;

/// For which company somebody acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// The licensee's own company: its employees sign by the licensee's word.
    Own,
    /// The client: its people confirm every signature with a code.
    Client,
}

/// A person before they are registered.
#[derive(Debug, Clone)]
pub(super) struct Role {
    pub(super) user: NewUser,
    pub(super) side: Side,
    pub(super) rights: Vec<String>,
    pub(super) post: &'static str,
    /// Of which algorithm their key is; nothing for the house's usual one.
    pub(super) algorithm: Option<&'static str>,
    /// The stage of the route at which they sign.
    pub(super) order: u32,
}

/// The client company.
pub(super) fn client(numbers: &mut Numbers) -> NewCompany {
    NewCompany {
        name: "ООО «Берёзка»".into(),
        inn: numbers.company_inn(),
        kpp: Some("770101001".into()),
        ogrn: Some(numbers.ogrn()),
        external_id: None,
    }
}

/// First the own director, then the client's, then both accountants in any order.
pub(super) fn people(numbers: &mut Numbers) -> Vec<Role> {
    let mut role = |full: [&str; 3], birth: &str, side, rights: &[&str], post, order, algorithm| Role {
        user: NewUser {
            phone: numbers.phone(),
            surname: full[0].into(),
            name: full[1].into(),
            patronymic: Some(full[2].into()),
            email: None,
            inn: Some(numbers.person_inn()),
            snils: Some(numbers.snils()),
            birth_date: Some(birth.into()),
            external_id: None,
        },
        side,
        rights: rights.iter().map(|right| (*right).to_owned()).collect(),
        post,
        order,
        algorithm,
    };
    vec![
        role(["Орлов", "Сергей", "Павлович"], "1975-03-14", Side::Own, &["head", "signer"], "Генеральный директор", 1, None),
        role(["Кузнецова", "Анна", "Петровна"], "1982-11-02", Side::Client, &["head", "signer"], "Директор", 2, None),
        role(["Ёлкина", "Мария", "Ивановна"], "1990-02-28", Side::Own, &["signer"], "Главный бухгалтер", 3, None),
        // a signer of another world: both sorts stand side by side in one package
        role(
            ["Щукин", "Дмитрий", "Олегович"],
            "1988-07-19",
            Side::Client,
            &["signer", "approver"],
            "Финансовый директор",
            3,
            Some("ECDSA-P256"),
        ),
    ]
}
