//! Every field of a subject, and what it may not hold.

use serde_json::{Value, json};

use super::client::{BASE, Client, organization, person, refused};
use crate::caller::Api;

/// Puts `value` at `path` of the body, and says which field is found wrong; nothing where the body is taken.
async fn wrong(client: &Client, sort: &str, given: &Value, path: &str, value: Value) -> Option<String> {
    let mut body = json!({ sort: given });
    let mut place = &mut body[sort];
    for name in path.split('.') {
        place = &mut place[name];
    }
    *place = value;
    let reply = client.call("POST", &format!("{BASE}/subjects"), Some(&body)).await;
    if reply.status == 201 {
        return None;
    }
    let mut items = refused(&reply, 400);
    assert_eq!((items.len(), items[0].0.as_str()), (1, "WrongFieldValue"), "{path}: {items:?}");
    Some(items.remove(0).1.split(':').next().unwrap_or_default().to_owned())
}

fn long(count: usize) -> Value {
    "я".repeat(count).into()
}

fn texts() -> [Value; 4] {
    [json!(1), json!(true), json!(["a"]), json!({"a": 1})]
}

testkit::both_own! {
    async fn every_text_of_a_person_has_its_limit(db: TestDatabase) {
        let api = Api::on(&db).await;
        let client = Client::of(&api);
        for (path, most) in [
            ("name", 500), ("surname", 500), ("patronymic", 500), ("birthPlace", 500), ("snils", 255), ("inn", 255), ("email", 255), ("phone", 255),
            ("identityDocument.number", 45), ("identityDocument.series", 45), ("identityDocument.placeOfIssue", 1000),
            ("identityDocument.issuer.issuerCode", 20), ("identityDocument.issuer.issuerName", 1000), ("address.note", 1000),
            ("address.structuralAddress.city.name", 500), ("address.structuralAddress.street.abbreviation", 500),
        ] {
            let field = Some(format!("person.{path}"));
            assert_eq!(wrong(&client, "person", &person(), path, long(most)).await, None, "{path}");
            assert_eq!(wrong(&client, "person", &person(), path, long(most + 1)).await, field, "{path}");
            assert_eq!(wrong(&client, "person", &person(), path, json!("a\u{0}b")).await, field, "{path}");
            for value in texts() {
                assert!(wrong(&client, "person", &person(), path, value).await.is_some_and(|found| found.starts_with("person.")), "{path}");
            }
        }
    }

    async fn words_codes_and_days_are_those_of_their_lists(db: TestDatabase) {
        let api = Api::on(&db).await;
        let client = Client::of(&api);
        for (path, right, wrong_ones) in [
            ("gender", "Male", vec!["male", "", "Other"]),
            ("citizenship", "848000000398", vec!["643", "848000000000", "Россия", ""]),
            ("dateBirth", "1985-04-12", vec!["12.04.1985", "1985-02-30", "1985-04-12T00:00:00Z", ""]),
            ("identityDocument.documentType", "008001003000", vec!["008001000000", "100", "008002008000", "passport"]),
            ("identityDocument.issueDate", "2010-05-20", vec!["2010", ""]),
            ("identityDocument.endingDate", "2030-05-20", vec!["never"]),
            ("identityDocument.number", "12-34/5", vec!["", "<b>", "-"]),
            ("address.structuralAddress.region", "77", vec!["7", "00", "80", "Москва"]),
            ("address.structuralAddress.okato", "50401000000", vec!["5040100000", "5040100000a"]),
            ("address.structuralAddress.oktmo", "50701000001", vec!["1"]),
            ("address.structuralAddress.postalCode", "630009", vec!["63000", "6300099"]),
            ("address.structuralAddress.kladr", "54000001000112300", vec!["5400"]),
            ("address.fiasId", "70f78249-dc69-450f-ab38-19974a310020", vec!["70f78249", ""]),
        ] {
            assert_eq!(wrong(&client, "person", &person(), path, json!(right)).await, None, "{path}");
            for value in wrong_ones {
                assert_eq!(wrong(&client, "person", &person(), path, json!(value)).await, Some(format!("person.{path}")), "{path}: {value}");
            }
        }
    }

    async fn every_field_of_an_organization_has_its_limit(db: TestDatabase) {
        let api = Api::on(&db).await;
        let client = Client::of(&api);
        for (path, most) in [("name", 1000), ("kpp", 255), ("nativeOrgParams.ogrn", 255), ("nativeOrgParams.inn", 255)] {
            assert_eq!(wrong(&client, "organization", &organization(), path, long(most)).await, None, "{path}");
            let field = Some(format!("organization.{path}"));
            assert_eq!(wrong(&client, "organization", &organization(), path, long(most + 1)).await, field, "{path}");
        }
        let field = Some("organization.regDate".to_owned());
        assert_eq!(wrong(&client, "organization", &organization(), "regDate", json!("03.02.2026")).await, field);
    }

    async fn everything_that_is_wrong_is_told_at_once(db: TestDatabase) {
        let api = Api::on(&db).await;
        let client = Client::of(&api);
        let body = json!({"externalId": "a b", "soleProprietor": {
            "name": 1, "gender": "x", "ogrnip": "9".repeat(256), "identityDocument": {"documentType": "1", "number": ""},
            "address": {"structuralAddress": {"region": "00", "street": {"name": "a\u{7}"}}},
        }});
        let items = refused(&client.call("POST", &format!("{BASE}/subjects"), Some(&body)).await, 400);
        let mut fields: Vec<&str> = items.iter().map(|(_, message)| message.split(':').next().unwrap()).collect();
        fields.sort_unstable();
        let of = |field: &str| format!("soleProprietor.{field}");
        let expected = [
            "externalId".to_owned(), of("address.structuralAddress.region"), of("address.structuralAddress.street.name"), of("gender"),
            of("identityDocument.documentType"), of("identityDocument.number"), of("name"), of("ogrnip"),
        ];
        assert_eq!(fields, expected);
        let missing = json!({"person": {"identityDocument": {"number": "1"}}});
        let items = refused(&client.call("POST", &format!("{BASE}/subjects"), Some(&missing)).await, 400);
        assert_eq!(items[0].0, "AbsenceOfRequiredField");
    }
}
