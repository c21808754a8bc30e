//! Personal data: sealed where they lie, gone when they are deleted, looked at on the record.

use std::path::Path;
use std::time::Duration;

use app::admin;
use app::request::client::{self, NewPage};
use app::request::operator;
use bytes::Bytes;
use domain::code;
use domain::issue::document::{Kind, Requisites};
use store::Value;
use store::portable::{self, Blob, Sink};
use testhouse::{House, applicant};
use testkit::TestDatabase;

/// Every text and every byte of the database, as one.
#[derive(Default)]
struct Everything(Vec<u8>);

impl Sink for Everything {
    type Error = store::OpenError;

    fn table(&mut self, _: &str, _: &[String]) -> Result<(), Self::Error> {
        Ok(())
    }

    fn row(&mut self, values: &[Value]) -> Result<(), Self::Error> {
        for value in values {
            match value {
                Value::Text(text) => self.0.extend(text.as_bytes()),
                Value::Blob(bytes) => self.0.extend(bytes),
                Value::Null | Value::Int(_) => {}
            }
            self.0.push(0);
        }
        Ok(())
    }

    fn blob(&mut self, _: &Blob) -> Result<(), Self::Error> {
        Ok(())
    }
}

pub(crate) async fn everything(db: &TestDatabase) -> Vec<u8> {
    let database = db.database.clone();
    let copy = move || {
        let mut sink = Everything::default();
        portable::export(&database, &mut sink).unwrap();
        sink.0
    };
    tokio::task::spawn_blocking(copy).await.unwrap()
}

pub(crate) fn files(folder: &Path, into: &mut Vec<u8>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files(&path, into) } else { into.extend(std::fs::read(path).unwrap()) }
    }
}

pub(crate) fn holds(everything: &[u8], part: &[u8]) -> bool {
    everything.windows(part.len()).any(|window| window == part)
}

/// A long PDF that says who it is of.
fn long_scan() -> Vec<u8> {
    let mut pdf = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
        3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n"
        .to_vec();
    for _ in 0..4000 {
        pdf.extend(b"% SECRET-OF-A-PERSON 4510 123456\n");
    }
    let start = pdf.len();
    pdf.extend(b"xref\n0 1\n0000000000 65535 f \ntrailer<</Size 4/Root 1 0 R>>\nstartxref\n");
    pdf.extend(start.to_string().as_bytes());
    pdf.extend(b"\n%%EOF\n");
    pdf
}

testkit::both_own! {
    async fn nothing_of_a_person_lies_in_clear_and_nothing_opens_after_the_deletion(db: TestDatabase) {
        let house = House::on(&db).await;
        let (ctx, call) = (&house.ctx, house.call());
        let who = applicant();
        let phone = who.phone.clone().unwrap();
        let id = house.whole(&call, who).await;
        let scan = long_scan();
        let body = futures::stream::iter([Ok::<_, std::io::Error>(Bytes::from(scan.clone()))]);
        let (page, seen) = client::add_page(ctx, &call, id, Kind::Passport, NewPage::default(), body).await.unwrap();
        client::identify(ctx, &call, id, testhouse::colleague()).await.unwrap();
        client::put_note(ctx, &call, id, "приметы: рыжая").await.unwrap();
        let mut kept = everything(&db).await;
        files(house.folder(), &mut kept);
        for secret in ["Ёжикова", "500100732259", "123456", "112-233-445", "Сидоров", "рыжая", "anna@example.ru", "SECRET-OF-A-PERSON"] {
            assert!(!holds(&kept, secret.as_bytes()), "{secret}");
        }
        assert!(!holds(&kept, phone.as_bytes()), "the phone");
        let shown = client::open_page(ctx, &call, id, Kind::Passport, page).await.unwrap();
        assert_eq!(&shown.bytes[..], &scan[..]);

        let content = seen.request.document(Kind::Passport).unwrap().pages[1].content;
        client::delete(ctx, &call, id).await.unwrap();
        let rows = ctx
            .store
            .read(move |tx| {
                let pages = store::table::issue_page::of_issue(tx, id)?.len();
                let entries = store::table::issue_identification::of_issue(tx, id, 10)?.len();
                Ok::<_, store::StoreError>((pages, entries, store::table::content::place(tx, content)?, store::table::issue::load(tx, id)?))
            })
            .await
            .unwrap();
        assert_eq!(rows, (0, 0, None, None));
        // the blob without its key is noise, and goes with the sweep
        house.clock.advance(Duration::from_secs(26 * 3600));
        house.work().await;
    }

    async fn every_look_at_a_scan_is_recorded_with_who_it_was(db: TestDatabase) {
        let house = House::on(&db).await;
        let (ctx, call, operator_call) = (&house.ctx, house.call(), house.operator("first").await);
        let id = house.whole(&call, applicant()).await;
        let page = client::get(ctx, &call, id).await.unwrap().request.documents[0].pages[0].id;
        client::open_page(ctx, &call, id, Kind::Passport, page).await.unwrap();
        operator::open_page(ctx, &operator_call, id, Kind::Passport, page).await.unwrap();
        let subject = format!("{id}/{page}");
        let records = ctx.store.read(move |tx| store::table::audit::of_subject(tx, &subject, 10)).await.unwrap();
        let actors: Vec<_> = records.iter().map(|record| (record.action.as_str(), record.actor.clone())).collect();
        assert_eq!(actors, [("request.open_page", call.caller.actor()), ("request.open_page", operator_call.caller.actor())]);
    }

    async fn without_the_subjects_consent_no_scan_is_taken(db: TestDatabase) {
        let house = House::on(&db).await;
        let (ctx, call, licensee) = (&house.ctx, house.call(), house.licensee);
        ctx.store
            .write(move |tx| {
                let mut tenant = store::table::licensee::load(tx, licensee)?.unwrap();
                tenant.policy.licensee_collects_consents = false;
                let body = serde_json::to_string(&tenant).unwrap();
                tx.execute(store::sql!("UPDATE licensee SET body = ?2 WHERE id = ?1"), &[licensee.into(), body.into()])?;
                Ok::<_, store::StoreError>(())
            })
            .await
            .unwrap();
        let id = house.drafted(&call, applicant()).await;
        client::put_document(ctx, &call, id, Kind::ReleaseStatement, client::DocumentChange::default()).await.unwrap();
        house.work().await;
        let add = || {
            let body = futures::stream::iter([Ok::<_, std::io::Error>(Bytes::from_static(testhouse::PIXEL))]);
            client::add_page(ctx, &call, id, Kind::ReleaseStatement, NewPage::default(), body)
        };
        assert_eq!(add().await.unwrap_err().code, code::PROCESSING_CONSENT_REQUIRED);
        let given = client::give_consent(ctx, &call, id, "согласие-3").await.unwrap();
        assert_eq!(given.request.processing.unwrap().text_version, "согласие-3");
        add().await.unwrap();
        assert!(Requisites::default().is_empty());
    }

    async fn drafts_and_scans_are_kept_as_long_as_they_may_be_and_no_longer(db: TestDatabase) {
        let house = House::on(&db).await;
        let (ctx, call, operator_call) = (&house.ctx, house.call(), house.operator("first").await);
        let draft = house.whole(&call, applicant()).await;
        let released = house.released(&call, &operator_call, applicant()).await;
        let retention = ctx.settings.retention;
        house.clock.advance(retention.drafts - Duration::from_secs(3600));
        let fresh = house.whole(&call, applicant()).await;
        house.work().await;
        assert!(client::get(ctx, &call, draft).await.is_ok());
        house.clock.advance(Duration::from_secs(2 * 3600));
        house.work().await;
        assert_eq!(client::get(ctx, &call, draft).await.unwrap_err().code, code::NOT_FOUND);
        assert!(client::get(ctx, &call, fresh).await.is_ok());
        let pages = |seen: &app::request::Seen| seen.request.document(Kind::Passport).unwrap().pages.len();
        assert_eq!(pages(&client::get(ctx, &call, released).await.unwrap()), 1);
        house.clock.advance(retention.scans);
        house.work().await;
        assert_eq!(pages(&client::get(ctx, &call, released).await.unwrap()), 0);
        assert!(client::certificate(ctx, &call, released).await.is_ok());
    }

    async fn an_operator_logs_in_and_out_and_guesses_are_slowed_down(db: TestDatabase) {
        let house = House::on(&db).await;
        let ctx = &house.ctx;
        let (id, password) = admin::create_operator(ctx, "first").await.unwrap();
        assert_eq!(admin::create_operator(ctx, "first").await.unwrap_err().code, code::LOGIN_TAKEN);
        let opened = app::operator::open_session(ctx, None, None, "first", password.clone()).await.unwrap();
        assert_eq!(opened.operator, id);
        let token = app::ExposeSecret::expose_secret(&opened.token).to_owned();
        let caller = app::access::by_operator(ctx, &token).await.unwrap();
        app::operator::close_session(ctx, &app::Call::of(caller)).await.unwrap();
        assert_eq!(app::access::by_operator(ctx, &token).await.unwrap_err().code, code::UNAUTHENTICATED);
        for _ in 0..5 {
            let error = app::operator::open_session(ctx, None, None, "first", "wrong".to_owned().into()).await.unwrap_err();
            assert_eq!(error.code, code::LOGIN_WRONG);
        }
        let error = app::operator::open_session(ctx, None, None, "first", password).await.unwrap_err();
        assert_eq!(error.code, code::LOGIN_LIMIT);
    }
}
