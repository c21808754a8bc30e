//! What the tax service is asked.

use serde_json::{Value, json};
use simulate::registers::{Manner, Trouble};

use super::client::{BASE, CONTENTS, Client, beside_registers, md5, organization, person, refused};

fn sokolova() -> Value {
    json!({"requisiteType": "inn", "inn": {
        "name": "Вера", "surname": "Соколова", "patronymic": "Андреевна", "dateBirth": "1985-04-12", "birthPlace": "Москва",
        "identityDocument": {"documentType": "008001001000", "number": "000001", "series": "4511", "issueDate": "2010-05-20"},
    }})
}

testkit::both_own! {
    async fn a_persons_number_is_looked_up(db: TestDatabase) {
        let (api, registers) = beside_registers(&db).await;
        let client = Client::of(&api);
        let path = format!("{BASE}/subjects/requisites");
        let post = async |body: &Value| client.call("POST", &path, Some(body)).await;
        assert_eq!(post(&sokolova()).await.expect(200), json!({"inn": "770000001103"}));
        let mut other = sokolova();
        other["inn"]["identityDocument"]["number"] = "000009".into();
        assert_eq!(post(&other).await.status, 404);
        for (path, value, code) in [
            ("/requisiteType", json!("snils"), "WrongFieldValue"),
            ("/requisiteType", json!(""), "AbsenceOfRequiredField"),
            ("/inn", Value::Null, "AbsenceOfRequiredField"),
            ("/inn/surname", json!("<b>"), "WrongFieldValue"),
            ("/inn/dateBirth", json!("1985"), "WrongFieldValue"),
            ("/inn/identityDocument/number", Value::Null, "AbsenceOfRequiredField"),
            ("/inn/identityDocument/documentType", json!("100"), "WrongFieldValue"),
        ] {
            let mut body = sokolova();
            let (parent, last) = path.rsplit_once('/').unwrap();
            body.pointer_mut(parent).unwrap()[last] = value;
            assert_eq!(refused(&post(&body).await, 400)[0].0, code, "{path}");
        }
        registers.trouble(Trouble { register: "fns".to_owned(), number: None, manner: Manner::Down, seconds: 0, times: None });
        assert_eq!(post(&sokolova()).await.status, 503);
    }

    async fn an_extract_is_fetched_as_a_content(db: TestDatabase) {
        let (api, _) = beside_registers(&db).await;
        let client = Client::of(&api);
        let id = client.subject(&json!({"organization": organization()})).await;
        for base in ["/realty/entity/v1", "/entity/v1"] {
            let extract = client.call("GET", &format!("{base}/subjects/{id}/egrul"), None).await.expect(200);
            assert_eq!(extract["contentType"], "pdf");
            let pdf = client.call("GET", &format!("{CONTENTS}/{}", extract["contentId"].as_str().unwrap()), None).await;
            assert_eq!((pdf.header("content-type"), &pdf.body[..5]), ("application/pdf", &b"%PDF-"[..]));
            assert_eq!(extract["md5"], md5(&pdf.body));
        }
        let somebody = client.subject(&json!({"person": person()})).await;
        assert_eq!(refused(&client.call("GET", &format!("{BASE}/subjects/{somebody}/egrul"), None).await, 400)[0].0, "WrongFieldValue");
        let nameless = client.subject(&json!({"organization": {}})).await;
        let items = refused(&client.call("GET", &format!("{BASE}/subjects/{nameless}/egrul"), None).await, 400);
        assert_eq!(items[0].0, "AbsenceOfRequiredField");
    }
}
