//! What `cargo metadata` says of the workspace, in the few words that the checks need.

use std::collections::HashSet;
use std::path::Path;
use std::process::Command;

use serde::Deserialize;

/// One package of the graph, ours or foreign.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Package {
    pub(crate) name: String,
    pub(crate) version: String,
    /// SPDX expression of its manifest.
    pub(crate) licence: Option<String>,
    /// A member of this workspace.
    pub(crate) ours: bool,
    /// Names of direct dependencies, without those for tests.
    pub(crate) uses: Vec<String>,
    /// Names of direct dependencies for tests only.
    pub(crate) tests_use: Vec<String>,
}

#[derive(Deserialize)]
struct Document {
    packages: Vec<RawPackage>,
    workspace_members: HashSet<String>,
}

#[derive(Deserialize)]
struct RawPackage {
    id: String,
    name: String,
    version: String,
    license: Option<String>,
    dependencies: Vec<RawDependency>,
}

#[derive(Deserialize)]
struct RawDependency {
    name: String,
    kind: Option<String>,
}

/// Asks cargo. Only the platform that runs the check counts: what Windows alone would need is not in our binary.
pub(crate) fn read(root: &Path) -> Result<Vec<Package>, String> {
    let metadata = cargo(root, &["metadata", "--format-version", "1"])?;
    // The metadata name every package that some feature could bring; the tree names those that a build compiles.
    let tree = cargo(root, &["tree", "--workspace", "--all-features", "--edges", "all", "--prefix", "none", "--format", "{p}"])?;
    parse(&metadata, &built(&tree))
}

fn cargo(root: &Path, arguments: &[&str]) -> Result<String, String> {
    let output = Command::new(crate::cargo()).args(arguments).current_dir(root).output().map_err(|error| error.to_string())?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(String::from_utf8_lossy(&output.stderr).into_owned())
    }
}

/// `name vVERSION …` a line, as pairs.
fn built(tree: &str) -> HashSet<(String, String)> {
    let pair = |line: &str| {
        let (name, rest) = line.split_once(" v")?;
        Some((name.to_owned(), rest.split_whitespace().next()?.to_owned()))
    };
    tree.lines().filter_map(pair).collect()
}

fn parse(metadata: &str, built: &HashSet<(String, String)>) -> Result<Vec<Package>, String> {
    let document: Document = serde_json::from_str(metadata).map_err(|error| error.to_string())?;
    let packages = document.packages.into_iter().filter(|raw| built.contains(&(raw.name.clone(), raw.version.clone())));
    Ok(packages.map(|raw| package(raw, &document.workspace_members)).collect())
}

fn package(raw: RawPackage, members: &HashSet<String>) -> Package {
    let (tests, uses): (Vec<_>, Vec<_>) = raw.dependencies.into_iter().partition(|dependency| dependency.kind.as_deref() == Some("dev"));
    let names = |list: Vec<RawDependency>| list.into_iter().map(|dependency| dependency.name).collect();
    Package {
        ours: members.contains(&raw.id),
        name: raw.name,
        version: raw.version,
        licence: raw.license,
        uses: names(uses),
        tests_use: names(tests),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_kinds_and_what_is_never_built_are_told_apart() {
        let json = r#"{"packages":[
            {"id":"a","name":"domain","version":"0.1.0","license":"MIT","dependencies":[{"name":"uuid","kind":null},{"name":"insta","kind":"dev"}]},
            {"id":"b","name":"uuid","version":"1.0.0","license":null,"dependencies":[]},
            {"id":"c","name":"ring","version":"0.17.0","license":null,"dependencies":[]}],
            "workspace_members":["a"]}"#;
        let packages =
            parse(json, &built("domain v0.1.0 (/somewhere)\nuuid v1.0.0\nuuid feature \"std\"\n")).expect("a document of cargo's shape");
        assert_eq!(packages.len(), 2);
        assert!(packages[0].ours && !packages[1].ours);
        assert_eq!((packages[0].uses.clone(), packages[0].tests_use.clone()), (vec!["uuid".to_owned()], vec!["insta".to_owned()]));
    }
}
