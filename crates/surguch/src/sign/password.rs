//! The password of a key: from the environment, from a file, or asked for; never from the command line.

use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, Read, Write};

use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};
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

/// On the terminal itself, without an echo; it is put back as it was.
fn ask() -> std::io::Result<Zeroizing<String>> {
    let mut terminal = OpenOptions::new().read(true).write(true).open("/dev/tty")?;
    let before = tcgetattr(&terminal)?;
    let mut silent = before.clone();
    silent.local_modes.remove(LocalModes::ECHO);
    write!(terminal, "Password of the key: ")?;
    tcsetattr(&terminal, OptionalActions::Flush, &silent)?;
    let password = line(&terminal);
    tcsetattr(&terminal, OptionalActions::Flush, &before)?;
    writeln!(terminal)?;
    password
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
