//! Input that is well formed and still wrong: each with its own code, all at once, and nothing half-done.

use std::collections::BTreeMap;

use app::package::{Naming, NewFile, NewParticipant};
use domain::code;
use domain::id::{CompanyId, UserId};
use domain::office::Role;
use testhouse::House;

testkit::both_own! {
    async fn every_problem_of_a_package_is_named_at_once(db: TestDatabase) {
        let house = House::on(&db).await;
        let mut new = house.new_package(vec![]).await;
        new.name = Naming::Template { template: None, vars: BTreeMap::from([("deal".to_owned(), "7".to_owned()), ("type".to_owned(), "Акт".to_owned())]) };
        new.expires_at = Some(house.ctx.now());
        let empty = house.stored("").await;
        new.files.push(NewFile { name: "../passwd".to_owned(), media_type: "text/plain".to_owned(), stored: empty });
        let error = app::package::create(&house.ctx, &house.call(), new).await.unwrap_err();
        assert_eq!(error.code, code::VALIDATION_FAILED);
        let problems: Vec<(&str, &str)> = error.problems.iter().map(|one| (one.pointer.as_str(), one.code.id)).collect();
        assert_eq!(
            problems,
            [
                ("/vars/number", "template_variable_missing"),
                ("/files/1/name", "file_name_invalid"),
                ("/files/1", "file_empty"),
                ("/participants", "participants_required"),
                ("/expires_at", "value_invalid"),
            ]
        );
    }

    async fn unknown_participants_are_named_by_their_place(db: TestDatabase) {
        let house = House::on(&db).await;
        let known = house.person().await;
        let line = |user, company| NewParticipant { order: 1, role: Role::Signer, user: Some(user), phone: None, company };
        let route = vec![
            line(UserId::new(testkit::uuid()), None),
            line(known.id, Some(CompanyId::new(testkit::uuid()))),
            line(known.id, Some(house.own_company)),
        ];
        let new = house.new_package(route).await;
        let error = app::package::create(&house.ctx, &house.call(), new).await.unwrap_err();
        let problems: Vec<(&str, &str)> = error.problems.iter().map(|one| (one.pointer.as_str(), one.code.id)).collect();
        assert_eq!(
            problems,
            [
                ("/participants/0/user_id", "not_found"),
                ("/participants/1/company_id", "not_found"),
                ("/participants/2/company_id", "right_missing"),
            ]
        );
        let observers = vec![NewParticipant { order: 1, role: Role::Observer, user: Some(known.id), phone: None, company: None }];
        let new = house.new_package(observers).await;
        let error = app::package::create(&house.ctx, &house.call(), new).await.unwrap_err();
        assert_eq!((error.problems[0].pointer.as_str(), error.problems[0].code), ("/participants", code::SIGNER_REQUIRED));
        let all = app::package::list(&house.ctx, &house.call(), app::package::Filter::default(), app::Slice::first(10)).await.unwrap();
        assert_eq!(all.items, [], "nothing is half-done");
    }

    async fn the_list_shows_pages_that_lose_and_repeat_nothing(db: TestDatabase) {
        let house = House::on(&db).await;
        let who = house.signatory(house.own_company).await;
        let stranger = house.person().await;
        let mut made = Vec::new();
        for at in 0..7 {
            let alone = NewParticipant { order: 1, role: Role::Signer, user: Some(stranger.id), phone: None, company: None };
            let package = house.package(vec![if at % 2 == 0 { who.signs(1) } else { alone }]).await;
            made.push(package.id);
        }
        made.reverse();
        let mut seen = Vec::new();
        let mut after = None;
        loop {
            let slice = app::Slice { after, limit: 3 };
            let page = app::package::list(&house.ctx, &house.call(), app::package::Filter::default(), slice).await.unwrap();
            seen.extend(page.items.iter().map(|package| package.id));
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        made.sort_unstable_by(|a, b| b.cmp(a));
        seen.sort_unstable_by(|a, b| b.cmp(a));
        assert_eq!(seen, made);
        let filter = app::package::Filter { own_company_takes_part: true, ..Default::default() };
        assert_eq!(app::package::list(&house.ctx, &house.call(), filter, app::Slice::first(10)).await.unwrap().items.len(), 4);
    }
}
