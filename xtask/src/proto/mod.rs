//! `cargo xtask proto`: writes the messages of the signer-details face from the files of `proto/`.
//!
//! They go into `crates/wire/src/diadoc/proto`, a module a package, in both of their spellings: protobuf by prost, and JSON under the names
//! of the .proto files (`wire::diadoc::json` has the odd parts). No build needs a compiler of protobuf.

mod attributes;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use prost_build::{Config, Module};
use protox::Compiler;
use protox::prost_reflect::prost_types::FileDescriptorSet;

use crate::check::messages::{KEPT, SOURCES, digest, sources};
use crate::kept;

/// What all packages begin with; it is the root of the modules.
const ROOT: &[&str] = &["diadoc", "api", "proto"];

/// Writes the modules and removes those that are not written any more.
pub(crate) fn run() -> ExitCode {
    let root = crate::check::root();
    let modules = match modules(&root) {
        Ok(modules) => modules,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    };
    if let Err(error) = std::fs::remove_dir_all(root.join(KEPT)).or_else(missing_is_fine) {
        eprintln!("{KEPT} cannot be emptied: {error}");
        return ExitCode::FAILURE;
    }
    let written = modules.iter().map(|(path, text)| {
        let folder = root.join(path);
        if let Some(folder) = folder.parent() {
            // what is wrong with it is said when the file cannot be written
            let _ = std::fs::create_dir_all(folder);
        }
        kept::write(path, text)
    });
    if written.filter(|one| *one != ExitCode::SUCCESS).count() == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn missing_is_fine(error: std::io::Error) -> std::io::Result<()> {
    if error.kind() == std::io::ErrorKind::NotFound { Ok(()) } else { Err(error) }
}

/// The files below the workspace's root, by path.
fn modules(root: &Path) -> Result<BTreeMap<String, String>, String> {
    let sources = sources(root);
    let set = compiled(root, &sources)?;
    let mut config = Config::new();
    config.protoc_arg("unused").skip_protoc_run();
    attributes::add(&mut config, &set);
    let (names, everything) = (attributes::names(&set), attributes::all(&set));
    let requests = set.file.into_iter().map(|file| (Module::from_protobuf_package_name(file.package()), file)).collect();
    let generated = config.generate(requests).map_err(|error| error.to_string())?;
    let mut bodies: BTreeMap<Vec<String>, String> = BTreeMap::new();
    for (module, text) in generated {
        let parts: Vec<String> = module.parts().map(str::to_owned).collect();
        let inner =
            parts.strip_prefix(&ROOT.map_owned()[..]).ok_or_else(|| format!("{} is outside of {}", parts.join("."), ROOT.join(".")))?;
        bodies.insert(inner.to_vec(), text + names.get(&parts).map_or("", String::as_str));
    }
    bodies.entry(Vec::new()).or_default().push_str(&everything);
    let mut all: BTreeSet<Vec<String>> = BTreeSet::from([Vec::new()]);
    for path in bodies.keys() {
        all.extend((1..=path.len()).map(|length| path[..length].to_vec()));
    }
    all.iter().map(|path| Ok((file(path, &all), module(root, path, &all, &bodies, &digest(root, &sources))?))).collect()
}

/// [`ROOT`] as the names of modules are held.
trait MapOwned {
    fn map_owned(&self) -> Vec<String>;
}

impl MapOwned for &[&str] {
    fn map_owned(&self) -> Vec<String> {
        self.iter().map(|part| (*part).to_owned()).collect()
    }
}

fn compiled(root: &Path, sources: &[PathBuf]) -> Result<FileDescriptorSet, String> {
    let folder = root.join(SOURCES);
    let mut compiler = Compiler::new([&folder]).map_err(|error| error.to_string())?;
    compiler.include_source_info(true).include_imports(true);
    compiler.open_files(sources.iter().map(|path| root.join(path))).map_err(|error| format!("{error:?}"))?;
    Ok(compiler.file_descriptor_set())
}

fn children<'a>(path: &'a [String], all: &'a BTreeSet<Vec<String>>) -> impl Iterator<Item = &'a str> {
    all.iter()
        .filter(move |other| other.len() == path.len() + 1 && other.starts_with(path))
        .filter_map(|other| Some(other.last()?.as_str()))
}

fn file(path: &[String], all: &BTreeSet<Vec<String>>) -> String {
    match path.split_last() {
        Some((name, folder)) if children(path, all).next().is_none() => {
            [&[KEPT.to_owned()], folder, &[format!("{name}.rs")]].concat().join("/")
        }
        _ => [&[KEPT.to_owned()], path, &["mod.rs".to_owned()]].concat().join("/"),
    }
}

fn module(
    root: &Path,
    path: &[String],
    all: &BTreeSet<Vec<String>>,
    bodies: &BTreeMap<Vec<String>, String>,
    digest: &str,
) -> Result<String, String> {
    let package = path.iter().map(|part| format!(".{part}")).collect::<String>();
    let mut text = format!(
        "//! The package `diadoc.api.proto{package}`.\n//!\n//! Written by `cargo xtask proto` from the files of `proto/`. Change those.\n"
    );
    if path.is_empty() {
        text += &format!("// {}{digest}\n", crate::check::messages::DIGEST);
    }
    text.push('\n');
    text.extend(children(path, all).map(|child| format!("pub mod {child};\n")));
    text.push('\n');
    text += bodies.get(path).map_or("", |body| body.split_once('\n').map_or("", |(_generated_by, body)| body));
    formatted(root, &text)
}

fn formatted(root: &Path, text: &str) -> Result<String, String> {
    let failed = |error: std::io::Error| format!("rustfmt: {error}");
    let mut child = Command::new("rustfmt")
        .args(["--edition", "2024", "--config-path"])
        .arg(root.join("rustfmt.toml"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(failed)?;
    let mut input = child.stdin.take().ok_or("rustfmt has no input")?;
    let owned = text.to_owned();
    // fed beside, or neither would go on once both pipes are full
    let feeding = std::thread::spawn(move || input.write_all(owned.as_bytes()));
    let output = child.wait_with_output().map_err(failed)?;
    feeding.join().map_err(|_| "rustfmt could not be fed")?.map_err(failed)?;
    if output.status.success() {
        String::from_utf8(output.stdout).map_err(|error| error.to_string())
    } else {
        Err("rustfmt refuses the modules".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kept_messages_are_the_written_ones() {
        let root = crate::check::root();
        for (path, text) in modules(&root).unwrap() {
            let kept = std::fs::read_to_string(root.join(&path)).unwrap_or_default();
            assert!(kept == text, "{path}: run `cargo xtask proto` and look at the difference");
        }
    }
}
