//! People and companies, and a person's way to a certificate.

use std::time::{Duration, Instant};

use serde_json::json;
use wire::office::{Company, NewCertificateRequest, NewCompany, NewUser, PutMember, User};

use super::{Told, must};
use crate::drill::ledger::{Activated, Signatory};
use crate::drill::world::Actor;
use crate::office::company_inn;

/// How long a step may take that the server does in the background, kills included.
const PATIENCE: Duration = Duration::from_secs(180);

/// Somebody registers and gets a place in a new company.
pub async fn people(actor: &mut Actor) -> Told {
    let user = register(actor).await?;
    let company = company(actor).await?;
    member(actor, &company.id, &user.id).await
}

/// Adds a company under an id of the client's own.
pub async fn company(actor: &mut Actor) -> Told<Company> {
    let key = actor.key();
    let inn = company_inn(actor.unique());
    let new = NewCompany { name: format!("ООО «{key}»"), inn, external_id: Some(key.clone()), ..NewCompany::default() };
    let new = &new;
    let company =
        must(actor.world.call("company.add", key.clone(), new, |client| async move { client.add_company(new).await }).await, "company")?;
    actor.world.ledger.companies.add(company.clone());
    Ok(company)
}

async fn register(actor: &mut Actor) -> Told<User> {
    let key = actor.key();
    let new = NewUser {
        phone: actor.chance.phone(),
        surname: "Ёжикова".into(),
        name: "Анна".into(),
        snils: Some(actor.chance.snils()),
        external_id: Some(key.clone()),
        ..NewUser::default()
    };
    let new = &new;
    let user = must(
        actor.world.call("user.register", key.clone(), new, |client| async move { client.register(new).await }).await,
        "registration",
    )?;
    actor.world.ledger.users.add(user.clone());
    Ok(user)
}

async fn member(actor: &Actor, company: &str, user: &str) -> Told {
    let place = PutMember { rights: vec!["head".into(), "signer".into()], post: Some("Директор".into()) };
    let place = &place;
    let put = actor.world.call("member.put", actor.key(), json!([company, user, place]), |client| async move {
        client.put_member(company, user, place).await
    });
    let member = must(put.await, "member")?;
    actor.world.ledger.members.add(member);
    Ok(())
}

/// A new member of `company` with an active certificate whose key the server holds.
pub async fn signatory(actor: &mut Actor, company: String) -> Told<Signatory> {
    let user = register(actor).await?;
    member(actor, &company, &user.id).await?;
    let key = actor.key();
    let wanted = NewCertificateRequest {
        user_id: user.id.clone(),
        company_id: Some(company.clone()),
        key: "server".into(),
        external_id: Some(key.clone()),
        ..NewCertificateRequest::default()
    };
    let (world, wanted) = (actor.world.clone(), &wanted);
    let asked = world.call("request.create", key.clone(), wanted, |client| async move { client.request_certificate(wanted).await });
    let id = must(asked.await, "certificate request")?.id;
    let id = id.as_str();
    until(actor, id, "documents_ready").await?;
    let sent = world.call("request.send_code", actor.key(), id, |client| async move { client.send_acceptance_code(id).await });
    must(sent.await, "acceptance code")?;
    let code = code(actor, &user.phone, "acceptance_code", 1).await?;
    let code = code.as_str();
    let accepted = world.call("request.accept", actor.key(), id, |client| async move { client.accept(id, code).await });
    must(accepted.await, "acceptance")?;
    until(actor, id, "issued").await?;
    let activated = world.call("request.activate", actor.key(), id, |client| async move { client.activate(id).await });
    let request = must(activated.await, "activation")?;
    let certificate = request.certificate_id.ok_or_else(|| format!("{id} is active without a certificate"))?;
    world.ledger.activated.add(Activated { request: id.to_owned(), certificate: certificate.clone() });
    Ok(Signatory { user: user.id, phone: user.phone, company, certificate, codes: 0 })
}

/// Message number `number` to this phone has to come, and has to hold a code.
pub async fn code(actor: &Actor, phone: &str, purpose: &str, number: usize) -> Told<String> {
    let code = tokio::time::timeout(PATIENCE, actor.world.phones.code(phone, purpose, number)).await;
    code.ok().flatten().ok_or_else(|| format!("no {purpose} came to {phone}, which should be number {number}"))
}

/// Waits until the request has come to this status.
async fn until(actor: &Actor, id: &str, word: &str) -> Told {
    let began = Instant::now();
    loop {
        let request = must(actor.world.read(|client| async move { client.certificate_request(id).await }).await, "certificate request")?;
        if request.status == word {
            return Ok(());
        }
        if began.elapsed() > PATIENCE {
            return Err(format!("{id} is stuck: {} in place of {word}, {:?}", request.status, request.error));
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}
