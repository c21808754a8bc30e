//! The session of the signers' face as the vendor's clients hold it: their heads byte for byte over a socket, bodies in protobuf and JSON.

mod access;
mod certificate;
mod heads;
mod messages;
mod refusals;
pub mod socket;

use app::member::Place;
use app::user::Registration;
use domain::id::CompanyId;
use domain::office::{Account, Right, Rights};
use domain::subject::{Email, Inn, NamePart, Person, Snils, Title};
use testkit::TestDatabase;

use crate::caller::{Api, Reply};
use socket::Socket;

/// A house behind a socket, with a person and the box that they belong to.
pub struct Scene {
    pub api: Api,
    pub socket: Socket,
    pub account: Account,
    pub company: CompanyId,
    pub password: String,
}

impl Scene {
    pub async fn on(db: &TestDatabase) -> Self {
        Self::of(Api::on(db).await, Right::Signer).await
    }

    pub async fn of(api: Api, right: Right) -> Self {
        let house = &api.house;
        let part = |text: &str| NamePart::parse(text).unwrap();
        let person = Person {
            surname: part("Иванов"),
            name: part("Иван"),
            patronymic: Some(part("Иванович")),
            inn: Some(Inn::parse("500100732259").unwrap()),
            snils: Some(Snils::parse("11223344595").unwrap()),
            birth_date: None,
        };
        let email = Some(Email::parse("Ivanov@Example.ru").unwrap());
        let new = Registration { phone: testhouse::phone(), person, email, external_id: None };
        let account = app::user::register(&house.ctx, &house.call(), new).await.unwrap().value;
        let text = house.message_to(account.phone.as_str()).await;
        let password = text.split_once("входа: ").unwrap().1.split('.').next().unwrap().to_owned();
        let name = Title::parse("ООО «Ромашка»").unwrap();
        let addition = app::company::Addition { name, inn: Inn::parse("7707083893").unwrap(), kpp: None, ogrn: None, external_id: None };
        let company = app::company::add(&house.ctx, &house.call(), addition).await.unwrap().value.id;
        let place = Place { rights: Rights::new([right]).unwrap(), post: Some(Title::parse("Директор").unwrap()) };
        app::member::put(&house.ctx, &house.call(), company, account.id, place).await.unwrap();
        let socket = Socket::of(&house.ctx).await;
        Self { api, socket, account, company, password }
    }

    /// What an application shows before anybody has logged in.
    pub fn application(&self) -> String {
        format!("DiadocAuth ddauth_api_client_id={}", self.api.house.key)
    }

    /// What it shows then.
    pub fn with_token(&self, token: &str) -> String {
        format!("{},ddauth_token={token}", self.application())
    }

    /// LoginPassword in protobuf, written by hand.
    pub fn login(&self) -> Vec<u8> {
        [messages::field(1, self.account.phone.as_str().as_bytes()), messages::field(2, self.password.as_bytes())].concat()
    }

    /// A token by password.
    pub async fn token(&self) -> String {
        let reply = self.socket.java("POST", "/V3/Authenticate?type=password", &self.application(), Some(&self.login())).await;
        assert_eq!(reply.status, 200, "{}", text(&reply));
        text(&reply)
    }

    /// `32hex@diadoc.ru`.
    pub fn box_id(&self) -> String {
        domain::office::box_id::written(self.company)
    }
}

pub fn text(reply: &Reply) -> String {
    String::from_utf8(reply.body.to_vec()).unwrap()
}
