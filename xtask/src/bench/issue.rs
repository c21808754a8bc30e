//! `cargo xtask bench issue`: a certificate built, linted, signed and compared by calls of the library, on one thread (G3).

use std::process::ExitCode;

use ca::{Authority, Order, Terms};
use domain::id::{AuthorityId, PrivateKeyId};
use domain::time::Timestamp;
use keys::{Keys, MasterKey};
use pki::fixture::{House, Pair, employee, issuer, now, term};
use pki::lint::{self, Sort};
use pki::profile::authority::{self as profile, Authority as Named};
use pki::{Algorithm, Certificate, PublicKey};
use uuid::Uuid;

use super::crypto::pace;
use super::figures::Figures;
use super::plan::{self, Plan};
use crate::office::Outcome;

const URL: &str = "http://ca.example.ru/pki";
const ALGORITHMS: [Algorithm; 2] = [Algorithm::EcdsaP256Sha256, Algorithm::Gost256];

/// Runs the command.
pub fn run(words: &[&str]) -> ExitCode {
    plan::run("issue", words, 2, measure)
}

async fn measure(plan: &Plan) -> Outcome<()> {
    let folder = plan.scratch()?;
    let keys = Keys::folder(folder.path(), &MasterKey::new([3; 32]))?;
    let mut figures = Figures::default();
    let mut authorities = Vec::new();
    for (place, algorithm) in (1..).zip(ALGORITHMS) {
        authorities.push(authority(&keys, algorithm, Uuid::from_u128(place)).await?);
    }
    println!("{} rounds of {} s a row", plan.rounds, plan.seconds);
    for round in 1..=plan.rounds {
        plan.quiet()?;
        eprintln!("round {round} of {}", plan.rounds);
        for authority in &authorities {
            of(authority, &keys, plan, &mut figures).await?;
        }
    }
    figures.print();
    println!("\nEach is of the processor time of one thread. The whole is what an issuance costs beside rows and HTTP.\n");
    Ok(())
}

/// An issuing authority over a key of this algorithm.
async fn authority(keys: &Keys, algorithm: Algorithm, id: Uuid) -> Outcome<Authority> {
    let (house, key) = (House::p256(), PrivateKeyId::new(id));
    let public = PublicKey::parse(&keys.generate(key, algorithm).await?)?;
    let name = Named { common_name: "Выпускающий УЦ".into(), organization: None };
    let tbs = profile::issuing(issuer(&house.root), &name.name()?, &public, &term(7, 9))?;
    let certificate = house.root_key.certificate(&tbs);
    let id = AuthorityId::new(id);
    Ok(Authority { id, licensee: None, parent: None, name: name.common_name, algorithm, key, certificate })
}

/// Every step, and all of them.
async fn of(authority: &Authority, keys: &Keys, plan: &Plan, figures: &mut Figures) -> Outcome<()> {
    let (subject, public) = (employee(), Pair::p256().public());
    let at = Timestamp::from_seconds(now().unix());
    let mut number = 0_u128;
    let mut draft = || {
        number += 1;
        let order = Order { subject: &subject, public_key: &public };
        ca::draft(authority, order, Terms::default(), URL, number.to_be_bytes(), at)
    };
    let linted = ca::sign(keys, authority, draft()?).await?;
    let certificate = linted.certificate();
    let name = authority.algorithm.name();
    let mut note = |what: &str, rate: f64| figures.note(&format!("{name}: {what}, us"), 1e6 / rate);

    note("read", pace(plan.span(), || assert!(Certificate::parse(certificate.der()).is_ok())));
    let above = authority.certificate.public_key();
    note("verify", pace(plan.span(), || assert!(certificate.is_signed_by(above))));
    note("lint alone", pace(plan.span(), || assert!(!lint::forbids(&lint::check(certificate, Sort::Signer, &authority.certificate)))));
    note("build and lint", pace(plan.span(), || assert!(draft().is_ok())));
    let runtime = tokio::runtime::Handle::current();
    let whole = tokio::task::block_in_place(|| {
        pace(plan.span(), || {
            let issued = draft().map(|draft| runtime.block_on(ca::sign(keys, authority, draft)));
            assert!(matches!(issued, Ok(Ok(_))));
        })
    });
    note("build, lint, sign and compare", whole);
    Ok(())
}
