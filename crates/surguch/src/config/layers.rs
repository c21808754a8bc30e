//! The layers of the configuration, key by key: what is set, and where.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use toml::{Table, Value};

use super::nearest::nearest;
use crate::failure::{Doing, Failure};

/// Every key with its usual value and what it means.
pub(crate) const DEFAULTS: &str = include_str!("defaults.toml");

/// What variables of the environment begin with.
const PREFIX: &str = "SURGUCH_";

/// Variables that are no settings: the secret, the file's own name, and what tests are told.
const NO_SETTINGS: &[&str] = &["master_key", "config", "test_postgres"];

/// Where a value stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Origin {
    Default,
    File(PathBuf),
    Variable(String),
    Option(&'static str),
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("the defaults"),
            Self::File(path) => write!(f, "{}", path.display()),
            Self::Variable(name) => f.write_str(name),
            Self::Option(name) => f.write_str(name),
        }
    }
}

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Setting {
    pub(crate) value: Value,
    pub(crate) origin: Origin,
}

/// Every setting under its dotted key, each layer over the one before.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Layers(BTreeMap<String, Setting>);

impl Layers {
    /// The embedded defaults: the list of what may be set.
    pub(crate) fn defaults() -> Result<Self, Failure> {
        let table: Table = DEFAULTS.parse().doing("the embedded defaults")?;
        let mut all = BTreeMap::new();
        flatten("", table, &mut |key, value| {
            all.insert(key, Setting { value, origin: Origin::Default });
        });
        Ok(Self(all))
    }

    /// Puts a file over them. Every key that means nothing is named, with the one that was probably meant.
    pub(crate) fn file(&mut self, path: &Path) -> Result<(), Failure> {
        let text = std::fs::read_to_string(path).doing(format!("configuration {}", path.display()))?;
        let table: Table = text.parse().map_err(|error: toml::de::Error| Failure::new(unreadable(path, &text, &error)))?;
        let mut unknown = Vec::new();
        flatten("", table, &mut |key, value| match self.0.get_mut(&key) {
            Some(setting) => *setting = Setting { value, origin: Origin::File(path.to_owned()) },
            None => unknown.push(key),
        });
        self.refuse(&unknown, &path.display().to_string())
    }

    /// Puts variables of the environment over them: `SURGUCH_SECTION__KEY`.
    pub(crate) fn environment(&mut self, variables: impl IntoIterator<Item = (String, String)>) -> Result<(), Failure> {
        let mut unknown = Vec::new();
        for (name, text) in variables {
            let Some(key) = name.strip_prefix(PREFIX).map(|rest| rest.to_ascii_lowercase().replace("__", ".")) else { continue };
            if NO_SETTINGS.contains(&key.as_str()) {
                continue;
            }
            let Some(setting) = self.0.get_mut(&key) else {
                unknown.push(key);
                continue;
            };
            let value = read_as(&setting.value, &text)
                .ok_or_else(|| Failure::new(format!("configuration: {name}: {} is wanted", kind(&setting.value))))?;
            *setting = Setting { value, origin: Origin::Variable(name) };
        }
        self.refuse(&unknown, "the environment")
    }

    /// Puts an option of the command line over them.
    pub(crate) fn option(&mut self, option: &'static str, key: &str, value: Option<String>) {
        if let (Some(value), Some(setting)) = (value, self.0.get_mut(key)) {
            *setting = Setting { value: Value::String(value), origin: Origin::Option(option) };
        }
    }

    /// Where a key, or the section that it begins, was set.
    pub(crate) fn origin(&self, key: &str) -> Option<&Origin> {
        self.0.get(key).map(|setting| &setting.origin)
    }

    /// Every key with its setting, in the order of their names.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &Setting)> {
        self.0.iter().map(|(key, setting)| (key.as_str(), setting))
    }

    /// As one table with its sections.
    pub(crate) fn table(&self) -> Table {
        let mut root = Table::new();
        for (key, setting) in &self.0 {
            let mut at = &mut root;
            let mut words: Vec<&str> = key.split('.').collect();
            let last = words.pop().unwrap_or_default();
            for word in words {
                let inner = at.entry(word).or_insert_with(|| Value::Table(Table::new()));
                let Value::Table(inner) = inner else { unreachable!("a key of the defaults is a section or a value") };
                at = inner;
            }
            at.insert(last.to_owned(), setting.value.clone());
        }
        root
    }

    fn refuse(&self, unknown: &[String], place: &str) -> Result<(), Failure> {
        if unknown.is_empty() {
            return Ok(());
        }
        let named = unknown.iter().map(|key| self.unknown(key)).collect::<Vec<_>>().join("; ");
        Err(Failure::new(format!("configuration: {place}: {named}")))
    }

    fn unknown(&self, key: &str) -> String {
        let section = format!("{key}.");
        if self.0.keys().any(|known| known.starts_with(&section)) {
            return format!("`{key}` is a section and not a value");
        }
        match nearest(key, self.0.keys().map(String::as_str)) {
            Some(known) => format!("there is no setting `{key}` (did you mean `{known}`?)"),
            None => format!("there is no setting `{key}` (`surguch config default` prints all of them)"),
        }
    }
}

fn flatten(prefix: &str, table: Table, found: &mut impl FnMut(String, Value)) {
    for (name, value) in table {
        let key = if prefix.is_empty() { name } else { format!("{prefix}.{name}") };
        match value {
            Value::Table(inner) if !inner.is_empty() => flatten(&key, inner, found),
            Value::Table(_) => {}
            value => found(key, value),
        }
    }
}

/// What is wrong and on which line. The line itself is not repeated: it may hold a password.
fn unreadable(path: &Path, text: &str, error: &toml::de::Error) -> String {
    let line = error.span().map_or(0, |span| text[..span.start.min(text.len())].lines().count().max(1));
    format!("configuration: {}, line {line}: {}", path.display(), error.message())
}

/// Text of the environment as a value of the same type as `like`.
fn read_as(like: &Value, text: &str) -> Option<Value> {
    match like {
        Value::Integer(_) => text.trim().parse().ok().map(Value::Integer),
        Value::Float(_) => text.trim().parse().ok().map(Value::Float),
        Value::Boolean(_) => text.trim().parse().ok().map(Value::Boolean),
        Value::Array(_) => Some(Value::Array(words(text))),
        _ => Some(Value::String(text.to_owned())),
    }
}

/// `["a", "b"]`, `[a, b]` or `a, b`.
fn words(text: &str) -> Vec<Value> {
    let inner = text.trim().trim_start_matches('[').trim_end_matches(']');
    let words = inner.split(',').map(|word| word.trim().trim_matches('"')).filter(|word| !word.is_empty());
    words.map(|word| Value::String(word.to_owned())).collect()
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Integer(_) => "a whole number",
        Value::Float(_) => "a number",
        Value::Boolean(_) => "true or false",
        Value::Array(_) => "a list",
        _ => "text",
    }
}
