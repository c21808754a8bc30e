//! Rows as JSON lines: first the table's columns, then an array per row; bytes are `{"base64": "…"}`.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use base64::prelude::{BASE64_STANDARD, Engine};
use serde_json::{Value as Json, json};
use store::portable::{Blob, Importer, Sink};
use store::{OpenError, Value};

use super::error::At;
use super::files::Writing;
use super::sums::Sums;
use super::{BackupError, Manifest, TableFacts};

/// Writes what a database gives into the files of a backup.
pub(super) struct RowFiles<'a> {
    /// `FOLDER/<moment>`.
    folder: &'a Path,
    /// `<moment>`.
    name: &'a str,
    pub(super) sums: Sums,
    pub(super) tables: Vec<TableFacts>,
    /// Blobs that are to be copied, a line each.
    wanted: Writing,
    open: Option<(PathBuf, Writing)>,
}

impl<'a> RowFiles<'a> {
    pub(super) fn new(folder: &'a Path, name: &'a str) -> Result<Self, BackupError> {
        let rows = folder.join("rows");
        std::fs::create_dir(&rows).at(&rows)?;
        let wanted = Writing::new(&wanted(folder))?;
        Ok(Self { folder, name, sums: Sums::new(folder)?, tables: Vec::new(), wanted, open: None })
    }

    /// Ends the last table and the list of wanted blobs.
    pub(super) fn finish(mut self) -> Result<(Sums, Vec<TableFacts>), BackupError> {
        self.close()?;
        self.wanted.finish().at(&wanted(self.folder))?;
        Ok((self.sums, self.tables))
    }

    fn line(&mut self, line: &Json) -> Result<(), BackupError> {
        let Some((path, file)) = &mut self.open else { return Err(BackupError::Lost) };
        let mut text = line.to_string();
        text.push('\n');
        file.write(text.as_bytes()).at(path)
    }

    fn close(&mut self) -> Result<(), BackupError> {
        let Some((path, file)) = self.open.take() else { return Ok(()) };
        let sha256 = file.finish().at(&path)?;
        let table = self.tables.last().map_or("", |table| &table.name);
        self.sums.add(&sha256, &format!("{}/{}", self.name, file_of(table)))
    }
}

impl Sink for RowFiles<'_> {
    type Error = BackupError;

    fn table(&mut self, name: &str, columns: &[String]) -> Result<(), BackupError> {
        self.close()?;
        let path = self.folder.join(file_of(name));
        self.open = Some((path.clone(), Writing::new(&path)?));
        self.tables.push(TableFacts { name: name.to_owned(), rows: 0 });
        self.line(&json!({ "table": name, "columns": columns }))
    }

    fn row(&mut self, values: &[Value]) -> Result<(), BackupError> {
        if let Some(table) = self.tables.last_mut() {
            table.rows += 1;
        }
        self.line(&Json::Array(values.iter().map(to_json).collect()))
    }

    fn blob(&mut self, blob: &Blob) -> Result<(), BackupError> {
        let line = format!("{} {} {}\n", blob.key, blob.size, blob.sha256);
        self.wanted.write(line.as_bytes()).at(&wanted(self.folder))
    }
}

/// Where the list of wanted blobs lies while a backup is made.
pub(super) fn wanted(folder: &Path) -> PathBuf {
    folder.join("wanted")
}

/// A blob of that list.
pub(super) fn parse_wanted(line: &str) -> Option<Blob> {
    let mut words = line.split(' ');
    let blob = Blob { key: words.next()?.to_owned(), size: words.next()?.parse().ok()?, sha256: words.next()?.to_owned() };
    words.next().is_none().then_some(blob)
}

fn file_of(table: &str) -> String {
    format!("rows/{table}.jsonl")
}

fn to_json(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Int(number) => json!(number),
        Value::Text(text) => json!(text),
        Value::Blob(bytes) => json!({ "base64": BASE64_STANDARD.encode(bytes) }),
    }
}

fn from_json(json: Json) -> Option<Value> {
    match json {
        Json::Null => Some(Value::Null),
        Json::Number(number) => number.as_i64().map(Value::Int),
        Json::String(text) => Some(Value::Text(text)),
        Json::Object(object) => BASE64_STANDARD.decode(object.get("base64")?.as_str()?).ok().map(Value::Blob),
        Json::Bool(_) | Json::Array(_) => None,
    }
}

/// Brings every row of a backup to a database.
pub(super) fn feed(folder: &Path, manifest: &Manifest, importer: &mut Importer) -> Result<(), BackupError> {
    manifest.tables.iter().try_for_each(|table| feed_table(folder, manifest, table, importer))
}

fn feed_table(folder: &Path, manifest: &Manifest, table: &TableFacts, importer: &mut Importer) -> Result<(), BackupError> {
    let file = format!("{}/{}", manifest.folder, file_of(&table.name));
    let path = folder.join(&file);
    let mut number = 0;
    for line in BufReader::new(File::open(&path).at(&path)?).lines() {
        let line = line.at(&path)?;
        number += 1;
        let wrong = |problem: &str| BackupError::Row { file: file.clone(), line: number, problem: problem.to_owned() };
        let json: Json = serde_json::from_str(&line).map_err(|error| wrong(&error.to_string()))?;
        if number == 1 {
            let columns = json["columns"].as_array().ok_or_else(|| wrong("no columns"))?;
            let columns: Option<Vec<String>> = columns.iter().map(|name| name.as_str().map(str::to_owned)).collect();
            importer.table(&table.name, &columns.ok_or_else(|| wrong("no names of columns"))?).map_err(|error| database(error, &wrong))?;
        } else {
            let Json::Array(row) = json else { return Err(wrong("not a row")) };
            let values: Option<Vec<Value>> = row.into_iter().map(from_json).collect();
            importer.row(values.ok_or_else(|| wrong("not a value"))?).map_err(|error| database(error, &wrong))?;
        }
    }
    if number == table.rows + 1 {
        Ok(())
    } else {
        Err(BackupError::Row { file, line: number, problem: format!("{} rows were promised", table.rows) })
    }
}

fn database(error: OpenError, wrong: &impl Fn(&str) -> BackupError) -> BackupError {
    wrong(&error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_value_comes_back() {
        for value in [Value::Null, Value::Int(i64::MIN), Value::Int(i64::MAX), Value::from("«ё»\n\u{1}\"\\"), Value::Blob(vec![0, 255, 10])]
        {
            let text = to_json(&value).to_string();
            assert!(!text.contains('\n'));
            assert_eq!(from_json(serde_json::from_str(&text).expect("JSON")), Some(value));
        }
        assert_eq!(from_json(json!(1.5)), None);
    }
}
