//! Packages, files, events, audit records and kept results in numbers, in the order of time.

use domain::clock::Clock;
use domain::id::{CompanyId, ContentId, EventId, FileId, LicenseeId, PackageId, ParticipantId, UserId};
use domain::office::package::{Command, File, Status};
use domain::office::{Package, Participant, ParticipantState, Role, Route, Who};
use domain::subject::{ExternalId, Reason};
use domain::time::Timestamp;
use serde_json::{Value, json};
use store::table::content::{Content, FileRow, Place};
use store::{AuditOutcome, NewAudit, NewEvent, NewResult, Store, StoreError, SystemClock, Tx, table};
use uuid::Uuid;
use wire::office::NewCompany;

use crate::load::Side;
use crate::office::{Outcome, company_inn};

/// Packages of one transaction.
const CHUNK: u64 = 100;
/// One package of so many is revoked, has the rare company on its route.
const RARE: u64 = 500;
/// One moment to the next package, in microseconds.
const STEP: i64 = 10_000_000;

/// The licensee's rows.
pub struct Rows {
    store: Store,
    licensee: LicenseeId,
    company: CompanyId,
    /// A company that hardly any package has.
    pub rare: CompanyId,
    user: UserId,
    begin: Timestamp,
    events_each: u64,
    packages: u64,
}

impl Rows {
    /// None yet.
    pub async fn of(side: &Side, events_each: u64) -> Outcome<Self> {
        let shown: Value = serde_json::from_str(&side.office.admin(&["licensee", "show"]).await?)?;
        let wanted =
            NewCompany {
                name: "ООО «Редкая»".into(), inn: company_inn(77), kpp: Some("770001001".into()), ogrn: None, external_id: None
            };
        let rare = side.signer.client.add_company(&wanted).await?;
        let store = tokio::task::block_in_place(|| Store::open(side.place.database(&side.office.data)))?;
        Ok(Self {
            store,
            licensee: parsed(LicenseeId::parse(shown["id"].as_str().unwrap_or_default()))?,
            company: parsed(CompanyId::parse(&side.signer.company))?,
            rare: parsed(CompanyId::parse(&rare.id))?,
            user: parsed(UserId::parse(&side.signer.user))?,
            begin: Timestamp::from_seconds(SystemClock.now().micros() / 1_000_000 - 400 * 86_400),
            events_each,
            packages: 0,
        })
    }

    /// How many events there are.
    pub fn events(&self) -> u64 {
        self.packages * self.events_each
    }

    /// How many packages there are.
    pub fn packages(&self) -> u64 {
        self.packages
    }

    /// The id of a package, the oldest being number 0.
    pub fn id(&self, number: u64) -> PackageId {
        PackageId::new(self.uuid(number, 0))
    }

    /// Adds packages until there are so many, and waits until their events have numbers.
    pub async fn fill(&mut self, packages: u64) -> Outcome<()> {
        while self.packages < packages {
            let until = (self.packages + CHUNK).min(packages);
            let made: Vec<(Package, Vec<(File, ContentId)>)> =
                (self.packages..until).map(|number| self.package(number)).collect::<Outcome<_>>()?;
            let (licensee, events_each, from) = (self.licensee, self.events_each, self.packages);
            let ids: Vec<Vec<Uuid>> = (from..until).map(|number| (0..events_each).map(|n| self.uuid(number, 100 + n)).collect()).collect();
            self.store
                .write(move |tx| {
                    for ((package, files), ids) in made.iter().zip(&ids) {
                        insert(tx, licensee, package, files, ids)?;
                    }
                    Ok::<_, StoreError>(())
                })
                .await?;
            self.packages = until;
        }
        while self
            .store
            .read(|tx| {
                tx.optional(store::sql!("SELECT pos FROM event WHERE number IS NULL ORDER BY pos LIMIT 1"), &[], |row| row.get::<i64>(0))
            })
            .await?
            .is_some()
        {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        Ok(())
    }

    fn at(&self, number: u64) -> Timestamp {
        Timestamp::from_micros(self.begin.micros() + i64::try_from(number).unwrap_or(i64::MAX) * STEP)
    }

    /// As the house makes them: the moment first, then what nobody else has.
    fn uuid(&self, number: u64, part: u64) -> Uuid {
        let mut tail = [0; 10];
        tail[1..5].copy_from_slice(&(part as u32).to_be_bytes());
        tail[5..].copy_from_slice(&number.to_be_bytes()[3..]);
        uuid::Builder::from_unix_timestamp_millis((self.at(number).micros() / 1000).unsigned_abs(), &tail).into_uuid()
    }

    fn package(&self, number: u64) -> Outcome<(Package, Vec<(File, ContentId)>)> {
        let (at, rare) = (self.at(number), number.is_multiple_of(RARE));
        let who = |company| Who { user: Some(self.user), phone: None, company: Some(company) };
        let mut participants = vec![Participant {
            id: ParticipantId::new(self.uuid(number, 1)),
            order: 1,
            role: Role::Signer,
            who: who(self.company),
            state: ParticipantState::Waiting,
        }];
        if rare {
            let id = ParticipantId::new(self.uuid(number, 2));
            participants.push(Participant { id, order: 2, role: Role::Signer, who: who(self.rare), state: ParticipantState::Waiting });
        }
        let content = ContentId::new(self.uuid(number, 3));
        let file = File {
            id: FileId::new(self.uuid(number, 4)),
            content,
            name: "договор.txt".into(),
            media_type: "text/plain".into(),
            size: 7,
            sha256: format!("{number:064x}"),
        };
        let draft = Package {
            id: self.id(number),
            licensee: self.licensee,
            version: 1,
            name: format!("Сделка {number} – Договор"),
            external_id: Some(parsed(ExternalId::parse(&format!("deal-{number}")))?),
            created_at: at,
            updated_at: None,
            expires_at: None,
            status: Status::Draft,
            route: Route::new(participants).map_err(|(_, code)| code.id)?,
            files: vec![file.clone()],
        };
        let (mut package, _) = parsed(draft.apply(Command::Send, at))?;
        if rare {
            let reason = parsed(Reason::parse("ошибка в договоре"))?;
            (package, _) = parsed(package.apply(Command::Revoke { reason }, at))?;
        }
        Ok((package, vec![(file, content)]))
    }
}

fn insert(
    tx: &mut Tx<'_>,
    licensee: LicenseeId,
    package: &Package,
    files: &[(File, ContentId)],
    events: &[Uuid],
) -> Result<(), StoreError> {
    let (at, id) = (package.created_at, package.id.to_string());
    table::package::insert(tx, package)?;
    for (file, content) in files {
        let place = Place::Row("договор".into());
        table::content::insert(
            tx,
            &Content { id: *content, licensee, place, size: file.size, sha256: file.sha256.clone(), created_at: at },
        )?;
        let row = FileRow {
            id: file.id,
            licensee,
            owner: id.clone(),
            place: 0,
            kind: "original".into(),
            name: file.name.clone(),
            media_type: file.media_type.clone(),
            size: file.size,
            sha256: file.sha256.clone(),
            content: *content,
        };
        table::content::insert_file(tx, &row)?;
    }
    for event in events {
        let data = json!({ "package_id": id, "external_id": package.external_id, "package_status": package.status.word(), "package_version": package.version });
        tx.event(NewEvent {
            id: EventId::new(*event),
            licensee,
            kind: "participant.turn_started",
            at,
            subject: id.clone(),
            lane: Some(id.clone()),
            data,
        });
    }
    for action in ["package.create", "package.sign", "package.revoke"] {
        tx.audit(NewAudit {
            at,
            licensee: Some(licensee),
            actor: "key_drill".into(),
            action,
            subject: id.clone(),
            outcome: AuditOutcome::Done,
            code: None,
            detail: Value::Null,
            request_id: Some(id.clone()),
        });
    }
    let result = serde_json::to_string(package).map_err(|error| StoreError::Other(error.to_string()))?;
    tx.remember(NewResult {
        owner: licensee.to_string(),
        key: format!("drill-{id}"),
        fingerprint: "0".repeat(64),
        result,
        at: SystemClock.now(),
    });
    Ok(())
}

fn parsed<T, E: std::fmt::Debug>(result: Result<T, E>) -> Outcome<T> {
    result.map_err(|error| format!("{error:?}").into())
}
