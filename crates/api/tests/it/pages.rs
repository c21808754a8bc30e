//! Every list, page by page: things of one moment are all shown once, while others come and go on changing; and what a mark is good for.

mod lists;

use serde_json::{Value, json};
use store::StoreError;

use crate::caller::{Api, Reply};
use lists::{List, Make};

/// Makes so many things in one transaction and returns how they are shown.
async fn made(api: &Api, make: &Make, count: usize) -> Vec<String> {
    let (make, ctx) = (make.clone(), api.house.ctx.clone());
    let all = move |tx: &mut store::Tx<'_>| (0..count).map(|_| make(tx, &ctx)).collect::<Result<Vec<_>, StoreError>>();
    api.house.ctx.store.write(all).await.unwrap()
}

/// Where `Link` leads.
fn next_of(reply: &Reply) -> String {
    let link = reply.header("link");
    link.strip_prefix('<').and_then(|link| link.strip_suffix(">; rel=\"next\"")).unwrap_or_else(|| panic!("{link}")).to_owned()
}

/// Walks a list from its beginning to its end, while more is made and something changes between the pages.
async fn walk(api: &Api, list: &List, limit: usize) -> Vec<String> {
    let caller = api.with_token(list.token.clone());
    let mut path = format!("{}{}limit={limit}", list.path, if list.path.contains('?') { '&' } else { '?' });
    let mut seen = Vec::new();
    for page in 0.. {
        let reply = caller.get(&path).await;
        let body = reply.expect(200);
        let data = body["data"].as_array().unwrap();
        seen.extend(data.iter().map(|one| one[list.id].as_str().unwrap().to_owned()));
        let Some(next) = body["next"].as_str() else {
            assert_eq!(reply.header("link"), "");
            return seen;
        };
        assert_eq!(data.len(), limit, "{path}");
        path = next_of(&reply);
        assert!(path.ends_with(&format!("after={next}")), "{path}");
        if limit > 1 || page % 20 == 0 {
            made(api, &list.make, 1).await;
            made(api, &list.change, 1).await;
        }
    }
    unreachable!("a list without an end")
}

/// All that was there before the walk is shown once, in the same order whatever the size of the pages, and nothing is shown twice.
async fn nothing_is_lost_or_repeated(api: &Api, list: &List, count: usize) {
    let there = made(api, &list.make, count).await;
    let mut orders = Vec::new();
    for limit in [200, 7, 1] {
        let seen = walk(api, list, limit).await;
        let mut distinct = seen.clone();
        distinct.sort_unstable();
        distinct.dedup();
        assert_eq!(distinct.len(), seen.len(), "{} {limit}: something is repeated", list.path);
        let order: Vec<_> = seen.into_iter().filter(|one| there.contains(one)).collect();
        assert_eq!(order.len(), there.len(), "{} {limit}: something is lost", list.path);
        orders.push(order);
    }
    assert!(orders.windows(2).all(|two| two[0] == two[1]), "{}", list.path);
}

testkit::both_own! {
    async fn a_thousand_packages_of_one_moment_are_each_shown_once(db: TestDatabase) {
        let api = Api::on(&db).await;
        nothing_is_lost_or_repeated(&api, &lists::packages(&api, "/v1/packages").await, 1000).await;
    }

    async fn a_thousand_people_of_one_moment_are_each_shown_once(db: TestDatabase) {
        let api = Api::on(&db).await;
        nothing_is_lost_or_repeated(&api, &lists::users(&api).await, 1000).await;
    }

    async fn every_other_list_does_the_same(db: TestDatabase) {
        let api = Api::on(&db).await;
        for list in lists::others(&api).await {
            nothing_is_lost_or_repeated(&api, &list, 210).await;
        }
    }

    async fn every_list_takes_the_same_words_and_refuses_the_same_ones(db: TestDatabase) {
        let api = Api::on(&db).await;
        let mut all = lists::others(&api).await;
        all.extend([lists::packages(&api, "/v1/packages").await, lists::users(&api).await]);
        let mut marks: Vec<(String, String)> = Vec::new();
        for list in &all {
            made(&api, &list.make, 51).await;
            let caller = api.with_token(list.token.clone());
            let (path, and) = (&list.path, if list.path.contains('?') { '&' } else { '?' });
            let page = caller.get(path).await.expect(200);
            assert_eq!(page["data"].as_array().unwrap().len(), 50, "{path}");
            let mark = page["next"].as_str().unwrap().to_owned();
            let after = |mark: &str| format!("{path}{and}after={mark}");
            // the size of pages may change on the way, a filter may not
            caller.get(&format!("{}&limit=1", after(&mark))).await.expect(200);
            let filter = if path.contains('?') { path.split_once('?').unwrap().0.to_owned() } else { String::new() };
            let mut wrong = vec![mark.replace(&mark[9..11], "__"), mark[1..].to_owned(), "AAAA".to_owned(), String::new()];
            wrong.extend(marks.iter().map(|(_, foreign)| foreign.clone()));
            for wrong in wrong.into_iter().filter(|wrong| *wrong != mark) {
                assert_eq!(caller.get(&after(&wrong)).await.problems(), [("/after".to_owned(), "cursor_invalid".to_owned())], "{path}");
            }
            if !filter.is_empty() {
                assert_eq!(caller.get(&format!("{filter}?after={mark}")).await.problems()[0].1, "cursor_invalid", "{path}");
            }
            for (query, code) in [("limit=0", "value_invalid"), ("limit=201", "value_invalid"), ("limit=x", "field_type"), ("page=1", "field_unknown")] {
                assert_eq!(caller.get(&format!("{path}{and}{query}")).await.problems()[0].1, code, "{path} {query}");
            }
            marks.push((path.clone(), mark));
        }
    }

    async fn a_mark_belongs_to_the_licensee_and_not_to_its_key(db: TestDatabase) {
        let api = Api::on(&db).await;
        let list = lists::users(&api).await;
        made(&api, &list.make, 3).await;
        let mark = api.get("/v1/users?limit=1").await.expect(200)["next"].as_str().unwrap().to_owned();
        let path = format!("/v1/users?after={mark}");
        let second = app::admin::create_api_key(&api.house.ctx, Some(api.house.licensee), app::Scopes::all()).await.unwrap();
        let second = api.with_token(app::ExposeSecret::expose_secret(&second.key).to_owned());
        assert!(!second.get(&path).await.expect(200)["data"].as_array().unwrap().is_empty());
        assert_eq!(api.stranger().await.get(&path).await.problems(), [("/after".to_owned(), "cursor_invalid".to_owned())]);
        // nor is a person's mark the licensee's
        let who = api.house.person().await;
        let person = api.logged_in(who.phone.as_str()).await;
        let line = || app::package::NewParticipant { order: 1, role: domain::office::Role::Signer, user: Some(who.id), phone: None, company: None };
        for _ in 0..2 {
            api.house.package(vec![line()]).await;
        }
        let mark = person.get("/v1/packages?limit=1").await.expect(200)["next"].as_str().unwrap().to_owned();
        assert_eq!(api.get(&format!("/v1/packages?after={mark}")).await.problems()[0].1, "cursor_invalid");
    }

    async fn what_changed_lately_is_asked_for_by_its_moment(db: TestDatabase) {
        let api = Api::on(&db).await;
        let who = api.house.signatory(api.house.own_company).await;
        let anna = api.house.person().await;
        let person = api.logged_in(anna.phone.as_str()).await;
        let line = || app::package::NewParticipant { order: 2, role: domain::office::Role::Signer, user: Some(anna.id), phone: None, company: None };
        let second = std::time::Duration::from_secs(1);
        let (mut made, mut moments) = (Vec::new(), Vec::new());
        for _ in 0..4 {
            api.house.clock.advance(second);
            let package = api.house.package(vec![who.signs(1), line()]).await;
            assert_eq!(api.get(&format!("/v1/packages/{}", package.id)).await.expect(200)["updated_at"], package.created_at.to_string());
            made.push(package.id.to_string());
            moments.push(package.created_at.to_string());
        }
        let ask = async |query: &str| {
            let page = api.get(&format!("/v1/packages?{query}")).await.expect(200);
            page["data"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        // after, and not at
        assert_eq!(ask(&format!("updated_after={}", moments[1])).await, [made[3].clone(), made[2].clone()]);
        api.house.clock.advance(second);
        api.post(&format!("/v1/packages/{}/revoke", made[0]), &json!({"reason": "нет"})).await.expect(200);
        let late = &moments[3];
        assert_eq!(ask(&format!("updated_after={late}")).await, [made[0].clone()]);
        assert_eq!(ask(&format!("updated_after={late}&status=sent")).await, Vec::<String>::new());
        assert_eq!(ask(&format!("updated_after={late}&role=participant&company_id={}", who.company)).await, [made[0].clone()]);
        assert_eq!(ask("updated_after=2020-01-01T00:00:00Z").await.len(), 4);
        let theirs = person.get(&format!("/v1/packages?updated_after={}", moments[2])).await.expect(200);
        assert_eq!((theirs["data"].as_array().unwrap().len(), &theirs["data"][0]["id"]), (1, &Value::from(made[3].clone())));
        assert_eq!(api.get("/v1/packages?updated_after=yesterday").await.problems(), [("/updated_after".to_owned(), "value_invalid".to_owned())]);
    }

    async fn many_changes_are_walked_and_few_are_sorted_to_the_same_end(db: TestDatabase) {
        let api = Api::on(&db).await;
        for (filter, count) in [("updated_after=2020-01-01T00:00:00Z", 300), ("updated_after=2020-01-01T00:00:00Z&status=sent", 1010)] {
            nothing_is_lost_or_repeated(&api, &lists::packages(&api, &format!("/v1/packages?{filter}")).await, count).await;
        }
    }
}
