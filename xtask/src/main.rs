//! What developers run beside the compiler: `cargo xtask check | openapi | docs | proto | bench NAME | drill NAME | s3-server DIR`.
//!
//! `check` is built alone and in seconds. The other commands need the house; asked for one of them, the light binary
//! runs cargo again with the feature `house`.

#[cfg(feature = "store-bench")]
mod bench;
mod check;
#[cfg(feature = "house")]
mod docs;
#[cfg(feature = "house")]
mod drill;
mod interop;
#[cfg(any(feature = "house", feature = "proto"))]
mod kept;
#[cfg(feature = "package-bench")]
mod load;
#[cfg(feature = "package-bench")]
#[cfg_attr(not(feature = "house"), expect(dead_code, unused_imports, reason = "drills use more of it"))]
mod office;
#[cfg(feature = "house")]
mod openapi;
#[cfg(feature = "proto")]
mod proto;
#[cfg(feature = "house")]
mod s3_server;

use std::process::ExitCode;

const USAGE: &str = "usage: cargo xtask COMMAND

  check            formatting, layers, bans, licences, file sizes, migration pairs, documents
  openapi          writes the documents of openapi/ from the handlers
  docs             writes docs/errors.md from the codes and their words, docs/interop.md from the judges' table
  proto            writes the messages of crates/wire/src/diadoc/proto from the files of proto/
  bench store      use cases a second beside the disk's own durable commit rate
  bench create     create packages over HTTP, each durable when answered
  bench package    create, sign and complete packages over HTTP
  bench claim      jobs claimed and finished on PostgreSQL beside a plain queue with SKIP LOCKED
  bench finish     from the last signature to the callback
  bench start      how soon a server is ready, and its memory while idle
  bench read       API reads beside a handler that answers from memory
  bench signer     details of a signer read beside a handler that answers the same bytes from memory
  bench ca         certificates issued over HTTP beside cfssl with its records in SQLite and PostgreSQL
  bench issue      a certificate built, linted and signed by the library
  bench issues     questions about 10 000 certificate requests, and memory while 100 scans come at once
  bench crypto     [primitives | cms | ocsp] signatures, digests, CMS and OCSP beside OpenSSL with its GOST engine, pyHanko, cfssl
  bench callbacks  events over HTTP until their callbacks have arrived
                   [--seconds 3] [--rounds 3] [--folder DIR] [--database sqlite|postgres|both] [--binary FILE] [--noisy yes]
  drill kill       kill -9 again and again, then reconcile
                   [--kills 200] [--database sqlite|postgres|both] [--seed 1] [--clients 12] [--binary target/debug/surguch]
  drill large      a file of a gibibyte, bodies over the limit, packages of 200 files; memory is watched
                   [--size BYTES] [--memory MIB]
  drill many       operations with 1 % and with all of so many packages and events there
                   [--packages 100000] [--events 1000000] [--factor 2]
  drill issues     questions about many certificate requests, and scans that come at once; memory is watched
                   [--requests 1000] [--scans 100]
  drill overload   ten times what the server can do, slow heads, half uploads [--seconds 60] [--strict yes]
  drill nodes      several nodes over PostgreSQL and S3 while nodes, database and storage fail, then reconcile
                   [--seconds 1800, else one round] [--nodes 2] [--seed 1] [--clients 8] [--binary target/debug/surguch]
  s3-server DIR    an S3 server over a folder, for demonstrations [--listen 127.0.0.1:9000]
  drill storm      callbacks to receivers that fail in every way, while their sender is killed
                   [--events 2000] [--kills 4] [--endpoints 64] [--speed 10800] [--seed 1]
  drill backup     back up under load, restore elsewhere, compare with what clients were promised
                   [--rounds 20] [--database sqlite|postgres|both] [--seed 1] [--clients 12] [--binary target/debug/surguch]
  drill repeat     every call three times at once under one key, with kills and changed bodies in between
                   [--operations 10000] [--database sqlite|postgres|both] [--seed 1] [--binary target/debug/surguch]
  drill reissue    every certificate of an authority issued anew, killed meanwhile [--certificates 100000] [--kills 5]
  drill race       the race for a package's end, in its long form [--packages 2000]";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["check", rest @ ..] => check::run(rest),
        ["proto"] => proto(),
        ["bench", "store", rest @ ..] => bench_store(rest),
        ["bench", name, rest @ ..] => bench_server(name, rest),
        [command @ ("openapi" | "docs" | "drill" | "s3-server"), rest @ ..] => house(command, rest),
        _ => {
            eprintln!("{USAGE}");
            ExitCode::from(2)
        }
    }
}

/// The generator alone, without the house.
fn proto() -> ExitCode {
    #[cfg(feature = "proto")]
    return proto::run();
    #[cfg(not(feature = "proto"))]
    again(&["--features", "proto"], &["proto"], &[])
}

/// Figures are of optimised code, and only the store is built for them.
fn bench_store(rest: &[&str]) -> ExitCode {
    #[cfg(feature = "store-bench")]
    return bench::store(rest);
    #[cfg(not(feature = "store-bench"))]
    again(&["--release", "--features", "store-bench"], &["bench", "store"], rest)
}

/// The clients are optimised too: they share the machine with the server.
fn bench_server(name: &str, rest: &[&str]) -> ExitCode {
    #[cfg(feature = "package-bench")]
    return bench::server(name, rest).unwrap_or_else(|| {
        eprintln!("no such benchmark: {name}\n\n{USAGE}");
        ExitCode::from(2)
    });
    #[cfg(not(feature = "package-bench"))]
    again(&["--release", "--features", "package-bench"], &["bench", name], rest)
}

/// Commands that link the house's crates. One module each, one line each.
#[cfg(feature = "house")]
fn house(command: &str, rest: &[&str]) -> ExitCode {
    match (command, rest) {
        ("openapi", []) => return openapi::run(),
        ("docs", []) => return docs::run(),
        ("s3-server", rest) => return s3_server::run(rest),
        ("drill", rest) => {
            if let Some(code) = drill::run(rest) {
                return code;
            }
        }
        _ => {}
    }
    eprintln!("no such command: {command} {}\n\n{USAGE}", rest.join(" "));
    ExitCode::from(2)
}

/// Builds this binary once more with the house in it and hands the command over.
#[cfg(not(feature = "house"))]
fn house(command: &str, rest: &[&str]) -> ExitCode {
    again(&["--features", "house"], &[command], rest)
}

/// Runs this program again, built in another way.
#[cfg(not(all(feature = "house", feature = "proto")))]
fn again(build: &[&str], command: &[&str], rest: &[&str]) -> ExitCode {
    let status = std::process::Command::new(cargo())
        .args(["run", "--quiet", "--package", "xtask"])
        .args(build)
        .arg("--")
        .args(command)
        .args(rest)
        .status();
    match status {
        Ok(status) => ExitCode::from(u8::try_from(status.code().unwrap_or(1)).unwrap_or(1)),
        Err(error) => {
            eprintln!("cargo does not start: {error}");
            ExitCode::FAILURE
        }
    }
}

/// The cargo that runs us, or the one on the path.
fn cargo() -> String {
    std::env::var("CARGO").unwrap_or_else(|_| "cargo".into())
}
