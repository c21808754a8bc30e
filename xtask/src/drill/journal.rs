//! The clients' own memory: every intent before it is sent, every answer when it came, one JSON a line, durable before work goes on.

use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::sync::mpsc;

use serde_json::Value;
use tokio::sync::oneshot;

use crate::office::Outcome;

/// A line, and whom to tell when it is on the disk.
type Line = (String, oneshot::Sender<()>);

/// An open journal. Lines that come together are flushed together.
#[derive(Debug, Clone)]
pub struct Journal(mpsc::Sender<Line>);

impl Journal {
    /// Makes the file and starts its writer, which ends with the last clone.
    pub fn create(path: &Path) -> Outcome<Self> {
        let file = File::create_new(path)?;
        let (sender, lines) = mpsc::channel();
        std::thread::Builder::new().name("journal".to_owned()).spawn(move || write(file, &lines))?;
        Ok(Self(sender))
    }

    /// Done when the line is durable.
    pub async fn note(&self, line: Value) -> Outcome<()> {
        let (done, durable) = oneshot::channel();
        self.0.send((format!("{line}\n"), done)).map_err(|_| "the journal cannot be written")?;
        durable.await.map_err(|_| "the journal cannot be written")?;
        Ok(())
    }
}

/// Ends at the first failure; whoever waits then learns of it by a closed channel.
fn write(mut file: File, lines: &mpsc::Receiver<Line>) {
    while let Ok(first) = lines.recv() {
        let together: Vec<Line> = std::iter::once(first).chain(lines.try_iter()).collect();
        let text: String = together.iter().map(|(line, _)| line.as_str()).collect();
        if let Err(error) = file.write_all(text.as_bytes()).and_then(|()| file.sync_data()) {
            eprintln!("journal: {error}");
            return;
        }
        for (_, done) in together {
            let _ = done.send(());
        }
    }
}
