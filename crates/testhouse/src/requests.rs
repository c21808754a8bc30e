//! Certificate requests as a client's system, an operator and a subject go through them.

use app::request::client::{DocumentChange, KeyWish, NewApplication, NewPage};
use app::request::{Seen, cabinet, client, operator};
use app::{Call, ExposeSecret as _, access};
use bytes::Bytes;
use domain::id::{IssueId, PageId};
use domain::issue::applicant::{Applicant, SubjectKind};
use domain::issue::document::{Kind, Requisite};
use domain::issue::{Verifier, VerifierRole};

use crate::{House, phone};

/// A PNG of one red pixel.
pub const PIXEL: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0, 0x90,
    0x77, 0x53, 0xde, 0, 0, 0, 0x0c, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0xf8, 0xcf, 0xc0, 0, 0, 3, 1, 1, 0, 0xc9, 0xfe, 0x92, 0xef,
    0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
];

/// A natural person whom nobody in this test knows.
pub fn applicant() -> Applicant {
    let text = |text: &str| Some(text.to_owned());
    Applicant {
        inn: text("500100732259"),
        surname: text("Ёжикова"),
        name: text("Анна"),
        patronymic: text("Петровна"),
        email: text("anna@example.ru"),
        phone: Some(phone().to_string()),
        snils: text("112-233-445 95"),
        ..Applicant::unknown(SubjectKind::NaturalPerson)
    }
}

/// A passport in order.
pub fn passport() -> DocumentChange {
    let set = [
        (Requisite::Series, "4510"),
        (Requisite::Number, "123456"),
        (Requisite::IssueDate, "10.02.2015"),
        (Requisite::BirthDate, "05.05.1985"),
        (Requisite::IssueOrganization, "УФМС"),
        (Requisite::IssueOrganizationId, "770-001"),
        (Requisite::BirthPlace, "Москва"),
        (Requisite::Gender, "Ж"),
    ];
    DocumentChange { set: set.into_iter().map(|(requisite, value)| (requisite, value.to_owned())).collect(), delete: Vec::new() }
}

/// A colleague of the client's who looked at the passport.
pub fn colleague() -> Verifier {
    Verifier::Named { role: VerifierRole::Employee, name: "Сидоров Пётр".to_owned() }
}

impl House {
    /// An operator of the authority, logged in.
    pub async fn operator(&self, login: &str) -> Call {
        let (_, password) = app::admin::create_operator(&self.ctx, login).await.expect("an operator");
        let opened = app::operator::open_session(&self.ctx, None, None, login, password).await.expect("a session");
        Call::of(access::by_operator(&self.ctx, opened.token.expose_secret()).await.expect("an operator"))
    }

    /// A draft about `applicant`, with a key of this server.
    pub async fn drafted(&self, call: &Call, applicant: Applicant) -> IssueId {
        let new = NewApplication { applicant, key: KeyWish::Server, use_areas: Vec::new(), external_id: None, remembered: None };
        let id = client::create(&self.ctx, call, new).await.expect("a draft").value.request.id;
        self.work().await;
        id
    }

    /// Adds a scan of one pixel.
    pub async fn scanned(&self, call: &Call, id: IssueId, kind: Kind) -> PageId {
        let body = futures::stream::iter([Ok::<_, std::io::Error>(Bytes::from_static(PIXEL))]);
        client::add_page(&self.ctx, call, id, kind, NewPage::default(), body).await.expect("a scan").0
    }

    /// A request that may be sent to the check.
    pub async fn whole(&self, call: &Call, applicant: Applicant) -> IssueId {
        let id = self.drafted(call, applicant).await;
        client::put_document(&self.ctx, call, id, Kind::Passport, passport()).await.expect("a passport");
        self.work().await;
        self.scanned(call, id, Kind::Passport).await;
        id
    }

    /// One that an operator has approved.
    pub async fn approved(&self, call: &Call, operator: &Call, applicant: Applicant) -> IssueId {
        let id = self.whole(call, applicant).await;
        client::submit(&self.ctx, call, id).await.expect("sent");
        operator::take(&self.ctx, operator, id).await.expect("taken");
        operator::approve(&self.ctx, operator, id).await.expect("approved");
        id
    }

    /// One that lies in the cabinet.
    pub async fn forwarded(&self, call: &Call, operator: &Call, applicant: Applicant) -> IssueId {
        let id = self.approved(call, operator, applicant).await;
        client::identify(&self.ctx, call, id, colleague()).await.expect("identified");
        client::forward(&self.ctx, call, id).await.expect("forwarded");
        id
    }

    /// The subject in the cabinet, let in by a code.
    pub async fn in_cabinet(&self, id: IssueId, phone: &str) -> Call {
        cabinet::send_code(&self.ctx, id, phone).await.expect("a code");
        let code = self.code_to(phone).await;
        let opened = cabinet::open(&self.ctx, None, None, id, phone, &code).await.expect("a cabinet");
        let caller = access::by_cabinet(&self.ctx, opened.token.expose_secret()).await.expect("a subject");
        Call { address: Some("192.0.2.9".to_owned()), ..Call::of(caller) }
    }

    /// The subject signs the statement by a code.
    pub async fn signed_by_code(&self, cabinet: &Call, phone: &str) -> Seen {
        cabinet::send_statement_code(&self.ctx, cabinet).await.expect("a code");
        let code = self.code_to(phone).await;
        cabinet::sign_statement(&self.ctx, cabinet, &code).await.expect("signed")
    }

    /// A request with its certificate, by a key of this server.
    pub async fn released(&self, call: &Call, operator: &Call, applicant: Applicant) -> IssueId {
        let phone = applicant.phone.clone().expect("a phone");
        let id = self.forwarded(call, operator, applicant).await;
        let cabinet = self.in_cabinet(id, &phone).await;
        self.signed_by_code(&cabinet, &phone).await;
        cabinet::release(&self.ctx, &cabinet, cabinet::KeyChoice::Server).await.expect("asked for");
        self.work().await;
        id
    }
}
