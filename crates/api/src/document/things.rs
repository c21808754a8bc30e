//! The things that paths name: how their ids look, and how one leads to another.

use domain::id;
use serde_json::{Map, Value, json};

use super::operation::Operation;

/// A sort of thing: the segment of its paths, the prefix of its ids, its schema, and the field that other things name it by.
struct Thing {
    segment: &'static str,
    prefix: &'static str,
    schema: &'static str,
    field: &'static str,
}

const fn thing(segment: &'static str, prefix: &'static str, schema: &'static str, field: &'static str) -> Thing {
    Thing { segment, prefix, schema, field }
}

const THINGS: [Thing; 13] = [
    thing("users", id::UserId::PREFIX, "User", "user_id"),
    thing("sessions", id::SessionId::PREFIX, "OpenSession", "session_id"),
    thing("api-keys", id::ApiKeyId::PREFIX, "ApiKey", "api_key_id"),
    thing("members", id::UserId::PREFIX, "Member", ""),
    thing("companies", id::CompanyId::PREFIX, "Company", "company_id"),
    thing("certificate-requests", id::IssueId::PREFIX, "CertificateRequest", "request_id"),
    thing("certificates", id::CertificateId::PREFIX, "Certificate", "certificate_id"),
    thing("outside-certificates", id::OutsideCertificateId::PREFIX, "OutsideCertificate", "outside_certificate_id"),
    thing("packages", id::PackageId::PREFIX, "Package", "package_id"),
    thing("files", id::FileId::PREFIX, "File", "file_id"),
    thing("signatures", id::SignatureId::PREFIX, "Signature", "signature_id"),
    thing("pages", id::PageId::PREFIX, "CheckedPage", "page_id"),
    thing("deliveries", id::EventId::PREFIX, "Delivery", "event_id"),
];
const ENDPOINT: Thing = thing("webhook-endpoints", id::EndpointId::PREFIX, "Endpoint", "endpoint_id");

fn things() -> impl Iterator<Item = &'static Thing> {
    THINGS.iter().chain([&ENDPOINT])
}

/// The schema of the id that stands behind a segment of a path, where it is known.
pub(super) fn id_schema(path: &str, parameter: &str) -> Option<Value> {
    let place = format!("/{{{parameter}}}");
    let segment = path.split_once(&place)?.0.rsplit('/').next()?;
    if parameter == "kind" {
        let words = domain::issue::document::Kind::ALL.map(domain::issue::document::Kind::word);
        return Some(json!({ "type": "string", "pattern": format!("^({})$", words.join("|")), "example": words[0] }));
    }
    let prefix = things().find(|thing| thing.segment == segment)?.prefix;
    Some(json!({ "type": "string", "pattern": pattern(prefix), "example": example(prefix) }))
}

/// Gives the fields of a schema that are ids their form.
pub(super) fn form_ids(name: &str, schema: &mut Value) {
    // the id of a request for HTTP is the caller's own
    if matches!(name, "Problem" | "AuditRecord") {
        return;
    }
    for (field, property) in schema.get_mut("properties").and_then(Value::as_object_mut).into_iter().flatten() {
        let thing = things().find(|thing| field == thing.field || field == "id" && thing.schema == name);
        let prefix = thing.map(|thing| thing.prefix).or((field == "participant_id").then_some(id::ParticipantId::PREFIX));
        if let (Some(prefix), Some(property)) = (prefix, property.as_object_mut()) {
            property.insert("pattern".to_owned(), pattern(prefix).into());
            property.entry("example").or_insert_with(|| example(prefix).into());
        }
    }
}

fn pattern(prefix: &str) -> String {
    format!("^{prefix}_[0-9a-f]{{8}}(-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}}$")
}

fn example(prefix: &str) -> String {
    format!("{prefix}_0198f3a2-7c11-7b2e-9f00-2d9f3c5e8a01")
}

/// Where an answer leads: from a thing to all that is done with it, from a list to its first item, from a field to what it names.
pub(super) fn links(operation: Operation<'_>, schema: Option<&str>) -> Map<String, Value> {
    let Some(schema) = schema else { return Map::new() };
    let mut links = Map::new();
    let (name, id, only_get) = match schema.strip_prefix("Page_") {
        Some(item) => (item, "$response.body#/data/0/id", true),
        None => (schema, "$response.body#/id", false),
    };
    if let Some(thing) = things().find(|thing| thing.schema == name && !thing.field.is_empty()) {
        add(&mut links, operation, thing, id, only_get);
    }
    for thing in things().filter(|thing| !only_get && operation.has_property(schema, thing.field)) {
        add(&mut links, operation, thing, &format!("$response.body#/{}", thing.field), true);
    }
    links
}

fn add(links: &mut Map<String, Value>, operation: Operation<'_>, thing: &Thing, id: &str, only_get: bool) {
    let root = format!("/v1/{}/{{id}}", thing.segment);
    // files have no representation of their own: their bytes are the first thing that can be got
    let shown = Operation::all(operation.document).any(|target| target.path == root && target.reads());
    for target in Operation::all(operation.document) {
        let inside = target.path.strip_prefix(&root).is_some_and(|rest| !rest.contains('{'));
        if inside && (!only_get || target.reads() && (target.path == root || !shown)) {
            let link = json!({ "operationId": target.id(), "parameters": { "id": id } });
            links.entry(target.id().to_owned()).or_insert(link);
        }
    }
}
