//! What certificate forms name: parties, who acts for whom, deposits, extracts.

mod deposits;
mod extracts;
mod links;
mod subjects;

use std::sync::Arc;

use app::form::{self, OrgCall};
use app::{Call, Settings};
use bytes::Bytes;
use domain::deposit::{Deposit, Md5Hex};
use domain::id::CompanyId;
use domain::party::{Details, NativeNumbers, Organization, Party, Person};
use outbound::registers::Registers;
use simulate::registers as stand_in;
use testhouse::{House, Neighbours, remote, served};
use testkit::TestDatabase;

/// On behalf of the licensee's own company.
async fn own(house: &House) -> OrgCall {
    on_behalf(house, house.call(), house.own_company).await
}

async fn on_behalf(house: &House, call: Call, company: CompanyId) -> OrgCall {
    form::enter(&house.ctx, call, company).await.unwrap()
}

/// A house beside registers that know what is built in, and sign extracts that the house believes.
async fn beside_registers(db: &TestDatabase, signed_by: stand_in::SignedBy) -> (House, stand_in::Registers) {
    let clock = Arc::new(testkit::MockClock::default());
    let data = stand_in::Data { token: String::new(), extracts_signed_by: signed_by, ..stand_in::Data::built_in() };
    let registers = stand_in::Registers::new(data, clock);
    let client = Registers::new(&remote(served(registers.router()).await)).unwrap();
    let tax_service = pki::certificate::chain_from_pem(stand_in::CERTIFICATE).unwrap();
    let settings = Settings { tax_service, ..Settings::default() };
    (House::beside(db, settings, Neighbours { registers: Some(client), ..Neighbours::default() }).await, registers)
}

fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

/// A person with everything that is personal.
fn a_person() -> Details {
    let person = Person {
        name: text("Анастасия"),
        surname: text("Тарасова"),
        snils: text("112-233-445 95"),
        inn: text("500100732259"),
        email: text("imya@example.ru"),
        phone: text("79699999999"),
        ..Person::default()
    };
    Details::Person(Box::new(person))
}

/// The organization of the built-in data.
fn an_organization() -> Details {
    let numbers = NativeNumbers { ogrn: text("1267700000017"), inn: text("7700000030") };
    let organization =
        Organization { name: text("ООО «Ромашка»"), kpp: text("770001001"), numbers: Some(numbers), ..Organization::default() };
    Details::Organization(Box::new(organization))
}

async fn made(house: &House, org: &OrgCall, details: Details) -> Party {
    app::party::create(&house.ctx, org, app::party::NewParty { external_id: None, details }).await.unwrap()
}

fn md5(bytes: &[u8]) -> Md5Hex {
    use md5::Digest as _;
    Md5Hex::parse(&hex::encode(md5::Md5::digest(bytes))).unwrap()
}

fn sent(bytes: &[u8]) -> impl futures::Stream<Item = Result<Bytes, std::io::Error>> + Send + use<> {
    let pieces: Vec<_> = bytes.chunks(60_000).map(|piece| Ok(Bytes::copy_from_slice(piece))).collect();
    futures::stream::iter(pieces)
}

async fn deposited(house: &House, org: &OrgCall, bytes: &[u8]) -> Deposit {
    app::deposit::put(&house.ctx, org, md5(bytes), sent(bytes)).await.unwrap()
}
