//! The page `docs/interop.md`, printed from the table that the judges' run is held against.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde::Deserialize;

/// Where the page is kept, from the workspace's root.
pub const KEPT: &str = "docs/interop.md";
/// Where the table stands.
pub const TABLE: &str = "tests/judges/interop.toml";

const HEAD: &str = "# What foreign programs make of our signatures

<!-- Written by `cargo xtask docs` from tests/judges/interop.toml. Change that. -->

Each row is measured anew in every run of `./test`, and an outcome other than the one told here, better or worse, fails it:
`tests/judges/interop.py` asks the judges, `crates/signature/examples/interop` makes what they judge and judges what they make.
Everything of a row, from root to signer, has keys of the row's algorithm.

| asked | what has to come out |
|---|---|
| chain | our root, authority and signer are believed |
| lists | our empty revocation list lets the signer pass; ours that revokes does not (GnuTLS: the list's signature stands) |
| answers | our OCSP answers, good and revoked, by a delegated responder are believed |
| container | our PKCS#12 opens (GnuTLS shows it; OpenSSL and Bouncy Castle take key and chain out) |
| cms | our detached CAdES-BES is believed, and not with another content or a changed bit |
| certificate | a certificate that the judge signs with our key is believed here |
| signed | a detached CMS that the judge signs with our key is believed here, and not over another content |

`ok` stands for all that a judge is asked, what differs follows. `curve unsupported`, `crash`, `refused` are the judge's own limits: the other
judges and we take the same bytes; pyHanko knows no GOST at all. `no CAdES` is ours: a CMS without signingCertificateV2, as certtool writes
it, is `INDETERMINATE SIG_CONSTRAINTS_FAILURE` here, because nothing signed tells which certificate it was made with.

Judges: OpenSSL 3.0 with the engine `libengine-gost-openssl` 3.0.1, GnuTLS 3.7.9, Bouncy Castle 1.72 (all as Debian 12 has them), pyHanko
0.38.0. Bouncy Castle reads no key without digestParamSet, which the TC26 names of 256 bits must not have (RFC 9215 §4.2). Hence the
default of new keys, 256 CryptoPro-A with digestParamSet: no judge of GOST refuses it.
";

const STRUCTURE: &str = "
## Structure

pkilint 0.13.3 finds nothing of severity NOTICE or above in our certificates (every profile), revocation lists and OCSP answers
(`tests/judges/structure.py`), nor in those that requests for every kind of subject have led to (`tests/judges/issued.py`), but these false
alarms:

| code | about | why it is none |
|---|---|---|
";

#[derive(Deserialize)]
struct Table {
    objects: BTreeMap<String, Vec<String>>,
    row: Vec<Row>,
    false_alarm: Vec<FalseAlarm>,
}

#[derive(Deserialize)]
struct Row {
    title: String,
    oid: String,
    openssl: Vec<String>,
    gnutls: Vec<String>,
    bouncycastle: Vec<String>,
    pyhanko: Vec<String>,
}

#[derive(Deserialize)]
struct FalseAlarm {
    code: String,
    message: String,
    reason: String,
}

/// The page of a table; what is wrong with it otherwise.
pub fn page(table: &str) -> Result<String, String> {
    let table: Table = toml::from_str(table).map_err(|error| format!("{TABLE}: {error}"))?;
    let mut page = HEAD.to_owned();
    page.push_str("\n| algorithm | identifier | OpenSSL | GnuTLS | Bouncy Castle | pyHanko |\n|---|---|---|---|---|---|\n");
    for row in &table.row {
        let cell = |judge: &str, outcomes: &[String]| {
            let objects = table.objects.get(judge).filter(|objects| objects.len() == outcomes.len());
            objects.map(|objects| cell(objects, outcomes)).ok_or_else(|| format!("{TABLE}: {}: {judge}", row.title))
        };
        let cells = [
            cell("openssl", &row.openssl)?,
            cell("gnutls", &row.gnutls)?,
            cell("bouncycastle", &row.bouncycastle)?,
            cell("pyhanko", &row.pyhanko)?,
        ];
        let _ = writeln!(page, "| {} | {} | {} |", row.title, row.oid, cells.join(" | "));
    }
    page.push_str(STRUCTURE);
    for alarm in &table.false_alarm {
        let _ = writeln!(page, "| `{}` | {} | {} |", alarm.code, alarm.message.trim_end_matches(':'), alarm.reason);
    }
    Ok(page)
}

/// The outcome of most, and what differs from it.
fn cell(objects: &[String], outcomes: &[String]) -> String {
    let count = |outcome: &String| outcomes.iter().filter(|other| *other == outcome).count();
    let Some(most) = outcomes.iter().rev().max_by_key(|outcome| count(outcome)) else { return String::new() };
    let differs = objects.iter().zip(outcomes).filter(|(_, outcome)| *outcome != most);
    differs.fold(most.clone(), |cell, (object, outcome)| format!("{cell}; {object}: {outcome}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_tells_the_rule_and_its_exceptions() {
        let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(cell(&words("a b c"), &words("ok ok ok")), "ok");
        assert_eq!(cell(&words("a b c"), &words("crash refused crash")), "crash; b: refused");
        assert!(page("objects = {}").is_err());
    }
}
