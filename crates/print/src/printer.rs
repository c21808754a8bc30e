//! Starts a child for each form and ends it when it misbehaves.

use std::ffi::OsString;
use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;
use std::process::{ExitStatus, Stdio};
use std::sync::Arc;

use serde_json::Value;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWriteExt};
use tokio::process::{Child, Command};
use tokio::sync::Semaphore;
use tokio::time::timeout;

use crate::request::{Reply, Request};
use crate::{Limits, PrintError, Template};

/// Bytes of the child's complaints that are kept.
const COMPLAINT: u64 = 4096;

/// Prints forms in children; clones share the number of children that may run at once.
#[derive(Debug, Clone)]
pub struct Printer {
    program: PathBuf,
    arguments: Vec<OsString>,
    limits: Limits,
    slots: Arc<Semaphore>,
}

impl Printer {
    /// A printer whose children are `program` (an absolute path, as of the running program) with `arguments`; that has to call
    /// [`crate::child::serve`]. At most `concurrency` of them run at once.
    pub fn new<A: Into<OsString>>(
        program: impl Into<PathBuf>,
        arguments: impl IntoIterator<Item = A>,
        limits: Limits,
        concurrency: usize,
    ) -> Self {
        let arguments = arguments.into_iter().map(Into::into).collect();
        Self { program: program.into(), arguments, limits, slots: Arc::new(Semaphore::new(concurrency.max(1))) }
    }

    /// Prints `facts` by `template`, as [`crate::render`] does, within the limits. Dropping the future ends the child.
    pub async fn render(&self, template: &Template, facts: &Value) -> Result<Vec<u8>, PrintError> {
        let request = Request { limits: self.limits, template: template.clone(), facts: facts.clone() };
        let request = request.to_bytes().ok_or(PrintError::Limit)?;
        let _slot = self.slots.acquire().await.map_err(|closed| PrintError::Crash(closed.to_string()))?;
        let mut child = self.start()?;
        match timeout(self.limits.wall, self.talk(&mut child, &request)).await {
            Ok(outcome) => outcome,
            Err(_elapsed) => {
                child.kill().await?;
                Err(PrintError::Timeout)
            }
        }
    }

    /// The environment is empty, so that no secret of the server's is in reach of a template.
    fn start(&self) -> Result<Child, PrintError> {
        let child = Command::new(&self.program)
            .args(&self.arguments)
            .env_clear()
            .env("RAYON_NUM_THREADS", "1")
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()?;
        Ok(child)
    }

    async fn talk(&self, child: &mut Child, request: &[u8]) -> Result<Vec<u8>, PrintError> {
        let (Some(mut stdin), Some(stdout), Some(stderr)) = (child.stdin.take(), child.stdout.take(), child.stderr.take()) else {
            return Err(PrintError::Crash("the child has no pipes".to_owned()));
        };
        let ask = async move {
            // A child that ended early is told by its status, not by the broken pipe.
            let _ = stdin.write_all(request).await;
        };
        // One byte more than the longest reply, to see that there is more.
        let longest = self.limits.output + 4096;
        let ((), answer, complaint) = tokio::join!(ask, read(stdout, longest + 1), read(stderr, COMPLAINT));
        let (answer, complaint) = (answer?, complaint?);
        if answer.len() as u64 > longest {
            child.kill().await?;
            return Err(PrintError::Limit);
        }
        let status = child.wait().await?;
        if status.success() { document(answer) } else { Err(reason(status, &complaint)) }
    }
}

async fn read(from: impl AsyncRead + Unpin, most: u64) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(most).read_to_end(&mut bytes).await?;
    Ok(bytes)
}

fn document(mut answer: Vec<u8>) -> Result<Vec<u8>, PrintError> {
    let garbled = || PrintError::Crash("the child's answer is garbled".to_owned());
    let end = answer.iter().position(|byte| *byte == b'\n').ok_or_else(garbled)?;
    match serde_json::from_slice(&answer[..end]).map_err(|_| garbled())? {
        Reply::Fault(fault) => Err(fault.into()),
        Reply::TooLarge => Err(PrintError::Limit),
        Reply::Document(length) => {
            answer.drain(..=end);
            if answer.len() as u64 == length { Ok(answer) } else { Err(garbled()) }
        }
    }
}

fn reason(status: ExitStatus, complaint: &[u8]) -> PrintError {
    /// Numbers that are the same on all of Linux.
    const SIGKILL: i32 = 9;
    const SIGXCPU: i32 = 24;
    let complaint = String::from_utf8_lossy(complaint).trim().to_owned();
    match status.signal() {
        Some(SIGKILL | SIGXCPU) => PrintError::Timeout,
        _ if complaint.contains("memory allocation") || complaint.contains("out of memory") => PrintError::Memory,
        _ => PrintError::Crash(format!("{status}: {complaint}")),
    }
}
