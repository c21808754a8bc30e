//! The same key makes one effect, however often and however close together it is sent.

use app::company::Addition;
use app::{AppError, Call, Once};
use domain::code;
use domain::office::Company;
use domain::subject::Title;
use testhouse::House;

fn addition(inn: &domain::subject::Inn) -> Addition {
    Addition { name: Title::parse("ООО «Клевер»").unwrap(), inn: inn.clone(), kpp: None, ogrn: None, external_id: None }
}

testkit::both_own! {
    async fn a_repeated_call_gets_the_first_result_and_another_body_is_refused(db: TestDatabase) {
        let house = House::on(&db).await;
        let inn = testhouse::inn_of_company();
        let first = app::company::add(&house.ctx, &house.call_once("k1"), addition(&inn)).await.unwrap();
        let second = app::company::add(&house.ctx, &house.call_once("k1"), addition(&inn)).await.unwrap();
        assert!(!first.replayed && second.replayed);
        assert_eq!(first.value, second.value);
        let other = Once { fingerprint: "other".to_owned(), ..house.call_once("k1").once.unwrap() };
        let call = Call { once: Some(other), ..house.call() };
        assert_eq!(app::company::add(&house.ctx, &call, addition(&inn)).await.unwrap_err().code, code::IDEMPOTENCY_MISMATCH);
        // under another key it is another act
        assert_eq!(app::company::add(&house.ctx, &house.call_once("k2"), addition(&inn)).await.unwrap_err().code, code::COMPANY_EXISTS);
    }

    async fn a_refused_call_leaves_its_key_free(db: TestDatabase) {
        let house = House::on(&db).await;
        let inn = testhouse::inn_of_company();
        app::company::add(&house.ctx, &house.call(), addition(&inn)).await.unwrap();
        assert_eq!(app::company::add(&house.ctx, &house.call_once("k"), addition(&inn)).await.unwrap_err().code, code::COMPANY_EXISTS);
        let free = testhouse::inn_of_company();
        assert!(!app::company::add(&house.ctx, &house.call_once("k"), addition(&free)).await.unwrap().replayed);
    }

    async fn eight_at_once_on_two_nodes_make_one_effect(db: TestDatabase) {
        let house = House::on(&db).await;
        let other = house.another_node(&db);
        for round in 0..10 {
            let inn = testhouse::inn_of_company();
            let calls: Vec<_> = (0..8)
                .map(|at| {
                    let ctx = if at % 2 == 0 { house.ctx.clone() } else { other.clone() };
                    let (call, new) = (house.call_once(&format!("round-{round}")), addition(&inn));
                    tokio::spawn(async move { app::company::add(&ctx, &call, new).await })
                })
                .collect();
            let mut fresh = 0;
            let mut made: Vec<Company> = Vec::new();
            for call in calls {
                match call.await.unwrap() {
                    Ok(done) => {
                        fresh += usize::from(!done.replayed);
                        made.push(done.value);
                    }
                    Err(error) => assert_in_progress(&error),
                }
            }
            assert_eq!(fresh, 1);
            assert!(made.iter().all(|company| *company == made[0]));
        }
    }
}

fn assert_in_progress(error: &AppError) {
    assert_eq!(error.code, code::IDEMPOTENCY_IN_PROGRESS);
    assert!(error.retry_after.is_some());
}
