//! Requests are found by state and by subject; the feed misses nothing and repeats nothing.

use app::request::client::{self, Search};
use domain::issue::Status;
use domain::issue::applicant::Applicant;
use testhouse::{House, applicant};

testkit::both_own! {
    async fn a_request_is_found_by_its_subject_however_that_is_written(db: TestDatabase) {
        let house = House::on(&db).await;
        let (ctx, call) = (&house.ctx, house.call());
        let who = applicant();
        let phone = who.phone.clone().unwrap();
        let first = house.drafted(&call, who.clone()).await;
        let second = house.drafted(&call, Applicant { email: Some("Other@Example.ru".to_owned()), ..who }).await;
        house.drafted(&call, applicant()).await;
        let by = &call;
        let find = |search: Search| async move {
            let found = client::search(ctx, by, Search { limit: 10, ..search }).await.unwrap();
            (found.items.into_iter().map(|seen| seen.request.id).collect::<Vec<_>>(), found.total)
        };
        let national = format!("8{}", &phone[2..]);
        for written in [phone.clone(), national, phone[2..].to_owned()] {
            let by_phone = Search { phone: Some(written), ..Search::default() };
            assert_eq!(find(by_phone).await, (vec![second, first], 2));
        }
        let oldest = Search { phone: Some(phone.clone()), oldest_first: true, ..Search::default() };
        assert_eq!(find(oldest).await, (vec![first, second], 2));
        let both = Search { phone: Some(phone.clone()), email: Some("other@example.ru".to_owned()), ..Search::default() };
        assert_eq!(find(both).await, (vec![second], 1));
        let in_state = Search { phone: Some(phone), statuses: vec![Status::Approved], ..Search::default() };
        assert_eq!(find(in_state).await, (vec![], 0));
        assert_eq!(find(Search { inn: Some("500100732259".to_owned()), ..Search::default() }).await.1, 3);
        assert_eq!(find(Search { inn: Some("7707083893".to_owned()), ..Search::default() }).await.1, 0);
    }

    async fn lists_by_state_are_cut_where_they_were_asked_to_be(db: TestDatabase) {
        let house = House::on(&db).await;
        let (ctx, call) = (&house.ctx, house.call());
        let mut drafts = Vec::new();
        for _ in 0..3 {
            drafts.push(house.drafted(&call, applicant()).await);
        }
        let sent = house.whole(&call, applicant()).await;
        client::submit(ctx, &call, sent).await.unwrap();
        let by = &call;
        let find = |statuses: Vec<Status>, oldest_first, offset| async move {
            let search = Search { statuses, oldest_first, offset, limit: 2, ..Search::default() };
            let found = client::search(ctx, by, search).await.unwrap();
            (found.items.into_iter().map(|seen| seen.request.id).collect::<Vec<_>>(), found.total)
        };
        assert_eq!(find(vec![], false, 0).await, (vec![sent, drafts[2]], 4));
        assert_eq!(find(vec![], true, 2).await, (vec![drafts[2], sent], 4));
        assert_eq!(find(vec![Status::Preparing], false, 1).await, (vec![drafts[1], drafts[0]], 3));
        assert_eq!(find(vec![Status::Validating, Status::Preparing], true, 2).await, (vec![drafts[2], sent], 4));
        assert_eq!(find(vec![Status::Released], false, 0).await, (vec![], 0));
    }

    async fn the_feed_read_in_pieces_of_any_size_is_the_feed(db: TestDatabase) {
        let house = House::on(&db).await;
        let (ctx, call) = (&house.ctx, house.call());
        for _ in 0..3 {
            // other things happen in between
            house.person().await;
            let id = house.whole(&call, applicant()).await;
            client::delete(ctx, &call, id).await.unwrap();
        }
        ctx.store.sequencer().pass().await.unwrap();
        let whole = client::events(ctx, &call, 200, None).await.unwrap();
        assert!(whole.events.len() > 10 && whole.events.iter().all(|event| event.kind.starts_with("certificate_request.")));
        assert_eq!(whole.last, whole.events.last().map(|event| event.number));
        for limit in [1, 2, 3, 7] {
            let (mut pieces, mut after) = (Vec::new(), None);
            loop {
                let piece = client::events(ctx, &call, limit, after).await.unwrap();
                if piece.events.is_empty() {
                    assert_eq!(piece.last, after, "nothing new: the same place");
                    break;
                }
                after = piece.last;
                pieces.extend(piece.events);
            }
            assert_eq!(pieces, whole.events, "in pieces of {limit}");
        }
        let deleted = whole.events.iter().filter(|event| event.state == "deleted").count();
        assert_eq!(deleted, 3);
    }
}
