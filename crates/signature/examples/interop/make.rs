//! What this house makes, for others to judge.

use std::error::Error;
use std::path::Path;

use pki::crl::{Entry, Reason};
use pki::extension::Identification;
use pki::fixture::{House, Pair, YEAR, issuer, now, pem, term};
use pki::name::Kind;
use pki::ocsp::{self, CertId, IdDigest, Responder, Single, Status};
use pki::pkcs12::{self, Chances, Sealing};
use pki::profile::employee::Organization;
use pki::profile::person::Person;
use pki::profile::proprietor::Proprietor;
use pki::profile::{Extras, seal, service, signer_with};
use pki::sealed::Chance;
use pki::{Certificate, Name, PrivateKey};
use signature::{ContentDigest, assemble, prepare};

use crate::row::Row;

type Outcome<T> = Result<T, Box<dyn Error>>;

/// What is signed everywhere.
pub const CONTENT: &[u8] = "Договор № 1 от 22.11.2026\n".as_bytes();
/// Of the PKCS#12 files.
const PASSWORD: &str = "Пароль для PFX";
const DAY: i64 = 86_400;

/// Writes a folder a row.
pub fn all(folder: &Path) -> Outcome<()> {
    for row in Row::all() {
        let folder = folder.join(row.name());
        std::fs::create_dir_all(&folder)?;
        Maker::new(row, &folder).all()?;
    }
    Ok(())
}

struct Maker<'a> {
    folder: &'a Path,
    house: House,
    key: Pair,
    signer: Certificate,
}

impl<'a> Maker<'a> {
    fn new(row: Row, folder: &'a Path) -> Self {
        let (house, key) = (House::of([row.pair(), row.pair()]), row.pair());
        let signer = house.signer(&key, 3);
        Self { folder, house, key, signer }
    }

    fn write(&self, name: &str, bytes: &[u8]) -> Outcome<()> {
        Ok(std::fs::write(self.folder.join(name), bytes)?)
    }

    fn all(&self) -> Outcome<()> {
        let house = &self.house;
        self.write("content", CONTENT)?;
        self.write("root.pem", &pem(&[&house.root]))?;
        self.write("below.pem", &pem(&[&house.issuing]))?;
        self.write("signer.pem", &pem(&[&self.signer]))?;
        self.write("chain.pem", &pem(&[&self.signer, &house.issuing]))?;
        self.write("key.pem", &self.key.pkcs8())?;
        self.write("ours.p7s", &self.signature()?)?;
        let entry = Entry { serial: self.signer.serial().clone(), at: now().plus_seconds(-DAY), reason: Reason::KeyCompromise };
        self.write("revoking.crl", &house.crl(7, &[entry]))?;
        self.write("empty.crl", &house.crl(8, &[]))?;
        self.write("root.crl", &house.root_crl())?;
        self.answers()?;
        self.profiles()?;
        self.write("ours.p12", &self.container()?)
    }

    /// A detached CAdES-BES.
    fn signature(&self) -> Outcome<Vec<u8>> {
        let algorithm = self.key.algorithm().digest();
        let digest = ContentDigest { algorithm, value: algorithm.of(CONTENT) };
        let prepared = prepare(&digest, &self.signer, now())?;
        let signature = self.key.sign(prepared.bytes());
        Ok(assemble(&prepared, &self.signer, &signature, std::slice::from_ref(&self.house.issuing))?)
    }

    /// The answers of a responder to whom the authority delegates them.
    fn answers(&self) -> Outcome<()> {
        let house = &self.house;
        let name = Name::build(&[(Kind::Country, "RU"), (Kind::CommonName, "OCSP")])?;
        let responder = service::responder(issuer(&house.issuing), &name, &self.key.public(), &term(9, 1))?;
        let responder = house.issuing_key.certificate(&responder);
        self.write("responder.pem", &pem(&[&responder]))?;
        let revoked = Status::Revoked { at: now().plus_seconds(-DAY), reason: Reason::KeyCompromise };
        for (name, status) in [("good.ocsp", Status::Good), ("revoked.ocsp", revoked)] {
            let id = CertId::new(IdDigest::Sha1, &house.issuing, self.signer.serial());
            let single = Single::new(id, status, now(), Some(now().plus_seconds(DAY)));
            let responder_id = Responder::Key(self.key.public().identifier().to_vec());
            let contents = ocsp::Contents { responder: responder_id, produced_at: now(), singles: &[single], nonce: None };
            let tbs = ocsp::to_be_signed(&contents);
            self.write(name, &ocsp::assemble(&tbs, house.issuing_key.algorithm(), &self.key.sign(&tbs), &[&responder]))?;
        }
        Ok(())
    }

    /// A certificate of every profile beside that of an employee, for the judge of structure.
    fn profiles(&self) -> Outcome<()> {
        let (by, key, until) = (issuer(&self.house.issuing), self.key.public(), now().plus_seconds(YEAR));
        let person = Person {
            surname: "Петрова".into(),
            given_name: "Анна Сергеевна".into(),
            snils: Some("11223344595".into()),
            email: Some("petrova@example.ru".into()),
            region: Some("77 г. Москва".into()),
            ..Person::default()
        };
        let proprietor = Proprietor { person: person.clone(), inn: "500100732259".into(), ogrnip: "304500116000157".into() };
        let organization = Organization { name: "ООО «Ромашка»".into(), inn: "7707083893".into(), ..Organization::default() };
        let service = Name::build(&[(Kind::Country, "RU"), (Kind::CommonName, "TSA")])?;
        let extras = Extras {
            ocsp_url: Some("http://pki.example.ru/ocsp"),
            sign_tool: Some("Сургуч"),
            identification: Some(Identification::InPerson),
            ..Extras::default()
        };
        for (name, tbs) in [
            ("person", signer_with(by, &person.name()?, &key, &term(11, 1), until, &extras)?),
            ("proprietor", signer_with(by, &proprietor.name()?, &key, &term(12, 1), until, &extras)?),
            ("seal", signer_with(by, &seal::name(&organization, "1027700132195")?, &key, &term(13, 1), until, &extras)?),
            ("stamper", service::time_stamper(by, &service, &key, &term(14, 1), until)?),
        ] {
            self.write(&format!("{name}.pem"), &pem(&[&self.house.issuing_key.certificate(&tbs)]))?;
        }
        Ok(())
    }

    fn container(&self) -> Outcome<Vec<u8>> {
        let key = PrivateKey::from_pem(&String::from_utf8(self.key.pkcs8())?, None)?;
        let chain = [self.house.issuing.clone(), self.house.root.clone()];
        let sealing = Sealing { key: &key, certificate: &self.signer, chain: &chain, name: "Иванов", iterations: 2048 };
        let (key, certificates) = (Chance { salt: [1; 16], iv: [2; 16] }, Chance { salt: [3; 16], iv: [4; 16] });
        Ok(pkcs12::seal(&sealing, PASSWORD, &Chances { key, certificates, mac: [5; 16] })?)
    }
}
