//! Files small and large: wherever their bytes lie, they come back whole and in pieces.

use app::package::NewFile;
use domain::id::FileId;
use futures::TryStreamExt;
use testhouse::House;

/// The longest that lies in its row.
const SMALL: usize = 16 << 10;

async fn read(house: &House, id: FileId, range: Option<std::ops::Range<u64>>) -> Vec<u8> {
    let opened = app::file::open(&house.ctx, &house.call(), id, range).await.unwrap();
    opened
        .body
        .try_fold(Vec::new(), |mut all, piece| async move {
            all.extend_from_slice(&piece);
            Ok(all)
        })
        .await
        .unwrap()
}

testkit::both_own! {
    async fn files_small_and_large_come_back_whole_and_in_pieces(db: TestDatabase) {
        let house = House::on(&db).await;
        let one = house.signatory(house.own_company).await;
        let mut new = house.new_package(vec![one.signs(1)]).await;
        let texts: Vec<String> = [1, SMALL, SMALL + 1, 3 * SMALL].iter().map(|size| "0123456789abcdef".chars().cycle().take(*size).collect()).collect();
        new.files.clear();
        for (at, text) in texts.iter().enumerate() {
            let stored = house.stored(text).await;
            assert_eq!(stored.sha256, app::sha256_hex(text.as_bytes()));
            new.files.push(NewFile { name: format!("{at}.txt"), media_type: "text/plain".to_owned(), stored });
        }
        let package = app::package::create(&house.ctx, &house.call(), new).await.unwrap().value;
        for (file, text) in package.files.iter().zip(&texts) {
            assert_eq!(file.size, text.len() as u64);
            assert_eq!(read(&house, file.id, None).await, text.as_bytes());
            let end = text.len() as u64;
            assert_eq!(read(&house, file.id, Some(end / 2..end)).await, &text.as_bytes()[text.len() / 2..]);
            let outside = app::file::open(&house.ctx, &house.call(), file.id, Some(0..end + 1)).await;
            assert_eq!(outside.err().unwrap().code, domain::code::VALUE_INVALID);
        }
        let in_rows = house.ctx.store.read(|tx| tx.one(store::sql!("SELECT count(*) FROM content WHERE bytes IS NOT NULL"), &[], |row| row.get::<i64>(0))).await;
        assert_eq!(in_rows.map_err(|error: store::StoreError| error.to_string()), Ok(2), "the two small ones");
    }
}
