//! The password of a key: from the environment, from a file, or asked for; never from the command line.

use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, Read, Write};
use std::process::Command;

use zeroize::Zeroizing;

use crate::cli;
use crate::failure::{Doing, Failure};

const VARIABLE: &str = "SURGUCH_KEY_PASSWORD";
/// Longest password, in octets.
const LONGEST: u64 = 4096;

/// The password, wiped when dropped.
pub(super) fn of_key(options: &cli::Sign) -> Result<Zeroizing<String>, Failure> {
    if let Some(path) = &options.password_file {
        let file = File::open(path).doing(path.display().to_string())?;
        return line(file).doing(path.display().to_string());
    }
    if let Ok(password) = std::env::var(VARIABLE) {
        return Ok(Zeroizing::new(password));
    }
    ask().doing(format!("asking for the key's password; {VARIABLE} or --password-file give it without asking"))
}

fn line(from: impl Read) -> std::io::Result<Zeroizing<String>> {
    let mut password = Zeroizing::new(String::new());
    BufReader::new(from.take(LONGEST)).read_line(&mut password)?;
    let end = password.trim_end_matches(['\n', '\r']).len();
    password.truncate(end);
    Ok(password)
}

/// On the terminal itself, without an echo; it is put back as it was. A terminal that cannot be silenced is not asked.
fn ask() -> std::io::Result<Zeroizing<String>> {
    let mut terminal = OpenOptions::new().read(true).write(true).open("/dev/tty")?;
    let quiet = Quiet::new(&terminal)?;
    write!(terminal, "Password of the key: ")?;
    let password = line(&terminal);
    drop(quiet);
    writeln!(terminal)?;
    password
}

/// A terminal without an echo, for as long as this lives.
struct Quiet(File);

impl Quiet {
    fn new(terminal: &File) -> std::io::Result<Self> {
        stty(terminal, "-echo")?;
        Ok(Self(terminal.try_clone()?))
    }
}

impl Drop for Quiet {
    fn drop(&mut self) {
        let _ = stty(&self.0, "echo");
    }
}

fn stty(terminal: &File, mode: &str) -> std::io::Result<()> {
    let done = Command::new("stty").arg(mode).stdin(terminal.try_clone()?).status()?;
    if done.success() { Ok(()) } else { Err(std::io::Error::other("the terminal cannot be silenced")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_the_first_line() {
        for text in ["пароль", "пароль\n", "пароль\r\nвторая"] {
            assert_eq!(line(text.as_bytes()).unwrap().as_str(), "пароль");
        }
    }
}
