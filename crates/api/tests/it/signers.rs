//! Details of signers as the vendor's clients keep and read them: their heads and bodies byte for byte, every title, every refusal.

mod access;
mod heads;
mod preview;
mod refusals;
mod sdk;
mod story;
mod values;

use app::Settings;
use app::member::Place;
use axum::http::Method;
use axum::http::header::{ACCEPT, CONTENT_TYPE};
use domain::id::{CompanyId, UserId};
use domain::office::{Account, Right, Rights, box_id};
use domain::signer::{SignerStatus, TitleType};
use domain::subject::Title;
use prost::Message;
use serde_json::Value;
use testkit::TestDatabase;
use wire::diadoc::proto::invoicing::signers::{ExtendedSignerDetails, ExtendedSignerDetailsToPost};

use crate::caller::{Api, Caller, Reply};

/// The path of the second version.
const V2: &str = "/V2/ExtendedSignerDetails";
/// The path of the first version.
const V1: &str = "/ExtendedSignerDetails";

/// A house with a company, and somebody in it who has a certificate.
struct Scene {
    api: Api,
    company: CompanyId,
    user: UserId,
    phone: String,
    thumbprint: String,
}

impl Scene {
    async fn on(db: &TestDatabase) -> Self {
        Self::with(db, Settings::default()).await
    }

    async fn with(db: &TestDatabase, settings: Settings) -> Self {
        let api = Api::with(db, settings).await;
        let company = api.house.company().await;
        let signatory = api.house.signatory(company).await;
        let certificate = app::certificate::get(&api.house.ctx, &api.house.call(), signatory.certificate).await.unwrap();
        Self { api, company, user: signatory.user, phone: signatory.phone, thumbprint: certificate.thumbprint }
    }

    /// Somebody else in the company.
    async fn colleague(&self, right: Right) -> Account {
        let account = self.api.house.person().await;
        self.place(account.id, right).await;
        account
    }

    /// Gives a person this place in the company.
    async fn place(&self, user: UserId, right: Right) {
        let place = Place { rights: Rights::new([right]).unwrap(), post: Some(Title::parse("директор").unwrap()) };
        app::member::put(&self.api.house.ctx, &self.api.house.call_any_version(), self.company, user, place).await.unwrap();
    }

    fn guid(&self) -> String {
        box_id::guid(self.company)
    }

    fn query(&self, title: impl std::fmt::Display) -> String {
        format!("boxId={}&thumbprint={}&documentTitleType={title}", self.guid(), self.thumbprint)
    }

    fn path(&self, title: impl std::fmt::Display) -> String {
        format!("{V2}?{}", self.query(title))
    }

    /// Posts protobuf and reads protobuf.
    async fn post(&self, title: impl std::fmt::Display, details: &ExtendedSignerDetailsToPost) -> Reply {
        post(&self.api, &self.path(title), details).await
    }
}

async fn post(caller: &Caller, path: &str, details: &ExtendedSignerDetailsToPost) -> Reply {
    caller.send(caller.request(Method::POST, path).body(details.encode_to_vec().into()).unwrap()).await
}

async fn post_json(caller: &Caller, path: &str, details: &Value) -> Reply {
    let request =
        caller.request(Method::POST, path).header(CONTENT_TYPE, "application/json; charset=utf-8").header(ACCEPT, "application/json");
    caller.send(request.body(details.to_string().into()).unwrap()).await
}

async fn get_json(caller: &Caller, path: &str) -> Reply {
    caller.send(caller.request(Method::GET, path).header(ACCEPT, "application/json").body(Vec::new().into()).unwrap()).await
}

/// An answer in protobuf.
fn details(reply: &Reply) -> ExtendedSignerDetails {
    assert_eq!(reply.status, 200, "{}", said(reply));
    assert_eq!(reply.header("content-type"), "application/x-protobuf");
    ExtendedSignerDetails::decode(reply.body.clone()).unwrap()
}

fn said(reply: &Reply) -> String {
    String::from_utf8_lossy(&reply.body).into_owned()
}

/// A refusal: status, code and text.
fn refused(reply: &Reply, status: u16, code: &str) -> String {
    assert_eq!((reply.status, reply.header("x-diadoc-errorcode")), (status, code), "{}", said(reply));
    assert_eq!(reply.header("content-type"), "text/plain; charset=utf-8");
    String::from_utf8(reply.body.to_vec()).unwrap()
}

/// Details that `title` allows.
fn fit(title: TitleType) -> ExtendedSignerDetailsToPost {
    let rule = title.rule();
    let text = |text: &str| Some(text.to_owned());
    ExtendedSignerDetailsToPost {
        job_title: text("сотрудник"),
        registration_certificate: text("серия 77 № 1"),
        signer_type: Some(if title.asks_for_powers() { 1 } else { -1 }),
        signer_info: text("additional"),
        signer_powers: Some(rule.powers.first().map_or(-1, |powers| powers.number())),
        signer_status: Some(rule.statuses.first().copied().map_or(-1, SignerStatus::number)),
        signer_powers_base: text("Должностные обязанности"),
        signer_org_powers_base: text("Договор"),
    }
}

fn titles() -> impl Iterator<Item = TitleType> {
    TitleType::all()
}
