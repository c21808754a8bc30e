//! What a new package must be like whatever stands in the database: pure, so that a face can list it beside all else that is wrong.

use domain::code;
use domain::office::name_template;
use domain::time::Timestamp;

use super::create::{Naming, NewPackage};
use super::file::NewFile;
use crate::AppError;
use crate::error::Problem;

/// The most participants of a package.
const MOST_PARTICIPANTS: usize = 500;
/// The most files of a package.
pub const MOST_FILES: usize = 200;

/// Everything of a package; returns its name.
pub(super) fn all(new: &NewPackage, now: Timestamp) -> Result<String, AppError> {
    let (name, mut problems) = match name(&new.name) {
        Ok(name) => (name, Vec::new()),
        Err(problem) => (String::new(), vec![problem]),
    };
    problems.extend(files(&new.files, new.send));
    problems.extend(participants(new.participants.len()));
    let lines = new.participants.iter().enumerate();
    problems.extend(lines.filter_map(|(at, one)| participant(at, one.user.is_some(), one.phone.is_some())));
    problems.extend(new.expires_at.and_then(|end| expiry(end, now)));
    if problems.is_empty() { Ok(name) } else { Err(AppError::invalid(problems)) }
}

/// The name that a package gets.
pub fn name(naming: &Naming) -> Result<String, Problem> {
    match naming {
        Naming::Name(name) => name_template::check(name).map_err(|code| Problem::new("/name", code)),
        Naming::Template { template, vars } => {
            name_template::fill(template.as_deref().unwrap_or(name_template::DEFAULT), vars).map_err(|(code, variable)| match variable {
                Some(variable) => Problem::new(format!("/vars/{variable}"), code),
                None => Problem::new("/name_template", code),
            })
        }
    }
}

/// How many files there are, how they are called, and whether they hold anything. A draft may get its files later.
pub fn files(files: &[NewFile], send: bool) -> Vec<Problem> {
    let mut problems = Vec::new();
    if send && files.is_empty() {
        problems.push(Problem::new("/files", code::FILES_REQUIRED));
    }
    if files.len() > MOST_FILES {
        problems.push(Problem::new("/files", code::VALUE_TOO_LONG));
    }
    problems.extend(files.iter().enumerate().flat_map(|(at, one)| file(one, &format!("/files/{at}/name"), &format!("/files/{at}"))));
    problems
}

/// How a file is called, and whether it holds anything; where each of these stands in what was sent.
pub(super) fn file(file: &NewFile, name: &str, bytes: &str) -> Vec<Problem> {
    let name = (!is_file_name(&file.name)).then(|| Problem::new(name, code::FILE_NAME_INVALID));
    let bytes = (file.stored.size == 0).then(|| Problem::new(bytes, code::FILE_EMPTY));
    name.into_iter().chain(bytes).collect()
}

/// Whether a file can be called this wherever it is saved: no folders, no control characters, 1–255 characters.
pub fn is_file_name(name: &str) -> bool {
    let name = name.trim();
    let odd = name.is_empty() || name.chars().count() > 255 || name.chars().any(|c| c.is_control() || matches!(c, '/' | '\\'));
    !odd && !matches!(name, "." | "..")
}

/// How many participants there are.
pub fn participants(count: usize) -> Option<Problem> {
    let code = match count {
        0 => code::PARTICIPANTS_REQUIRED,
        _ if count > MOST_PARTICIPANTS => code::VALUE_TOO_LONG,
        _ => return None,
    };
    Some(Problem::new("/participants", code))
}

/// Whether the line at `at` names somebody in one way.
pub fn participant(at: usize, by_user: bool, by_phone: bool) -> Option<Problem> {
    match (by_user, by_phone) {
        (false, false) => Some(Problem::new(format!("/participants/{at}/user_id"), code::FIELD_REQUIRED)),
        (true, true) => Some(Problem::new(format!("/participants/{at}/phone"), code::VALUE_INVALID)),
        _ => None,
    }
}

/// Whether the end lies ahead.
pub fn expiry(end: Timestamp, now: Timestamp) -> Option<Problem> {
    (end <= now).then(|| Problem::new("/expires_at", code::VALUE_INVALID))
}
