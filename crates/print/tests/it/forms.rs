//! Each form says what it has to say, in letters that a foreign program reads.

use print::{Templates, render};
use serde_json::{Value, json};

use crate::facts;
use crate::support::{pages, patient, printer, template, text};

async fn print(name: &str, facts: &Value) -> Vec<u8> {
    let template = Templates::default().get(name).expect("a template");
    printer(patient()).render(&template, facts).await.expect("printed")
}

fn assert_says(text: &str, sayings: &[&str]) {
    for saying in sayings {
        assert!(text.contains(saying), "«{saying}» is not in: {text}");
    }
    for claim in ["квалифицированная электронная подпись (КЭП)", "КЭП", "УКЭП"] {
        assert!(!text.contains(claim), "«{claim}» is claimed");
    }
}

#[tokio::test]
async fn the_offer_names_the_law_the_operator_and_the_version() {
    let pdf = print("offer", &facts::offer()).await;
    let text = text(&pdf);
    assert_says(&text, &["версия 1.0", "22 ноября 2026 г.", "ООО «Сургуч»", "7707083893", "статьям 6 и 9", "63-ФЗ", "НЭП", "не является"]);
    assert_says(&text, &["ул. Берёзовая", "№", "—", "office.example.ru"]);
}

#[tokio::test]
async fn the_act_names_person_company_and_key() {
    let pdf = print("acceptance-act", &facts::act()).await;
    let text = text(&pdf);
    assert_says(
        &text,
        &["Воробьёва Алёна Семёновна", "112-233-445 95", "500100732259", "17 мая 1990 г.", "АО «Щёлково", "Главный бухгалтер"],
    );
    assert_says(&text, &["№ crq_019ab4a0", "04a1b2c3 d4e5f607", "ECDSA P-256", "22 ноября 2027 г.", "неквалифицированную", "статей 6 и 9"]);
    assert_eq!(pages(&pdf), 1);
    assert_says(&text, &["+7 900 123-45-67 22 ноября 2026 г., 15:07 (UTC+03:00)", "198.51.100.7"]);
}

#[tokio::test]
async fn the_act_of_a_person_alone_leaves_out_what_is_not_known() {
    let mut facts = facts::act();
    let known = facts.as_object_mut().expect("an object");
    known.remove("company");
    known.remove("acceptance");
    known["person"].as_object_mut().expect("an object").remove("inn");
    let text = text(&print("acceptance-act", &facts).await);
    assert!(!text.contains("Организация") && !text.contains("500100732259"), "{text}");
    assert_says(&text, &["Воробьёва Алёна Семёновна", "Акт ещё не признан"]);
}

#[tokio::test]
async fn the_contract_adds_up_and_fills_two_pages() {
    let pdf = print("contract", &facts::contract()).await;
    let text = text(&pdf);
    assert_says(&text, &["Договор поставки № 17/11-П", "г. Королёв", "20 ноября 2026 г.", "Соловьёв Пётр Артёмович", "Журавлёв Фёдор"]);
    assert_says(&text, &["774 059 руб. 96 коп.", "414 060,00", "89 999,99", "«Ёлочные игрушки»", "стр. 2 из 2"]);
    assert_eq!(pages(&pdf), 2);
}

#[tokio::test]
async fn the_child_prints_the_same_bytes_as_the_library_each_time() {
    let template = Templates::default().get("acceptance-act").expect("a template");
    let here = render(&template, &facts::act()).expect("printed");
    let there = printer(patient()).render(&template, &facts::act()).await.expect("printed");
    assert!(here == there, "the bytes differ");
    assert!(here.starts_with(b"%PDF-"));
}

#[tokio::test]
async fn a_template_in_the_folder_is_printed_instead() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("offer.typ"), r#"Своя оферта: #json("/facts.json").кто"#).expect("written");
    let template = Templates::new(Some(folder.path().to_owned())).get("offer").expect("a template");
    let pdf = printer(patient()).render(&template, &json!({ "кто": "ёж" })).await.expect("printed");
    assert_eq!(text(&pdf), "Своя оферта: ёж 1".trim_end_matches(" 1"));
}

#[tokio::test]
async fn facts_are_data_and_never_markup() {
    let mut facts = facts::offer();
    facts["operator"]["name"] = json!("#panic() *ООО* $x$ <script> \\ \"„“");
    assert_says(&text(&print("offer", &facts).await), &["#panic() *ООО* $x$ <script> \\ \"„“"]);
}

#[tokio::test]
async fn today_is_the_day_of_the_facts() {
    let today = template(r#"#datetime.today().display("[year]-[month]-[day]")"#);
    let facts = json!({ "printed_at": "2031-02-03T00:30:00+03:00" });
    let pdf = printer(patient()).render(&today, &facts).await.expect("printed");
    assert_eq!(text(&pdf), "2031-02-03");
}
