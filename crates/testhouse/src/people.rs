//! People with certificates, packages for them to sign: through the use cases, as a licensee would.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU32, Ordering};

use app::certificate;
use app::company::Addition;
use app::content::Stored;
use app::member::Place;
use app::package::{Naming, NewFile, NewPackage, NewParticipant};
use app::request::NewRequest;
use app::user::Registration;
use bytes::Bytes;
use domain::id::{CertificateId, CompanyId, IssueId, UserId};
use domain::issue::{KeyAlgorithm, KeyPlace};
use domain::office::{Account, Package, Right, Rights, Role};
use domain::subject::{Inn, NamePart, Person, Phone, Snils, Title};

use crate::House;

static NEXT: AtomicU32 = AtomicU32::new(1);

/// A phone that nobody in this test has.
pub fn phone() -> Phone {
    Phone::parse(&format!("+7916{:07}", NEXT.fetch_add(1, Ordering::Relaxed))).expect("a phone")
}

/// An ИНН of a company that nobody in this test has.
pub fn inn_of_company() -> Inn {
    const WEIGHTS: [u32; 9] = [2, 4, 10, 3, 5, 9, 4, 6, 8];
    let body = format!("77{:07}", NEXT.fetch_add(1, Ordering::Relaxed));
    let sum: u32 = body.bytes().zip(WEIGHTS).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    Inn::parse(&format!("{body}{}", sum % 11 % 10)).expect("an ИНН")
}

/// Somebody who can sign.
#[derive(Debug, Clone)]
pub struct Signatory {
    /// Who.
    pub user: UserId,
    /// For which company.
    pub company: CompanyId,
    /// Where codes go.
    pub phone: String,
    /// With which certificate.
    pub certificate: CertificateId,
}

impl House {
    /// Registers a person.
    pub async fn person(&self) -> Account {
        let part = |text: &str| NamePart::parse(text).expect("a name");
        let person = Person {
            surname: part("Ёжикова"),
            name: part("Анна"),
            patronymic: Some(part("Петровна")),
            inn: None,
            snils: Some(Snils::parse("112-233-445 95").expect("a СНИЛС")),
            birth_date: None,
        };
        let new = Registration { phone: phone(), person, email: None, external_id: None };
        app::user::register(&self.ctx, &self.call(), new).await.expect("a registration").value
    }

    /// Adds a company.
    pub async fn company(&self) -> CompanyId {
        let name = Title::parse("ООО «Василёк»").expect("a title");
        let new = Addition { name, inn: inn_of_company(), kpp: None, ogrn: None, external_id: None };
        app::company::add(&self.ctx, &self.call(), new).await.expect("a company").value.id
    }

    /// Registers a person as a member with the right to sign, and gets them a certificate whose key the server holds.
    pub async fn signatory(&self, company: CompanyId) -> Signatory {
        self.signatory_by(company, None).await
    }

    /// The same with a key of this algorithm.
    pub async fn signatory_by(&self, company: CompanyId, algorithm: Option<KeyAlgorithm>) -> Signatory {
        let account = self.person().await;
        let place =
            Place { rights: Rights::new([Right::Signer]).expect("rights"), post: Some(Title::parse("директор").expect("a post")) };
        app::member::put(&self.ctx, &self.call(), company, account.id, place).await.expect("a member");
        let certificate = self.certificate_by(&account, Some(company), algorithm).await;
        Signatory { user: account.id, company, phone: account.phone.to_string(), certificate }
    }

    /// A certificate request whose documents are ready, and the code that accepts them.
    pub async fn requested(&self, account: &Account, company: Option<CompanyId>) -> (IssueId, String) {
        self.requested_by(account, company, None).await
    }

    async fn requested_by(&self, account: &Account, company: Option<CompanyId>, algorithm: Option<KeyAlgorithm>) -> (IssueId, String) {
        let new = NewRequest { user: account.id, company, key: KeyPlace::Server { key: None, algorithm }, external_id: None };
        let request = app::request::create(&self.ctx, &self.call(), new).await.expect("a request").value;
        self.work().await;
        app::request::send_code(&self.ctx, &self.call(), request.id).await.expect("a code");
        (request.id, self.code_to(account.phone.as_str()).await)
    }

    /// Takes a person through a certificate request to an active certificate.
    pub async fn certificate(&self, account: &Account, company: Option<CompanyId>) -> CertificateId {
        self.certificate_by(account, company, None).await
    }

    async fn certificate_by(&self, account: &Account, company: Option<CompanyId>, algorithm: Option<KeyAlgorithm>) -> CertificateId {
        let call = self.call();
        let (id, code) = self.requested_by(account, company, algorithm).await;
        app::request::accept(&self.ctx, &call, id, &code).await.expect("an acceptance");
        self.work().await;
        let request = app::request::activate(&self.ctx, &call, id).await.expect("an activation").value;
        let id = request.certificate().expect("a certificate");
        certificate::get(&self.ctx, &call, id).await.expect("a certificate").id
    }

    /// Stores a small file.
    pub async fn stored(&self, text: &str) -> Stored {
        let body = futures::stream::iter([Ok::<_, std::io::Error>(Bytes::from(text.to_owned()))]);
        app::content::store(&self.ctx, &self.call(), body).await.expect("a stored body")
    }

    /// A package with one file that is not created yet.
    pub async fn new_package(&self, participants: Vec<NewParticipant>) -> NewPackage {
        let stored = self.stored("договор").await;
        NewPackage {
            name: Naming::Template {
                template: None,
                vars: BTreeMap::from([("deal", "7"), ("type", "Договор"), ("number", "12")].map(|(k, v)| (k.to_owned(), v.to_owned()))),
            },
            external_id: None,
            expires_at: None,
            send: true,
            participants,
            files: vec![NewFile { name: "договор.txt".to_owned(), media_type: "text/plain".to_owned(), stored }],
        }
    }

    /// Creates and sends a package with one file.
    pub async fn package(&self, participants: Vec<NewParticipant>) -> Package {
        let new = self.new_package(participants).await;
        app::package::create(&self.ctx, &self.call(), new).await.expect("a package").value
    }
}

impl Signatory {
    /// Their line of a route.
    pub fn signs(&self, order: u32) -> NewParticipant {
        NewParticipant { order, role: Role::Signer, user: Some(self.user), phone: None, company: Some(self.company) }
    }
}
