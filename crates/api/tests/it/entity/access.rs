//! The access table of these calls: every one of the document that is no form's stands here.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use testhouse::PIXEL;

use super::client::{CONTENTS, Client, md5, organization, person, refused};
use crate::caller::{Api, Reply};

/// Calls, and whether their path names something of an organization's.
const TABLE: [(&str, &str, bool); 11] = [
    ("POST", "/realty/entity/v1/subjects", false),
    ("GET", "/realty/entity/v1/subjects/{subjectId}", true),
    ("PUT", "/realty/entity/v1/subjects/{subjectId}", true),
    ("DELETE", "/realty/entity/v1/subjects/{subjectId}", true),
    ("GET", "/realty/entity/v1/subjects/{subjectId}/egrul", true),
    ("POST", "/realty/entity/v1/subjects/requisites", false),
    ("POST", "/realty/entity/v1/representatives", false),
    ("GET", "/realty/entity/v1/representatives/{representativeId}", true),
    ("PUT", "/realty/entity/v1/representatives/{representativeId}", true),
    ("POST", "/realty/contents/v2/contents", false),
    ("GET", "/realty/contents/v2/contents/{contentId}", true),
];

#[test]
fn every_call_of_the_document_stands_in_the_table() {
    let document: Value = serde_json::from_str(api::forms::text()).unwrap();
    let mut documented = BTreeSet::new();
    for (path, operations) in document["paths"].as_object().unwrap() {
        for method in operations.as_object().unwrap().keys().filter(|_| !path.starts_with(api::forms::CRYPTO)) {
            documented.insert((method.to_uppercase(), path.clone()));
        }
    }
    let table: BTreeSet<_> = TABLE.iter().map(|(method, path, _)| ((*method).to_owned(), (*path).to_owned())).collect();
    assert_eq!(documented, table);
}

/// What there is of one organization.
struct Things {
    principal: String,
    agent: String,
    content: String,
}

impl Things {
    async fn of(client: &Client) -> Self {
        let principal = client.subject(&json!({"organization": organization()})).await;
        let agent = client.subject(&json!({"person": person()})).await;
        let link = json!({
            "principal": {"subjectId": principal}, "agent": {"subjectId": agent}, "representativeType": "Confidant", "post": "директор",
            "authority": {},
        });
        client.call("POST", "/entity/v1/representatives", Some(&link)).await.expect(201);
        let content = client.content(PIXEL).await["contentId"].as_str().unwrap().to_owned();
        Self { principal, agent, content }
    }

    async fn try_as(&self, client: &Client, method: &str, template: &str) -> Reply {
        let pair = format!("{}{}", self.principal, self.agent);
        let path =
            template.replace("{subjectId}", &self.principal).replace("{representativeId}", &pair).replace("{contentId}", &self.content);
        let body = match (method, template.rsplit('/').next().unwrap()) {
            ("POST", "contents") => return client.put(Some(&md5(PIXEL)), PIXEL.to_vec()).await,
            ("POST", "requisites") => Some(json!({"requisiteType": "inn"})),
            ("POST", "representatives") => Some(json!({"principal": {"subjectId": self.principal}, "agent": {"subjectId": self.agent},
                "representativeType": "Confidant", "post": "директор", "authority": {}})),
            ("PUT", "{representativeId}") => Some(json!({"representativeType": "Confidant", "post": "директор", "authority": {}})),
            ("POST" | "PUT", _) => Some(json!({"organization": organization()})),
            _ => None,
        };
        client.call(method, &path, body.as_ref()).await
    }

    async fn seen(&self, client: &Client) -> Vec<Value> {
        let mut seen = Vec::new();
        for path in
            [format!("/entity/v1/subjects/{}", self.principal), format!("/entity/v1/representatives/{}{}", self.principal, self.agent)]
        {
            seen.push(client.call("GET", &path, None).await.expect(200));
        }
        assert_eq!(client.call("GET", &format!("{CONTENTS}/{}", self.content), None).await.status, 200);
        seen
    }
}

testkit::both_own! {
    async fn nobody_without_a_key_gets_in_and_no_other_organization_is_acted_for(db: TestDatabase) {
        let api = Api::on(&db).await;
        let client = Client::of(&api);
        let things = Things::of(&client).await;
        let before = things.seen(&client).await;
        let scopes = app::Scopes::new([app::Scope::Office, app::Scope::Issues]);
        let made = app::admin::create_api_key(&api.house.ctx, Some(api.house.licensee), scopes).await.unwrap();
        let (_, stranger) = api.house.another_licensee().await;
        for (method, template, _) in TABLE {
            for nobody in ["x".repeat(43), testkit::uuid().to_string()] {
                assert_eq!(things.try_as(&client.with_key(&nobody), method, template).await.status, 401, "{method} {template}");
            }
            let office = client.with_key(app::ExposeSecret::expose_secret(&made.key));
            assert_eq!(things.try_as(&office, method, template).await.status, 403, "{method} {template}");
            // the organization is another licensee's, or nobody's
            for client in [client.with_key(&stranger), client.on_behalf(&testkit::uuid().to_string())] {
                assert_eq!(things.try_as(&client, method, template).await.status, 403, "{method} {template}");
            }
        }
        assert_eq!(things.seen(&client).await, before, "nothing changed");
    }

    async fn what_belongs_to_another_organization_is_missing(db: TestDatabase) {
        let api = Api::on(&db).await;
        let client = Client::of(&api);
        let things = Things::of(&client).await;
        let before = things.seen(&client).await;
        let neighbour = client.on_behalf(&api.house.company().await.uuid().to_string());
        for (method, template, names) in TABLE {
            let reply = things.try_as(&neighbour, method, template).await;
            assert!(!names || reply.status == 404, "{method} {template}: {}", reply.status);
        }
        // those of the neighbour's own are none of the first's
        let link = json!({"principal": {"subjectId": things.principal}, "agent": {"subjectId": things.agent}, "representativeType": "Confidant",
            "post": "директор", "authority": {}});
        let items = refused(&neighbour.call("POST", "/entity/v1/representatives", Some(&link)).await, 400);
        assert!(items.len() == 2 && items.iter().all(|(code, _)| code == "UnexistentSubject"), "{items:?}");
        assert_eq!(things.seen(&client).await, before, "nothing changed");
    }
}
