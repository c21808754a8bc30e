//! Who the forms of requests are printed about.

use print::forms::{Bound, Copied, Head, Identity, Operator, Organization, Person, Principal, Proxy, Subject, SubjectKind};

pub const PRINTED_AT: &str = "2026-11-22T15:04:05+03:00";
pub const NUMBER: &str = "019ab4a0-5c3e-7d11-9d2a-3f6f1f0a7b21";

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

pub fn operator() -> Operator {
    Operator {
        name: "ООО «Сургуч»".to_owned(),
        inn: "7707083893".to_owned(),
        kpp: some("773601001"),
        ogrn: some("1027700132195"),
        address: some("г. Москва, ул. Берёзовая, д. 1"),
    }
}

fn owner() -> Person {
    Person {
        surname: "Воробьёва".to_owned(),
        name: "Алёна".to_owned(),
        patronymic: some("Семёновна"),
        birth_date: some("1990-05-17"),
        birth_place: some("г. Щёлково Московской области"),
        gender: some("женский"),
        snils: some("112-233-445 95"),
        inn: some("500100732259"),
        email: some("alena@example.ru"),
        phone: some("+7 900 123-45-67"),
    }
}

fn passport() -> Identity {
    Identity {
        kind: "паспорт гражданина РФ".to_owned(),
        series: some("4510"),
        number: "123456".to_owned(),
        issued_at: some("2015-06-01"),
        issued_by: some("ГУ МВД России по Московской области"),
        unit_code: some("770-001"),
    }
}

pub fn subject(kind: SubjectKind) -> Subject {
    let organization = Organization {
        name: "АО «Щёлково-Строй»".to_owned(),
        inn: "7736050003".to_owned(),
        kpp: some("773601001"),
        ogrn: some("1027700070518"),
        address: some("141100, Московская обл., г. Щёлково, ул. Заводская, д. 8"),
        unit: some("Финансовая служба"),
        post: some("Главный бухгалтер"),
        head: Some(Head {
            name: "Журавлёв Фёдор Артёмович".to_owned(), post: some("Генеральный директор"), basis: None
        }),
    };
    Subject {
        kind,
        person: owner(),
        identity: Some(passport()),
        ogrnip: (kind == SubjectKind::SoleProprietor).then(|| "304500116000157".to_owned()),
        organization: (kind == SubjectKind::LegalEntity).then_some(organization),
    }
}

fn other() -> Person {
    Person {
        surname: "Соловьёв".to_owned(), name: "Пётр".to_owned(), patronymic: some("Артёмович"), ..Person::default()
    }
}

pub fn principal() -> Principal {
    Principal { person: Person { inn: some("500100732259"), ..other() }, identity: Some(passport()), ogrnip: some("304500116000157") }
}

pub fn proxy() -> Proxy {
    Proxy { person: other(), identity: Some(passport()), warrant: some("№ 5 от 20.11.2026") }
}

pub fn certificate() -> Bound {
    Bound {
        serial: "00b1c2d3e4f5061728394a5b6c7d8e9f".to_owned(),
        valid_from: "2026-11-22".to_owned(),
        valid_until: "2027-11-22".to_owned(),
        issuer: some("УЦ «Сургуч»"),
        algorithm: some("ГОСТ Р 34.10-2012, 256 бит"),
        thumbprint: some("A1B2C3D4E5F60718293A4B5C6D7E8F90A1B2C3D4"),
    }
}

pub fn copied() -> Copied {
    let pairs = |pairs: &[(&str, &str)]| pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Copied {
        serial: "00b1c2d3e4f5061728394a5b6c7d8e9f".to_owned(),
        valid_from: "2026-11-22T00:00:00Z".to_owned(),
        valid_until: "2027-11-22T00:00:00Z".to_owned(),
        version: some("3"),
        algorithm: "ГОСТ Р 34.10-2012, 256 бит".to_owned(),
        public_key: "04a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f607"
            .to_owned(),
        signature_algorithm: "ГОСТ Р 34.10-2012 с ГОСТ Р 34.11-2012, 256 бит".to_owned(),
        thumbprint: "A1B2C3D4E5F60718293A4B5C6D7E8F90A1B2C3D4".to_owned(),
        means: some("Сургуч 0.1"),
        issuer: pairs(&[("Общее имя (CN)", "УЦ «Сургуч»"), ("Организация (O)", "ООО «Сургуч»"), ("ИНН ЮЛ", "7707083893")]),
        subject: pairs(&[
            ("Общее имя (CN)", "Воробьёва Алёна Семёновна"),
            ("Фамилия (SN)", "Воробьёва"),
            ("Имя и отчество (G)", "Алёна Семёновна"),
            ("Организация (O)", "АО «Щёлково-Строй»"),
            ("Должность (T)", "Главный бухгалтер"),
            ("СНИЛС", "11223344595"),
        ]),
        extensions: pairs(&[
            ("Использование ключа", "цифровая подпись, неотрекаемость"),
            ("Точка распространения списка отозванных", "http://pki.example.ru/crl/1.crl"),
        ]),
    }
}
