//! The child: one request from standard input, one answer to standard output, within limits that it sets on itself and cannot lift.

use std::io::{self, Write, stdin, stdout};
use std::process::ExitCode;
use std::time::Duration;

use rustix::process::{Resource, Rlimit, setrlimit};

use crate::request::{Limits, Reply, Request};
use crate::{PrintError, TemplateFault, render};

/// Serves one request; the whole of the hidden subcommand that a [`crate::Printer`] starts.
pub fn serve() -> ExitCode {
    match answer() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "{error}");
            ExitCode::FAILURE
        }
    }
}

fn answer() -> io::Result<()> {
    let request = Request::read(stdin().lock())?;
    confine(&request.limits)?;
    let (reply, document) = match render(&request.template, &request.facts) {
        Ok(document) if document.len() as u64 > request.limits.output => (Reply::TooLarge, Vec::new()),
        Ok(document) => (Reply::Document(document.len() as u64), document),
        Err(PrintError::Template(fault)) => (Reply::Fault(fault), Vec::new()),
        Err(other) => (Reply::Fault(TemplateFault { file: String::new(), line: None, message: other.to_string() }), Vec::new()),
    };
    let mut out = stdout().lock();
    serde_json::to_writer(&mut out, &reply)?;
    out.write_all(b"\n")?;
    out.write_all(&document)?;
    out.flush()
}

/// Hard limits: a template that finds a way to run code of its own still cannot raise them, write a file or leave a memory dump.
fn confine(limits: &Limits) -> io::Result<()> {
    let at_most = |resource, most| setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) });
    at_most(Resource::As, limits.memory)?;
    at_most(Resource::Cpu, limits.cpu.max(Duration::from_secs(1)).as_secs())?;
    at_most(Resource::Fsize, 0)?;
    at_most(Resource::Core, 0)?;
    Ok(())
}
