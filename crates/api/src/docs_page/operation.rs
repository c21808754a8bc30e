//! One operation: what it does, what it takes, what it answers, and the command that calls it.

use serde_json::Value;
use surguch_http::Language;

use super::html::{escape, inline, paragraphs};
use super::words::{self, word};
use super::{example, fields};
use crate::document::Operation;

/// The heading of an operation in the caller's language.
pub(super) fn title(operation: Operation<'_>, language: Language) -> String {
    match words::operation(language, operation.id()) {
        Some(title) => escape(title),
        None => inline(operation.body["summary"].as_str().unwrap_or_else(|| operation.id()).trim_end_matches('.')),
    }
}

/// Its article.
pub(super) fn article(operation: Operation<'_>, language: Language) -> String {
    let id = escape(operation.id());
    let title = title(operation, language);
    let mut html = format!("<article id=\"{id}\">\n<h3><a href=\"#{id}\">{title}</a></h3>\n");
    html.push_str(&format!(
        "<p class=\"call\"><span class=\"method {0}\">{1}</span> <code>{2}</code></p>\n",
        operation.method,
        operation.method.to_uppercase(),
        escape(operation.path).replace('/', "/<wbr>")
    ));
    if words::operation(language, operation.id()).is_some() {
        html.push_str(&paragraphs(operation.body["summary"].as_str().unwrap_or_default()));
    }
    html.push_str(&paragraphs(operation.body["description"].as_str().unwrap_or_default()));
    if !operation.is_closed() {
        html.push_str(&format!("<p class=\"note\">{}</p>\n", escape(word(language, "open"))));
    }
    section(&mut html, "parameters", &fields::of_parameters(operation, language), language);
    section(&mut html, "body", &body(operation, language), language);
    section(&mut html, "example", &format!("<pre>{}</pre>\n", escape(&example::curl(operation))), language);
    section(&mut html, "answers", &answers(operation, language), language);
    html.push_str("</article>\n");
    html
}

fn section(html: &mut String, heading: &'static str, content: &str, language: Language) {
    if !content.is_empty() {
        html.push_str(&format!("<h4>{}</h4>\n{content}", escape(word(language, heading))));
    }
}

fn body(operation: Operation<'_>, language: Language) -> String {
    let content = operation.body["requestBody"]["content"].as_object().into_iter().flatten();
    content
        .map(|(media_type, content)| {
            let fields = fields::of_schema(operation, &content["schema"], language);
            format!("<p><code>{}</code></p>\n{fields}", escape(media_type))
        })
        .collect()
}

fn answers(operation: Operation<'_>, language: Language) -> String {
    let mut html = String::new();
    let mut refusals = Vec::new();
    for (status, response) in operation.body["responses"].as_object().into_iter().flatten() {
        if status.starts_with('2') {
            html.push_str(&success(operation, status, response, language));
        } else {
            refusals.push(format!("<a href=\"#status-{0}\">{0}</a>", escape(status)));
        }
    }
    html.push_str(&format!("<p class=\"refusals\">{} {}</p>\n", escape(word(language, "refusals")), refusals.join(" ")));
    html
}

fn success(operation: Operation<'_>, status: &str, response: &Value, language: Language) -> String {
    let description = inline(response["description"].as_str().unwrap_or_default());
    let mut html = format!("<p><b class=\"status\">{}</b> {description}", escape(status));
    let headers =
        response["headers"].as_object().into_iter().flatten().map(|(name, _)| name.as_str()).filter(|name| *name != "X-Request-Id");
    let headers: Vec<String> = headers.map(|name| format!("<code>{}</code>", escape(name))).collect();
    if !headers.is_empty() {
        html.push_str(&format!(" <small>{} {}</small>", escape(word(language, "with_headers")), headers.join(", ")));
    }
    html.push_str("</p>\n");
    let Some((media_type, content)) = response["content"].as_object().and_then(|all| all.iter().next()) else { return html };
    let schema = content["schema"]["$ref"].as_str().and_then(|reference| reference.rsplit('/').next()).filter(|name| *name != "Binary");
    match schema {
        Some(name) => {
            let example = example::of(operation, &content["schema"], false);
            html.push_str(&format!(
                "<details><summary><code>{0}</code> <a href=\"#schema-{0}\">{1}</a></summary><pre>{2}</pre></details>\n",
                escape(name),
                escape(word(language, "fields")),
                escape(&format!("{example:#}"))
            ));
        }
        None => html.push_str(&format!("<p><code>{}</code></p>\n", escape(media_type))),
    }
    html
}
