//! What the generated types carry beside protobuf: JSON under the names of the .proto files, and the schema of it.
//!
//! Names are written as they stand there and read in lower case, which `wire::diadoc::json` brings them to.

use std::collections::BTreeMap;

use prost_build::{Config, Module};
use protox::prost_reflect::prost_types::field_descriptor_proto::{Label, Type};
use protox::prost_reflect::prost_types::{DescriptorProto, EnumDescriptorProto, FieldDescriptorProto, FileDescriptorSet};

/// Where the odd parts of JSON are.
const JSON: &str = "crate::diadoc::json";

/// Fields by which a message leads back to itself: the schema of one stops there.
const CIRCLES: &[(&str, &str)] = &[(".Diadoc.Api.Proto.Box", "Organization")];

/// Messages that hold secrets: `wire::diadoc` says how they show themselves.
const SECRETS: &[&str] = &[".Diadoc.Api.Proto.LoginPassword"];

/// Adds the attributes of every message, field, enumeration and name in `set`.
pub(super) fn add(config: &mut Config, set: &FileDescriptorSet) {
    config.message_attribute(".", "#[derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema)]\n#[serde(default)]");
    config.enum_attribute(".", "#[derive(utoipa::ToSchema)]");
    config.skip_debug(SECRETS);
    for file in &set.file {
        let package = format!(".{}", file.package());
        file.message_type.iter().for_each(|message| add_message(config, &package, message));
        file.enum_type.iter().for_each(|one| add_enumeration(config, &package, one));
    }
}

fn add_message(config: &mut Config, scope: &str, message: &DescriptorProto) {
    let path = format!("{scope}.{}", message.name());
    for field in &message.field {
        let circle = CIRCLES.contains(&(&path, field.name()));
        config.field_attribute(format!("{path}.{}", field.name()), attribute(field, circle));
    }
    message.nested_type.iter().for_each(|nested| add_message(config, &path, nested));
    message.enum_type.iter().for_each(|nested| add_enumeration(config, &path, nested));
}

fn add_enumeration(config: &mut Config, scope: &str, one: &EnumDescriptorProto) {
    for value in &one.value {
        let path = format!("{scope}.{}.{}", one.name(), value.name());
        config.field_attribute(path, format!("#[schema(rename = \"{}\")]", value.name()));
    }
}

fn attribute(field: &FieldDescriptorProto, circle: bool) -> String {
    let name = field.name();
    let mut serde = format!("rename(serialize = \"{name}\", deserialize = \"{}\")", name.to_lowercase());
    let (omitted, shape, required) = match field.label() {
        Label::Optional => (Some("Option::is_none"), "Optional", false),
        Label::Required => (None, "One", true),
        Label::Repeated => (Some("Vec::is_empty"), "Many", false),
    };
    if let Some(omitted) = omitted {
        serde += &format!(", skip_serializing_if = \"{omitted}\"");
    }
    let value = match field.r#type() {
        Type::Enum => {
            let path = path_of(field.type_name());
            serde += &format!(", with = \"{JSON}::{shape}::<{JSON}::Word<{path}>>\"");
            Some(path)
        }
        Type::Bytes => {
            serde += &format!(", with = \"{JSON}::{shape}::<{JSON}::Base64>\"");
            Some("String".to_owned())
        }
        _ => None,
    };
    let value = match (value, field.label()) {
        (Some(value), Label::Repeated) => format!(", value_type = Vec<{value}>"),
        (Some(value), _) => format!(", value_type = {value}"),
        (None, Label::Optional) => ", nullable = false".to_owned(),
        (None, _) => String::new(),
    };
    let value = if circle { format!("{value}, no_recursion") } else { value };
    format!("#[serde({serde})]\n#[schema(rename = \"{name}\", required = {required}{value})]")
}

/// The names of every enumeration, for JSON, by module.
pub(super) fn names(set: &FileDescriptorSet) -> BTreeMap<Vec<String>, String> {
    let mut names: BTreeMap<Vec<String>, String> = BTreeMap::new();
    for file in &set.file {
        let module = Module::from_protobuf_package_name(file.package()).parts().map(str::to_owned).collect();
        let text = names.entry(module).or_default();
        let scope = format!(".{}", file.package());
        file.enum_type.iter().for_each(|one| *text += &named(&scope, one));
        file.message_type.iter().for_each(|message| nested(text, &scope, message));
    }
    names
}

fn nested(text: &mut String, scope: &str, message: &DescriptorProto) {
    let scope = format!("{scope}.{}", message.name());
    message.enum_type.iter().for_each(|one| *text += &named(&scope, one));
    message.nested_type.iter().for_each(|inner| nested(text, &scope, inner));
}

fn named(scope: &str, one: &EnumDescriptorProto) -> String {
    let path = path_of(&format!("{scope}.{}", one.name()));
    let pairs: String = one.value.iter().map(|value| format!("({}, \"{}\"), ", value.number(), value.name())).collect();
    format!(
        "\nimpl {JSON}::Named for {path} {{\n    const NAMES: &'static [(i32, &'static str)] = &[{}];\n}}\n",
        pairs.trim_end_matches(", ")
    )
}

/// Every message by its full name, with what reads it and writes it again: for judges and the fuzzer, which ask for all.
pub(super) fn all(set: &FileDescriptorSet) -> String {
    let mut names = Vec::new();
    for file in &set.file {
        file.message_type.iter().for_each(|message| gather(&mut names, file.package(), message));
    }
    names.sort();
    let rows: String = names.iter().map(|name| format!("(\"{name}\", crate::diadoc::again::<{}>),", path_of(name))).collect();
    format!("\n/// Every message by its full name.\npub const ALL: &[(&str, crate::diadoc::Again)] = &[{rows}];\n")
}

fn gather(names: &mut Vec<String>, scope: &str, message: &DescriptorProto) {
    let name = format!("{scope}.{}", message.name());
    message.nested_type.iter().for_each(|nested| gather(names, &name, nested));
    names.push(name);
}

/// As prost names a type: `Content_v3` is `ContentV3`.
fn camel(name: &str) -> String {
    let capital = |part: &str| part.chars().take(1).flat_map(char::to_uppercase).chain(part.chars().skip(1)).collect::<String>();
    name.split('_').map(capital).collect()
}

/// The Rust type of a full name.
fn path_of(full: &str) -> String {
    let parts: Vec<&str> = full.trim_start_matches('.').split('.').collect();
    let (name, scope) = parts.split_last().unwrap_or((&"", &[]));
    let inner = scope.iter().skip(super::ROOT.len());
    let modules: String = inner
        .flat_map(|part| Module::from_protobuf_package_name(part).parts().map(|part| format!("{part}::")).collect::<Vec<_>>())
        .collect();
    format!("crate::diadoc::proto::{modules}{}", camel(name))
}
