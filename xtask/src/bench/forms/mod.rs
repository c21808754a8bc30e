//! `cargo xtask bench forms`: certificate forms with three documents each, made over HTTP, beside one-row commits on the same disk; and a feed
//! of a million events, read page by page from its first to its last.

mod feed;

use client::forms::{
    Address, CertificateForms, Content, ContentInfo, Document, DocumentInfo, Issuer, NewCertificateForm, NewSubject, Person,
};
use serde_json::{Value, json};
use wire::forms::{AddressElement, StructuralAddress};

use self::feed::Feed;
use super::figures::Figures;
use super::http::{self, Bench};
use super::plan::Plan;
use crate::load::{self, Again, Side, plain};
use crate::office::{Kind, Outcome};

const CLIENTS: &[usize] = &[1, 16];
/// What is asked for: so many forms a second on SQLite.
const WANTED: f64 = 500.0;

/// The benchmark.
#[derive(Default)]
pub struct Forms {
    /// A request for a form, for each side.
    requests: Vec<(&'static str, Vec<u8>)>,
    feeds: Vec<Feed>,
}

impl Bench for Forms {
    const NAME: &'static str = "forms";

    fn peers(&self) -> &'static [usize] {
        CLIENTS
    }

    async fn prepare(&mut self, side: &Side) -> Outcome<()> {
        let key = side.office.admin(&["api-key", "create", "--scope", "forms", "--like", "guid"]).await?;
        let company = side.signer.company.split_once('_').map_or("", |(_, guid)| guid).to_owned();
        let headers = format!("authorization: ReestroAuth apiKey={key}&portal.orgid={company}\r\n");
        let service = CertificateForms::new(side.signer.client.base_url(), &key, &company);
        let new = form(&service).await?;
        self.requests.push((side.name(), plain("POST", "/realty/crypto/v2/certificate-forms", &headers, "application/json", &new)));
        self.feeds.push(feed::read(side, &headers).await?);
        Ok(())
    }

    async fn round(&self, plan: &Plan, side: &Side, figures: &mut Figures) -> Outcome<()> {
        let (_, request) = self.requests.iter().find(|(name, _)| *name == side.name()).ok_or("not prepared")?;
        for count in CLIENTS {
            let load = load::run(Again::crowd(*count, side.requests.address, request, 201), plan.span(), side.pid()?).await?;
            http::note(figures, &row(side.name(), *count), load);
        }
        Ok(())
    }

    fn conclude(&self, plan: &Plan, figures: &Figures) {
        for kind in Kind::ALL.into_iter().filter(|kind| plan.wants(kind.name())) {
            for clients in CLIENTS {
                let ours = figures.median(&http::rate(&row(kind.name(), *clients)));
                let ratio = ours / figures.median(&http::row_of_peer(kind.name(), *clients));
                println!("{}: c={clients}: {ours:.0} forms a second, {ratio:.2} x one-row commits of the same run", kind.name());
            }
        }
        println!(
            "\nClients share the machine with the server, which follows each form beside it. {WANTED} a second are wanted on SQLite.\n"
        );
        for feed in &self.feeds {
            feed.print();
        }
    }
}

/// A form of a person with a passport, an insurance number and a taxpayer number, each shown by a content.
async fn form(service: &CertificateForms) -> Outcome<Value> {
    let text = |text: &str| Some(text.to_owned());
    let passport = DocumentInfo {
        number: text("123456"),
        series: text("1111"),
        issue_date: text("2018-12-12"),
        issuer: Some(Issuer { issuer_code: text("123-123"), issuer_name: text("ОВД") }),
        ..kind("008001001000")
    };
    let person = Person {
        name: text("Анастасия"),
        surname: text("Тарасова"),
        patronymic: text("Константиновна"),
        inn: text("121212121212"),
        email: text("imya@yandex.ru"),
        phone: text("79699999999"),
        identity_document: Some(passport.clone()),
        address: Some(address()),
        ..Person::default()
    };
    let person = service.create_subject(&NewSubject { person: Some(person), ..NewSubject::default() }).await?.subject_id;
    let mut documents = Vec::new();
    for info in [passport, kind("100"), kind("200")] {
        let scan = format!("%PDF-1.4 {}", info.document_type);
        documents.push(document(info, service.put_content(scan.as_bytes()).await?));
    }
    Ok(json!(NewCertificateForm { person, documents: Some(documents), ..NewCertificateForm::default() }))
}

/// As far as a street.
fn address() -> Address {
    let element =
        |name: &str, abbreviation: &str| Some(AddressElement { name: Some(name.into()), abbreviation: Some(abbreviation.into()) });
    let structural_address = StructuralAddress {
        region: Some("54".into()),
        city: element("Новосибирск", "г"),
        street: element("Челюскинцев", "ул"),
        ..StructuralAddress::default()
    };
    Address { structural_address: Some(structural_address), ..Address::default() }
}

fn kind(code: &str) -> DocumentInfo {
    DocumentInfo { document_type: code.to_owned(), ..DocumentInfo::default() }
}

fn document(document_info: DocumentInfo, content: ContentInfo) -> Document {
    Document { document_id: None, document_info, content: Some(Content { content_info: content }) }
}

fn row(name: &str, clients: usize) -> String {
    format!("{name}: a form with three documents, c={clients}")
}
