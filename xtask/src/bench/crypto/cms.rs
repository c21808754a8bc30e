//! Detached CAdES-BES over 1 MB and 20 MB, signed and verified: this house's library beside pyHanko's, `surguch` beside `openssl cms`, a
//! process a call.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use pki::certificate::chain_from_pem;
use pki::digest::Hasher;
use pki::fixture::{House, Pair, employee, issuer, now, pem, term};
use pki::path::{Proven, Revocation, Trust};
use pki::{Certificate, PrivateKey, profile};
use signature::{ContentDigest, assemble, prepare, verify};

use super::engine::{CONFIGURATION, run};
use super::python::Python;
use super::{memory, ours};
use crate::bench::figures::Figures;
use crate::bench::machine;
use crate::bench::plan::Plan;
use crate::office::Outcome;

/// Name, keys and OpenSSL's name of the digest.
type Family = (&'static str, fn() -> Pair, &'static str);

/// Megabytes of the contents.
const SIZES: [usize; 2] = [1, 20];

/// A signer and the trust to verify it by, kept in a folder as files.
pub struct Party {
    key: Pair,
    root: Certificate,
    below: Certificate,
    signer: Certificate,
    proven: Proven,
}

impl Party {
    /// Makes one and writes its files.
    fn make(folder: &Path, pair: fn() -> Pair) -> Outcome<Self> {
        std::fs::create_dir_all(folder)?;
        let (house, key) = (House::of([pair(), pair()]), pair());
        // the program signs at the moment of the run, so the certificate lasts nearly as long as its issuer's
        let term = term(3, 9);
        let tbs = profile::signer(issuer(&house.issuing), &employee(), &key.public(), &term, term.not_after)?;
        let signer = house.issuing_key.certificate(&tbs);
        for (name, bytes) in [
            ("root.pem", pem(&[&house.root])),
            ("below.pem", pem(&[&house.issuing])),
            ("signer.pem", pem(&[&signer])),
            ("chain.pem", pem(&[&signer, &house.issuing])),
            ("key.pem", key.pkcs8()),
            ("engine.cnf", CONFIGURATION.as_bytes().to_vec()),
        ] {
            std::fs::write(folder.join(name), bytes)?;
        }
        Ok(Self { key, root: house.root, below: house.issuing, signer, proven: Proven::default() })
    }

    /// Reads one.
    pub fn read(folder: &Path) -> Outcome<Self> {
        let text = |name: &str| std::fs::read_to_string(folder.join(name));
        let one = |name: &str| -> Outcome<Certificate> {
            let found = chain_from_pem(&text(name)?).map_err(|error| format!("{name}: {error}"))?;
            found.into_iter().next().ok_or_else(|| format!("no {name}").into())
        };
        let key = PrivateKey::from_pem(&text("key.pem")?, None)?;
        let proven = Proven::default();
        Ok(Self { key: Pair::read(key.der()), root: one("root.pem")?, below: one("below.pem")?, signer: one("signer.pem")?, proven })
    }

    /// For the content's digest.
    pub fn hasher(&self) -> Hasher {
        Hasher::new(self.key.algorithm().digest())
    }

    /// A detached CAdES-BES, verified before it is handed out.
    pub fn sign(&self, value: Vec<u8>) -> Outcome<Vec<u8>> {
        let digest = ContentDigest { algorithm: self.key.algorithm().digest(), value };
        let prepared = prepare(&digest, &self.signer, now())?;
        let signature = self.key.sign(prepared.bytes());
        Ok(assemble(&prepared, &self.signer, &signature, std::slice::from_ref(&self.below))?)
    }

    /// An error where it does not pass. Signatures of the path are remembered from one call to the next, as the server remembers them.
    pub fn verify(&self, cms: &[u8], value: Vec<u8>) -> Outcome<()> {
        self.verify_by(cms, value, Some(&self.proven))
    }

    /// The same as if for the first time.
    fn verify_anew(&self, cms: &[u8], value: Vec<u8>) -> Outcome<()> {
        self.verify_by(cms, value, None)
    }

    fn verify_by(&self, cms: &[u8], value: Vec<u8>, proven: Option<&Proven>) -> Outcome<()> {
        let digest = ContentDigest { algorithm: self.key.algorithm().digest(), value };
        let anchors = [self.root.clone()];
        let trust = Trust { anchors: &anchors, intermediates: &[], crls: &[], revocation: Revocation::IfAtHand, proven };
        let report = verify(cms, &[digest], &trust, now());
        if report.passed() { Ok(()) } else { Err(report.verdict().to_string().into()) }
    }
}

/// A family of keys.
struct Side {
    name: &'static str,
    folder: PathBuf,
    party: Party,
    /// As OpenSSL calls it.
    digest: &'static str,
}

/// Measures and prints.
pub fn measure(plan: &Plan, binary: &Path, folder: &Path) -> Outcome<()> {
    let python = Python::prepare()?;
    let families: [Family; 2] =
        [("ECDSA P-256", Pair::p256, "sha256"), ("GOST-256", || Pair::gost(gost::ParameterSet::CryptoProA), "md_gost12_256")];
    let mut sides = Vec::new();
    for (name, pair, digest) in families {
        let folder = folder.join(digest);
        sides.push(Side { name, party: Party::make(&folder, pair)?, folder, digest });
    }
    let mut figures = Figures::default();
    for round in 1..=plan.rounds {
        plan.quiet()?;
        eprintln!("CMS, round {round} of {}", plan.rounds);
        for size in SIZES {
            for side in &sides {
                side.round(size, plan, binary, &python, &mut figures)?;
            }
        }
    }
    figures.print();
    for side in &sides {
        for size in SIZES {
            for act in ["sign", "verify"] {
                let ours = figures.median(&side.row("ours", act, size));
                for peer in ["pyHanko", "openssl cms"] {
                    let theirs = figures.median(&side.row(peer, act, size));
                    if theirs.is_finite() {
                        println!("{} {act} {size} MB: {:.1} x {peer}", side.name, ours / theirs);
                    }
                }
                let processes = figures.median(&side.row("surguch", act, size)) / figures.median(&side.row("openssl cms", act, size));
                println!("{} {act} {size} MB, a process a call: {processes:.1} x openssl cms", side.name);
                let bound = figures.median(&side.bound(size));
                println!("{} {act} {size} MB: {:.0} % of the digest alone", side.name, ours / bound * 100.0);
                if act == "verify" {
                    let anew = figures.median(&side.row("ours, nothing remembered", act, size));
                    println!("{} {act} {size} MB, nothing remembered: {:.0} % of the digest alone", side.name, anew / bound * 100.0);
                }
            }
        }
    }
    println!(
        "\nopenssl cms and surguch are a process a call and include their start. Ours verifies what it has signed before it hands it out, and\nremembers good signatures under certificates from one call to the next, where nothing else is said.\n"
    );
    Ok(())
}

impl Side {
    fn row(&self, who: &str, act: &str, size: usize) -> String {
        format!("{who}: {} {act} {size} MB, /s", self.name)
    }

    fn bound(&self, size: usize) -> String {
        format!("{}: digest alone of {size} MB, /s", self.name)
    }

    fn round(&self, size: usize, plan: &Plan, binary: &Path, python: &Python, figures: &mut Figures) -> Outcome<()> {
        let content: Vec<u8> = (0..size * 1_000_000).map(|at| (at * 31 % 251) as u8).collect();
        std::fs::write(self.folder.join("content"), &content)?;
        let hash = || {
            let mut hasher = self.party.hasher();
            hasher.update(&content);
            hasher.finish()
        };
        let made = self.party.sign(hash())?;
        self.party.verify(&made, hash())?;
        std::fs::write(self.folder.join("ours.p7s"), &made)?;
        figures.note(&self.bound(size), ours::pace(plan.span(), || drop(std::hint::black_box(hash()))));
        for act in ["sign", "verify"] {
            let rate = match act {
                "sign" => ours::pace(plan.span(), || assert!(self.party.sign(hash()).is_ok())),
                _ => ours::pace(plan.span(), || assert!(self.party.verify(&made, hash()).is_ok())),
            };
            figures.note(&self.row("ours", act, size), rate);
            if act == "verify" {
                let rate = ours::pace(plan.span(), || assert!(self.party.verify_anew(&made, hash()).is_ok()));
                figures.note(&self.row("ours, nothing remembered", act, size), rate);
            }
            if self.digest == "sha256" {
                let (rate, peak) = python.measure(&self.folder, act, "content", plan.seconds)?;
                figures.note(&self.row("pyHanko", act, size), rate);
                figures.note(&format!("pyHanko: {} {act} {size} MB, peak MiB", self.name), peak);
            }
            let command = self.openssl(act);
            figures.note(&self.row("openssl cms", act, size), self.processes(plan.span(), || Ok(self.openssl(act)))?);
            figures.note(&self.row("surguch", act, size), self.processes(plan.span(), || self.surguch(binary, act))?);
            figures.note(&format!("openssl cms: {} {act} {size} MB, peak MiB", self.name), memory::peak(&command, &self.folder)?);
            figures.note(&format!("ours: {} {act} {size} MB, peak MiB", self.name), memory::ours(act, &self.folder)?);
        }
        Ok(())
    }

    fn openssl(&self, act: &str) -> Command {
        let mut command = Command::new("openssl");
        let at = now().unix().to_string();
        let words = match act {
            "sign" => {
                "cms -sign -binary -cades -in content -signer signer.pem -inkey key.pem -certfile below.pem -outform DER -out theirs.p7s"
            }
            _ => "cms -verify -binary -cades -inform DER -in ours.p7s -content content -CAfile root.pem -purpose any -out out",
        };
        command.args(words.split(' ')).current_dir(&self.folder).env("OPENSSL_CONF", self.folder.join("engine.cnf"));
        match act {
            "sign" => command.args(["-md", self.digest]),
            _ => command.args(["-attime", &at]),
        };
        command
    }

    /// The same by the program that ships. It overwrites nothing, so what it made before goes away first.
    fn surguch(&self, binary: &Path, act: &str) -> Outcome<Command> {
        let mut command = Command::new(binary);
        let words = match act {
            "sign" => "sign content --key key.pem --cert chain.pem --out made.p7s",
            _ => "verify content --signature ours.p7s --trust root.pem --offline --at",
        };
        command.args(words.split(' ')).current_dir(&self.folder);
        if act == "sign" {
            match std::fs::remove_file(self.folder.join("made.p7s")) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
                _ => {}
            }
        } else {
            command.arg(now().to_string());
        }
        Ok(command)
    }

    /// Calls a second of the processor time of all the processes.
    fn processes(&self, span: Duration, again: impl Fn() -> Outcome<Command>) -> Outcome<f64> {
        run(&mut again()?)?;
        let (begun, mut calls) = (machine::processor_time()?, 0_u32);
        loop {
            run(&mut again()?)?;
            calls += 1;
            let spent = machine::processor_time()?.saturating_sub(begun);
            if spent >= span {
                return Ok(f64::from(calls) / spent.as_secs_f64());
            }
        }
    }
}
