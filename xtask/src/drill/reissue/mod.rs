//! `cargo xtask drill reissue [--certificates 100000] [--kills 5] [--seed 1] [--binary FILE]`: after the compromise of an authority every
//! certificate is issued anew while the server works; the command is killed and taken up again (T19). On SQLite, whose keys lie in the folder.

mod rows;

use std::time::{Duration, Instant};

use pki::certificate::chain_from_pem;
use pki::crl::Reason;
use pki::ocsp::{Answer, CertId, IdDigest, Request, Status};
use pki::{Certificate, Crl, Serial};
use serde_json::Value;

use self::rows::Rows;
use super::short::{self, Short};
use crate::load::{Line, Side};
use crate::office::{Chance, Outcome};

/// Certificates that OCSP is asked about in the end.
const ASKED: u64 = 500;

struct Plan {
    certificates: u64,
    kills: u32,
    seed: u64,
}

/// Runs the drill.
pub fn run(words: &[&str]) -> std::process::ExitCode {
    let mut plan = Plan { certificates: 100_000, kills: 5, seed: 1 };
    let words = [&["--database", "sqlite"], words].concat();
    let options = Short::parse(&words, |option, value| {
        match option {
            "--certificates" => plan.certificates = value.parse::<u64>()?.max(100),
            "--kills" => plan.kills = value.parse()?,
            "--seed" => plan.seed = value.parse()?,
            _ => return Ok(false),
        }
        Ok(true)
    });
    short::run("reissue", options, async |side: &mut Side| drill(side, &plan).await)
}

async fn drill(side: &Side, plan: &Plan) -> Outcome<()> {
    let start = Instant::now();
    let rows = Rows::fill(side, plan.certificates).await?;
    println!("{} certificates were made in {:.1?}", plan.certificates, start.elapsed());
    let old = rows.authority.clone();
    side.office.admin(&["ca", "renew"]).await?;

    let start = Instant::now();
    let killed = hurt(side, plan, &old).await?;
    let said = side.office.admin(&["ca", "reissue", &old, "--compromised"]).await?;
    let took = start.elapsed();
    println!("{killed} kills, then: {said}; {took:.1?} in all, {:.0} a second", plan.certificates as f64 / took.as_secs_f64());

    let wrong = rows.not_reissued().await?;
    if wrong > 0 {
        return Err(format!("{wrong} certificates are not those of the new authority").into());
    }
    lists(side, &rows).await?;
    answers(side, &rows, plan).await?;
    side.office.admin(&["ca", "self-check"]).await?;
    println!("every certificate is the new authority's, every earlier one is revoked by list and OCSP, the self-check holds");
    Ok(())
}

/// Starts the command and kills it, again and again.
async fn hurt(side: &Side, plan: &Plan, old: &str) -> Outcome<u32> {
    let mut chance = Chance::new(plan.seed, 19);
    let mut killed = 0;
    for _ in 0..plan.kills {
        let mut child = side.office.begin_command(&["admin", "ca", "reissue", old, "--compromised"])?;
        // from before it has begun to well into its work
        tokio::time::sleep(Duration::from_millis(200 + chance.below(1500) as u64)).await;
        match child.try_wait()? {
            Some(status) if status.success() => break,
            Some(status) => return Err(format!("the command ended with {status}").into()),
            None => {
                child.kill().await?;
                killed += 1;
            }
        }
    }
    Ok(killed)
}

async fn chain(side: &Side) -> Outcome<Vec<Certificate>> {
    let pem = Line::new(side.requests.address).ask(&side.requests.get("/pki/ca.pem")).await?;
    Ok(chain_from_pem(&String::from_utf8_lossy(&pem.body))?)
}

/// The list of the old authority holds exactly what it ever issued, and that of the root the authority itself.
async fn lists(side: &Side, rows: &Rows) -> Outcome<()> {
    let list = async |id: &str| -> Outcome<Crl> {
        let path = format!("/pki/crl/{}.crl", id.trim_start_matches("ca_"));
        Ok(Crl::parse(&Line::new(side.requests.address).ask(&side.requests.get(&path)).await?.body)?)
    };
    let theirs = list(&rows.authority).await?;
    let wanted = rows.earlier().await?;
    for serial in &wanted {
        let found = theirs.revoked(&Serial::parse(serial)?);
        if !matches!(found, Some((_, Reason::AuthorityCompromise | Reason::CessationOfOperation))) {
            return Err(format!("{serial} stands in the list as {found:?}").into());
        }
    }
    let shown = side.office.admin(&["ca", "show"]).await?;
    let authorities = shown.lines().map(serde_json::from_str).collect::<Result<Vec<Value>, _>>()?;
    let word = |value: &Value, key: &str| value[key].as_str().unwrap_or_default().to_owned();
    let root = authorities.iter().find(|one| one["root"] == true).ok_or("no root")?;
    let own = authorities.iter().find(|one| word(one, "id") == rows.authority).ok_or("no earlier authority")?;
    let roots = list(&word(root, "id")).await?;
    match roots.revoked(&Serial::parse(&word(own, "serial"))?) {
        Some((_, Reason::AuthorityCompromise)) => Ok(()),
        other => Err(format!("the authority stands in its root's list as {other:?}").into()),
    }
}

/// OCSP says of samples that the earlier one is revoked and the new one good.
async fn answers(side: &Side, rows: &Rows, plan: &Plan) -> Outcome<()> {
    let chain = chain(side).await?;
    let mut line = Line::new(side.requests.address);
    let mut chance = Chance::new(plan.seed, 20);
    for _ in 0..ASKED.min(plan.certificates) {
        let (before, after) = rows.pair(chance.below(usize::try_from(plan.certificates)?) as u64).await?;
        for (certificate, revoked) in [(before, true), (after, false)] {
            let issuer = chain.iter().find(|one| one.subject() == certificate.issuer()).ok_or("an issuer is not in /pki/ca.pem")?;
            let der = Request { ids: vec![CertId::new(IdDigest::Sha1, issuer, certificate.serial())], nonce: None }.to_der();
            let kind = "application/ocsp-request";
            let head = format!("POST /pki/ocsp HTTP/1.1\r\nhost: drill\r\ncontent-type: {kind}\r\ncontent-length: {}\r\n\r\n", der.len());
            let answer = Answer::parse(&line.ask(&[head.as_bytes(), &der].concat()).await?.body)?;
            let status = answer.singles().first().map(|single| single.status);
            if matches!(status, Some(Status::Revoked { .. })) != revoked || status == Some(Status::Unknown) {
                return Err(format!("OCSP says of {}: {status:?}", certificate.serial()).into());
            }
        }
    }
    Ok(())
}
