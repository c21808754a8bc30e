//! A crate uses only lower layers, and a foreign thing is known to the one crate that adapts it.

use super::Findings;
use super::metadata::Package;

/// The map: lowest first. `ARCHITECTURE.md` draws the same.
const LAYERS: &[(u8, &[&str])] = &[
    (0, &["gost", "pki", "signature"]),
    (1, &["domain", "wire"]),
    (2, &["store", "blobs", "keys", "outbound", "print", "scan", "client"]),
    (3, &["app", "ca", "jobs"]),
    (4, &["api", "simulate", "surguch-http"]),
    (5, &["surguch"]),
    (6, &["testkit", "testhouse", "xtask"]),
];

/// Arrows drawn inside one layer.
const ARROWS: &[(&str, &str)] = &[
    ("pki", "gost"),
    ("signature", "pki"),
    ("app", "ca"),
    ("app", "jobs"),
    ("api", "surguch-http"),
    ("testhouse", "testkit"),
    ("xtask", "testkit"),
];

/// Crates that tests of any layer may use.
const FOR_TESTS: &[&str] = &["testkit", "testhouse", "simulate"];

/// Foreign crates with one owner (or the few named), and why others must not know them.
const OWNERS: &[(&str, &[&str], &str)] = &[
    ("rusqlite", &["store"], "two databases behind one door"),
    ("postgres", &["store"], "two databases behind one door"),
    ("tokio-postgres-rustls", &["store"], "two databases behind one door"),
    ("axum", &["surguch-http", "api", "simulate"], "status codes and envelopes live in the surfaces only"),
    ("tower", &["surguch-http", "api"], "status codes and envelopes live in the surfaces only"),
    ("hyper-util", &["surguch-http"], "connections are served in one place"),
    ("utoipa", &["wire", "api", "surguch-http"], "the document is made of the surfaces"),
    ("reqwest", &["outbound", "client"], "every other outgoing request passes the guard in outbound"),
    ("object_store", &["blobs", "keys"], "bytes outside the database have two doors"),
    ("typst", &["print"], "heavy to build; printing happens in a child"),
    ("typst-layout", &["print"], "heavy to build; printing happens in a child"),
    ("typst-pdf", &["print"], "heavy to build; printing happens in a child"),
    ("typst-assets", &["print"], "heavy to build; printing happens in a child"),
    ("png", &["scan"], "images of others are looked at in one place"),
    ("gif", &["scan"], "images of others are looked at in one place"),
    ("fax", &["scan"], "images of others are looked at in one place"),
    ("weezl", &["scan"], "images of others are looked at in one place"),
    ("magma", &["pki"], "keys under a password are opened in one place"),
    ("kuznyechik", &["pki"], "keys under a password are opened in one place"),
    ("streebog", &["gost"], "whoever else wants a digest of GOST asks it"),
    ("argon2", &["app"], "one place decides how passwords are kept"),
    ("clap", &["surguch"], "the command line is read in the binary"),
    ("tracing-subscriber", &["surguch"], "the binary decides where logs go"),
];

/// What the layers of bytes and meaning must not know: they take time, chance and I/O as arguments.
const NOT_BELOW: &[&str] = &["tokio", "futures", "tracing", "rand", "getrandom", "reqwest", "rustix"];

fn layer(name: &str) -> Option<u8> {
    LAYERS.iter().find(|(_, names)| names.contains(&name)).map(|(layer, _)| *layer)
}

/// Every edge between our crates goes down, or is a drawn arrow.
pub(crate) fn check(packages: &[Package]) -> Findings {
    let mut findings = Findings::default();
    for package in packages.iter().filter(|package| package.ours) {
        let Some(own) = layer(&package.name) else {
            findings.fail(format!("{} stands in no layer of xtask/src/check/layers.rs", package.name));
            continue;
        };
        for used in &package.uses {
            if let Some(other) = layer(used)
                && !(other < own || ARROWS.contains(&(package.name.as_str(), used.as_str())))
            {
                findings.fail(format!("{} (L{own}) may not use {used} (L{other})", package.name));
            }
        }
        for used in &package.tests_use {
            if let Some(other) = layer(used)
                && other > own
                && !FOR_TESTS.contains(&used.as_str())
            {
                findings.fail(format!("the tests of {} (L{own}) may not use {used} (L{other})", package.name));
            }
        }
        if own <= 1 {
            for used in package.uses.iter().filter(|used| NOT_BELOW.contains(&used.as_str())) {
                findings.fail(format!("{} (L{own}) may not use {used}: time, chance and I/O are arguments there", package.name));
            }
        }
    }
    findings
}

/// Foreign crates are used by their owners only. Tools and tests may use them to judge us.
pub(crate) fn check_owners(packages: &[Package]) -> Findings {
    let mut findings = Findings::default();
    for package in packages.iter().filter(|package| package.ours && layer(&package.name) != Some(6)) {
        for (foreign, owners, why) in OWNERS {
            if package.uses.iter().any(|used| used == foreign) && !owners.contains(&package.name.as_str()) {
                findings.fail(format!("{} may not use {foreign} ({}): {why}", package.name, owners.join(", ")));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ours(name: &str, uses: &[&str]) -> Package {
        Package { name: name.into(), ours: true, uses: uses.iter().map(|name| (*name).into()).collect(), ..Package::default() }
    }

    #[test]
    fn an_edge_downwards_or_drawn_passes() {
        let packages =
            [ours("app", &["store", "ca", "jobs", "domain"]), ours("signature", &["pki"]), ours("api", &["surguch-http", "axum"])];
        assert_eq!(check(&packages), Findings::default());
        assert_eq!(check_owners(&packages), Findings::default());
    }

    #[test]
    fn an_edge_upwards_or_sideways_fails() {
        assert_eq!(check(&[ours("store", &["app"])]).failures.len(), 1);
        assert_eq!(check(&[ours("store", &["blobs"])]).failures.len(), 1);
        assert_eq!(check(&[ours("ca", &["app"])]).failures.len(), 1);
    }

    #[test]
    fn a_crate_outside_the_map_fails() {
        assert_eq!(check(&[ours("helpers", &[])]).failures.len(), 1);
    }

    #[test]
    fn a_foreign_crate_away_from_its_owner_fails() {
        assert_eq!(check_owners(&[ours("app", &["rusqlite"])]).failures.len(), 1);
        assert_eq!(check_owners(&[ours("surguch", &["axum"])]).failures.len(), 1);
    }

    #[test]
    fn meaning_may_not_know_a_runtime() {
        assert_eq!(check(&[ours("domain", &["tokio"])]).failures.len(), 1);
    }

    #[test]
    fn tests_may_use_the_testkit_but_not_a_higher_layer() {
        let tests_use = |name: &str| Package { tests_use: vec![name.into()], ..ours("store", &[]) };
        assert_eq!(check(&[tests_use("testkit")]), Findings::default());
        assert_eq!(check(&[tests_use("app")]).failures.len(), 1);
    }
}
