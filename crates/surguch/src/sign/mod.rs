//! `surguch sign`: signs a file of any size with a key of one's own, detached or with the file inside.

mod key;
mod password;

use std::fs::{File, OpenOptions};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use domain::clock::Clock;
use pki::path::{Revocation, Trust};
use pki::{Hasher, Time};
use signature::ContentDigest;
use signature::stream::Writer;
use store::SystemClock;

use crate::cli;
use crate::failure::{Doing, Failure};
use crate::out::mention;
use crate::verify::pieces;

/// Hashes, signs, looks whether it stands, and writes.
pub(crate) fn sign(options: &cli::Sign) -> Result<(), Failure> {
    let identity = key::identity(options)?;
    let signer = &identity.certificate;
    let now = Time::from_unix(SystemClock.now().seconds());
    if !signer.is_valid_at(now) {
        return Err(Failure::new(format!("the certificate is valid from {} to {}", signer.not_before(), signer.not_after())));
    }
    let algorithm = signer.public_key().algorithm().ok_or_else(|| Failure::new("the certificate's key is of an unknown algorithm"))?;
    let mut hasher = Hasher::new(algorithm.digest());
    let mut length = 0_u64;
    pieces(&options.file, |piece| {
        length += piece.len() as u64;
        hasher.update(piece);
        Ok(())
    })?;
    let content = ContentDigest { algorithm: algorithm.digest(), value: hasher.finish() };
    let prepared = signature::prepare(&content, signer, now).doing("preparing the signature")?;
    let value = identity.key.sign(prepared.algorithm(), prepared.bytes())?;
    let cms = signature::assemble(&prepared, signer, &value, &identity.chain).doing("assembling the signature")?;
    stands(&cms, &content, &identity, now)?;
    let out = options.out.clone().unwrap_or_else(|| beside(&options.file, if options.attached { "p7m" } else { "p7s" }));
    let written = write(&out, &cms, options.attached.then_some((options.file.as_path(), length)));
    if let Err(unwritten) = written {
        if unwritten.ours {
            // half a message is none
            let _ = std::fs::remove_file(&out);
        }
        return Err(unwritten.failure);
    }
    mention!("{} by {}, {}", out.display(), signer.subject(), prepared.algorithm());
    Ok(())
}

/// Nothing is handed out that does not verify: by the chain at hand, whose root is believed for this.
fn stands(cms: &[u8], content: &ContentDigest, identity: &key::Identity, now: Time) -> Result<(), Failure> {
    let anchors = [identity.certificate.clone()];
    let trust = Trust { anchors: &anchors, intermediates: &identity.chain, crls: &[], revocation: Revocation::Ignored, proven: None };
    let report = signature::verify(cms, std::slice::from_ref(content), &trust, now);
    match report.reasons().find(|finding| finding.reason.is_some()) {
        None => Ok(()),
        Some(finding) => Err(Failure::new(format!("the signature would not be accepted: {finding}"))),
    }
}

struct Unwritten {
    failure: Failure,
    /// Was the file made here?
    ours: bool,
}

fn write(out: &Path, cms: &[u8], content: Option<(&Path, u64)>) -> Result<(), Unwritten> {
    let name = out.display().to_string();
    let made = OpenOptions::new().write(true).create_new(true).open(out).doing(name.clone());
    let file = made.map_err(|failure| Unwritten { failure, ours: false })?;
    fill(BufWriter::new(file), cms, content, &name).map_err(|failure| Unwritten { failure, ours: true })
}

fn fill(mut file: BufWriter<File>, cms: &[u8], content: Option<(&Path, u64)>, name: &str) -> Result<(), Failure> {
    match content {
        None => file.write_all(cms).doing(name)?,
        Some((path, length)) => {
            let (head, mut writer) = Writer::begin(cms, length).doing(name)?;
            file.write_all(&head).doing(name)?;
            pieces(path, |piece| {
                writer.push(piece).doing(path.display().to_string())?;
                file.write_all(piece).doing(name)
            })?;
            // a file that changed since it was hashed is refused here
            file.write_all(&writer.finish().doing(path.display().to_string())?).doing(name)?;
        }
    }
    file.into_inner().map_err(std::io::IntoInnerError::into_error).and_then(|file| file.sync_all()).doing(name)
}

fn beside(file: &Path, extension: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(extension);
    name.into()
}
