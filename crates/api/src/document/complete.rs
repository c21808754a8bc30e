//! What follows from an operation's shape is added to it here: every status it may refuse with, headers, forms of ids, links.
//!
//! So a handler's doc says what is its own, and a new operation cannot forget the rest.

use serde_json::{Map, Value, json};

use super::operation::Operation;
use super::{headers, refusals, things};

/// The whole document from what the handlers say.
pub(super) fn complete(mut document: Value) -> Value {
    document["components"]["responses"] = Value::Object(refusals::TABLE.shared());
    document["components"]["headers"] = Value::Object(headers::shared());
    for (name, schema) in document["components"]["schemas"].as_object_mut().into_iter().flatten() {
        things::form_ids(name, schema);
    }
    refer_to_items(&mut document);
    let known = document.clone();
    for operation in Operation::all(&known) {
        let completed = completed(operation);
        document["paths"][operation.path][operation.method] = completed;
    }
    document
}

/// A page's items are a schema of their own: it is named there and not written out again.
fn refer_to_items(document: &mut Value) {
    let Some(schemas) = document["components"]["schemas"].as_object_mut() else { return };
    let names: Vec<String> = schemas.keys().cloned().collect();
    for item in names.iter().filter_map(|name| name.strip_prefix("Page_")).filter(|item| names.iter().any(|name| name == item)) {
        if let Some(items) = schemas.get_mut(&format!("Page_{item}")).and_then(|page| page.pointer_mut("/properties/data/items")) {
            *items = json!({ "$ref": format!("#/components/schemas/{item}") });
        }
    }
}

fn completed(operation: Operation<'_>) -> Value {
    let mut body = operation.body.clone();
    if let Some(parameters) = parameters(operation) {
        body["parameters"] = parameters;
    }
    // no body is the empty object
    if operation.may_send_nothing() {
        body["requestBody"]["required"] = false.into();
    }
    body["responses"] = Value::Object(responses(operation));
    body
}

/// The parameters with the forms of ids, and `If-None-Match` wherever a version is answered.
fn parameters(operation: Operation<'_>) -> Option<Value> {
    let mut parameters = operation.body["parameters"].as_array().cloned().unwrap_or_default();
    for parameter in parameters.iter_mut().filter(|one| one["in"] == "path") {
        let name = parameter["name"].as_str().unwrap_or_default();
        if let Some(schema) = things::id_schema(operation.path, name) {
            parameter["schema"] = schema;
        }
    }
    if operation.reads() && operation.has_version() && operation.parameter("header", "If-None-Match").is_none() {
        parameters.push(json!({
            "name": "If-None-Match", "in": "header", "required": false,
            "description": "The `ETag` of the version that the caller has: 304 where it is still the present one",
            "schema": { "type": "string", "example": "\"v17\"" },
        }));
    }
    Some(Value::Array(parameters)).filter(|parameters| parameters != &json!([]))
}

/// Its own answers first, then what it may refuse with, by number.
fn responses(operation: Operation<'_>) -> Map<String, Value> {
    let mut responses = operation.body["responses"].as_object().cloned().unwrap_or_default();
    for (status, response, schema) in operation.successes() {
        let mut response = response.clone();
        response["headers"] = headers::of_success(operation, status, &response, schema);
        let links = things::links(operation, schema);
        if !links.is_empty() {
            response["links"] = Value::Object(links);
        }
        responses.insert(status.to_owned(), response);
    }
    for (status, refusal) in refusals::TABLE.of(operation) {
        responses.entry(status).or_insert(refusal);
    }
    responses.sort_keys();
    responses
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document() -> Value {
        serde_json::from_str(super::super::text()).unwrap()
    }

    #[test]
    fn every_id_in_a_path_of_the_office_has_a_form() {
        let document = document();
        for operation in Operation::all(&document).filter(|operation| operation.is_own()) {
            for parameter in operation.body["parameters"].as_array().into_iter().flatten().filter(|one| one["in"] == "path") {
                assert!(parameter["schema"]["pattern"].is_string(), "{} {}: add it to things.rs", operation.path, parameter["name"]);
            }
        }
    }

    #[test]
    fn what_is_created_leads_to_what_can_be_done_with_it() {
        let document = document();
        for operation in Operation::all(&document) {
            for (status, response, schema) in operation.successes() {
                let made = status == "201" && schema.is_some_and(|schema| operation.has_property(schema, "id"));
                assert!(!made || response["links"].as_object().is_some_and(|links| !links.is_empty()), "{} has no link", operation.id());
            }
        }
    }

    #[test]
    fn doors_and_bodies_decide_what_may_be_refused() {
        let document = document();
        for operation in Operation::all(&document).filter(|operation| operation.is_own()) {
            let has = |status: &str| operation.body["responses"].get(status).is_some();
            assert_eq!(has("401"), operation.is_closed() || refusals::opens(operation), "{}", operation.id());
            assert_eq!(has("415"), operation.takes_body(), "{}", operation.id());
            assert!(has("429") && has("503") && !has("default"), "{}", operation.id());
        }
    }
}
