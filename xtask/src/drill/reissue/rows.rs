//! Certificates in numbers, made by the authority's own steps straight into the tables.

use ca::{Authority, Draft, Order, Terms};
use domain::certificate::{Certificate, Life};
use domain::clock::Clock;
use domain::id::{CertificateId, IssueId, LicenseeId, UserId};
use domain::time::Timestamp;
use keys::{Keys, MasterKey};
use pki::fixture::Pair;
use pki::profile::person::Person;
use pki::{Name, PublicKey};
use serde_json::Value;
use store::{Store, StoreError, SystemClock, Tx, sql, table};
use uuid::Uuid;

use crate::load::Side;
use crate::office::Outcome;

/// Certificates of one transaction.
const CHUNK: u64 = 250;

/// The house's rows.
pub struct Rows {
    store: Store,
    /// Who issued them, as it is shown.
    pub authority: String,
    certificates: u64,
}

impl Rows {
    /// Makes so many.
    pub async fn fill(side: &Side, certificates: u64) -> Outcome<Self> {
        let data = &side.office.data;
        let store = tokio::task::block_in_place(|| Store::open(side.place.database(data)))?;
        let keys = Keys::folder(&data.join("keys"), &MasterKey::load(&data.join("master.key"))?)?;
        let shown: Value = serde_json::from_str(&side.office.admin(&["licensee", "show"]).await?)?;
        let licensee = LicenseeId::parse(shown["id"].as_str().unwrap_or_default()).map_err(|_| "a licensee's id")?;
        let user = UserId::parse(&side.signer.user).map_err(|_| "a person's id")?;
        let authority = store.read(move |tx| ca::issuing(tx, licensee)).await?;
        let (subject, key) = (subject()?, Pair::p256().public());
        let maker = Maker { store: &store, keys: &keys, authority: &authority, subject: &subject, key: &key, licensee, user };
        for first in (0..certificates).step_by(usize::try_from(CHUNK)?) {
            maker.chunk(first..(first + CHUNK).min(certificates)).await?;
        }
        Ok(Self { authority: authority.id.to_string(), store, certificates })
    }

    /// How many certificates are still those of the earlier authority and not revoked.
    pub async fn not_reissued(&self) -> Outcome<i64> {
        let read = |tx: &mut Tx<'_>| {
            let sql = sql!(
                "SELECT count(*) FROM intent i JOIN authority a ON a.id = i.authority WHERE a.slot = 'issuing-1' \
                 AND i.certificate IS NOT NULL AND i.revoked_at IS NULL"
            );
            tx.one(sql, &[], |row| row.get(0))
        };
        Ok(self.store.read(read).await.map_err(|error: StoreError| error)?)
    }

    /// Serial numbers of all that the earlier authority ever signed for people.
    pub async fn earlier(&self) -> Outcome<Vec<String>> {
        let read = |tx: &mut Tx<'_>| {
            let sql = sql!(
                "SELECT i.serial FROM intent i JOIN authority a ON a.id = i.authority \
                 WHERE a.slot = 'issuing-1' AND i.certificate IS NOT NULL"
            );
            tx.many(sql, &[], |row| row.get(0))
        };
        let all: Vec<String> = self.store.read(read).await.map_err(|error: StoreError| error)?;
        let most = usize::try_from(self.certificates)?;
        if all.len() < most { Err(format!("{} of {most} are there", all.len()).into()) } else { Ok(all) }
    }

    /// A certificate as it was and as it is.
    pub async fn pair(&self, number: u64) -> Outcome<(pki::Certificate, pki::Certificate)> {
        let id = CertificateId::new(uuid(number, 1));
        let read = move |tx: &mut Tx<'_>| {
            let sql = sql!("SELECT e.der, c.der FROM earlier_certificate e JOIN certificate c ON c.id = e.certificate WHERE c.id = ?1");
            tx.one(sql, &[id.into()], |row| Ok((row.get(0)?, row.get(1)?)))
        };
        let (before, after): (Vec<u8>, Vec<u8>) = self.store.read(read).await.map_err(|error: StoreError| error)?;
        Ok((pki::Certificate::parse(&before)?, pki::Certificate::parse(&after)?))
    }
}

struct Maker<'a> {
    store: &'a Store,
    keys: &'a Keys,
    authority: &'a Authority,
    subject: &'a Name,
    key: &'a PublicKey,
    licensee: LicenseeId,
    user: UserId,
}

impl Maker<'_> {
    /// Draft and reserve, sign, record.
    async fn chunk(&self, numbers: std::ops::Range<u64>) -> Outcome<()> {
        let now = SystemClock.now();
        let order = Order { subject: self.subject, public_key: self.key };
        let draft =
            |number| ca::draft(self.authority, order, Terms::default(), "http://ca.example.ru/pki", *uuid(number, 3).as_bytes(), now);
        let drafts: Vec<Draft> = numbers.clone().map(draft).collect::<Result<_, _>>()?;
        let reserved = drafts.clone();
        self.store.write(move |tx| reserved.iter().try_for_each(|draft| ca::reserve(tx, draft, now))).await?;
        let mut rows = Vec::new();
        for (number, draft) in numbers.zip(drafts) {
            let issued = ca::sign(self.keys, self.authority, draft).await?;
            rows.push((self.certificate(number, &issued, now), issued));
        }
        self.store
            .write(move |tx| {
                for (certificate, issued) in &rows {
                    ca::record(tx, issued, certificate.id)?;
                    table::certificate::insert(tx, certificate, &issued.public_key(), issued.certificate().der(), now)?;
                }
                Ok::<_, ca::CaError>(())
            })
            .await?;
        Ok(())
    }

    fn certificate(&self, number: u64, issued: &ca::Issued, now: Timestamp) -> Certificate {
        Certificate {
            id: CertificateId::new(uuid(number, 1)),
            licensee: self.licensee,
            version: 1,
            authority: self.authority.id,
            issue: IssueId::new(uuid(number, 2)),
            user: self.user,
            company: None,
            key: None,
            algorithm: "ECDSA-P256".to_owned(),
            serial: issued.serial(),
            thumbprint: issued.thumbprint(),
            subject: self.subject.to_string(),
            not_before: issued.not_before(),
            not_after: issued.not_after(),
            state: Life::Active { since: now },
        }
    }
}

fn subject() -> Outcome<Name> {
    let person = Person {
        surname: "Иванов".into(),
        given_name: "Иван Иванович".into(),
        inn: Some("500100732259".into()),
        snils: Some("11223344595".into()),
        ..Person::default()
    };
    Ok(person.name()?)
}

/// Another one for every number and sort, and spread like chance: serial numbers are made of it.
fn uuid(number: u64, sort: u64) -> Uuid {
    let mix = |seed: u64| {
        let mut value = seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
        value = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        value = (value ^ (value >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        value ^ (value >> 31)
    };
    Uuid::from_u64_pair(mix(number * 8 + sort), mix(number * 8 + sort + 4))
}
