//! What this house says of what the judges made with its keys.
//!
//! A line a file: row, file, verdict. A file that is not there is no line: whoever could not write it is asked why elsewhere.

use std::error::Error;
use std::path::Path;

use pki::certificate::chain_from_pem;
use pki::fixture::now;
use pki::path::{Revocation, Trust};
use pki::{Certificate, PrivateKey};
use signature::{ContentDigest, Verdict, verify};

use crate::make::CONTENT;
use crate::row::Row;

type Outcome<T> = Result<T, Box<dyn Error>>;

/// Prints the verdicts over every folder.
pub fn all(folder: &Path) -> Outcome<()> {
    for row in Row::all() {
        let here = folder.join(row.name());
        let one = |name: &str| -> Outcome<Certificate> {
            chain_from_pem(&std::fs::read_to_string(here.join(name))?)?.into_iter().next().ok_or_else(|| format!("no {name}").into())
        };
        let (root, below, signer) = (one("root.pem")?, one("below.pem")?, one("signer.pem")?);
        let key = PrivateKey::from_pem(&std::fs::read_to_string(here.join("key.pem"))?, None)?
            .public_key()
            .ok_or("a key without a public one")?;
        for judge in ["openssl", "gnutls", "bouncycastle", "pyhanko"] {
            let read = |name: String| std::fs::read(here.join(&name)).ok().map(|bytes| (name, bytes));
            if let Some((name, der)) = read(format!("{judge}.p7s")) {
                let verdict = |content: &[u8]| signature(&der, content, &root, &below, &signer).to_string();
                let other = verdict(b"another");
                let verdict = if other.starts_with("TOTAL-PASSED") { "passes over another content".into() } else { verdict(CONTENT) };
                println!("{} {name} {verdict}", row.name());
            }
            if let Some((name, der)) = read(format!("{judge}.cer")) {
                let stands = Certificate::parse(&der)
                    .is_ok_and(|made| made.public_key().bits() == key.bits() && made.is_signed_by(made.public_key()));
                println!("{} {name} {}", row.name(), if stands { "ok" } else { "refused" });
            }
        }
    }
    Ok(())
}

fn signature(der: &[u8], content: &[u8], root: &Certificate, below: &Certificate, signer: &Certificate) -> Verdict {
    let contents = pki::Digest::ALL.map(|algorithm| ContentDigest { algorithm, value: algorithm.of(content) });
    let (anchors, intermediates) = ([root.clone()], [below.clone(), signer.clone()]);
    let trust = Trust { anchors: &anchors, intermediates: &intermediates, crls: &[], revocation: Revocation::Ignored, proven: None };
    verify(der, &contents, &trust, now()).verdict()
}
