//! The master key: 32 random bytes in a file of mode 0600, or in base64 from the environment.

use std::fmt;
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

use base64::prelude::{BASE64_STANDARD, Engine};
use secrecy::{ExposeSecret, SecretBox};
use zeroize::Zeroizing;

/// The key over all keys. Never printed, wiped when dropped.
pub struct MasterKey(SecretBox<[u8; 32]>);

/// Why there is no master key.
#[derive(Debug, thiserror::Error)]
pub enum MasterKeyError {
    /// Others may read the file: what it holds is not secret any more.
    #[error("the master key's file may be read by others (mode {0:o}); it must be 600")]
    Open(u32),
    /// The file belongs to another user.
    #[error("the master key's file belongs to another user")]
    Foreign,
    /// It is not base64 of 32 bytes.
    #[error("the master key must be base64 of 32 bytes")]
    Form,
    /// The file cannot be read or made.
    #[error("the master key's file cannot be read or made")]
    Io(#[from] io::Error),
}

impl MasterKey {
    /// From 32 random bytes.
    pub fn new(bytes: [u8; 32]) -> Self {
        let bytes = Zeroizing::new(bytes);
        Self(SecretBox::init_with_mut(|secret: &mut [u8; 32]| secret.copy_from_slice(&*bytes)))
    }

    /// From base64, as the environment gives it.
    pub fn from_base64(text: &str) -> Result<Self, MasterKeyError> {
        let mut bytes = Zeroizing::new([0_u8; 32]);
        let decoded = Zeroizing::new(BASE64_STANDARD.decode(text.trim()).map_err(|_| MasterKeyError::Form)?);
        if decoded.len() != bytes.len() {
            return Err(MasterKeyError::Form);
        }
        bytes.copy_from_slice(&decoded);
        Ok(Self::new(*bytes))
    }

    /// Reads the file; where there is none, makes it of `fresh` random bytes with mode 0600, durable before this returns.
    ///
    /// Refuses a file that others may read. Of several processes starting at once one makes the file and all read the same.
    pub fn load_or_create(path: &Path, fresh: impl FnOnce() -> [u8; 32]) -> Result<Self, MasterKeyError> {
        match Self::load(path) {
            Err(MasterKeyError::Io(error)) if error.kind() == io::ErrorKind::NotFound => {
                create(path, &Zeroizing::new(fresh()))?;
                Self::load(path)
            }
            loaded => loaded,
        }
    }

    /// Reads the file.
    pub fn load(path: &Path) -> Result<Self, MasterKeyError> {
        let mut file = OpenOptions::new().read(true).custom_flags(no_follow()).open(path)?;
        let facts = file.metadata()?;
        if facts.mode() & 0o077 != 0 {
            return Err(MasterKeyError::Open(facts.mode() & 0o777));
        }
        let me = rustix::process::geteuid();
        if facts.uid() != me.as_raw() && !me.is_root() {
            return Err(MasterKeyError::Foreign);
        }
        let mut text = Zeroizing::new(String::new());
        Read::by_ref(&mut file).take(1024).read_to_string(&mut text)?;
        Self::from_base64(&text)
    }

    pub(crate) fn bytes(&self) -> &[u8; 32] {
        self.0.expose_secret()
    }
}

/// `MasterKey(..)`.
impl fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MasterKey(..)")
    }
}

fn no_follow() -> i32 {
    i32::try_from(rustix::fs::OFlags::NOFOLLOW.bits()).expect("flags of open fit")
}

/// Tells apart the files that this process writes beside the real one.
static MADE: AtomicU32 = AtomicU32::new(0);

/// Writes beside and links into place, so that nobody ever reads half of a key and nobody overwrites one.
fn create(path: &Path, bytes: &[u8; 32]) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut beside = path.as_os_str().to_owned();
    beside.push(format!(".{}.{}", std::process::id(), MADE.fetch_add(1, Ordering::Relaxed)));
    let beside = Path::new(&beside);
    let text = Zeroizing::new(format!("{}\n", BASE64_STANDARD.encode(bytes)));
    let written = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(beside).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        match std::fs::hard_link(beside, path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
            linked => linked,
        }
    });
    let removed = std::fs::remove_file(beside);
    written.and(removed)?;
    File::open(folder)?.sync_all()
}

#[cfg(test)]
mod tests {
    use std::fs::Permissions;
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn the_file_is_made_once_with_a_narrow_mode() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("master.key");
        let made = MasterKey::load_or_create(&path, || [7; 32]).unwrap();
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        let read = MasterKey::load_or_create(&path, || [8; 32]).unwrap();
        assert_eq!((made.bytes(), read.bytes()), (&[7; 32], &[7; 32]));
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_file_that_others_may_read_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("master.key");
        MasterKey::load_or_create(&path, || [7; 32]).unwrap();
        std::fs::set_permissions(&path, Permissions::from_mode(0o640)).unwrap();
        assert!(matches!(MasterKey::load_or_create(&path, || [8; 32]), Err(MasterKeyError::Open(0o640))));
    }

    #[test]
    fn several_that_start_at_once_read_the_same_key() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("master.key");
        let keys: Vec<[u8; 32]> = std::thread::scope(|scope| {
            let path = &path;
            let threads: Vec<_> =
                (0..8_u8).map(|n| scope.spawn(move || *MasterKey::load_or_create(path, || [n; 32]).unwrap().bytes())).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        assert!(keys.windows(2).all(|pair| pair[0] == pair[1]), "{keys:?}");
    }

    #[test]
    fn what_is_no_key_is_refused_and_nothing_is_printed() {
        for text in ["", "junk", "AAAA", &BASE64_STANDARD.encode([1; 33])] {
            assert!(matches!(MasterKey::from_base64(text), Err(MasterKeyError::Form)), "{text}");
        }
        let key = MasterKey::from_base64(&BASE64_STANDARD.encode([1; 32])).unwrap();
        assert_eq!(format!("{key:?}"), "MasterKey(..)");
    }
}
