//! Files of any size, read in one pass: signatures first, which tell by what the content is to be hashed.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use app::verification::{Given, Intake, Taken};
use pki::certificate::chain_from_pem;
use pki::{Certificate, Digest};
use signature::ContentDigest;

use crate::failure::{Doing, Failure};

/// Octets read together.
const BLOCK: usize = 1 << 20;
/// Longest file of certificates.
const LONGEST: u64 = 16 << 20;

/// Signatures, and the digests of the content that they want. Without signatures the file is a message with its content inside.
pub(super) fn take(file: &Path, signatures: &[PathBuf]) -> Result<(Vec<Given>, Vec<ContentDigest>), Failure> {
    if signatures.is_empty() {
        return Ok((vec![message(file)?], Vec::new()));
    }
    let given = signatures.iter().map(|path| message(path)).collect::<Result<Vec<_>, _>>()?;
    let mut digests: Vec<Digest> = given.iter().flat_map(|one| one.taken.digests()).collect();
    digests.sort_unstable();
    digests.dedup();
    let mut content = Intake::content(&digests);
    feed(file, &mut content)?;
    Ok((given, content.digests()))
}

/// One message. Its head announces the digests of its signers; where an archive time stamp wants another one, it is read once more.
fn message(path: &Path) -> Result<Given, Failure> {
    let read = |wanted: &[Digest]| -> Result<Taken, Failure> {
        let mut intake = Intake::signature(wanted);
        feed(path, &mut intake)?;
        Ok(intake.taken())
    };
    let mut taken = read(&[])?;
    if let Ok(split) = &taken.split
        && split.attached
    {
        let wanted = taken.digests();
        let has = |digest: &Digest| split.contents.iter().any(|content| content.algorithm == *digest);
        if !wanted.iter().all(has) {
            taken = read(&wanted)?;
        }
    }
    Ok(Given { name: Some(path.display().to_string()), taken })
}

fn feed(path: &Path, intake: &mut Intake) -> Result<(), Failure> {
    pieces(path, |piece| {
        intake.push(piece);
        Ok(())
    })
}

/// Shows a file piece by piece, however long it is.
pub(crate) fn pieces(path: &Path, mut each: impl FnMut(&[u8]) -> Result<(), Failure>) -> Result<(), Failure> {
    let mut file = File::open(path).doing(path.display().to_string())?;
    let mut block = vec![0; BLOCK];
    loop {
        let read = file.read(&mut block).doing(path.display().to_string())?;
        if read == 0 {
            return Ok(());
        }
        each(&block[..read])?;
    }
}

/// Certificates of a file, in PEM or one in DER.
pub(crate) fn certificates(path: &Path) -> Result<Vec<Certificate>, Failure> {
    let name = path.display().to_string();
    let mut bytes = Vec::new();
    File::open(path).and_then(|file| file.take(LONGEST).read_to_end(&mut bytes)).doing(name.clone())?;
    let found = match std::str::from_utf8(&bytes) {
        Ok(text) if text.contains("-----BEGIN") => chain_from_pem(text).doing(name.clone())?,
        _ => vec![Certificate::parse(&bytes).doing(name.clone())?],
    };
    if found.is_empty() { Err(Failure::new(format!("{name}: no certificate stands in it"))) } else { Ok(found) }
}
