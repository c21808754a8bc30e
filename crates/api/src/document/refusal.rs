//! How the documents tell of refusals: a table for each face, its rows told once and referred to by the operations that may answer them.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::headers;
use super::operation::Operation;

/// A status that is no success, and which operations may answer it.
pub(crate) struct Refusal {
    pub(crate) status: u16,
    /// Its name among the shared responses.
    pub(crate) name: &'static str,
    description: &'static str,
    /// What it carries besides the headers of every answer.
    headers: &'static [&'static str],
    of: fn(Operation<'_>) -> bool,
}

/// A row of a table: `headers` are those that it carries besides `X-Request-Id`, by the names of `headers.rs`.
pub(crate) const fn refusal(
    status: u16,
    name: &'static str,
    description: &'static str,
    headers: &'static [&'static str],
    of: fn(Operation<'_>) -> bool,
) -> Refusal {
    Refusal { status, name, description, headers, of }
}

/// All refusals of a face.
pub(crate) struct Table {
    /// The media type of a refusal's body.
    pub(crate) media_type: &'static str,
    /// The schema of it; none where it is plain text.
    pub(crate) schema: Option<&'static str>,
    /// One row for each status.
    pub(crate) rows: &'static [Refusal],
}

impl Table {
    /// The statuses that an operation gets besides its own.
    pub(super) fn of(&self, operation: Operation<'_>) -> impl Iterator<Item = (String, Value)> {
        let rows = self.rows.iter().filter(move |refusal| (refusal.of)(operation));
        rows.map(|refusal| (refusal.status.to_string(), json!({ "$ref": format!("#/components/responses/{}", refusal.name) })))
    }

    /// The responses that operations refer to.
    pub(super) fn shared(&self) -> Map<String, Value> {
        self.rows.iter().map(|refusal| (refusal.name.to_owned(), self.response(refusal))).collect()
    }

    fn response(&self, refusal: &Refusal) -> Value {
        let mut names = vec!["X-Request-Id"];
        names.extend_from_slice(refusal.headers);
        let mut response = json!({ "description": refusal.description, "headers": headers::references(&names) });
        if refusal.status >= 400 {
            let schema =
                self.schema.map_or_else(|| json!({ "type": "string" }), |name| json!({ "$ref": format!("#/components/schemas/{name}") }));
            response["content"] = json!({ self.media_type: { "schema": schema } });
        }
        response
    }

    /// Gives each operation of the document of another contract its refusals.
    pub(crate) fn refuse(&self, mut document: Value) -> Value {
        let carried: BTreeSet<&str> = self.rows.iter().flat_map(|row| row.headers).copied().chain(["X-Request-Id"]).collect();
        document["components"]["responses"] = Value::Object(self.shared());
        document["components"]["headers"] = headers::of(&carried).into();
        let known = document.clone();
        for operation in Operation::all(&known) {
            for (status, refusal) in self.of(operation) {
                document["paths"][operation.path][operation.method]["responses"][status] = refusal;
            }
        }
        document
    }

    /// The same where a body of nothing but optional fields may be left out.
    pub(crate) fn complete(&self, document: Value) -> Value {
        let mut document = self.refuse(document);
        let known = document.clone();
        for operation in Operation::all(&known).filter(|operation| operation.may_send_nothing()) {
            document["paths"][operation.path][operation.method]["requestBody"]["required"] = false.into();
        }
        document
    }
}
