//! Fields of bodies and parameters, one line each.

use serde_json::Value;
use surguch_http::Language;

use super::example::kind;
use super::html::{escape, inline};
use super::words::word;
use crate::document::Operation;

/// The fields of a schema.
pub(super) fn of_schema(operation: Operation<'_>, schema: &Value, language: Language) -> String {
    let schema = operation.resolved(schema);
    let required = |name: &str| schema["required"].as_array().is_some_and(|all| all.iter().any(|one| one == name));
    let fields = schema["properties"].as_object().into_iter().flatten();
    let lines: String = fields.map(|(name, property)| line(name, property, required(name), language)).collect();
    if lines.is_empty() { String::new() } else { format!("<dl class=\"fields\">\n{lines}</dl>\n") }
}

/// The parameters of an operation.
pub(super) fn of_parameters(operation: Operation<'_>, language: Language) -> String {
    let all = operation.body["parameters"].as_array().into_iter().flatten();
    let lines: String = all.map(|parameter| parameter_line(parameter, language)).collect();
    if lines.is_empty() { String::new() } else { format!("<dl class=\"fields\">\n{lines}</dl>\n") }
}

fn parameter_line(parameter: &Value, language: Language) -> String {
    let place = match parameter["in"].as_str() {
        Some("path") => "in_path",
        Some("query") => "in_query",
        _ => "in_header",
    };
    let name = parameter["name"].as_str().unwrap_or_default();
    let notes = notes(word(language, place).to_owned(), &parameter["schema"], parameter["required"] == true, language);
    entry(name, &notes, parameter["description"].as_str().unwrap_or_default())
}

fn line(name: &str, property: &Value, required: bool, language: Language) -> String {
    let notes = notes(sort(property), property, required, language);
    entry(name, &notes, property["description"].as_str().unwrap_or_default())
}

fn entry(name: &str, notes: &str, description: &str) -> String {
    let description = inline(description);
    format!("<div><dt><code>{}</code> <small>{notes}</small></dt><dd>{description}</dd></div>\n", escape(name))
}

/// Its sort, limits, and whether it has to be there.
fn notes(sort: String, schema: &Value, required: bool, language: Language) -> String {
    let mut notes = vec![sort];
    for (key, sign) in [("minimum", "≥ "), ("maximum", "≤ "), ("maxLength", "≤ "), ("minItems", "≥ ")] {
        if let Some(limit) = schema[key].as_u64().filter(|limit| *limit > 0) {
            notes.push(format!("{sign}{limit}"));
        }
    }
    if required {
        notes.push(format!("<b>{}</b>", escape(word(language, "required"))));
    }
    notes.join(" · ")
}

/// The type in words, with a link where it has a name.
fn sort(schema: &Value) -> String {
    if let Some(name) = schema["$ref"].as_str().and_then(|reference| reference.rsplit('/').next()) {
        return format!("<a href=\"#schema-{0}\">{0}</a>", escape(name));
    }
    match kind(schema) {
        "array" => format!("{}[]", sort(&schema["items"])),
        "" => "any".to_owned(),
        known => match schema["format"].as_str() {
            Some(format) if !format.starts_with("int") => escape(format),
            _ => escape(known),
        },
    }
}
