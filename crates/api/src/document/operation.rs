//! One operation of the document, as the rules that complete it look at it.

use serde_json::Value;

/// An operation and where it stands.
#[derive(Clone, Copy)]
pub(crate) struct Operation<'a> {
    /// The whole document.
    pub(crate) document: &'a Value,
    /// Its path template.
    pub(crate) path: &'a str,
    /// Its method, in lower case.
    pub(crate) method: &'a str,
    /// What the handler says of it.
    pub(crate) body: &'a Value,
}

impl<'a> Operation<'a> {
    /// Every operation of the document.
    pub(crate) fn all(document: &'a Value) -> impl Iterator<Item = Self> {
        let paths = document["paths"].as_object().into_iter().flatten();
        paths.flat_map(move |(path, item)| {
            let methods = item.as_object().into_iter().flatten();
            methods.map(move |(method, body)| Self { document, path, method, body })
        })
    }

    /// Its stable name.
    pub(crate) fn id(self) -> &'a str {
        self.body["operationId"].as_str().unwrap_or_default()
    }

    /// Whether it belongs to our own face, with its callers and limits.
    pub(crate) fn is_own(self) -> bool {
        self.path.starts_with("/v1/")
    }

    /// Whether it asks who calls.
    pub(crate) fn is_closed(self) -> bool {
        self.body["security"].as_array().is_none_or(|ways| ways.iter().any(|way| way.as_object().is_some_and(|way| !way.is_empty())))
    }

    /// Whether it only reads.
    pub(crate) fn reads(self) -> bool {
        self.method == "get"
    }

    /// Whether it takes a body, be it an empty one.
    pub(crate) fn takes_body(self) -> bool {
        matches!(self.method, "post" | "put" | "patch")
    }

    /// Whether its body is a stream of files.
    pub(crate) fn takes_files(self) -> bool {
        self.body["requestBody"]["content"].as_object().is_some_and(|content| content.keys().any(|kind| kind != "application/json"))
    }

    /// Whether its JSON body has nothing but optional fields.
    pub(crate) fn may_send_nothing(self) -> bool {
        let schema = &self.body["requestBody"]["content"]["application/json"]["schema"];
        !schema.is_null() && self.resolved(schema)["required"].as_array().is_none_or(Vec::is_empty)
    }

    /// A parameter by place and name.
    pub(crate) fn parameter(self, place: &str, name: &str) -> Option<&'a Value> {
        let is = |one: &&Value| one["in"] == place && one["name"].as_str().is_some_and(|known| known.eq_ignore_ascii_case(name));
        self.body["parameters"].as_array()?.iter().find(is)
    }

    /// Its parameters in this place.
    pub(crate) fn parameters(self, place: &'static str) -> impl Iterator<Item = &'a Value> {
        self.body["parameters"].as_array().into_iter().flatten().filter(move |one| one["in"] == place)
    }

    /// Whether it has parameters in this place.
    pub(crate) fn has_parameters(self, place: &str) -> bool {
        self.body["parameters"].as_array().is_some_and(|all| all.iter().any(|one| one["in"] == place))
    }

    /// Whether its query or body names things of the office by their ids.
    pub(crate) fn names_things(self) -> bool {
        let is_id = |name: &str| name.ends_with("_id") && name != "external_id";
        let asked = self.body["parameters"].as_array().into_iter().flatten();
        let in_query = asked.filter(|one| one["in"] == "query").filter_map(|one| one["name"].as_str()).any(is_id);
        let content = self.body["requestBody"]["content"].as_object().into_iter().flatten();
        in_query || content.flat_map(|(_, media)| self.names_in(&media["schema"], 0)).any(|name| is_id(&name))
    }

    /// The names of all properties below a schema.
    fn names_in(self, schema: &'a Value, depth: usize) -> Vec<String> {
        let schema = self.resolved(schema);
        if depth > 4 {
            return Vec::new();
        }
        let mut names = Vec::new();
        for (name, property) in schema["properties"].as_object().into_iter().flatten() {
            names.push(name.clone());
            names.extend(self.names_in(property, depth + 1));
        }
        names.extend(schema.get("items").map(|items| self.names_in(items, depth + 1)).unwrap_or_default());
        names
    }

    /// A schema behind its reference.
    pub(crate) fn resolved(self, schema: &'a Value) -> &'a Value {
        let reference = schema["$ref"].as_str().and_then(|reference| reference.strip_prefix('#'));
        reference.and_then(|pointer| self.document.pointer(pointer)).unwrap_or(schema)
    }

    /// What it answers when all is well: status, the response, and the name of the body's schema.
    pub(crate) fn successes(self) -> impl Iterator<Item = (&'a str, &'a Value, Option<&'a str>)> {
        let responses = self.body["responses"].as_object().into_iter().flatten();
        responses.filter(|(status, _)| status.starts_with('2')).map(|(status, response)| {
            let reference = response["content"]["application/json"]["schema"]["$ref"].as_str();
            (status.as_str(), response, reference.and_then(|reference| reference.rsplit('/').next()))
        })
    }

    /// Whether a schema has this property.
    pub(crate) fn has_property(self, schema: &str, property: &str) -> bool {
        self.document["components"]["schemas"][schema]["properties"].get(property).is_some()
    }

    /// Whether its answer names its version, so that a caller can ask for a newer one alone.
    pub(crate) fn has_version(self) -> bool {
        self.successes().any(|(_, response, schema)| {
            schema.is_some_and(|schema| self.has_property(schema, "version")) || response["content"].get("*/*").is_some()
        })
    }
}
