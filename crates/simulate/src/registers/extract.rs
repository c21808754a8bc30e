//! Extracts from ЕГРЮЛ and ЕГРИП: ordered, made after a while, fetched as PDF. They are dated, and signed inside by a key that everybody
//! knows.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::response::{IntoResponse, Response};
use domain::time::Timestamp;
use serde::Deserialize;
use serde_json::json;

use super::{Organization, Registers, SignedBy};
use crate::door::{Asked, problem};
use crate::{pdf, tax_service};

#[derive(Deserialize)]
pub(super) struct OrderAsked {
    ogrn: String,
}

/// An extract that was ordered.
pub(super) struct Ordered {
    ogrn: String,
    dated: Timestamp,
    /// How often it is still being made.
    polls: u32,
}

pub(super) async fn order(State(registers): State<Registers>, Asked { id: request, body: asked }: Asked<OrderAsked>) -> Response {
    registers.count("extracts");
    if let Some(trouble) = registers.troubled("fns", &[&asked.ogrn]).await {
        return trouble;
    }
    let Some(known) = found(&registers, &asked.ogrn) else { return Json(json!({ "extract": null })).into_response() };
    let today = registers.0.known().at();
    let mut now = registers.now();
    // a repeat is the same order, where it asks for the same
    let repeated = now.made_by.get(&request).filter(|id| now.orders.get(*id).is_some_and(|order| order.ogrn == known.ogrn)).cloned();
    let id = repeated.unwrap_or_else(|| {
        let id = format!("extract-{}-{}", registers.0.known().start, now.orders.len() + 1);
        now.orders.insert(id.clone(), Ordered { ogrn: known.ogrn.clone(), dated: today, polls: registers.0.known().data.extract_polls });
        now.made_by.insert(request, id.clone());
        id
    });
    let dated = now.orders.get(&id).map_or(today, |order| order.dated);
    (StatusCode::CREATED, Json(json!({ "extract": { "id": id, "dated": day(dated) } }))).into_response()
}

pub(super) async fn fetch(State(registers): State<Registers>, Path(id): Path<String>) -> Response {
    registers.count("extracts");
    let (ogrn, dated) = {
        let mut now = registers.now();
        let Some(order) = now.orders.get_mut(&id) else { return problem(StatusCode::NOT_FOUND, "extract_unknown") };
        if order.polls > 0 {
            order.polls -= 1;
            return (StatusCode::ACCEPTED, [(RETRY_AFTER, "1")], Json(json!({ "state": "in_progress" }))).into_response();
        }
        (order.ogrn.clone(), order.dated)
    };
    let Some(known) = found(&registers, &ogrn) else { return problem(StatusCode::NOT_FOUND, "extract_unknown") };
    let lines = lines(known, dated);
    let extract = match registers.0.known().data.extracts_signed_by {
        SignedBy::Nobody => Ok(pdf::document(&lines)),
        SignedBy::Ecdsa => tax_service::sign(&lines, tax_service::Key::Ecdsa, dated),
        SignedBy::Gost => tax_service::sign(&lines, tax_service::Key::Gost, dated),
    };
    match extract {
        Ok(extract) => ([(CONTENT_TYPE, "application/pdf")], extract).into_response(),
        Err(_) => problem(StatusCode::INTERNAL_SERVER_ERROR, "internal"),
    }
}

fn found<'a>(registers: &'a Registers, ogrn: &str) -> Option<&'a Organization> {
    registers.0.known().data.organization.iter().find(|known| known.ogrn == ogrn)
}

/// `YYYY-MM-DD`, in UTC.
fn day(at: Timestamp) -> String {
    at.to_string().chars().take(10).collect()
}

fn lines(known: &Organization, dated: Timestamp) -> Vec<String> {
    let sole = known.ogrn.len() == 15;
    let register = if sole {
        "единого государственного реестра индивидуальных предпринимателей"
    } else {
        "единого государственного реестра юридических лиц"
    };
    let numbers = if sole { "ОГРНИП" } else { "ОГРН" };
    let optional = |label: &str, text: &Option<String>| text.as_ref().map(|text| format!("{label}: {text}"));
    let status = match known.status.as_str() {
        "active" => "действует",
        "liquidating" => "находится в процессе ликвидации",
        "ceased" => "деятельность прекращена",
        other => other,
    };
    let mut lines = vec!["ВЫПИСКА".to_owned(), format!("из {register}"), String::new(), format!("Сведения по состоянию на {}", day(dated))];
    lines.extend(["Составлена имитатором государственных реестров. Юридической силы не имеет.".to_owned(), String::new()]);
    lines.push(format!("Наименование: {}", known.name));
    lines.extend(optional("Сокращённое наименование", &known.short_name));
    lines.push(format!("{numbers}: {}", known.ogrn));
    lines.push(format!("ИНН: {}", known.inn));
    lines.extend(optional("КПП", &known.kpp));
    lines.extend(optional("Дата внесения записи", &known.recorded_on));
    lines.push(format!("Состояние: {status}"));
    lines.extend(optional("Адрес", &known.address));
    lines.extend(optional("Лицо, действующее без доверенности", &known.head));
    lines.extend(optional("Должность", &known.head_post));
    lines
}
