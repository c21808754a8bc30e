//! The printed forms of a request, as a foreign program reads them.

use std::process::Command;

use serde_json::{Value, json};

use super::scene::{PHONE, Scene, person};

/// The forms that are printed before there is a certificate, and those that are about one.
const BEFORE: [&str; 4] = ["releaseStatement", "signingAuthority", "warrantWithUseAreas", "applicantWarrant"];
const AFTER: [&str; 3] = ["receipt", "recallStatement", "certificateCopy"];

/// The text of a PDF, by poppler, with spaces and line breaks made one.
fn text(pdf: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("form.pdf"), pdf).unwrap();
    let run = Command::new("pdftotext").current_dir(folder.path()).args(["-layout", "-enc", "UTF-8", "form.pdf", "-"]).output();
    let run = run.expect("poppler is installed: Debian package poppler-utils");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    String::from_utf8(run.stdout).unwrap().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A printed form, which has changed nothing.
async fn printed(scene: &Scene, id: &str, template: &str) -> String {
    let before = scene.client.issue(id).await;
    let pdf = scene.client.call("POST", &format!("/kcr/v1/issues/{id}/templates/{template}"), None).await;
    assert_eq!((pdf.status, pdf.header("content-type")), (200, "application/pdf"), "{template}");
    assert_eq!(scene.client.issue(id).await, before, "{template} is no mutation");
    text(&pdf.body)
}

fn says(text: &str, sayings: &[&str]) {
    for saying in sayings {
        assert!(text.contains(saying), "«{saying}» is not in: {text}");
    }
}

/// Somebody in an organization, and what their request needs.
fn employee() -> Value {
    let mut new = person();
    new["certificateTemplateInfo"]["useAreas"] = json!(["portalUser"]);
    new["subjectInfo"]["type"] = "legalEntity".into();
    new["subjectInfo"]["inn"] = "7707083893".into();
    new["subjectInfo"]["organizationInfo"] = json!({
        "name": "ПАО «Ромашка и сыновья»", "ogrn": "1027700132195", "kpp": "770701001", "position": "Главный бухгалтер", "unit": "Бухгалтерия",
        "employeeInn": "500100732259",
    });
    new
}

testkit::both_own! {
    async fn each_form_says_what_the_request_says(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        let id = scene.prepared(&employee()).await;
        for template in BEFORE {
            let text = printed(&scene, &id, template).await;
            says(&text, &["Иванова Анна Петровна", "ПАО «Ромашка и сыновья»", "7707083893", "Главный бухгалтер"]);
            assert!(!text.contains("null") && !text.contains("none"), "{text}");
        }
        let statement = printed(&scene, &id, "releaseStatement").await;
        says(&statement, &["на создание и выдачу сертификата", &id, "4510 123456", "ООО «Ромашка»", "500100732259", "дата"]);
        assert!(!statement.contains("кодом из SMS"));
        says(&printed(&scene, &id, "signingAuthority").await, &["Подтверждение права подписи"]);
        says(&printed(&scene, &id, "warrantWithUseAreas").await, &["Доверенность", "portalUser"]);
        says(&printed(&scene, &id, "applicantWarrant").await, &["Доверенность", "ООО «Ромашка»"]);
        // what is about a certificate comes when there is one
        for template in AFTER {
            scene.client.call("POST", &format!("/kcr/v1/issues/{id}/templates/{template}"), None).await.failure(400, "WrongIssueStatus");
        }
        scene.signed_by_code(&id).await;
        says(&printed(&scene, &id, "releaseStatement").await, &["кодом из SMS", PHONE.1]);
    }

    async fn forms_about_the_certificate_say_what_stands_in_it(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        let id = scene.in_state("released").await;
        let info = scene.client.issue(&id).await["certificateReleasedInfo"].clone();
        let serial = info["serialNumber"].as_str().unwrap();
        for template in BEFORE {
            says(&printed(&scene, &id, template).await, &["Иванова Анна Петровна"]);
        }
        says(&printed(&scene, &id, "receipt").await, &["Расписка", "Иванова Анна Петровна", serial, &id, "ООО «Ромашка»"]);
        says(&printed(&scene, &id, "recallStatement").await, &["прошу прекратить действие", "Иванова Анна Петровна", serial]);
        let copy = printed(&scene, &id, "certificateCopy").await;
        says(&copy, &["Копия сертификата", serial, "Иванова", "Назначение и ограничения", "Общее имя", "ООО «Ромашка»"]);
        says(&copy, &["Использование ключа, критичное", "цифровая подпись, неотрекаемость", "аутентификация клиента (1.3.6.1.5.5.7.3.2)"]);
        says(&copy, &["Дополнительное имя владельца", "anna@example.ru", "с 2026-06-01T12:00:00Z по 2027-06-01T12:0"]);
        says(&copy, &["Идентификатор ключа владельца", "Идентификатор ключа издателя"]);
        says(&copy, &["Списки отозванных сертификатов", "Служба проверки статуса (OCSP)", "Сертификат издателя"]);
        assert!(!copy.contains("Расширение "), "an extension of our own that is not told in words: {copy}");
    }

    async fn the_statement_that_the_portal_confirmed_says_so(db: TestDatabase) {
        let (portal, neighbours) = testhouse::state_portal().await;
        let scene = Scene::beside(&db, neighbours).await;
        let id = scene.prepared(&person()).await;
        crate::issues::portal::confirmed(&scene, &portal, &id).await;
        scene.settle().await;
        says(&printed(&scene, &id, "releaseStatement").await, &["Подтверждено на портале государственных услуг (ЕСИА)"]);
    }

    async fn a_form_is_printed_for_whoever_may_see_the_request_and_by_a_name_that_is_known(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        let id = scene.prepared(&person()).await;
        let stranger = crate::issues::scene::Client::with_key(&scene.api, scene.api.stranger().await.key.clone());
        for template in BEFORE.into_iter().chain(AFTER) {
            let path = format!("/kcr/v1/issues/{id}/templates/{template}");
            stranger.call("POST", &path, None).await.failure(404, "NotFound");
        }
        for unknown in ["phoneChangeStatement", "unknown", "poem"] {
            let path = format!("/kcr/v1/issues/{id}/templates/{unknown}");
            let details = scene.client.call("POST", &path, None).await.failure(400, "ValidationFailed");
            assert_eq!(details[0]["target"], "templateType");
        }
    }
}
