//! The package on its way: created, refused out of turn, signed stage by stage.

use app::Ctx;
use client::{Client, Upload};
use futures::future::try_join_all;
use wire::office::{NewPackage, NewParticipant, Package, SignPackage};

use super::outbox;
use super::person::{Person, confirms};
use super::progress::{Progress, counted};
use crate::failure::{Doing, Failure};

/// Creates and sends the package in one call.
pub(super) async fn create(office: &Client, people: &[Person], files: &[Upload], deal: u64) -> Result<Package, Failure> {
    let participant = |person: &Person| NewParticipant {
        order: person.role.order,
        role: "signer".into(),
        user_id: Some(person.user.id.clone()),
        phone: None,
        company_id: Some(person.company.clone()),
    };
    let vars = [("deal", deal.to_string()), ("type", "Поставка мебели".to_owned()), ("number", (deal % 1000).to_string())];
    let package = NewPackage {
        vars: vars.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
        send: true,
        participants: people.iter().map(participant).collect(),
        ..Default::default()
    };
    office.create_package(&package, files).await.doing("creating the package")
}

/// Shows that the order of turns is kept: the second stage may not sign before the first.
pub(super) async fn out_of_turn(office: &Client, package: &Package, people: &[Person]) -> Result<String, Failure> {
    let early = people.iter().find(|person| person.role.order == 2).ok_or_else(|| Failure::new("nobody at stage 2"))?;
    match office.sign(&package.id, &signing(early, None)).await {
        Err(client::Error::Problem { problem, .. }) if problem.code == "package_not_your_turn" => {
            Ok(format!("{} tried to sign out of turn: {} {}", early.user.surname, problem.status, problem.code))
        }
        Err(error) => Err(error).doing("signing out of turn"),
        Ok(_) => Err(Failure::new("a signature out of turn was taken")),
    }
}

/// Signs stage by stage; everybody of one stage at once.
pub(super) async fn sign(
    ctx: &Ctx,
    office: &Client,
    package: &Package,
    people: &[Person],
    progress: &Progress,
) -> Result<Package, Failure> {
    let mut orders: Vec<u32> = people.iter().map(|person| person.role.order).collect();
    orders.sort_unstable();
    orders.dedup();
    for order in orders {
        let stage: Vec<&Person> = people.iter().filter(|person| person.role.order == order).collect();
        try_join_all(stage.iter().map(|person| sign_as(ctx, office, package, person))).await?;
        let names: Vec<&str> = stage.iter().map(|person| person.user.surname.as_str()).collect();
        let how = if stage.len() > 1 { " at the same time" } else { "" };
        progress.say(format!("stage {order}: signed by {}{how}, {}", names.join(" and "), counted(package.files.len(), "file")));
    }
    office.package(&package.id).await.doing("package")
}

/// The licensee signs for its own employees; a client logs in, gets a code by SMS and confirms with it.
async fn sign_as(ctx: &Ctx, office: &Client, package: &Package, person: &Person) -> Result<(), Failure> {
    let what = format!("{} signs", person.user.surname);
    if !confirms(person) {
        office.sign(&package.id, &signing(person, None)).await.doing(what)?;
        return Ok(());
    }
    let session = office.log_in(&person.user.phone, &person.password).await.doing(format!("{} logs in", person.user.surname))?;
    let own = office.with_token(session.token);
    let place = package.participants.iter().find(|one| one.user_id.as_ref() == Some(&person.user.id));
    let place = place.ok_or_else(|| Failure::new("no such participant"))?;
    own.send_signing_code(&package.id, &place.id).await.doing(format!("code for {}", person.user.surname))?;
    let text = outbox::message(ctx, &person.user.phone, "signing_code").await?;
    let code = outbox::code(&text).ok_or_else(|| Failure::new("no code in the message"))?;
    own.sign(&package.id, &signing(person, Some(code))).await.doing(what)?;
    Ok(())
}

fn signing(person: &Person, code: Option<&str>) -> SignPackage {
    SignPackage { certificate_id: person.certificate.id.clone(), participant_id: None, code: code.map(Into::into) }
}
