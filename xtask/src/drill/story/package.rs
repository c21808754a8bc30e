//! A package from its creation to its end.

use client::Upload;
use futures::future::{join, join_all};
use serde_json::json;
use wire::office::{NewPackage, Package, SignPackage};

use super::people::code;
use super::route::{self, Ending, Line, Way};
use super::{Told, must};
use crate::drill::call::{FILES, Refusal};
use crate::drill::ledger::{Act, PackageKept, Signatory};
use crate::drill::samples::Sample;
use crate::drill::world::Actor;

/// Signing codes a person gets in a day are limited; the acceptance code was one of them.
const CODES: usize = 12;
const REASON: &str = "передумали";

/// One package, its whole life.
pub async fn package(actor: &mut Actor) -> Told {
    let other = if actor.chance.percent(30) { actor.world.ledger.others.take() } else { None };
    let way = route::draw(actor, other.clone());
    let ended = match create(actor, &way).await {
        Ok(mut kept) => {
            let ended = go(actor, &way, &mut kept).await;
            actor.world.ledger.packages.add(kept);
            ended
        }
        Err(what) => Err(what),
    };
    // one who got too many codes today, or whose count of them is uncertain, has done enough
    if let (Some(other), Ok(Some(codes))) = (other, &ended)
        && *codes < CODES
    {
        actor.world.ledger.others.add(Signatory { codes: *codes, ..other });
    }
    ended.map(drop)
}

/// The uploads under which a package's samples are sent.
pub fn uploads(samples: &[Sample], files: &[(String, usize)]) -> Vec<Upload> {
    files.iter().map(|(name, sample)| samples[*sample].upload(name.clone())).collect()
}

async fn create(actor: &Actor, way: &Way) -> Told<PackageKept> {
    let (key, world) = (actor.key(), &actor.world);
    let asked = NewPackage {
        name: Some(format!("Пакет {key}")),
        // half of them without an id of the client's own, which would keep a second one away by itself
        external_id: actor.number.is_multiple_of(2).then(|| key.clone()),
        send: !way.draft,
        participants: way.lines.iter().map(Line::participant).collect(),
        ..NewPackage::default()
    };
    let files: Vec<(String, usize)> =
        way.samples.iter().enumerate().map(|(place, sample)| (format!("Документ № {}.bin", place + 1), *sample)).collect();
    let uploads = uploads(&world.samples, &files);
    let (ask, send) = (&asked, &uploads[..]);
    let created =
        world.call("package.create", key.clone(), json!([ask, files]), |client| async move { client.create_package(ask, send).await });
    let created = must(created.await, "package")?;
    world.tally.add(FILES, files.len() as u64);
    Ok(PackageKept { key, asked, files, created, acts: Vec::new() })
}

/// Sends it and goes from stage to stage; returns how many codes the one who confirms has got by now, if anybody does.
async fn go(actor: &mut Actor, way: &Way, kept: &mut PackageKept) -> Told<Option<usize>> {
    let id = kept.created.id.clone();
    if way.draft {
        let (key, id) = (actor.key(), id.as_str());
        must(actor.world.call("package.send", key, id, |client| async move { client.send(id).await }).await, "sending")?;
        kept.acts.push(Act::Sent);
    }
    if let Some(line) = way.lines.iter().find(|line| line.role == "observer") {
        let participant = participant(&kept.created, line)?;
        must(actor.view(&id, &participant).await, "viewing")?;
        kept.acts.push(Act::Viewed(participant));
    }
    let mut codes = way.lines.iter().find(|line| line.confirms).map(|line| line.who.codes);
    let orders = route::orders(&way.lines);
    for (stage, order) in orders.iter().enumerate() {
        let lines: Vec<&Line> = way.lines.iter().filter(|line| line.order == *order && line.role != "observer").collect();
        let last = stage + 1 == orders.len();
        match way.ending {
            Ending::Revoked(at) if at == stage => {
                must(actor.revoke(&id).await, "revoking")?;
                kept.acts.push(Act::Revoked);
                return Ok(codes);
            }
            Ending::Refused(at) if at == stage => {
                let participant = participant(&kept.created, lines[0])?;
                must(actor.refuse(&id, &participant).await, "refusing")?;
                kept.acts.push(Act::Refused(participant));
                return Ok(codes);
            }
            _ => {}
        }
        let acts = join_all(lines.iter().map(|line| actor.pass(&kept.created, line)));
        let (acts, ends) = match way.ending {
            Ending::Race if last => {
                let (acts, revoked) = join(acts, actor.revoke(&id)).await;
                (acts, Some(revoked.map(|_| Act::Revoked)))
            }
            Ending::Contradiction if last => {
                let participant = participant(&kept.created, lines[0])?;
                let (acts, refused) = join(acts, actor.refuse(&id, &participant)).await;
                (acts, Some(refused.map(|_| Act::Refused(participant.clone()))))
            }
            _ => (acts.await, None),
        };
        for passed in acts {
            let Passed { sent_code, act } = passed?;
            codes = codes.map(|codes| codes + usize::from(sent_code));
            note(kept, act, ends.is_some(), "passing the turn")?;
        }
        if let Some(end) = ends {
            note(kept, end, true, "ending")?;
        }
    }
    Ok(codes)
}

/// Keeps what was done. In a race one may lose, and then it has to be for the state of the package.
fn note(kept: &mut PackageKept, act: Result<Act, Refusal>, race: bool, what: &str) -> Told {
    const LOSER: [&str; 7] =
        ["already_refused", "already_signed", "already_approved", "package_completed", "package_refused", "package_revoked", "turn_passed"];
    match act {
        Ok(act) => kept.acts.push(act),
        Err(refusal) if race && LOSER.contains(&refusal.code.as_str()) => {}
        Err(refusal) => return must(Err(refusal), what),
    }
    Ok(())
}

/// The participant that a line became.
fn participant(package: &Package, line: &Line) -> Told<String> {
    let found = package.participants.iter().find(|one| one.user_id.as_ref() == Some(&line.who.user) && one.role == line.role);
    found.map(|one| one.id.clone()).ok_or_else(|| format!("{}: a line of the route is missing", package.id))
}

/// What came of somebody's turn.
struct Passed {
    sent_code: bool,
    act: Result<Act, Refusal>,
}

impl Actor {
    /// Signs or approves, with a code where one is needed.
    async fn pass(&self, package: &Package, line: &Line) -> Told<Passed> {
        let (id, participant) = (package.id.as_str(), participant(package, line)?);
        if line.role == "approver" {
            let approved = self.approve(id, &participant).await;
            return Ok(Passed { sent_code: false, act: approved.map(|_| Act::Approved(participant)) });
        }
        let mut signing =
            SignPackage { certificate_id: line.who.certificate.clone(), participant_id: Some(participant.clone()), code: None };
        if line.confirms {
            let place = participant.as_str();
            let sent = self.world.call("package.send_code", self.key(), json!([id, place]), |client| async move {
                client.send_signing_code(id, place).await
            });
            if let Err(refusal) = sent.await {
                return Ok(Passed { sent_code: false, act: Err(refusal) });
            }
            signing.code = Some(code(self, &line.who.phone, "signing_code", line.who.codes + 1).await?);
        }
        let signing = &signing;
        let signed =
            self.world.call("package.sign", self.key(), json!([id, signing]), |client| async move { client.sign(id, signing).await });
        Ok(Passed { sent_code: line.confirms, act: signed.await.map(|_| Act::Signed(participant)) })
    }

    async fn approve(&self, id: &str, participant: &str) -> Result<Package, Refusal> {
        let body = json!([id, participant]);
        self.world.call("package.approve", self.key(), body, |client| async move { client.approve(id, Some(participant)).await }).await
    }

    async fn view(&self, id: &str, participant: &str) -> Result<Package, Refusal> {
        let body = json!([id, participant]);
        self.world.call("package.view", self.key(), &body, |client| async move { client.view(id, Some(participant)).await }).await
    }

    async fn refuse(&self, id: &str, participant: &str) -> Result<Package, Refusal> {
        let body = json!([id, participant]);
        self.world
            .call("package.refuse", self.key(), &body, |client| async move { client.refuse(id, Some(participant), REASON).await })
            .await
    }

    async fn revoke(&self, id: &str) -> Result<Package, Refusal> {
        self.world.call("package.revoke", self.key(), id, |client| async move { client.revoke(id, REASON).await }).await
    }
}
