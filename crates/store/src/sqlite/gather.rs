//! The writer's log file: a commit's frames go to the system in one write.
//!
//! SQLite writes every page of a commit by two calls, a header of 24 octets and the page behind it; the system looks up three pages of its
//! cache for them. Under load that was a third of the writer's time. This VFS is the system's own but for the log: its frames are gathered
//! until the one that closes the transaction has come, and are written together then, before that call returns. So the file holds whatever
//! SQLite has published to other connections.
//!
//! The connection must not spill its cache (`PRAGMA cache_spill = OFF`): frames are only written by COMMIT then, all of them one after
//! another, and nothing is ever left over from a transaction that was rolled back.

#![expect(unsafe_code, reason = "a VFS is a table of C functions")]

mod frames;

use std::ffi::{CStr, c_int, c_void};
use std::sync::OnceLock;

use rusqlite::ffi::{
    self, SQLITE_CANTOPEN, SQLITE_ERROR, SQLITE_IOERR_WRITE, SQLITE_OK, SQLITE_OPEN_WAL, sqlite3_file, sqlite3_int64, sqlite3_io_methods,
    sqlite3_vfs,
};

use self::frames::Frames;

/// What connections open files by; nothing where SQLite has no VFS for this system, or did not take this one.
pub(crate) fn vfs() -> Option<&'static CStr> {
    static REGISTERED: OnceLock<bool> = OnceLock::new();
    REGISTERED.get_or_init(register).then_some(NAME)
}

const NAME: &CStr = c"surguch-gathered";

/// The system's VFS takes less than 128 KiB at a time: it cuts longer lengths down to their low bits (`seekAndWriteFd`).
const PIECE: usize = 124 << 10;

/// The VFS that everything is left to. SQLite takes it by a mutable pointer and does not change it.
#[derive(Clone, Copy)]
struct System(*mut sqlite3_vfs);

// SAFETY: VFS objects are shared by all connections of all threads; SQLite lets nobody change one that is registered.
unsafe impl Send for System {}
// SAFETY: as above.
unsafe impl Sync for System {}

static SYSTEM: OnceLock<System> = OnceLock::new();

/// A log that is open: kept behind the system's own structure of the file, by a pointer.
struct Log {
    frames: Frames,
    /// The system's functions.
    system: *const sqlite3_io_methods,
    /// Those, with ours in place of some.
    ours: sqlite3_io_methods,
}

fn register() -> bool {
    // SAFETY: SQLite may be asked for its default VFS at any time; the pointer lives as long as the program.
    let system = unsafe { ffi::sqlite3_vfs_find(std::ptr::null()) };
    // SAFETY: it is null or a VFS.
    let Some(found) = (unsafe { system.as_ref() }) else { return false };
    SYSTEM.get_or_init(|| System(system));
    let mut ours = *found;
    ours.pNext = std::ptr::null_mut();
    ours.zName = NAME.as_ptr();
    ours.szOsFile = slot_at(found) as c_int + size_of::<*mut Log>() as c_int;
    ours.xOpen = Some(open);
    // SAFETY: the object lives for ever, its functions take what the system's own take, and it is not made the default.
    unsafe { ffi::sqlite3_vfs_register(Box::leak(Box::new(ours)), 0) == SQLITE_OK }
}

/// Where in a file's structure the pointer to its [`Log`] stands.
fn slot_at(system: &sqlite3_vfs) -> usize {
    usize::try_from(system.szOsFile).unwrap_or_default().next_multiple_of(align_of::<*mut Log>())
}

/// The place of that pointer.
///
/// # Safety
/// `file` was given to [`open`].
unsafe fn slot(file: *mut sqlite3_file) -> Option<*mut *mut Log> {
    let system = SYSTEM.get()?.0;
    // SAFETY: the system's VFS lives for ever, and files of ours have room behind its structure.
    unsafe { Some(file.byte_add(slot_at(&*system)).cast()) }
}

/// The log of a file.
///
/// # Safety
/// `file` was opened by [`open`] as a log, is not closed, and nobody else uses it: SQLite calls functions of one file one after another.
unsafe fn log<'a>(file: *mut sqlite3_file) -> Option<&'a mut Log> {
    // SAFETY: the slot of such a file holds a log that lives until it is closed.
    unsafe { slot(file).and_then(|slot| (*slot).as_mut()) }
}

unsafe extern "C" fn open(
    _: *mut sqlite3_vfs,
    name: ffi::sqlite3_filename,
    file: *mut sqlite3_file,
    flags: c_int,
    out: *mut c_int,
) -> c_int {
    let Some(system) = SYSTEM.get() else { return SQLITE_CANTOPEN };
    // SAFETY: called with SQLite's own arguments, and with the VFS whose function it is.
    let opened = unsafe {
        match (*system.0).xOpen {
            Some(open) => open(system.0, name, file, flags, out),
            None => SQLITE_CANTOPEN,
        }
    };
    if opened != SQLITE_OK || flags & SQLITE_OPEN_WAL == 0 {
        return opened;
    }
    // SAFETY: the system has opened it, so its table of functions stands in its structure; the slot is behind that.
    unsafe {
        let (Some(methods), Some(slot)) = ((*file).pMethods.as_ref(), slot(file)) else { return opened };
        let ours = sqlite3_io_methods {
            xClose: Some(close),
            xRead: Some(read),
            xWrite: Some(write),
            xTruncate: Some(truncate),
            xSync: Some(sync),
            xFileSize: Some(file_size),
            ..*methods
        };
        let log = Box::into_raw(Box::new(Log { frames: Frames::default(), system: methods, ours }));
        slot.write(log);
        (*file).pMethods = &raw const (*log).ours;
    }
    opened
}

/// Writes by the system's own function.
///
/// # Safety
/// As of [`log`]; `system` are the functions of this file.
unsafe fn put(file: *mut sqlite3_file, system: *const sqlite3_io_methods, bytes: &[u8], at: i64) -> c_int {
    let mut at = at;
    for piece in bytes.chunks(PIECE) {
        // SAFETY: the buffer is as long as is said, which fits.
        let put =
            unsafe { (*system).xWrite.map_or(SQLITE_IOERR_WRITE, |write| write(file, piece.as_ptr().cast(), piece.len() as c_int, at)) };
        if put != SQLITE_OK {
            return put;
        }
        at += piece.len() as i64;
    }
    SQLITE_OK
}

/// Writes what is gathered, and calls the system's function by `then`.
///
/// # Safety
/// As of [`log`].
unsafe fn written(file: *mut sqlite3_file, then: impl FnOnce(&sqlite3_io_methods) -> Option<c_int>) -> c_int {
    // SAFETY: as of this function.
    unsafe {
        let Some(log) = log(file) else { return SQLITE_ERROR };
        let system = log.system;
        match log.frames.flush(|bytes, at| put(file, system, bytes, at)) {
            SQLITE_OK => then(&*system).unwrap_or(SQLITE_ERROR),
            error => error,
        }
    }
}

unsafe extern "C" fn write(file: *mut sqlite3_file, bytes: *const c_void, length: c_int, at: sqlite3_int64) -> c_int {
    let Ok(length) = usize::try_from(length) else { return SQLITE_IOERR_WRITE };
    // SAFETY: SQLite gives so many octets, which nobody changes during the call.
    unsafe {
        let Some(log) = log(file) else { return SQLITE_IOERR_WRITE };
        let system = log.system;
        log.frames.write(std::slice::from_raw_parts(bytes.cast(), length), at, |bytes, at| put(file, system, bytes, at))
    }
}

unsafe extern "C" fn read(file: *mut sqlite3_file, into: *mut c_void, length: c_int, at: sqlite3_int64) -> c_int {
    // SAFETY: arguments of SQLite's own call.
    unsafe { written(file, |system| system.xRead.map(|read| read(file, into, length, at))) }
}

unsafe extern "C" fn truncate(file: *mut sqlite3_file, size: sqlite3_int64) -> c_int {
    // SAFETY: arguments of SQLite's own call.
    unsafe { written(file, |system| system.xTruncate.map(|truncate| truncate(file, size))) }
}

unsafe extern "C" fn sync(file: *mut sqlite3_file, flags: c_int) -> c_int {
    // SAFETY: arguments of SQLite's own call.
    unsafe { written(file, |system| system.xSync.map(|sync| sync(file, flags))) }
}

unsafe extern "C" fn file_size(file: *mut sqlite3_file, size: *mut sqlite3_int64) -> c_int {
    // SAFETY: arguments of SQLite's own call.
    unsafe { written(file, |system| system.xFileSize.map(|file_size| file_size(file, size))) }
}

/// What is gathered still was never published: it is dropped.
unsafe extern "C" fn close(file: *mut sqlite3_file) -> c_int {
    // SAFETY: the file was opened by us and is closed once; the log in its slot was boxed by us.
    unsafe {
        let Some(slot) = slot(file).filter(|slot| !(**slot).is_null()) else { return SQLITE_ERROR };
        let log = Box::from_raw(slot.replace(std::ptr::null_mut()));
        (*file).pMethods = log.system;
        (*log.system).xClose.map_or(SQLITE_ERROR, |close| close(file))
    }
}

#[cfg(test)]
mod tests;
