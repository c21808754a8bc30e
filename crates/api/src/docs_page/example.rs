//! Examples: bodies made from a schema, and the command that sends them.

use serde_json::{Map, Value, json};

use crate::document::Operation;

/// How deep schemas are followed.
const DEEPEST: usize = 6;

/// A body that fits the schema. `sparse` leaves out what may be left out, unless it has an example of its own.
pub(super) fn of(operation: Operation<'_>, schema: &Value, sparse: bool) -> Value {
    made(operation, schema, sparse, 0)
}

fn made(operation: Operation<'_>, schema: &Value, sparse: bool, depth: usize) -> Value {
    let schema = operation.resolved(schema);
    if let Some(example) = schema.get("example") {
        return example.clone();
    }
    if depth > DEEPEST {
        return Value::Null;
    }
    if let Some(choices) = schema["oneOf"].as_array().or(schema["anyOf"].as_array()) {
        let choice = choices.iter().find(|choice| choice["type"] != "null");
        return choice.map_or(Value::Null, |choice| made(operation, choice, sparse, depth + 1));
    }
    match kind(schema) {
        "object" => Value::Object(object(operation, schema, sparse, depth)),
        "array" => json!([made(operation, &schema["items"], sparse, depth + 1)]),
        "integer" | "number" => json!(1),
        "boolean" => json!(true),
        "string" if schema["format"] == "date-time" => json!("2026-01-31T12:00:00Z"),
        "string" if schema["format"] == "date" => json!("2026-01-31"),
        "string" => json!("…"),
        _ => Value::Null,
    }
}

fn object(operation: Operation<'_>, schema: &Value, sparse: bool, depth: usize) -> Map<String, Value> {
    let required = |name: &str| schema["required"].as_array().is_some_and(|all| all.iter().any(|one| one == name));
    let mut members = Map::new();
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        let told = operation.resolved(property).get("example").is_some();
        if !sparse || required(name) || told {
            members.insert(name.clone(), made(operation, property, sparse, depth + 1));
        }
    }
    members
}

/// The type of a schema; the one beside null where there are two.
pub(super) fn kind(schema: &Value) -> &str {
    match &schema["type"] {
        Value::String(kind) => kind,
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).find(|kind| *kind != "null").unwrap_or_default(),
        _ => "",
    }
}

/// The command that makes this call. `$URL` and `$KEY` are told at the top of the page.
pub(super) fn curl(operation: Operation<'_>) -> String {
    let mut command = "curl".to_owned();
    if operation.method != "get" {
        command.push_str(&format!(" -X {}", operation.method.to_uppercase()));
    }
    command.push_str(&format!(" \"$URL{}\"", address(operation)));
    if operation.is_closed() {
        command.push_str(" \\\n  -H \"Authorization: Bearer $KEY\"");
    }
    for parameter in operation.parameters("header").filter(|parameter| parameter["required"] == true) {
        let name = parameter["name"].as_str().unwrap_or_default();
        let value = match name {
            "Idempotency-Key" => "$(uuidgen)".to_owned(),
            _ => parameter["schema"]["example"].as_str().unwrap_or("…").replace('"', "\\\""),
        };
        command.push_str(&format!(" \\\n  -H \"{name}: {value}\""));
    }
    command + &sent(operation)
}

fn address(operation: Operation<'_>) -> String {
    let mut address = operation.path.to_owned();
    for parameter in operation.parameters("path") {
        let name = parameter["name"].as_str().unwrap_or_default();
        let example = parameter["schema"]["example"].as_str().unwrap_or("…");
        address = address.replace(&format!("{{{name}}}"), example);
    }
    let wanted = operation.parameters("query").filter(|parameter| parameter["required"] == true);
    let query: Vec<String> = wanted.map(|parameter| format!("{}=…", parameter["name"].as_str().unwrap_or_default())).collect();
    if query.is_empty() { address } else { format!("{address}?{}", query.join("&")) }
}

fn sent(operation: Operation<'_>) -> String {
    let Some((media_type, content)) = operation.body["requestBody"]["content"].as_object().and_then(|all| all.iter().next()) else {
        return String::new();
    };
    let schema = operation.resolved(&content["schema"]);
    if media_type == "multipart/form-data" {
        let package = of(operation, &schema["properties"]["package"], true);
        return format!(" \\\n  -F 'package={package:#};type=application/json' \\\n  -F 'file=@contract.pdf;type=application/pdf'");
    }
    if media_type == "application/json" {
        return format!(" \\\n  -H \"Content-Type: application/json\" \\\n  -d '{:#}'", of(operation, schema, true));
    }
    format!(" \\\n  -H \"Content-Type: {media_type}\" \\\n  --data-binary @file")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operation_has_a_command_with_all_it_needs() {
        for operation in Operation::all(crate::document()) {
            let command = curl(operation);
            assert_eq!(command.contains("$KEY"), operation.is_closed(), "{command}");
            assert!(!command.contains('{') || operation.body.get("requestBody").is_some(), "{command}");
            let keyed = operation.parameter("header", "Idempotency-Key").is_some_and(|key| key["required"] == true);
            assert!(!keyed || command.contains("Idempotency-Key: $(uuidgen)"), "{command}");
        }
    }

    #[test]
    fn the_body_of_a_registration_is_one_that_is_taken() {
        let users = Operation::all(crate::document()).find(|operation| operation.id() == "user_register").unwrap();
        let body = of(users, &json!({ "$ref": "#/components/schemas/NewUser" }), true);
        assert_eq!(body["inn"], "500100732259");
        assert!(body.get("external_id").is_none());
        serde_json::from_value::<wire::office::NewUser>(body).unwrap();
    }
}
