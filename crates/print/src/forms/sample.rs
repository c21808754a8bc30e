//! Every form with made-up facts, to see that the administrator's templates print.

use serde_json::Value;

use super::{
    ApplicantWarrant, Bound, CertificateCopy, Copied, Form, Head, Identity, Operator, Organization, Person, Place, Proxy, RecallStatement,
    Receipt, ReleaseStatement, SigningAuthority, Subject, SubjectKind, WarrantWithUseAreas, Wish,
};

/// The names of the templates of requests, each with facts that it prints. `printed_at` is RFC 3339.
pub fn samples(printed_at: &str) -> Vec<(&'static str, Value)> {
    let (printed_at, number) = (printed_at.to_owned(), "00000000-0000-7000-8000-000000000000".to_owned());
    let (operator, subject, certificate, proxy) = (operator(), subject(), certificate(), proxy());
    let statement = ReleaseStatement {
        printed_at: printed_at.clone(),
        number: number.clone(),
        operator: operator.clone(),
        subject: subject.clone(),
        certificate: Wish { areas: vec!["проба".to_owned()], key: Place::Server, algorithm: None },
        offer_version: None,
        consent: None,
        signed: None,
    };
    let authority = SigningAuthority {
        printed_at: printed_at.clone(),
        number: number.clone(),
        operator: operator.clone(),
        subject: subject.clone(),
        principal: None,
        basis: None,
        valid_until: None,
    };
    let warrant = WarrantWithUseAreas {
        printed_at: printed_at.clone(),
        number: number.clone(),
        city: None,
        subject: subject.clone(),
        principal: None,
        areas: vec!["проба".to_owned()],
        valid_until: None,
    };
    let to_receive = ApplicantWarrant {
        printed_at: printed_at.clone(),
        number: number.clone(),
        city: None,
        operator: operator.clone(),
        subject: subject.clone(),
        proxy: proxy.clone(),
        valid_until: None,
    };
    let recall = RecallStatement {
        printed_at: printed_at.clone(),
        number: number.clone(),
        operator: operator.clone(),
        subject: subject.clone(),
        certificate: certificate.clone(),
        reason: None,
        comment: None,
    };
    let copy = CertificateCopy { printed_at: printed_at.clone(), operator: operator.clone(), certificate: copied() };
    let receipt = Receipt { printed_at, number, operator, subject, certificate, proxy: Some(proxy) };
    vec![named(&statement), named(&receipt), named(&authority), named(&warrant), named(&to_receive), named(&recall), named(&copy)]
}

fn named<F: Form>(form: &F) -> (&'static str, Value) {
    (F::TEMPLATE, form.facts())
}

fn operator() -> Operator {
    Operator { name: "ООО «Проба»".to_owned(), inn: "7700000009".to_owned(), kpp: None, ogrn: None, address: None }
}

fn person() -> Person {
    Person { surname: "Пробный".to_owned(), name: "Пётр".to_owned(), ..Person::default() }
}

fn identity() -> Identity {
    let kind = "паспорт гражданина РФ".to_owned();
    Identity { kind, series: None, number: "000000".to_owned(), issued_at: None, issued_by: None, unit_code: None }
}

fn subject() -> Subject {
    let head = Head { name: "Пробный Пётр".to_owned(), post: None, basis: None };
    let organization = Organization {
        name: "ООО «Проба»".to_owned(),
        inn: "7700000009".to_owned(),
        kpp: None,
        ogrn: None,
        address: None,
        unit: None,
        post: None,
        head: Some(head),
    };
    Subject { kind: SubjectKind::LegalEntity, person: person(), identity: Some(identity()), ogrnip: None, organization: Some(organization) }
}

fn proxy() -> Proxy {
    Proxy { person: person(), identity: Some(identity()), warrant: None }
}

fn certificate() -> Bound {
    let (valid_from, valid_until) = ("2026-01-01".to_owned(), "2027-01-01".to_owned());
    Bound { serial: "00".repeat(16), valid_from, valid_until, issuer: None, algorithm: None, thumbprint: None }
}

fn copied() -> Copied {
    Copied {
        serial: "00".repeat(16),
        valid_from: "2026-01-01T00:00:00Z".to_owned(),
        valid_until: "2027-01-01T00:00:00Z".to_owned(),
        version: None,
        algorithm: "ECDSA P-256".to_owned(),
        public_key: "00".repeat(91),
        signature_algorithm: "ECDSA P-256".to_owned(),
        thumbprint: "00".repeat(20),
        means: None,
        issuer: vec![("Общее имя (CN)".to_owned(), "Проба".to_owned())],
        subject: vec![("Общее имя (CN)".to_owned(), "Пробный Пётр".to_owned())],
        extensions: Vec::new(),
    }
}
