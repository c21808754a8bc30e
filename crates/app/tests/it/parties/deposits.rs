use std::time::Duration;

use app::deposit;
use bytes::Bytes;
use domain::code;
use domain::deposit::LARGEST_DEPOSIT;
use domain::id::{ContentId, PageId};
use domain::issue::document::Format;
use domain::issue::document::{Kind, Page, Tone};
use futures::TryStreamExt as _;
use testhouse::{House, PIXEL, applicant};

use super::{deposited, md5, on_behalf, own, sent};
use crate::requests::personal::{everything, files, holds};

const SECRET: &[u8] = b"SECRET-OF-A-DEPOSIT";

async fn bytes(house: &House, org: &app::form::OrgCall, id: ContentId) -> Vec<u8> {
    let opened = deposit::open(&house.ctx, org, id).await.unwrap();
    let pieces: Vec<Bytes> = opened.body.try_collect().await.unwrap();
    pieces.concat()
}

testkit::both_own! {
    async fn contents_of_every_size_come_back_and_lie_sealed(db: TestDatabase) {
        let house = House::on(&db).await;
        let org = own(&house).await;
        for size in [1, 16 << 10, (64 << 10) + 1, 1 << 20] {
            let content: Vec<u8> = SECRET.iter().copied().cycle().take(size).collect();
            let kept = deposited(&house, &org, &content).await;
            assert_eq!((kept.size, kept.sort.word()), (size as u64, "bin"));
            assert_eq!(bytes(&house, &org, kept.id).await, content);
        }
        let mut kept = everything(&db).await;
        files(house.folder(), &mut kept);
        assert!(!holds(&kept, SECRET));
        assert!(!holds(&kept, md5(SECRET).as_str().as_bytes()));
    }

    async fn what_was_damaged_on_the_way_or_is_nothing_is_refused(db: TestDatabase) {
        let house = House::on(&db).await;
        let (ctx, org) = (&house.ctx, own(&house).await);
        let error = deposit::put(ctx, &org, md5(b"other"), sent(b"content")).await.unwrap_err();
        assert_eq!(error.problems.iter().map(|one| (one.pointer.as_str(), one.code)).collect::<Vec<_>>(), [("/md5", code::DIGEST_MISMATCH)]);
        assert_eq!(deposit::put(ctx, &org, md5(b""), sent(b"")).await.unwrap_err().code, code::FILE_EMPTY);
        let broken = futures::stream::iter([Ok(Bytes::from_static(b"half")), Err(std::io::Error::other("gone"))]);
        assert_eq!(deposit::put(ctx, &org, md5(b"half"), broken).await.unwrap_err().code, code::BODY_INCOMPLETE);
    }

    async fn what_belongs_to_another_company_is_missing(db: TestDatabase) {
        let house = House::on(&db).await;
        let (ctx, org) = (&house.ctx, own(&house).await);
        let kept = deposited(&house, &org, PIXEL).await;
        let neighbour = on_behalf(&house, house.call(), house.company().await).await;
        assert_eq!(deposit::open(ctx, &neighbour, kept.id).await.err().unwrap().code, code::NOT_FOUND);
        assert_eq!(deposit::find(ctx, &neighbour, kept.id).await.unwrap_err().code, code::NOT_FOUND);
    }

    async fn a_content_that_nobody_names_is_swept_and_one_that_somebody_does_stays(db: TestDatabase) {
        let house = House::on(&db).await;
        let (ctx, org) = (&house.ctx, own(&house).await);
        let (idle, named) = (deposited(&house, &org, PIXEL).await, deposited(&house, &org, PIXEL).await);
        let id = named.id;
        ctx.store.write(move |tx| deposit::attach(tx, id, "form:1")).await.unwrap();
        ctx.store.write(move |tx| deposit::attach(tx, id, "form:2")).await.unwrap();
        let month = ctx.settings.retention.deposits + Duration::from_secs(7200);
        house.clock.advance(month);
        house.work().await;
        assert_eq!(deposit::find(ctx, &org, idle.id).await.unwrap_err().code, code::NOT_FOUND);
        assert_eq!(bytes(&house, &org, id).await, PIXEL);
        let now = ctx.now();
        for owner in ["form:1", "form:2"] {
            ctx.store.write(move |tx| deposit::let_go(tx, id, owner, now)).await.unwrap();
            house.work().await;
            assert_eq!(bytes(&house, &org, id).await, PIXEL, "it may be named again for a while");
        }
        house.clock.advance(month);
        house.work().await;
        assert_eq!(deposit::find(ctx, &org, id).await.unwrap_err().code, code::NOT_FOUND);
        let gone = ctx.store.write(move |tx| deposit::attach(tx, id, "form:3")).await.unwrap_err();
        assert_eq!(gone.code, code::CONTENT_UNKNOWN);
    }

    async fn a_page_of_a_request_shares_the_bytes_and_a_purge_destroys_them(db: TestDatabase) {
        let house = House::on(&db).await;
        let (ctx, call, org) = (&house.ctx, house.call(), own(&house).await);
        let kept = deposited(&house, &org, PIXEL).await;
        let scan = deposit::inspect(ctx, kept.id).await.unwrap();
        assert_eq!((scan.format, scan.tone), (Format::Png, Tone::Colour));
        let id = house.drafted(&call, applicant()).await;
        let pages = [testkit::uuid(), testkit::uuid()].map(PageId::new);
        for page in pages {
            let page = Page { id: page, content: kept.id, format: scan.format, size: kept.size, name: None, tone: scan.tone };
            let (inner, now) = (ctx.clone(), ctx.now());
            ctx.store.write(move |tx| deposit::as_page(tx, &inner, id, Kind::Passport, &page, now)).await.unwrap();
        }
        house.clock.advance(ctx.settings.retention.deposits + Duration::from_secs(7200));
        house.work().await;
        assert_eq!(bytes(&house, &org, kept.id).await, PIXEL);
        // the request goes, and with it the last that named the bytes
        app::request::client::delete(ctx, &call, id).await.unwrap();
        assert_eq!(deposit::find(ctx, &org, kept.id).await.unwrap_err().code, code::NOT_FOUND);
        let content = kept.id;
        let place = ctx.store.read(move |tx| store::table::content::place(tx, content)).await.map_err(|error: store::StoreError| error);
        assert_eq!(place.unwrap(), None);
    }

    async fn every_look_at_a_content_is_recorded(db: TestDatabase) {
        let house = House::on(&db).await;
        let org = own(&house).await;
        let kept = deposited(&house, &org, PIXEL).await;
        bytes(&house, &org, kept.id).await;
        let records = app::audit::list(&house.ctx, &house.call(), app::audit::Filter::default(), app::Slice::first(200)).await.unwrap().items;
        let of = |action: &str| records.iter().filter(|one| one.action == action && one.subject == kept.id.to_string()).count();
        assert_eq!((of("deposit.put"), of("deposit.open")), (1, 1));
    }
}

#[tokio::test]
async fn more_than_the_largest_is_refused_on_the_way() {
    let db = testkit::sqlite();
    let house = House::on(&db).await;
    let org = own(&house).await;
    let piece = Bytes::from(vec![0; 1 << 20]);
    let pieces = (LARGEST_DEPOSIT >> 20) + 1;
    let body = futures::stream::iter((0..pieces).map(move |_| Ok::<_, std::io::Error>(piece.clone())));
    let error = deposit::put(&house.ctx, &org, md5(b""), body).await.unwrap_err();
    assert_eq!((error.code, &error.facts["limit"]), (code::PAYLOAD_TOO_LARGE, &LARGEST_DEPOSIT.into()));
}
