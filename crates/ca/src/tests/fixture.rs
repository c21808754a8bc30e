//! An installation's authorities in a fresh database, and the steps in short.

use std::time::Duration;

use domain::certificate::{Certificate, Life};
use domain::id::{AuthorityId, CertificateId, IssueId, LicenseeId, PrivateKeyId, UserId};
use domain::time::Timestamp;
use keys::{Keys, MasterKey};
use pki::crl::Reason;
use pki::profile::person::Person;
use pki::{Algorithm, Crl, Name, PublicKey};
use store::Store;
use tempfile::TempDir;
pub(super) use testkit::uuid;

use crate::*;

pub(super) const URL: &str = "http://ca.example.ru/pki";
pub(super) const TERMS: Terms = Terms { certificate: 15, key: 12 };
pub(super) const LIFE: Duration = Duration::from_secs(7 * 86_400);

pub(super) fn now() -> Timestamp {
    Timestamp::from_seconds(1_795_348_800)
}

pub(super) fn subject() -> Name {
    let person = Person {
        surname: "Петрова".into(),
        given_name: "Анна Сергеевна".into(),
        inn: Some("500100732259".into()),
        snils: Some("11223344595".into()),
        ..Person::default()
    };
    person.name().expect("a name")
}

fn random() -> [u8; 16] {
    let (one, other) = (uuid(), uuid());
    let mut random = *one.as_bytes();
    // The last octets of a UUIDv7 are its random ones.
    random[..8].copy_from_slice(&other.as_bytes()[8..]);
    random
}

pub(super) struct House {
    pub(super) keys: Keys,
    pub(super) root: Authority,
    pub(super) issuing: Authority,
    pub(super) folder: TempDir,
}

pub(super) fn plan() -> Plan {
    plan_of(Algorithm::Gost256)
}

pub(super) fn plan_of(algorithm: Algorithm) -> Plan {
    let authority = || AuthorityId::new(uuid());
    let key = || PrivateKeyId::new(uuid());
    Plan::new(algorithm, [authority(), authority()], [key(), key()], [random(), random()])
}

pub(super) async fn found(store: &Store, keys: &Keys) -> Vec<Authority> {
    found_as(store, keys, plan()).await
}

async fn found_as(store: &Store, keys: &Keys, plan: Plan) -> Vec<Authority> {
    let founding = store.write(move |tx| begin(tx, &plan, now())).await.expect("begun");
    let founded = make(keys, &founding, URL).await.expect("made");
    store.write(move |tx| finish(tx, &founding, &founded)).await.expect("finished")
}

pub(super) fn keys() -> (Keys, TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    (Keys::folder(folder.path(), &MasterKey::new([3; 32])).expect("keys"), folder)
}

impl House {
    pub(super) async fn found(store: &Store) -> Self {
        Self::found_of(Algorithm::Gost256, store).await
    }

    /// Authorities of this algorithm.
    pub(super) async fn found_of(algorithm: Algorithm, store: &Store) -> Self {
        let (keys, folder) = keys();
        let authorities = found_as(store, &keys, plan_of(algorithm)).await;
        let [root, issuing] = <[Authority; 2]>::try_from(authorities).expect("two authorities");
        Self { keys, root, issuing, folder }
    }

    pub(super) async fn found_again(&self, store: &Store) -> Vec<Authority> {
        found(store, &self.keys).await
    }

    pub(super) async fn new_key(&self) -> PublicKey {
        self.new_key_of(Algorithm::Gost256).await
    }

    pub(super) async fn new_key_of(&self, algorithm: Algorithm) -> PublicKey {
        let spki = self.keys.generate(PrivateKeyId::new(uuid()), algorithm).await.expect("a key");
        PublicKey::parse(&spki).expect("a key")
    }

    /// A draft over the authority's own key: a key is a key here.
    pub(super) fn draft(&self, at: Timestamp) -> Result<Draft, CaError> {
        let key = self.root.certificate.public_key();
        draft(&self.issuing, Order { subject: &subject(), public_key: key }, TERMS, URL, random(), at)
    }

    pub(super) async fn reserve(&self, store: &Store, draft: &Draft) -> Result<(), CaError> {
        let draft = draft.clone();
        store.write(move |tx| reserve(tx, &draft, now())).await
    }

    pub(super) async fn record(&self, store: &Store, issued: &Issued, id: CertificateId) -> Result<(), CaError> {
        let issued = issued.clone();
        store.write(move |tx| record(tx, &issued, id)).await
    }

    pub(super) async fn issue(&self, store: &Store) -> (Issued, CertificateId) {
        self.issue_over(self.new_key().await, store).await
    }

    pub(super) async fn issue_over(&self, key: PublicKey, store: &Store) -> (Issued, CertificateId) {
        let order = Order { subject: &subject(), public_key: &key };
        let draft = draft(&self.issuing, order, TERMS, URL, random(), now()).expect("a draft");
        self.reserve(store, &draft).await.expect("reserved");
        let issued = sign(&self.keys, &self.issuing, draft).await.expect("signed");
        let id = CertificateId::new(uuid());
        self.record(store, &issued, id).await.expect("recorded");
        (issued, id)
    }

    /// The office's own row, as the caller of [`record`] adds it.
    pub(super) async fn store_certificate(&self, store: &Store, issued: &Issued, id: CertificateId) {
        let certificate = Certificate {
            id,
            licensee: LicenseeId::new(uuid()),
            version: 1,
            authority: self.issuing.id,
            issue: IssueId::new(uuid()),
            user: UserId::new(uuid()),
            company: None,
            key: None,
            algorithm: Algorithm::Gost256.name().to_owned(),
            serial: issued.serial(),
            thumbprint: issued.thumbprint(),
            subject: issued.certificate().subject().to_string(),
            not_before: issued.not_before(),
            not_after: issued.not_after(),
            state: Life::Issued,
        };
        let (key, der) = (issued.public_key(), issued.certificate().der().to_vec());
        let added = store.write(move |tx| store::table::certificate::insert(tx, &certificate, &key, &der, now()));
        added.await.expect("added");
    }

    pub(super) async fn revoke(&self, store: &Store, serial: &str, reason: Reason, at: Timestamp) -> Result<Revocation, CaError> {
        let serial = serial.to_owned();
        store.write(move |tx| revoke(tx, &serial, reason, at)).await
    }

    pub(super) async fn release(&self, store: &Store, serial: &str) -> Result<AuthorityId, CaError> {
        let serial = serial.to_owned();
        store.write(move |tx| release(tx, &serial)).await
    }

    pub(super) async fn prepare_list(&self, store: &Store, at: Timestamp) -> Result<ListDraft, CaError> {
        let id = self.issuing.id;
        store.read(move |tx| prepare_list(tx, id, LIFE, at)).await
    }

    pub(super) async fn record_list(&self, store: &Store, list: &SignedList) -> bool {
        let list = list.clone();
        let recorded: Result<bool, CaError> = store.write(move |tx| record_list(tx, &list)).await;
        recorded.expect("recorded")
    }

    pub(super) async fn renew_lists(&self, store: &Store, at: Timestamp) {
        for id in store.read(all).await.expect("authorities").iter().map(|authority| authority.id) {
            let draft: Result<ListDraft, CaError> = store.read(move |tx| prepare_list(tx, id, LIFE, at)).await;
            let list = sign_list(&self.keys, draft.expect("a draft")).await.expect("a list");
            assert!(self.record_list(store, &list).await);
        }
    }

    /// The issuing authority's list as it is served.
    pub(super) async fn list(&self, store: &Store) -> Crl {
        let id = self.issuing.id;
        let der: Result<Option<Vec<u8>>, CaError> = store.read(move |tx| latest_list(tx, id)).await;
        Crl::parse(&der.expect("read").expect("a list")).expect("our own list")
    }

    pub(super) async fn self_check(&self, store: &Store) -> Vec<Finding> {
        store.read(self_check).await.expect("checked")
    }
}
