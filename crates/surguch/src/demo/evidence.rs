//! What stays when the story is told: files, signatures, trust chain, callbacks, written to a folder and verified from there.

use std::collections::HashMap;
use std::io::Read;
use std::path::{Path, PathBuf};

use app::Ctx;
use aws_lc_rs::digest;
use client::Client;
use gost::{Hash, Hasher};
use pki::path::{Revocation, Trust};
use pki::{Certificate, Digest, Time};
use serde_json::json;
use signature::ContentDigest;
use wire::office::Package;

use super::receiver::Callback;
use crate::failure::{Doing, Failure};

/// A signature as it was judged from the folder.
#[derive(Debug, Clone)]
pub(super) struct Judged {
    pub(super) file: String,
    /// Relative to the folder.
    pub(super) path: String,
    pub(super) user_id: String,
    pub(super) algorithm: String,
    pub(super) verdict: String,
    pub(super) passed: bool,
    /// One flipped bit in the file's digest, and the verdict is no longer a pass.
    pub(super) tamper_evident: bool,
}

/// The folder of the evidence, emptied of an earlier run's.
#[derive(Debug, Clone)]
pub(super) struct Folder(PathBuf);

impl Folder {
    /// Makes the folder. What an earlier run wrote is removed; anything else in it stays.
    pub(super) fn make(path: &Path) -> Result<Folder, Failure> {
        for part in ["original", "signatures"] {
            let part = path.join(part);
            if part.exists() {
                std::fs::remove_dir_all(&part).doing(part.display().to_string())?;
            }
            std::fs::create_dir_all(&part).doing(part.display().to_string())?;
        }
        Ok(Folder(path.canonicalize().doing(path.display().to_string())?))
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }

    pub(super) fn write(&self, name: &str, text: &str) -> Result<(), Failure> {
        std::fs::write(self.0.join(name), text).doing(format!("writing {name}"))
    }

    /// Downloads every file and signature of the package and the trust chain.
    pub(super) async fn collect(&self, ctx: &Ctx, office: &Client, package: &Package) -> Result<Vec<Judged>, Failure> {
        // the chain is public and may have a listener of its own, so it is not asked of the API
        let chain = app::authority::chain_pem(ctx).await.doing("trust chain")?;
        self.write("ca.pem", &chain)?;
        let mut names: HashMap<String, String> = HashMap::new();
        for file in office.package_files(&package.id).await.doing("files of the package")? {
            let mut target = tokio::fs::File::create(self.0.join("original").join(&file.name)).await.doing(file.name.clone())?;
            let size = office.download(&file.id, &mut target).await.doing(format!("downloading {}", file.name))?;
            if size != file.size {
                return Err(Failure::new(format!("{} has {size} bytes instead of {}", file.name, file.size)));
            }
            names.insert(file.id, file.name);
        }
        let mut numbers: HashMap<String, u32> = HashMap::new();
        let mut collected = Vec::new();
        for signature in office.package_signatures(&package.id).await.doing("signatures of the package")? {
            let file = names.get(&signature.file_id).cloned().ok_or_else(|| Failure::new("a signature of an unknown file"))?;
            let number = numbers.entry(file.clone()).and_modify(|number| *number += 1).or_insert(1);
            let path = format!("signatures/{file}.{number}.p7s");
            let bytes = office.signature_content(&signature.id).await.doing(path.clone())?;
            tokio::fs::write(self.0.join(&path), &bytes).await.doing(path.clone())?;
            collected.push((file, path, signature));
        }
        let (root, now) = (self.0.clone(), Time::from_unix(ctx.now().seconds()));
        let judge = move || {
            let mut digests: HashMap<String, Vec<ContentDigest>> = HashMap::new();
            let mut judged = Vec::with_capacity(collected.len());
            for (file, path, signature) in collected {
                if !digests.contains_key(&file) {
                    digests.insert(file.clone(), digests_of(&root.join("original").join(&file)).doing(file.clone())?);
                }
                let digests = digests.get(&file).map_or(&[][..], Vec::as_slice);
                judged.push(judge(&root, file, path, &signature, digests, now)?);
            }
            Ok(judged)
        };
        tokio::task::spawn_blocking(judge).await.doing("judging the signatures")?
    }

    /// One received callback a line, with what its judge needs.
    pub(super) fn record(&self, callbacks: &[Callback], secret: &str) -> Result<(), Failure> {
        let line = |callback: &Callback| {
            let headers = json!({
                "webhook-id": callback.id, "webhook-timestamp": callback.timestamp, "webhook-signature": callback.signature,
            });
            let line = json!({ "headers": headers, "body": callback.body, "secret": secret });
            format!("{line}\n")
        };
        self.write("callbacks.jsonl", &callbacks.iter().map(line).collect::<String>())
    }
}

/// Verifies from the folder alone, as somebody would who has nothing else.
fn judge(
    root: &Path,
    file: String,
    path: String,
    signature: &wire::office::Signature,
    digests: &[ContentDigest],
    now: Time,
) -> Result<Judged, Failure> {
    let chain = std::fs::read_to_string(root.join("ca.pem")).doing("ca.pem")?;
    let chain = pki::certificate::chain_from_pem(&chain).doing("ca.pem")?;
    let (anchors, intermediates): (Vec<Certificate>, Vec<Certificate>) = chain.into_iter().partition(Certificate::is_self_issued);
    let trust = Trust { anchors: &anchors, intermediates: &intermediates, crls: &[], revocation: Revocation::Ignored, proven: None };
    let cms = std::fs::read(root.join(&path)).doing(path.clone())?;
    let verdict = |digests: &[ContentDigest]| signature::verify(&cms, digests, &trust, now).verdict();
    let mut flipped = digests.to_vec();
    flipped.iter_mut().filter_map(|digest| digest.value.first_mut()).for_each(|first| *first ^= 1);
    let right = verdict(digests);
    Ok(Judged {
        file,
        path,
        user_id: signature.user_id.clone(),
        algorithm: signature.algorithm.clone(),
        passed: right == signature::Verdict::TotalPassed,
        tamper_evident: verdict(&flipped) != signature::Verdict::TotalPassed,
        verdict: right.to_string(),
    })
}

/// A file's digests by the algorithms that people sign by here.
fn digests_of(path: &Path) -> std::io::Result<Vec<ContentDigest>> {
    let mut file = std::fs::File::open(path)?;
    let mut sha256 = digest::Context::new(&digest::SHA256);
    let mut streebog = [Hash::Streebog256, Hash::Streebog512].map(Hasher::new);
    let mut block = vec![0; 1 << 20];
    loop {
        let read = file.read(&mut block)?;
        if read == 0 {
            break;
        }
        sha256.update(&block[..read]);
        streebog.iter_mut().for_each(|hasher| hasher.update(&block[..read]));
    }
    let [short, long] = streebog.map(Hasher::finish);
    let digests = [(Digest::Sha256, sha256.finish().as_ref().to_vec()), (Digest::Streebog256, short), (Digest::Streebog512, long)];
    Ok(digests.map(|(algorithm, value)| ContentDigest { algorithm, value }).into())
}
