//! The nodes: processes of their own with data folders of their own, over one database, one bucket and one master key.

use std::io::Write;
use std::net::SocketAddr;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;
use std::time::{Duration, Instant};

use client::Client;
use futures::future::join_all;
use testkit::s3::{self, S3Server};

use super::options::Options;
use crate::office::{Office, Outcome, Place};

/// Base64 of 32 bytes: every node's.
const MASTER_KEY: &str = "ZHJpbGwgZHJpbGwgZHJpbGwgZHJpbGwgZHJpbGwgISE=";

/// All nodes, running or not.
pub(super) struct Fleet {
    nodes: Vec<Office>,
}

impl Fleet {
    /// Writes their configurations. Nothing is started.
    pub(super) fn new(options: &Options, folder: &Path, place: &Place, storage: &S3Server) -> Outcome<Self> {
        let more = format!(
            "[storage]\nurl = \"s3://{}/drill\"\nendpoint = \"{}\"\nregion = \"{}\"\naccess_key_id = \"{}\"\nsecret_access_key = \"{}\"\n\
             path_style = true\nplain_http = true\n[pki]\npublic_url = \"http://office.example/pki\"\n",
            s3::BUCKET,
            storage.endpoint(),
            s3::REGION,
            s3::ACCESS_KEY,
            s3::SECRET_KEY,
        );
        let mut nodes = Vec::new();
        for number in 1..=options.nodes {
            let own = folder.join(format!("node-{number}"));
            std::fs::DirBuilder::new().recursive(true).mode(0o700).create(own.join("data"))?;
            let mut key = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(own.join("data/master.key"))?;
            writeln!(key, "{MASTER_KEY}")?;
            nodes.push(Office::with(&options.binary, &own, place, &format!("{more}[node]\nname = \"node-{number}\"\n"))?);
        }
        Ok(Self { nodes })
    }

    /// Starts all at once; returns how long the slowest took.
    pub(super) async fn start_all(&mut self) -> Outcome<Duration> {
        let started = join_all(self.nodes.iter_mut().map(Office::start)).await;
        Ok(started.into_iter().collect::<Outcome<Vec<_>>>()?.into_iter().max().unwrap_or_default())
    }

    /// The one that looks after administration.
    pub(super) fn first(&self) -> &Office {
        &self.nodes[0]
    }

    pub(super) fn count(&self) -> usize {
        self.nodes.len()
    }

    pub(super) fn node(&mut self, number: usize) -> &mut Office {
        &mut self.nodes[number]
    }

    pub(super) fn addresses(&self) -> Vec<SocketAddr> {
        self.nodes.iter().map(|node| node.address).collect()
    }

    /// How long it takes until every node says that it is ready, or that it is not.
    pub(super) async fn until(&self, ready: bool, patience: Duration) -> Option<Duration> {
        let (began, probes): (_, Vec<_>) = (Instant::now(), self.nodes.iter().map(|node| Client::new(node.url(), "")).collect());
        while began.elapsed() < patience {
            let said = join_all(probes.iter().map(Client::is_ready)).await;
            if said.iter().all(|said| *said == ready) {
                return Some(began.elapsed());
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        None
    }

    /// Ends all as a service manager does; what went wrong.
    pub(super) async fn stop_all(&mut self) -> Vec<String> {
        let ended = join_all(self.nodes.iter_mut().map(Office::stop)).await;
        ended.into_iter().filter_map(Result::err).map(|error| format!("the graceful end: {error}")).collect()
    }
}
