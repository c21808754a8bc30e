//! The page around the operations: contents, manners, schemas, statuses and codes.

use domain::code::{self, Code};
use serde_json::Value;
use surguch_http::{Language, status, title};

use super::html::{escape, inline};
use super::words::{self, word};
use super::{fields, operation};
use crate::document::Operation;

/// All of it.
pub(super) fn whole(document: &Value, language: Language) -> String {
    let mut nav = String::new();
    let mut main = intro(language);
    for tag in document["tags"].as_array().into_iter().flatten() {
        let name = tag["name"].as_str().unwrap_or_default();
        let heading = escape(&words::tag(language, name));
        nav.push_str(&format!("<details><summary><a href=\"#tag-{name}\">{heading}</a></summary><ul>\n"));
        main.push_str(&format!("<section id=\"tag-{name}\">\n<h2>{heading}</h2>\n"));
        for one in Operation::all(document).filter(|one| one.body["tags"][0] == name) {
            nav.push_str(&format!("<li><a href=\"#{}\">{}</a></li>\n", escape(one.id()), operation::title(one, language)));
            main.push_str(&operation::article(one, language));
        }
        nav.push_str("</ul></details>\n");
        main.push_str("</section>\n");
    }
    for (id, heading, content) in
        [("schemas", "schemas", schemas(document, language)), ("errors", "errors", format!("{}{}", statuses(document), codes(language)))]
    {
        let heading = escape(word(language, heading));
        nav.push_str(&format!("<p><a href=\"#{id}\">{heading}</a></p>\n"));
        main.push_str(&format!("<section id=\"{id}\">\n<h2>{heading}</h2>\n{content}</section>\n"));
    }
    let version = escape(document["info"]["version"].as_str().unwrap_or_default());
    let head = format!(
        "<header><h1>{}</h1><p>{version} · <a href=\"/openapi.json\">openapi.json</a> · <a href=\"/kcr/openapi.json\">issues.json</a> · <a href=\"/diadoc/openapi.json\">diadoc.json</a></p></header>\n",
        escape(word(language, "title"))
    );
    frame(word(language, "title"), &format!("{head}<div class=\"columns\">\n<nav>\n{nav}</nav>\n<main>\n{main}</main>\n</div>"), language)
}

/// The page of one code.
pub(super) fn problem(code: Code, language: Language) -> String {
    let body = format!(
        "<main class=\"problem\"><p><b class=\"status\">{}</b> <code>{}</code></p>\n<h1>{}</h1>\n<p>{}</p>\n\
         <p><a href=\"/docs#errors\">{}</a></p></main>",
        status(code).as_u16(),
        code.id,
        escape(title(language, code)),
        inline(advice(language, code)),
        escape(word(language, "all_errors"))
    );
    frame(title(language, code), &body, language)
}

/// What to do about a refusal of this kind.
fn advice(language: Language, code: Code) -> &'static str {
    use code::Kind;
    let key = match code.kind {
        Kind::Malformed => "do_malformed",
        Kind::Unauthenticated => "do_unauthenticated",
        Kind::Forbidden => "do_forbidden",
        Kind::Missing => "do_missing",
        Kind::Conflict => "do_conflict",
        Kind::RejectedByState => "do_rejected_by_state",
        Kind::Limited => "do_limited",
        Kind::Unavailable => "do_unavailable",
        Kind::Internal => "do_internal",
    };
    word(language, key)
}

fn frame(title: &str, body: &str, language: Language) -> String {
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{}</title>\n<link rel=\"stylesheet\" href=\"/docs/style.css\">\n</head>\n<body>\n{body}\n</body>\n</html>\n",
        language.tag(),
        escape(title)
    )
}

fn intro(language: Language) -> String {
    let manners: String = words::manners(language).iter().map(|text| format!("<li>{}</li>\n", inline(text))).collect();
    format!(
        "<section id=\"manners\">\n<h2>{}</h2>\n<pre>URL=https://office.example.ru\nKEY=…</pre>\n<ul>\n{manners}</ul>\n</section>\n",
        escape(word(language, "manners"))
    )
}

/// Every schema that answers or bodies have, with its fields.
fn schemas(document: &Value, language: Language) -> String {
    let Some(any) = Operation::all(document).next() else { return String::new() };
    let all = document["components"]["schemas"].as_object().into_iter().flatten().filter(|(name, _)| *name != "Binary");
    all.map(|(name, schema)| {
        let about = inline(schema["description"].as_str().unwrap_or_default());
        let fields = fields::of_schema(any, schema, language);
        format!(
            "<article id=\"schema-{0}\"><h3><a href=\"#schema-{0}\"><code>{0}</code></a></h3><p>{about}</p>\n{fields}</article>\n",
            escape(name)
        )
    })
    .collect()
}

/// The statuses that are no success, once for all operations.
fn statuses(document: &Value) -> String {
    let mut known: Vec<(u16, &str)> = crate::document::refusal_statuses().collect();
    known.sort_unstable();
    let line = |(status, name): (u16, &str)| {
        let about = document["components"]["responses"][name]["description"].as_str().unwrap_or_default();
        format!("<div id=\"status-{status}\"><dt><b class=\"status\">{status}</b></dt><dd>{}</dd></div>\n", inline(about))
    };
    format!("<dl class=\"fields\">\n{}</dl>\n", known.into_iter().map(line).collect::<String>())
}

/// Every code with its words.
fn codes(language: Language) -> String {
    let line = |code: &Code| {
        format!(
            "<div><dt><a href=\"/problems/{}\"><code>{}</code></a> <small>{}</small></dt><dd>{}</dd></div>\n",
            code.id.replace('_', "-"),
            code.id,
            status(*code).as_u16(),
            escape(title(language, *code))
        )
    };
    format!("<dl class=\"fields\">\n{}</dl>\n", code::ALL.iter().map(line).collect::<String>())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn pages() -> [String; 2] {
        [Language::Ru, Language::En].map(|language| whole(crate::document(), language))
    }

    fn attributes<'a>(page: &'a str, name: &str) -> Vec<&'a str> {
        page.split(&format!(" {name}=\"")).skip(1).filter_map(|rest| rest.split('"').next()).collect()
    }

    #[test]
    fn every_operation_stands_on_the_page_and_every_link_inside_leads_somewhere() {
        for page in pages() {
            let places: BTreeSet<&str> = attributes(&page, "id").into_iter().collect();
            for operation in Operation::all(crate::document()) {
                assert!(places.contains(operation.id()), "{}", operation.id());
            }
            for link in attributes(&page, "href") {
                assert!(link.strip_prefix('#').is_none_or(|place| places.contains(place)), "{link} leads nowhere");
            }
        }
    }

    #[test]
    fn nothing_foreign_is_asked_for_and_nothing_runs() {
        for page in pages() {
            for link in attributes(&page, "href").into_iter().chain(attributes(&page, "src")) {
                assert!(link.starts_with('#') || link.starts_with('/') && !link.starts_with("//"), "{link}");
            }
            assert!(!page.contains("<script") && !page.contains(" style=") && !page.contains(" onclick"));
        }
        assert!(!include_str!("style.css").contains("url(") && !include_str!("style.css").contains("@import"));
    }

    #[test]
    fn every_code_has_a_page_with_what_to_do() {
        for code in code::ALL {
            let page = problem(*code, Language::Ru);
            assert!(page.contains(code.id) && !page.contains("do_"), "{page}");
        }
    }
}
