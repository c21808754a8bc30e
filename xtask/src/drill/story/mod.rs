//! What clients do all day: one story after another until the drill is over.

mod endpoint;
mod package;
mod people;
mod route;

pub use package::uploads;
pub use people::signatory;

use std::sync::atomic::Ordering;

use super::call::Refusal;
use super::ledger::Signatory;
use super::world::Actor;

/// A story that went on as it must, or what was refused in it.
pub type Told<T = ()> = Result<T, String>;

/// Every so-manieth client does nothing but get certificates for people.
const CERTIFIERS: usize = 6;

/// One client's day.
pub async fn live(mut actor: Actor) {
    while !actor.world.over.load(Ordering::Relaxed) {
        if let Err(what) = one(&mut actor).await {
            actor.world.tally.violation(format!("client {}: {what}", actor.number));
        }
    }
}

async fn one(actor: &mut Actor) -> Told {
    if actor.number.is_multiple_of(CERTIFIERS) {
        return certify(actor).await.map(drop);
    }
    match actor.chance.below(100) {
        0..80 => package::package(actor).await,
        80..93 => people::people(actor).await,
        _ => endpoint::endpoint(actor).await,
    }
}

/// Half of the new signatories are the licensee's own people.
async fn certify(actor: &mut Actor) -> Told<Signatory> {
    let world = actor.world.clone();
    if actor.chance.percent(50) {
        let company = world.own_company.clone();
        let who = signatory(actor, company).await?;
        world.ledger.own.add(who.clone());
        return Ok(who);
    }
    let company = people::company(actor).await?.id;
    let who = signatory(actor, company).await?;
    world.ledger.others.add(who.clone());
    Ok(who)
}

/// A step that may not be refused.
fn must<T>(step: Result<T, Refusal>, what: &str) -> Told<T> {
    step.map_err(|refusal| format!("{what}: {}{}", refusal.text, if refusal.repeated { " (on repetition)" } else { "" }))
}
