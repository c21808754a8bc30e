//! What every use case gets: the adapters, the clock, chance, the settings.

use std::ops::Deref;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use blobs::Blobs;
use const_oid::ObjectIdentifier;
use domain::clock::Clock;
use domain::issue::KeyAlgorithm;
use domain::time::Timestamp;
use gost::Hash;
use keys::Keys;
use outbound::callback::Callbacks;
use outbound::esia::Esia;
use outbound::evidence::Evidence;
use outbound::registers::Registers;
use outbound::sms::Route;
use pki::Certificate;
use pki::path::Proven;
use print::{Printer, Templates};
use store::Store;
use tokio::sync::Semaphore;
use uuid::Uuid;

use crate::Cidr;
use crate::access::Known;
use crate::act::Running;
use crate::entropy::Entropy;
use crate::event::Gather;
use crate::figures::Counts;
use crate::form::FormSettings;
use crate::services::{Answers, Knowledge, Watch};

/// The context; clones share it.
#[derive(Clone)]
pub struct Ctx(Arc<Parts>);

/// What the context is put together from.
pub struct Adapters {
    /// Rows.
    pub store: Store,
    /// Bytes.
    pub blobs: Blobs,
    /// Private keys and sealed secrets.
    pub keys: Keys,
    /// Callbacks to integrators.
    pub callbacks: Callbacks,
    /// Time stamps and other evidence from elsewhere.
    pub evidence: Evidence,
    /// State registers; nothing where this installation asks none.
    pub registers: Option<Registers>,
    /// The state portal as a confirmer; nothing where this installation has no way to it.
    pub esia: Option<Esia>,
    /// Where text messages go.
    pub sms: Route,
    /// Printed forms.
    pub printer: Printer,
    /// Their templates.
    pub templates: Templates,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Chance.
    pub entropy: Arc<dyn Entropy>,
}

/// What the administrator decides.
#[derive(Debug, Clone)]
pub struct Settings {
    /// How the world reaches the main listener, without a slash at the end.
    pub public_url: String,
    /// How the world reaches certificates and CRLs, without a slash at the end: written into certificates.
    pub pki_url: String,
    /// Of which algorithm the authorities of a new house are.
    pub authority_algorithm: KeyAlgorithm,
    /// Of which algorithm a key of a person is made where the request does not say; nothing follows the authority.
    pub signer_algorithm: Option<KeyAlgorithm>,
    /// Are signatures under packages stamped?
    pub stamp_signatures: bool,
    /// Time stamp authorities to be asked, one after the other; nothing for the house's own.
    pub stamp_urls: Option<Vec<String>>,
    /// The policy of the house's own time stamps.
    pub stamp_policy: ObjectIdentifier,
    /// How far they may be from true time, to either side; whole milliseconds.
    pub stamp_accuracy: Duration,
    /// The largest file, in bytes.
    pub upload_limit: u64,
    /// How long a person stays logged in.
    pub session_life: Duration,
    /// How long the oldest work may have been waiting, for the database or for a processor, when another caller is let in; nothing lets
    /// everybody in.
    pub longest_queue: Option<Duration>,
    /// How long one call of a receiver may take.
    pub callback_timeout: Duration,
    /// An endpoint that has known nothing but failures for so long is paused.
    pub callback_pause_after: Duration,
    /// How long, by the schedule, the next event about a package waits for one that its receiver does not take.
    pub callback_order_wait: Duration,
    /// How far the clock may be behind what has happened already.
    pub clock_tolerance: Duration,
    /// Peers whose word about the address of a caller is taken.
    pub trusted_proxies: Vec<Cidr>,
    /// How long personal data of requests are kept.
    pub retention: Retention,
    /// Certificates by which extracts of the tax service are believed; none believes none.
    pub tax_service: Vec<Certificate>,
    /// What the vendor's contract of certificate forms leaves open.
    pub forms: FormSettings,
    /// How often each key or session may call.
    pub caller_rate: Rate,
    /// How often each address may call without a key that is known.
    pub address_rate: Rate,
    /// Whether the details of a signer are shown by boxes with a subscription alone; they are kept by those alone in any case.
    pub signers_read_by_subscription: bool,
    /// How many calls a listener works on at once.
    pub calls_at_once: usize,
    /// The same for uploads.
    pub uploads_at_once: usize,
}

/// How long personal data of requests are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retention {
    /// A request that nobody has gone on with, in preparing or correction, since its last change; then it is deleted.
    pub drafts: Duration,
    /// A photograph of the subject, after the certificate was made.
    pub photos: Duration,
    /// Other scans, after the certificate was made: as long as somebody may dispute what was signed with it.
    pub scans: Duration,
    /// A deposited content that nothing names, since it came or was let go of.
    pub deposits: Duration,
    /// A party that certificate forms may name, since it was changed or named last.
    pub parties: Duration,
}

impl Default for Retention {
    /// Half a year, a year, and five years; a month, and two years: certificates are renewed once a year.
    fn default() -> Self {
        const DAY: Duration = Duration::from_secs(24 * 3600);
        Self { drafts: 180 * DAY, photos: 365 * DAY, scans: 5 * 365 * DAY, deposits: 30 * DAY, parties: 2 * 365 * DAY }
    }
}

/// How often something may happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rate {
    /// A second, in the long run; 0 means without a limit.
    pub per_second: u32,
    /// At once, after a pause.
    pub burst: u32,
}

/// Under the number of examples (RFC 5612), which everybody may use and which promises nothing: whoever has an arc sets a policy of their own.
pub const DEFAULT_STAMP_POLICY: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.4.1.32473.3161.1");

impl Default for Settings {
    fn default() -> Self {
        Self {
            public_url: "http://127.0.0.1:8080".to_owned(),
            pki_url: "http://127.0.0.1:8080/pki".to_owned(),
            authority_algorithm: KeyAlgorithm::Gost256,
            signer_algorithm: None,
            stamp_signatures: true,
            stamp_urls: None,
            stamp_policy: DEFAULT_STAMP_POLICY,
            stamp_accuracy: Duration::from_secs(1),
            upload_limit: 2 << 30,
            session_life: Duration::from_secs(12 * 3600),
            longest_queue: None,
            callback_timeout: Duration::from_secs(15),
            callback_pause_after: Duration::from_secs(24 * 3600),
            callback_order_wait: Duration::from_secs(2 * 3600),
            clock_tolerance: Duration::from_secs(300),
            trusted_proxies: Vec::new(),
            retention: Retention::default(),
            tax_service: Vec::new(),
            forms: FormSettings::default(),
            caller_rate: Rate::default(),
            address_rate: Rate::default(),
            signers_read_by_subscription: false,
            calls_at_once: 2048,
            uploads_at_once: 2048,
        }
    }
}

/// The parts behind a [`Ctx`].
pub struct Parts {
    adapters: Adapters,
    /// What the administrator decides.
    pub settings: Settings,
    pub(crate) running: Running,
    pub(crate) known: Known,
    pub(crate) counts: Counts,
    pub(crate) gather: Gather,
    pub(crate) knowledge: Knowledge,
    pub(crate) answers: Answers,
    pub(crate) watch: Watch,
    pub(crate) proven: Arc<Proven>,
    /// Scans that are looked at: each is in memory whole meanwhile.
    pub(crate) scans: Semaphore,
    upload_hash: OnceLock<Option<Hash>>,
    last_uuid: AtomicU64,
}

/// How many scans are in memory whole at once at most, of all that are being uploaded: no more than processors can look at.
const SCANS_AT_ONCE: usize = 4;

/// Bits of a UUIDv7 after the milliseconds that count up within one of them.
const COUNTER_BITS: u32 = 12;

impl Ctx {
    /// Puts a context together.
    pub fn new(adapters: Adapters, settings: Settings) -> Self {
        Self(Arc::new(Parts {
            adapters,
            settings,
            running: Running::default(),
            known: Known::default(),
            counts: Counts::default(),
            gather: Gather::default(),
            knowledge: Knowledge::default(),
            answers: Answers::default(),
            watch: Watch::default(),
            proven: Arc::default(),
            scans: Semaphore::new(std::thread::available_parallelism().map_or(1, |cores| cores.get().min(SCANS_AT_ONCE))),
            upload_hash: OnceLock::new(),
            last_uuid: AtomicU64::new(0),
        }))
    }

    /// The digest beside SHA-256 that uploads are given at once, because people here usually sign by it.
    pub(crate) fn upload_hash(&self) -> Option<Hash> {
        self.upload_hash.get().copied().flatten()
    }

    /// Settles [`Self::upload_hash`] at start. Without it every digest is made at first need.
    pub(crate) fn settle_upload_hash(&self, usual: KeyAlgorithm) {
        let hash = match usual {
            KeyAlgorithm::Gost256 => Some(Hash::Streebog256),
            KeyAlgorithm::Gost512 => Some(Hash::Streebog512),
            KeyAlgorithm::EcdsaP256 | KeyAlgorithm::Rsa => None,
        };
        // a house that starts again within one process has the authorities that it had
        let _ = self.upload_hash.set(hash);
    }

    /// The present moment.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Random bytes.
    pub fn random<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.entropy.fill(&mut bytes);
        bytes
    }

    /// A fresh UUIDv7, greater than every one before it in this process (RFC 9562 §6.2, method 1 with a counter of 12 bits).
    pub fn uuid(&self) -> Uuid {
        let millis = u64::try_from(self.now().micros() / 1000).unwrap_or(0);
        let next = |last: u64| Some((last + 1).max(millis << COUNTER_BITS));
        let before = self.last_uuid.fetch_update(Ordering::Relaxed, Ordering::Relaxed, next).unwrap_or_default();
        let tick = (before + 1).max(millis << COUNTER_BITS);
        let mut tail: [u8; 10] = self.random();
        let [high, low] = ((tick & ((1 << COUNTER_BITS) - 1)) as u16).to_be_bytes();
        (tail[0], tail[1]) = (high, low);
        uuid::Builder::from_unix_timestamp_millis(tick >> COUNTER_BITS, &tail).into_uuid()
    }
}

impl Deref for Ctx {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl Deref for Parts {
    type Target = Adapters;

    fn deref(&self) -> &Adapters {
        &self.adapters
    }
}
