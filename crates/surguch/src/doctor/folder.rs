//! The data folder: whose it is, who may read it, what room there is.

use std::fs::{Metadata, OpenOptions};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::Path;

use keys::MasterKey;
use rustix::fs::statvfs;

use super::Findings;
use crate::data_folder::DataFolder;
use crate::failure::Doing;

const RIGHTS: &str = "data folder";
const KEY: &str = "master key";
const SPACE: &str = "disk space";
const INODES: &str = "inodes";
/// Below this nothing can be promised, in bytes.
const LEAST: u64 = 64 << 20;
/// Below this it will not last, in bytes.
const LITTLE: u64 = 1 << 30;

/// Whether the master key can be read.
pub(super) fn check(folder: &DataFolder, findings: &mut Findings) -> bool {
    rights(folder, findings);
    room(folder.path(), findings);
    master_key(folder, findings)
}

fn rights(folder: &DataFolder, findings: &mut Findings) {
    let shown = folder.path().display();
    let me = rustix::process::geteuid().as_raw();
    for path in [folder.path().to_owned(), folder.blobs(), folder.keys(), folder.database()] {
        let Ok(metadata) = std::fs::metadata(&path) else { continue };
        let mine = |metadata: &Metadata| metadata.uid() == me || me == 0;
        if !mine(&metadata) {
            let text = format!("{} belongs to user {}, this is user {me}", path.display(), metadata.uid());
            return findings.failed(RIGHTS, text, "run as the service's user, or chown it");
        }
        if metadata.mode() & 0o077 != 0 {
            let text = format!("{} is open to others (mode {:o})", path.display(), metadata.mode() & 0o777);
            return findings.failed(RIGHTS, text, format!("chmod -R go= {shown}"));
        }
    }
    let probe = folder.path().join(format!("doctor.{}", std::process::id()));
    let written = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&probe).and_then(|file| file.sync_all());
    let removed = std::fs::remove_file(&probe);
    match written.and(removed) {
        Ok(()) => findings.ok(RIGHTS, format!("{shown} is its owner's alone and can be written")),
        Err(error) => findings.failed(RIGHTS, format!("{shown} cannot be written: {error}"), "look at the mount and at the owner"),
    }
}

fn master_key(folder: &DataFolder, findings: &mut Findings) -> bool {
    if DataFolder::has_master_key_in_environment() {
        return match folder.master_key() {
            Ok(_) => {
                findings.ok(KEY, "from the environment");
                true
            }
            Err(failure) => {
                findings.failed(KEY, failure.to_string(), "put base64 of the 32 bytes there");
                false
            }
        };
    }
    let file = folder.master_key_file();
    match MasterKey::load(&file).doing(file.display().to_string()) {
        Ok(_) => {
            findings.ok(KEY, "there, and its owner's alone");
            true
        }
        Err(failure) => {
            findings.failed(KEY, failure.to_string(), "chmod 600, or put the kept copy back: nothing opens without it");
            false
        }
    }
}

fn room(path: &Path, findings: &mut Findings) {
    let room = match statvfs(path) {
        Ok(room) => room,
        Err(error) => return findings.failed(SPACE, error.to_string(), "look at the mount"),
    };
    let (free, whole) = (room.f_bavail * room.f_frsize, room.f_blocks * room.f_frsize);
    let text = format!("{} MiB free of {} MiB", free >> 20, whole >> 20);
    if free < LEAST {
        findings.failed(SPACE, text, "make room: uploads are refused and jobs wait");
    } else if free < LITTLE || free < whole / 20 {
        findings.warn(SPACE, text, "make room soon");
    } else {
        findings.ok(SPACE, text);
    }
    // some file systems have no number of inodes of their own
    if room.f_files > 0 {
        let text = format!("{} free of {}", room.f_favail, room.f_files);
        if room.f_favail < 1000 {
            findings.failed(INODES, text, "every blob is a file: use a file system with more inodes");
        } else if room.f_favail < room.f_files / 20 {
            findings.warn(INODES, text, "every blob is a file: they will run out");
        } else {
            findings.ok(INODES, text);
        }
    }
}
