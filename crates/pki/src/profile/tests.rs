use super::employee::Organization;
use super::person::Person;
use super::proprietor::Proprietor;
use super::*;
use crate::extension::Extension;
use crate::fixture::{House, Pair, YEAR, folder_of, issuer, now, pem, succeeds, term};
use crate::lint::{self, Sort};
use crate::name::Kind;
use crate::oid;

fn codes(certificate: &Certificate, sort: Sort, issuer: &Certificate) -> Vec<&'static str> {
    lint::check(certificate, sort, issuer).into_iter().map(|finding| finding.code).collect()
}

fn tool() -> IssuerTool {
    IssuerTool {
        sign_tool: "Сургуч".into(),
        authority_tool: "УЦ «Сургуч»".into(),
        sign_tool_certificate: "нет".into(),
        authority_tool_certificate: "нет".into(),
    }
}

fn proprietor() -> Name {
    let person = Person { surname: "Иванов".into(), given_name: "Иван Иванович".into(), ..Person::default() };
    Proprietor { person, inn: "500100732259".into(), ogrnip: "304500116000157".into() }.name().expect("a name")
}

fn seal() -> Name {
    let organization = Organization { name: "ООО «Ромашка»".into(), inn: "7707083893".into(), ..Organization::default() };
    seal::name(&organization, "1027700132195").expect("a name")
}

#[test]
fn every_profile_passes_its_own_lint_and_no_other() {
    let house = House::p256();
    let (key, until) = (Pair::p256().public(), now().plus_seconds(YEAR));
    let service = Name::build(&[(Kind::Country, "RU"), (Kind::CommonName, "Служба")]).expect("a name");
    let by = issuer(&house.issuing);
    let made = [
        (Sort::Signer, signer(by, &proprietor(), &key, &term(11, 1), until)),
        (Sort::Seal, signer(by, &seal(), &key, &term(12, 1), until)),
        (Sort::Responder, service::responder(by, &service, &key, &term(13, 1))),
        (Sort::TimeStamper, service::time_stamper(by, &service, &key, &term(14, 1), until)),
    ]
    .map(|(sort, tbs)| (sort, house.issuing_key.certificate(&tbs.expect("bytes"))));
    for (sort, certificate) in &made {
        assert_eq!(codes(certificate, *sort, &house.issuing), [""; 0], "{sort:?}");
        for (other, _) in made.iter().filter(|(other, _)| other != sort) {
            assert!(!codes(certificate, *other, &house.issuing).is_empty(), "{sort:?} as {other:?}");
        }
    }
    assert_eq!(codes(&house.root, Sort::Root, &house.root), [""; 0]);
    assert_eq!(codes(&house.issuing, Sort::Issuing, &house.root), [""; 0]);
}

#[test]
fn what_a_certificate_says_beside_the_necessary_is_read_back_and_openssl_reads_it() {
    let house = House::p256();
    let tool = tool();
    let extras = Extras {
        ocsp_url: Some("http://ocsp.example.ru"),
        sign_tool: Some("Сургуч 1.0"),
        issuer_tool: Some(&tool),
        identification: Some(Identification::BySignature),
    };
    let (key, until) = (Pair::p256().public(), now().plus_seconds(YEAR));
    let tbs = signer_with(issuer(&house.issuing), &proprietor(), &key, &term(5, 1), until, &extras).expect("bytes");
    let certificate = house.issuing_key.certificate(&tbs);
    assert_eq!(codes(&certificate, Sort::Signer, &house.issuing), [""; 0]);
    assert_eq!(certificate.sign_tool(), Ok(Some("Сургуч 1.0".into())));
    assert_eq!(certificate.issuer_tool(), Ok(Some(tool)));
    assert_eq!(certificate.identification(), Ok(Some(Identification::BySignature)));
    assert_eq!(certificate.ocsp_addresses(), Ok(vec!["http://ocsp.example.ru".into()]));
    assert_eq!(certificate.issuer_addresses().map(|addresses| addresses.len()), Ok(1));
    let folder = folder_of(&[("a.pem", &pem(&[&certificate]))]);
    let text = succeeds(folder.path(), &["x509", "-in", "a.pem", "-noout", "-text", "-nameopt", "utf8,sname"]);
    for wanted in [
        "Signing Tool of Subject",
        "Signing Tool of Issuer",
        "OCSP - URI:http://ocsp.example.ru",
        "OGRNIP=304500116000157",
        "INN=500100732259",
    ] {
        assert!(text.contains(wanted), "{wanted}\n{text}");
    }
}

#[test]
fn a_mail_address_stands_among_the_alternative_names_too() {
    let house = House::p256();
    let make = |email: Option<&str>| {
        let person = Person { surname: "Иванов".into(), email: email.map(str::to_owned), ..Person::default() };
        let tbs = signer(issuer(&house.issuing), &person.name().expect("a name"), &Pair::p256().public(), &term(5, 1), now());
        house.issuing_key.certificate(&tbs.expect("bytes"))
    };
    let certificate = make(Some("ivanov@example.ru"));
    let folder = folder_of(&[("a.pem", &pem(&[&certificate]))]);
    let text = succeeds(folder.path(), &["x509", "-in", "a.pem", "-noout", "-ext", "subjectAltName"]);
    assert!(text.contains("email:ivanov@example.ru"), "{text}");
    assert_eq!(codes(&certificate, Sort::Signer, &house.issuing), [""; 0]);
    assert!(!make(None).extensions().iter().any(|extension| extension.oid == oid::SUBJECT_ALT_NAME));
}

#[test]
fn what_does_not_belong_is_named() {
    let house = House::p256();
    let key = Pair::p256().public();
    let make = |subject: &Name, extras: &Extras<'_>| {
        let tbs = signer_with(issuer(&house.issuing), subject, &key, &term(5, 1), now(), extras).expect("bytes");
        house.issuing_key.certificate(&tbs)
    };
    let name = |attributes: &[(Kind, &str)]| {
        let common = [(Kind::Country, "RU"), (Kind::CommonName, "Иванов"), (Kind::Surname, "Иванов")];
        Name::build(&[&common, attributes].concat()).expect("a name")
    };
    let none = Extras::default();
    let proprietor = make(&name(&[(Kind::Ogrnip, "304500116000157")]), &none);
    assert_eq!(codes(&proprietor, Sort::Signer, &house.issuing), ["proprietor_without_inn"]);
    assert_eq!(
        codes(&make(&name(&[]), &none), Sort::Seal, &house.issuing),
        ["seal_without_organization", "seal_without_ogrn", "seal_names_a_person"]
    );
    assert!(Extension::sign_tool("").is_err() && Extension::sign_tool(&"я".repeat(201)).is_err());
    assert!(Extension::issuer_tool(&IssuerTool { sign_tool_certificate: "я".repeat(101), ..tool() }).is_err());
    assert_eq!(Extension::identification(Identification::ByBiometrics).value, [2, 1, 3]);
    assert_eq!(Extension::identification(Identification::InPerson).oid, oid::IDENTIFICATION_KIND);
}

#[test]
fn a_kind_of_identification_in_the_name_is_read_too() {
    use crate::asn1::write;
    let house = House::p256();
    let attribute = write::sequence(&[&write::oid(oid::IDENTIFICATION_KIND), &write::integer(3)]);
    let name = Name::parse(&write::sequence(&[&write::set_of(vec![attribute])])).expect("a name");
    let tbs = signer(issuer(&house.issuing), &name, &Pair::p256().public(), &term(5, 1), now()).expect("bytes");
    assert_eq!(house.issuing_key.certificate(&tbs).identification(), Ok(Some(Identification::ByBiometrics)));
}

#[test]
fn new_rsa_keys_are_long_enough_or_named() {
    let house = House::p256();
    for (bits, expected) in [("2048", vec!["key_weak"]), ("3072", vec![])] {
        let folder = folder_of(&[]);
        succeeds(folder.path(), &["genpkey", "-algorithm", "RSA", "-pkeyopt", &format!("rsa_keygen_bits:{bits}"), "-out", "k"]);
        succeeds(folder.path(), &["pkey", "-in", "k", "-pubout", "-outform", "DER", "-out", "p"]);
        let key = PublicKey::parse(&std::fs::read(folder.path().join("p")).expect("written")).expect("a key");
        let tbs = signer(issuer(&house.issuing), &proprietor(), &key, &term(5, 1), now()).expect("bytes");
        assert_eq!(codes(&house.issuing_key.certificate(&tbs), Sort::Signer, &house.issuing), expected, "{bits}");
    }
}
