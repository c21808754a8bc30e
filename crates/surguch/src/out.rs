//! What commands say on standard output. A reader that has seen enough (`surguch doctor | head -1`) is no error and no reason to leave
//! work half done: the rest is said to nobody, and the exit status stays what the command found. Anything else that keeps a command
//! from saying what it was asked for, such as a full disk, fails it in the end.

use std::fmt;
use std::io::{self, ErrorKind, Write};
use std::sync::OnceLock;

use crate::failure::{Doing, Failure};

/// The first thing that went wrong; nothing is written after it.
static BROKEN: OnceLock<io::Error> = OnceLock::new();

/// `println!` that outlives its reader.
macro_rules! say {
    ($($words:tt)*) => { $crate::out::line(format_args!($($words)*)) };
}
/// `eprintln!` that outlives its reader: beside what was asked for, so nobody hears where it cannot be said.
macro_rules! mention {
    ($($words:tt)*) => { $crate::out::aside(format_args!($($words)*)) };
}
pub(crate) use {mention, say};

/// One line.
pub(crate) fn line(words: fmt::Arguments<'_>) {
    text(format_args!("{words}\n"));
}

/// Text as it is.
pub(crate) fn text(words: fmt::Arguments<'_>) {
    if BROKEN.get().is_none() {
        keep(io::stdout().write_fmt(words));
    }
}

/// One line on standard error.
pub(crate) fn aside(words: fmt::Arguments<'_>) {
    let _ = io::stderr().write_fmt(format_args!("{words}\n"));
}

/// Whether nobody reads any more: commands that go on until they are interrupted end then.
pub(crate) fn is_closed() -> bool {
    BROKEN.get().is_some()
}

/// Brings everything out; an error where something could not be said to somebody who wanted it.
pub(crate) fn end() -> Result<(), Failure> {
    keep(io::stdout().flush());
    match BROKEN.get() {
        Some(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(io::Error::new(error.kind(), error.to_string())).doing("standard output")
        }
        _ => Ok(()),
    }
}

fn keep(outcome: io::Result<()>) {
    if let Err(error) = outcome {
        let _ = BROKEN.set(error);
    }
}
