//! A running office: listeners, worker, sequencer, over one data folder.

use std::net::SocketAddr;
use std::time::Duration;

use app::admin::FirstLicensee;
use app::company::Addition;
use app::{Ctx, Entropy, SystemEntropy};
use blobs::BlobError;
use domain::code::Code;
use domain::subject::{Inn, Kpp, Ogrn, Title};
use jobs::{Identity, Worker};
use secrecy::SecretString;
use surguch_http::{Metrics, Tls};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::config::{Config, Licensee};
use crate::data_folder::{DataFolder, Held};
use crate::failure::{Doing, Failure};
use crate::serve::listeners::Bound;
use crate::wire_up::{self, Urls};

/// How long requests may take to finish once the house closes.
const GRACE: Duration = Duration::from_secs(20);

/// Everything that runs, and the lock on its data folder.
pub(crate) struct House {
    pub(crate) ctx: Ctx,
    pub(crate) folder: DataFolder,
    /// What listens where.
    pub(crate) bound: Vec<(&'static str, SocketAddr)>,
    /// What of it speaks TLS.
    pub(crate) tls: Vec<Tls>,
    /// How to enter, at the first start of this data folder.
    pub(crate) administrator: Option<(String, SecretString)>,
    closing: watch::Sender<Phase>,
    listeners: Vec<JoinHandle<()>>,
    workers: [JoinHandle<()>; 2],
    /// Which of them were waited for already.
    done: [bool; 2],
    _held: Held,
}

/// How far closing has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Phase {
    Open,
    /// No new connections; requests at hand go on, and jobs too, since a request may wait for one.
    Listeners,
    /// No new jobs; those at hand go on.
    Workers,
}

impl House {
    /// Takes the folder, binds, opens, starts. `urls` gets the addresses that the listeners got.
    pub(crate) async fn open(
        config: &Config,
        doing: &str,
        urls: impl FnOnce(SocketAddr, Option<SocketAddr>) -> Urls,
    ) -> Result<House, Failure> {
        let folder = DataFolder::make(&config.data)?;
        let held = folder.hold(doing)?;
        let mut bound = Bound::all(config).await?;
        let (main, pki) = (bound.main(), bound.pki());

        let opened = {
            let (config, folder, urls) = (config.clone(), folder.clone(), urls(main, pki));
            move || wire_up::ctx(&config, &folder, urls)
        };
        let ctx = tokio::task::spawn_blocking(opened).await.doing("opening the data folder")??;
        check_storage(&ctx).await?;
        let found = app::admin::bootstrap(&ctx, first_licensee(config)?).await.doing("first start")?;

        let (closing, phase) = watch::channel(Phase::Open);
        let shut = |at: Phase| {
            let mut phase = phase.clone();
            async move {
                // an error means that the house is gone, which is a reason to end too
                let _ = phase.wait_for(|now| *now >= at).await;
            }
        };
        let metrics = Metrics::over(folder.path());
        let listeners = bound.take().into_iter().map(|one| {
            let listening = one.listening(&ctx, config, &metrics);
            tokio::spawn(surguch_http::serve(listening, shut(Phase::Listeners)))
        });
        let listeners = listeners.collect();
        let node = config.node.name.clone().map_or_else(|| folder.node(), Ok)?;
        let me = Identity { node, boot: boot() };
        let worker = Worker::new(ctx.store.clone(), ctx.clock.clone(), app::job::registry(&ctx), me);
        let workers = [tokio::spawn(worker.run(shut(Phase::Workers))), tokio::spawn(ctx.store.sequencer().run(shut(Phase::Workers)))];
        let administrator = found.administrator;
        Ok(House {
            ctx,
            folder,
            bound: bound.addresses,
            tls: bound.tls,
            administrator,
            closing,
            listeners,
            workers,
            done: [false; 2],
            _held: held,
        })
    }

    /// What of the house ended by itself; waits for ever while all of it runs.
    pub(crate) async fn ended(&mut self) -> &'static str {
        let [worker, sequencer] = &mut self.workers;
        let ended = tokio::select! {
            _ = worker => 0,
            _ = sequencer => 1,
        };
        self.done[ended] = true;
        ["the worker of jobs", "the sequencer of events"][ended]
    }

    /// Loses nothing: what was accepted is finished, what was not finished stands in the database as a job.
    pub(crate) async fn close(self) {
        self.closing.send_replace(Phase::Listeners);
        for listener in self.listeners {
            let handle = listener.abort_handle();
            if tokio::time::timeout(GRACE, listener).await.is_err() {
                tracing::warn!("some requests did not end within {} s and are cut off", GRACE.as_secs());
                handle.abort();
            }
        }
        self.closing.send_replace(Phase::Workers);
        for (worker, done) in self.workers.into_iter().zip(self.done) {
            if !done && let Err(error) = worker.await {
                tracing::error!("a worker ended badly: {error}");
            }
        }
        self.ctx.store.clone().close().await;
    }
}

/// A bucket that is not there or not ours is a mistake in the configuration; one that does not answer may answer later, and everything
/// that needs no file works meanwhile.
async fn check_storage(ctx: &Ctx) -> Result<(), Failure> {
    match ctx.blobs.check().await {
        Err(error @ (BlobError::Denied(..) | BlobError::NoBucket)) => Err(error).doing("storage"),
        Err(error) => {
            tracing::warn!(
                "the storage of files does not answer: {error}: {:?}",
                std::error::Error::source(&error).map(ToString::to_string)
            );
            Ok(())
        }
        Ok(()) => Ok(()),
    }
}

fn first_licensee(config: &Config) -> Result<FirstLicensee, Failure> {
    let Licensee { name, inn, kpp, ogrn } = &config.licensee;
    let name = Title::parse(name).map_err(wrong("licensee.name"))?;
    let company = Addition {
        name: name.clone(),
        inn: Inn::parse(inn).map_err(wrong("licensee.inn"))?,
        kpp: given(kpp).map(Kpp::parse).transpose().map_err(wrong("licensee.kpp"))?,
        ogrn: given(ogrn).map(Ogrn::parse).transpose().map_err(wrong("licensee.ogrn"))?,
        external_id: None,
    };
    Ok(FirstLicensee { name, company })
}

fn given(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

fn wrong(key: &'static str) -> impl Fn(Code) -> Failure {
    move |code| Failure::new(format!("configuration: {key}: {code}"))
}

/// Another one at every start.
fn boot() -> uuid::Uuid {
    let mut bytes = [0; 16];
    SystemEntropy::new().fill(&mut bytes);
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}
