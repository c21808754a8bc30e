//! Logging in on the face of signer details, and what is seen of oneself there.

mod certificates;
mod sessions;

use app::diadoc;
use app::member::Place;
use app::session::Opened;
use app::user::Registration;
use app::{AppError, Call, Caller, ExposeSecret, KeyCaller, Scopes, SecretString};
use domain::code;
use domain::id::{ApiKeyId, CompanyId, LicenseeId};
use domain::office::{Account, Right, Rights};
use domain::subject::{Email, Inn, NamePart, Person, Snils, Title};
use domain::time::Timestamp;
use pki::fixture::{House as Foreign, NOW, Pair, folder_of, openssl, pem};
use testhouse::House;

/// The client of a licensee, before anybody has logged in.
pub fn client_of(licensee: LicenseeId) -> Call {
    Call::of(Caller::Key(KeyCaller { id: ApiKeyId::new(testkit::uuid()), licensee, scopes: Scopes::all() }))
}

/// A person of the name that foreign certificates of these tests bear.
pub async fn ivanov(house: &House) -> Account {
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
    app::user::register(&house.ctx, &house.call(), new).await.unwrap().value
}

/// The company that they name, with its member.
pub async fn at_romashka(house: &House, account: &Account, right: Right) -> CompanyId {
    let name = Title::parse("ООО «Ромашка»").unwrap();
    let addition = app::company::Addition { name, inn: Inn::parse("7707083893").unwrap(), kpp: None, ogrn: None, external_id: None };
    let company = app::company::add(&house.ctx, &house.call(), addition).await.unwrap().value.id;
    let place = Place { rights: Rights::new([right]).unwrap(), post: Some(Title::parse("Директор").unwrap()) };
    app::member::put(&house.ctx, &house.call(), company, account.id, place).await.unwrap();
    company
}

/// The password that was sent to them.
pub async fn password_of(house: &House, account: &Account) -> SecretString {
    let text = house.message_to(account.phone.as_str()).await;
    text.strip_prefix("Ваш пароль для входа: ").unwrap().split('.').next().unwrap().to_owned().into()
}

/// A call by the token of a session.
pub async fn by(house: &House, opened: &Opened) -> Result<Call, AppError> {
    let client = KeyCaller { id: ApiKeyId::new(testkit::uuid()), licensee: house.licensee, scopes: Scopes::all() };
    Ok(Call::of(app::access::by_diadoc(&house.ctx, &client, opened.token.expose_secret()).await?))
}

/// What OpenSSL decrypts with the key.
pub fn decrypted(pair: &Pair, certificate: &pki::Certificate, sealed: &[u8]) -> Vec<u8> {
    let folder =
        folder_of(&[pki::fixture::WITH_ENGINE, ("key.pem", &pair.pkcs8()), ("holder.pem", &pem(&[certificate])), ("sealed.der", sealed)]);
    let arguments =
        ["cms", "-decrypt", "-inform", "DER", "-in", "sealed.der", "-inkey", "key.pem", "-recip", "holder.pem", "-out", "plain"];
    assert!(openssl(folder.path(), &arguments).status.success());
    std::fs::read(folder.path().join("plain")).unwrap()
}

/// A house at the time of the foreign authority, which it trusts.
pub async fn trusting(db: &testkit::TestDatabase) -> (House, Foreign) {
    let (house, foreign) = (House::on(db).await, Foreign::p256());
    house.clock.set(Timestamp::from_seconds(NOW));
    app::admin::add_trusted(&house.ctx, &foreign.root, None).await.unwrap();
    (house, foreign)
}

/// PEM of a certificate with the authority above it.
pub fn chain(foreign: &Foreign, certificate: &pki::Certificate) -> Vec<u8> {
    pem(&[certificate, &foreign.issuing])
}

pub async fn login(house: &House, account: &Account) -> Call {
    let (client, password) = (client_of(house.licensee), password_of(house, account).await);
    let opened = diadoc::by_password(&house.ctx, &client, account.phone.as_str(), password).await.unwrap();
    by(house, &opened).await.unwrap()
}

pub fn code_of<T: std::fmt::Debug>(result: Result<T, AppError>) -> code::Code {
    result.unwrap_err().code
}
