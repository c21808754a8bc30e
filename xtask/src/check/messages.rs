//! The generated messages of the signer-details face are of the present .proto files: by a digest, since nothing is generated here. A test
//! compares them to the byte.

use std::path::{Path, PathBuf};

use super::Findings;

/// Where the .proto files are.
pub(crate) const SOURCES: &str = "proto";
/// Where the generated modules are.
pub(crate) const KEPT: &str = "crates/wire/src/diadoc/proto";
/// What stands before the digest of the sources.
pub(crate) const DIGEST: &str = "sources: ";

/// Compares the digest that was kept to that of the files below `root`.
pub(crate) fn check(root: &Path) -> Findings {
    let mut findings = Findings::default();
    let kept = std::fs::read_to_string(root.join(KEPT).join("mod.rs")).unwrap_or_default();
    let kept = kept.lines().find_map(|line| line.split_once(DIGEST)).map_or("", |(_, digest)| digest);
    if kept != digest(root, &sources(root)) {
        findings.fail(format!("{KEPT} is not of the present files of {SOURCES}/: run `cargo xtask proto`"));
    }
    findings
}

/// The .proto files below `root`, relative to it, in order.
pub(crate) fn sources(root: &Path) -> Vec<PathBuf> {
    let mut sources = super::tracked(root);
    sources.retain(|path| path.starts_with(SOURCES) && path.extension().is_some_and(|extension| extension == "proto"));
    sources.sort();
    sources
}

/// FNV-1a over names and contents: it tells changes, and nobody is to be kept from making two files alike.
pub(crate) fn digest(root: &Path, sources: &[PathBuf]) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut add = |bytes: &[u8]| {
        for byte in bytes.iter().chain(&[0]) {
            hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    };
    for path in sources {
        add(path.to_string_lossy().as_bytes());
        add(&std::fs::read(root.join(path)).unwrap_or_default());
    }
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_name_or_another_content_has_another_digest() {
        let folder = tempfile::tempdir().unwrap();
        let of = |name: &str, text: &str| {
            std::fs::write(folder.path().join(name), text).unwrap();
            digest(folder.path(), &[name.into()])
        };
        let first = of("a.proto", "message A {}");
        assert_eq!(first, of("a.proto", "message A {}"));
        assert_ne!(first, of("a.proto", "message B {}"));
        assert_ne!(first, of("b.proto", "message A {}"));
    }
}
