//! Endpoints that come and go beside the one that gets every event.

use wire::office::NewEndpoint;

use super::{Told, must};
use crate::drill::ledger::EndpointKept;
use crate::drill::world::Actor;

/// An endpoint is added; most are deleted again.
pub async fn endpoint(actor: &mut Actor) -> Told {
    let (key, world) = (actor.key(), actor.world.clone());
    if world.ledger.endpoints.all().iter().filter(|one| !one.deleted).count() > 8 {
        return Ok(());
    }
    let new = NewEndpoint { url: format!("{}/{key}", world.elsewhere), types: vec!["package.completed".into()], ..NewEndpoint::default() };
    let new = &new;
    let added = world.call("endpoint.create", key.clone(), new, |client| async move { client.add_endpoint(new).await });
    let added = must(added.await, "endpoint")?;
    let mut kept = EndpointKept { id: added.id.clone(), url: added.url.clone(), deleted: false };
    world.tally.require(added.secret.is_some(), || format!("{}: an endpoint was answered without its secret", added.id));
    if actor.chance.percent(80) {
        let (id, version) = (added.id.as_str(), added.version);
        // whatever it was told meanwhile, its version may have grown: it is read again
        let delete = |client: client::Client| async move {
            let version = client.endpoint(id).await.map_or(version, |now| now.version);
            client.delete_endpoint(id, version).await
        };
        let deleted = world.call("endpoint.delete", actor.key(), id, delete).await;
        match deleted {
            // it was there, so the lost attempt has deleted it
            Err(refusal) if refusal.repeated && refusal.code == "not_found" => {}
            other => must(other, "deleting an endpoint")?,
        }
        kept.deleted = true;
    }
    world.ledger.endpoints.add(kept);
    Ok(())
}
