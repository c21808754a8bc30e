//! The server as an administrator runs it: a process, a configuration file, a data folder. It can be killed and started again.

use std::fs::OpenOptions;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use tokio::process::{Child, Command};

use super::{Outcome, Place};

/// Ten times what a start may take before it counts as never.
const PATIENCE: Duration = Duration::from_secs(20);

/// One server, running or not.
pub struct Office {
    binary: PathBuf,
    config: PathBuf,
    /// Its data folder.
    pub data: PathBuf,
    /// Where it listens, the same at every start.
    pub address: SocketAddr,
    log: PathBuf,
    settings: Vec<(&'static str, String)>,
    child: Option<Child>,
}

impl Office {
    /// Writes the configuration into `folder`, where the data will lie too. Nothing is started.
    pub fn new(binary: &Path, folder: &Path, place: &Place) -> Outcome<Self> {
        Self::with(binary, folder, place, "")
    }

    /// The same with more sections of the configuration.
    pub fn with(binary: &Path, folder: &Path, place: &Place, more: &str) -> Outcome<Self> {
        let (data, config) = (folder.join("data"), folder.join("surguch.toml"));
        let address = free_address()?;
        let text = format!(
            "data = {data:?}\n[server]\nlisten = \"{address}\"\ncaller_rate = 0\naddress_rate = 0\n[database]\nurl = {url:?}\nconnections = 8\n\
             [callbacks]\nallow = [\"127.0.0.1/32\"]\n[log]\nfilter = \"warn\"\n{more}",
            url = place.url()
        );
        std::fs::write(&config, text)?;
        let binary = binary.canonicalize().map_err(|error| format!("{}: {error}", binary.display()))?;
        Ok(Self { binary, config, data, address, log: folder.join("server.log"), settings: Vec::new(), child: None })
    }

    /// Changes a setting by its variable, `SURGUCH_SECTION__KEY`, from the next start on.
    pub fn set(&mut self, variable: &'static str, value: impl ToString) {
        self.settings.push((variable, value.to_string()));
    }

    /// Where it is reached.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The same as an address.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The running process.
    pub fn pid(&self) -> Option<u32> {
        self.child.as_ref()?.id()
    }

    /// Starts it and waits until it says that it is ready; returns how long that took.
    pub async fn start(&mut self) -> Outcome<Duration> {
        let log = OpenOptions::new().create(true).append(true).open(&self.log)?;
        let mut command = self.command();
        command.arg("serve").arg("--config").arg(&self.config).stdout(log.try_clone()?).stderr(log);
        let probe = client::Client::new(self.url(), "");
        let start = Instant::now();
        let child = self.child.insert(command.spawn()?);
        loop {
            if probe.is_ready().await {
                return Ok(start.elapsed());
            }
            if let Some(status) = child.try_wait()? {
                return Err(format!("the server ended instead of getting ready: {status}; {}", self.log.display()).into());
            }
            if start.elapsed() > PATIENCE {
                return Err(format!("the server was not ready after {PATIENCE:?}; {}", self.log.display()).into());
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// `kill -9`.
    pub async fn kill(&mut self) -> Outcome<()> {
        if let Some(mut child) = self.child.take() {
            child.kill().await?;
        }
        Ok(())
    }

    /// Asks it to end, as a service manager does; an error where it does not end well.
    pub async fn stop(&mut self) -> Outcome<()> {
        let Some(mut child) = self.child.take() else { return Ok(()) };
        let pid = child.id().and_then(|id| Pid::from_raw(i32::try_from(id).ok()?)).ok_or("the server has ended already")?;
        kill_process(pid, Signal::TERM)?;
        let status = tokio::time::timeout(2 * PATIENCE, child.wait()).await.map_err(|_| "the server does not end")??;
        if status.success() { Ok(()) } else { Err(format!("the server ended with {status}").into()) }
    }

    /// Runs `surguch admin …` and returns what it prints.
    pub async fn admin(&self, words: &[&str]) -> Outcome<String> {
        self.command_line(&[&["admin"], words].concat()).await
    }

    /// Runs another command of the program over this house and returns what it prints.
    pub async fn command_line(&self, words: &[&str]) -> Outcome<String> {
        let output = self.command().args(words).arg("--config").arg(&self.config).stderr(Stdio::piped()).output().await?;
        if !output.status.success() {
            return Err(format!("surguch {}: {}", words.join(" "), String::from_utf8_lossy(&output.stderr)).into());
        }
        Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }

    /// Starts another command of the program over this house, to be killed in its middle.
    pub fn begin_command(&self, words: &[&str]) -> Outcome<Child> {
        let mut command = self.command();
        command.args(words).arg("--config").arg(&self.config).stdout(Stdio::null()).stderr(Stdio::null());
        Ok(command.spawn()?)
    }

    /// Settings of the caller's environment are not the server's.
    fn command(&self) -> Command {
        let mut command = Command::new(&self.binary);
        command.stdin(Stdio::null()).kill_on_drop(true);
        for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("SURGUCH_")) {
            command.env_remove(name);
        }
        // every client here comes from one address
        command.env("SURGUCH_CONNECTIONS__PER_ADDRESS", "0");
        command.envs(self.settings.iter().map(|(variable, value)| (variable, value)));
        command
    }
}

fn free_address() -> std::io::Result<SocketAddr> {
    std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()
}
