//! Peaks of memory, each in a process of its own.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::process::{Command, ExitCode};

use super::cms::Party;
use super::engine::run;
use crate::office::Outcome;

/// Runs a program and tells the most memory that any process under it had resident, in MiB.
const WATCH: &str = "import resource, subprocess, sys\nsubprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)\nprint(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)\n";

/// The peak of a command in MiB.
pub fn peak(command: &Command, folder: &Path) -> Outcome<f64> {
    let mut watched = Command::new("python3");
    watched.args(["-c", WATCH]).arg(command.get_program()).args(command.get_args()).current_dir(folder);
    watched.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
    Ok(run(&mut watched)?.trim().parse()?)
}

/// The peak of this house's own code when it signs or verifies the file `content` of `folder`, streaming.
pub fn ours(act: &str, folder: &Path) -> Outcome<f64> {
    let mut command = Command::new(std::env::current_exe()?);
    command.args(["bench", "crypto", "child", act]).arg(folder);
    peak(&command, folder)
}

/// The process whose peak is measured.
pub fn child(act: &str, folder: &str) -> ExitCode {
    match once(act, Path::new(folder)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn once(act: &str, folder: &Path) -> Outcome<()> {
    let party = Party::read(folder)?;
    let (mut file, mut hasher, mut buffer) = (File::open(folder.join("content"))?, party.hasher(), vec![0; 64 << 10]);
    loop {
        match file.read(&mut buffer)? {
            0 => break,
            length => hasher.update(&buffer[..length]),
        }
    }
    let digest = hasher.finish();
    match act {
        "sign" => std::fs::write(folder.join("child.p7s"), party.sign(digest)?)?,
        _ => party.verify(&std::fs::read(folder.join("ours.p7s"))?, digest)?,
    }
    Ok(())
}
