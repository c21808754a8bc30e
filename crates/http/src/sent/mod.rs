//! What a caller sent, with everything that is wrong with its form: fields that nobody knows, that are missing, doubled or of the
//! wrong type are listed together, and together with what is wrong with their meaning.

mod shape;
mod tree;

use app::{AppError, Problem};
use domain::code::{self, Code};
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_path_to_error::Segment;
use utoipa::ToSchema;

use crate::Problems;
use shape::Shape;
use tree::Tree;

/// The longest JSON body, in bytes.
pub const JSON_LIMIT: usize = 1024 * 1024;
/// How many problems of form still let the meaning be judged; a body with more of them is something else altogether.
const MOST: usize = AppError::MOST_PROBLEMS;

/// A body or a query that was read, though it may be wrong: the way to its value leads through its problems.
#[derive(Debug, Clone)]
pub struct Given<T> {
    /// Nothing where it is too wrong to be judged any further.
    value: Option<T>,
    broken: Vec<Problem>,
}

impl<T> From<T> for Given<T> {
    fn from(value: T) -> Self {
        Self { value: Some(value), broken: Vec::new() }
    }
}

impl<T> Given<T> {
    /// Adds what else is wrong beside it.
    #[must_use]
    pub fn beside(mut self, problems: Vec<Problem>) -> Self {
        self.broken.extend(problems);
        self
    }

    /// Parses the scalars. The problems of form and of meaning become one refusal; where the form is wrong, the meaning is not judged.
    pub fn judge<U>(self, convert: impl FnOnce(&mut Problems, T) -> Option<U>) -> Result<U, AppError> {
        match self.value {
            Some(value) if self.broken.len() <= MOST => Problems::collect_with(self.broken, |problems| convert(problems, value)),
            _ => Err(AppError::invalid(self.broken)),
        }
    }

    /// Reads the scalars as far as they are right, with every problem of form and of meaning beside them: for whoever has more to find before
    /// anything is refused. Nothing where the body is too wrong to be read any further.
    pub fn look<U>(self, convert: impl FnOnce(&mut Problems, T) -> U) -> (Option<U>, Vec<Problem>) {
        match self.value {
            Some(value) if self.broken.len() <= MOST => {
                let (value, problems) = Problems::beside(self.broken, |problems| convert(problems, value));
                (Some(value), problems)
            }
            _ => (None, self.broken),
        }
    }

    /// The value, if nothing is wrong with its form.
    pub fn sound(self) -> Result<T, AppError> {
        self.judge(|_, value| Some(value))
    }
}

impl<T: DeserializeOwned> Given<T> {
    /// Builds the value from `tree`, by way of `mend` where that is not possible at once.
    pub(crate) fn build(mut tree: Value, mut broken: Vec<Problem>, mend: impl FnOnce(&mut Value) -> Vec<Problem>) -> Self {
        match T::deserialize(&tree) {
            Ok(value) if !has_lists(&tree) => return Self { value: Some(value), broken },
            // serde takes a list for an object, field by field: only the schema knows better
            Ok(value) => match mend(&mut tree) {
                wrong if wrong.is_empty() => return Self { value: Some(value), broken },
                wrong => broken.extend(wrong),
            },
            Err(_) => broken.extend(mend(&mut tree)),
        }
        match serde_path_to_error::deserialize::<_, T>(&tree) {
            Ok(value) => Self { value: Some(value), broken },
            Err(error) => {
                // what no schema says, such as a number that is too large for its type
                broken.push(Problem::new(pointer(error.path()), code::FIELD_TYPE));
                Self { value: None, broken }
            }
        }
    }
}

impl<T: DeserializeOwned + ToSchema + 'static> Given<T> {
    /// Reads JSON. An error means that it is none.
    pub(crate) fn parse(text: &[u8]) -> Result<Self, AppError> {
        let Tree { value, twice } = Tree::parse(text).map_err(|error| malformed(&error))?;
        let twice = twice.into_iter().map(|place| Problem::new(place, code::VALUE_INVALID)).collect();
        Ok(Self::build(value, twice, |tree| Shape::of::<T>().mend(tree)))
    }
}

impl<T: DeserializeOwned + ToSchema + 'static> Given<T> {
    /// The same with names of fields in any case, as vendors' clients spell them.
    pub(crate) fn parse_any_case(text: &[u8]) -> Result<Self, AppError> {
        let Tree { mut value, twice } = Tree::parse(text).map_err(|error| malformed(&error))?;
        let mut wrong: Vec<Problem> = twice.into_iter().map(|place| Problem::new(place, code::VALUE_INVALID)).collect();
        wrong.extend(Shape::of::<T>().respell(&mut value));
        Ok(Self::build(value, wrong, |tree| Shape::of::<T>().mend(tree)))
    }
}

fn has_lists(tree: &Value) -> bool {
    match tree {
        Value::Array(_) => true,
        Value::Object(fields) => fields.values().any(has_lists),
        _ => false,
    }
}

fn malformed(error: &serde_json::Error) -> AppError {
    AppError::from(code::BODY_MALFORMED).detail(format!("line {}, column {}", error.line(), error.column()))
}

fn pointer(path: &serde_path_to_error::Path) -> String {
    let mut pointer = String::new();
    for segment in path {
        match segment {
            Segment::Seq { index } => pointer.push_str(&format!("/{index}")),
            Segment::Map { key } => pointer.push_str(&format!("/{}", escape(key))),
            Segment::Enum { .. } | Segment::Unknown => {}
        }
    }
    pointer
}

/// RFC 6901 §3.
pub(crate) fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// What a handler may ask a JSON body to be: a DTO, refused at once where its form is wrong, or the same as [`Given`], whose meaning
/// is judged too before anything is refused.
pub trait FromJson: Sized {
    /// Reads it.
    fn from_json(text: &[u8]) -> Result<Self, AppError>;
}

impl<T: DeserializeOwned + ToSchema + 'static> FromJson for T {
    fn from_json(text: &[u8]) -> Result<Self, AppError> {
        Given::parse(text)?.sound()
    }
}

impl<T: DeserializeOwned + ToSchema + 'static> FromJson for Given<T> {
    fn from_json(text: &[u8]) -> Result<Self, AppError> {
        Self::parse(text)
    }
}

/// Whether a problem of meaning at `pointer` only repeats that the form is wrong there.
pub(crate) fn is_shadowed(broken: &[Problem], pointer: &str) -> bool {
    broken.iter().any(|wrong| pointer.strip_prefix(&wrong.pointer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
}

/// A problem of a parameter or part that has a plain name.
pub fn at(name: &str, code: Code) -> Problem {
    let mut place = String::new();
    tree::enter(&mut place, name);
    Problem::new(place, code)
}

#[cfg(test)]
mod tests;
