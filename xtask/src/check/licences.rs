//! Only permissive licences, and none of the crates that we have decided against.

use super::Findings;
use super::metadata::Package;

/// SPDX identifiers that may stand in the binary.
const ALLOWED: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "OFL-1.1",
    "OpenSSL",
    "PSF-2.0",
    "Unicode-3.0",
    "Unicode-DFS-2016",
    "Unlicense",
    "Zlib",
    "bzip2-1.0.6",
];

/// Crates that are not allowed anywhere in the graph, and why.
const BANNED: &[(&str, &str)] = &[
    ("openssl", "rustls with aws-lc-rs is the one TLS"),
    ("openssl-sys", "rustls with aws-lc-rs is the one TLS"),
    ("native-tls", "rustls with aws-lc-rs is the one TLS"),
    ("ring", "aws-lc-rs is the one crypto provider"),
    ("rsa", "its private-key operations are not constant-time (RUSTSEC-2023-0071)"),
    ("sqlx", "the store commits in groups, which an async driver cannot"),
];

/// Crates that our own may not name; others may bring them along.
const NOT_OURS: &[(&str, &str)] = &[
    ("chrono", "jiff is the one calendar"),
    ("time", "jiff is the one calendar"),
    ("lazy_static", "std has LazyLock"),
    ("once_cell", "std has OnceLock"),
    ("rand", "randomness is an argument, and aws-lc-rs its one source"),
];

/// Crates whose manifest says less than their licence file, with what the file says.
const CLARIFIED: &[(&str, &str)] = &[];

/// Checks every package of the graph.
pub(crate) fn check(packages: &[Package]) -> Findings {
    let mut findings = Findings::default();
    for package in packages {
        for (name, why) in NOT_OURS.iter().filter(|(name, _)| package.ours && package.uses.iter().any(|used| used == name)) {
            findings.fail(format!("{} may not use {name}: {why}", package.name));
        }
        if let Some((_, why)) = BANNED.iter().find(|(name, _)| *name == package.name) {
            let by: Vec<&str> =
                packages.iter().filter(|other| other.uses.contains(&package.name)).map(|other| other.name.as_str()).collect();
            findings.fail(format!("{} {} is banned: {why} (brought by {})", package.name, package.version, by.join(", ")));
        }
        let clarified = CLARIFIED.iter().find(|(name, _)| *name == package.name).map(|(_, licence)| *licence);
        match clarified.or(package.licence.as_deref()) {
            None => findings.fail(format!("{} {} names no licence", package.name, package.version)),
            Some(expression) if !permitted(expression) => {
                findings.fail(format!("{} {} has a licence outside the list: {expression}", package.name, package.version));
            }
            Some(_) => {}
        }
    }
    findings
}

/// Whether a choice that the SPDX `expression` leaves open is on the list. `/` is the old way to write OR.
fn permitted(expression: &str) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut rest = words.as_slice();
    let verdict = any(&mut rest);
    verdict && rest.is_empty()
}

fn any(rest: &mut &[&str]) -> bool {
    let mut verdict = all(rest);
    while let ["OR" | "or", tail @ ..] = *rest {
        *rest = tail;
        verdict |= all(rest);
    }
    verdict
}

fn all(rest: &mut &[&str]) -> bool {
    let mut verdict = one(rest);
    while let ["AND" | "and", tail @ ..] = *rest {
        *rest = tail;
        verdict &= one(rest);
    }
    verdict
}

fn one(rest: &mut &[&str]) -> bool {
    match *rest {
        ["(", tail @ ..] => {
            *rest = tail;
            let verdict = any(rest);
            match *rest {
                [")", tail @ ..] => {
                    *rest = tail;
                    verdict
                }
                _ => false,
            }
        }
        [name, "WITH", exception, tail @ ..] => {
            *rest = tail;
            ALLOWED.contains(&format!("{name} WITH {exception}").as_str())
        }
        [name, tail @ ..] => {
            *rest = tail;
            ALLOWED.contains(name)
        }
        [] => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(name: &str, licence: Option<&str>) -> Package {
        Package { name: name.into(), version: "1.0.0".into(), licence: licence.map(Into::into), ..Package::default() }
    }

    #[test]
    fn permissive_expressions_pass() {
        for expression in
            ["MIT", "MIT OR Apache-2.0", "MIT/Apache-2.0", "(MIT OR GPL-3.0) AND Unicode-3.0", "Apache-2.0 WITH LLVM-exception OR MIT"]
        {
            assert!(permitted(expression), "{expression}");
        }
    }

    #[test]
    fn restrictive_or_broken_expressions_fail() {
        for expression in ["GPL-3.0", "MIT AND GPL-3.0", "(MIT", "MIT)", "", "MPL-2.0", "MIT GPL-3.0", "Apache-2.0 WITH Odd-exception"] {
            assert!(!permitted(expression), "{expression}");
        }
    }

    #[test]
    fn a_banned_crate_and_a_missing_licence_fail() {
        assert_eq!(check(&[package("openssl", Some("Apache-2.0"))]).failures.len(), 1);
        assert_eq!(check(&[package("strange", None)]).failures.len(), 1);
        assert_eq!(check(&[Package { ours: true, uses: vec!["chrono".into()], ..package("domain", Some("MIT")) }]).failures.len(), 1);
        assert_eq!(check(&[package("fine", Some("ISC"))]), Findings::default());
    }
}
