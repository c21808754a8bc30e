//! `cargo xtask drill large [--size BYTES] [--memory MIB] [--database …] [--binary FILE]`: one file of a gibibyte through upload, hashing,
//! signing and download while the server's memory is watched; bodies over the limit; packages of as many files as there may be.

use std::path::Path;
use std::time::Instant;

use wire::office::{NewEndpoint, NewPackage};

use super::short::{self, Short};
use crate::load::{Line, LongBody, Side};
use crate::office::{Outcome, Receiver, Watch, mebibytes};

/// How much more memory a long file may take than a short one, in MiB, where the command line says nothing.
const GROWTH: u64 = 50;
/// The limit on files while bodies over it are sent.
const LIMIT: u64 = 64 << 20;
/// What a refused body may still send: the server reads so much away, for callers who look for an answer only at the end.
const READ_AWAY: u64 = 256 << 20;
/// Files of a package.
const MOST_FILES: usize = 200;
/// The longest callback, in bytes (Standard Webhooks).
const CALLBACK: usize = 20_000;

/// Runs the drill.
pub fn run(words: &[&str]) -> std::process::ExitCode {
    let (mut size, mut memory) = (1_u64 << 30, GROWTH);
    let options = Short::parse(words, |option, value| {
        match option {
            "--size" => size = value.parse()?,
            "--memory" => memory = value.parse()?,
            _ => return Ok(false),
        }
        Ok(true)
    });
    short::run("large", options, async |side: &mut Side| {
        long_file(side, size, memory).await?;
        many_files(side).await?;
        over_the_limit(side).await
    })
}

fn package(side: &Side) -> NewPackage {
    NewPackage { name: Some("Пакет".into()), send: true, participants: vec![side.signer.participant()], ..NewPackage::default() }
}

async fn long_file(side: &Side, size: u64, memory: u64) -> Outcome<()> {
    // what is set up once belongs to no file
    through(side, &LongBody::new(8 << 20)).await?;
    let body = LongBody::new(size);
    let watch = Watch::begin(side.pid()?)?;
    through(side, &body).await?;
    let growth = mebibytes(watch.growth());
    println!("{}: {} MiB: memory grew by {growth:.1} MiB to {:.0} MiB", side.name(), size >> 20, mebibytes(watch.most()));
    if growth > memory as f64 { Err(format!("memory grew by {growth:.0} MiB, more than {memory}").into()) } else { Ok(()) }
}

/// Upload, signature, download of one file.
async fn through(side: &Side, body: &LongBody) -> Outcome<()> {
    let start = Instant::now();
    let uploaded = body.upload(&side.requests, &package(side), true).await?;
    let created: serde_json::Value = serde_json::from_slice(&uploaded.reply.body)?;
    let (id, file) = (created["id"].as_str().ok_or_else(|| format!("upload: {created}"))?, &created["files"][0]);
    let upload = start.elapsed();
    if file["sha256"] != body.sha256()?.as_str() || file["size"] != body.size {
        return Err(format!("the file is not the one that was sent: {file}").into());
    }
    let start = Instant::now();
    let signed = side.signer.client.sign(id, &side.signer.signing()).await?;
    if signed.status != "completed" {
        return Err(format!("signing left it {}", signed.status).into());
    }
    let sign = start.elapsed();
    let start = Instant::now();
    body.download(&side.requests, &format!("/v1/files/{}/content", file["id"].as_str().unwrap_or_default())).await?;
    let rate = |span: std::time::Duration| mebibytes(body.size) / span.as_secs_f64();
    println!(
        "{}: {} MiB: upload {upload:.2?} ({:.0} MiB/s), signing {sign:.2?}, download {:.2?} ({:.0} MiB/s)",
        side.name(),
        body.size >> 20,
        rate(upload),
        start.elapsed(),
        rate(start.elapsed()),
    );
    Ok(())
}

/// A package of the most files is created, listed, signed and told; one file more is refused by name.
async fn many_files(side: &Side) -> Outcome<()> {
    let receiver = Receiver::start().await?;
    let endpoint = side.signer.client.add_endpoint(&NewEndpoint { url: receiver.url.clone(), ..NewEndpoint::default() }).await?;
    receiver.believe(endpoint.secret.as_deref().unwrap_or_default())?;
    let files: Vec<(String, Vec<u8>)> = (0..=MOST_FILES).map(|n| (format!("{n}.bin"), format!("файл {n}").into_bytes())).collect();
    let mut line = Line::new(side.requests.address);
    let start = Instant::now();
    let refused = line.ask(&side.requests.package(&package(side), &files)).await?;
    let said = String::from_utf8_lossy(&refused.body).into_owned();
    if refused.status != 400 || !said.contains("\"/files\"") {
        return Err(format!("{} files: {} {said}", files.len(), refused.status).into());
    }
    let created = line.ask(&side.requests.package(&package(side), &files[..MOST_FILES])).await?;
    let location = created.header("location").ok_or_else(|| String::from_utf8_lossy(&created.body).into_owned())?;
    let id = location.rsplit('/').next().unwrap_or_default();
    let (told, client) = (receiver.count(), &side.signer.client);
    let (signed, listed) = (client.sign(id, &side.signer.signing()).await?, client.package_files(id).await?);
    let signatures = client.package_signatures(id).await?;
    if (signed.status.as_str(), listed.len(), signatures.len()) != ("completed", MOST_FILES, MOST_FILES) {
        return Err(format!("{}, {} files, {} signatures", signed.status, listed.len(), signatures.len()).into());
    }
    // signed, and completed
    for _ in 0..1000 {
        if receiver.count() >= told + 2 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    let longest = receiver.got().iter().map(|callback| callback.body.len()).max().ok_or("no callback came")?;
    println!(
        "{}: {MOST_FILES} files: created, signed and listed in {:.2?}, longest callback {longest} bytes",
        side.name(),
        start.elapsed()
    );
    if longest < CALLBACK { Ok(()) } else { Err(format!("a callback of {longest} bytes").into()) }
}

/// Told or not, a body over the limit is refused before it is read, and nothing of it stays.
async fn over_the_limit(side: &mut Side) -> Outcome<()> {
    side.office.stop().await?;
    side.office.set("SURGUCH_SERVER__UPLOAD_LIMIT", LIMIT);
    side.office.start().await?;
    let blobs = side.office.data.join("blobs");
    let before = files(&blobs)?;
    let body = LongBody::new(LIMIT + (1 << 30));
    for declared in [true, false] {
        let refused = body.upload(&side.requests, &package(side), declared).await?;
        println!(
            "{}: over the limit, length declared: {declared}: {} after {:.0} MiB",
            side.name(),
            refused.reply.status,
            mebibytes(refused.sent)
        );
        // the limit is a file's, whatever the length of all; sockets between us hold some as well
        let most = LIMIT + READ_AWAY + (32 << 20);
        if refused.reply.status != 413 || refused.sent > most {
            return Err(format!("{} after {} bytes", refused.reply.status, refused.sent).into());
        }
    }
    // what is written of a refused body is removed beside the answer
    for _ in 0..500 {
        if files(&blobs)? == before {
            return Ok(());
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    Err(format!("{} files lie in {} instead of {before}", files(&blobs)?, blobs.display()).into())
}

/// How many files lie below a folder.
fn files(folder: &Path) -> std::io::Result<usize> {
    let mut count = 0;
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        count += if entry.file_type()?.is_dir() { files(&entry.path())? } else { 1 };
    }
    Ok(count)
}
