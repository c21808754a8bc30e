//! Makes the keys and certificates by which the simulator of registers signs extracts, into `data/`.

use domain::time::Timestamp;
use pki::fixture::Pair;
use pki::name::Kind;
use pki::profile::{Issuer, Term, authority, signer};
use pki::{Certificate, Name, Serial, Time};

fn main() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/data/");
    let moment = |year: &str| Time::from_unix(Timestamp::parse(&format!("{year}-01-01T00:00:00Z")).expect("a moment").seconds());
    let term = |number: u8| Term { serial: Serial::from_random([number; 16]), not_before: moment("2020"), not_after: moment("2050") };
    let pem = |certificates: &[&Certificate]| String::from_utf8(pki::fixture::pem(certificates)).expect("text");
    let mut authorities = String::new();
    for (name, number, pairs) in [
        ("ecdsa", 1, [Pair::p256(), Pair::p256()]),
        ("gost", 3, [Pair::gost(gost::ParameterSet::CryptoProA), Pair::gost(gost::ParameterSet::CryptoProA)]),
    ] {
        let [root_key, key] = pairs;
        let organization = Some("Имитатор государственных реестров".to_owned());
        let subject = authority::Authority {
            common_name: format!("Имитатор, не заслуживает доверия ({name})"), organization
        };
        let subject = subject.name().expect("a name");
        let root = root_key.certificate(&authority::root(&subject, &root_key.public(), &term(number)).expect("a root"));
        let subject = Name::build(&[
            (Kind::Country, "RU"),
            (Kind::Organization, "Федеральная налоговая служба (имитатор)"),
            (Kind::CommonName, "Федеральная налоговая служба (имитатор)"),
            (Kind::Ogrn, "1047707030513"),
            (Kind::InnLe, "7707329152"),
        ])
        .expect("a name");
        let urls = ("http://127.0.0.1:8090/none.crt", "http://127.0.0.1:8090/none.crl");
        let issuer = Issuer { certificate: &root, certificate_url: urls.0, crl_url: urls.1 };
        let leaf = signer(issuer, &subject, &key.public(), &term(number + 1), moment("2050")).expect("a certificate");
        let leaf = root_key.certificate(&leaf);
        let private = String::from_utf8(key.pkcs8()).expect("text");
        std::fs::write(format!("{folder}tax-service-{name}.pem"), format!("{}{private}", pem(&[&leaf]))).expect("written");
        authorities += &pem(&[&root]);
    }
    std::fs::write(format!("{folder}tax-service.pem"), authorities).expect("written");
}
