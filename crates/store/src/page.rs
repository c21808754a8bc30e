//! Pages of lists: a place in a list, and the slice of it that begins behind a place.
//!
//! Every list has an order that is total and that no change of its things moves: the moment of creation and the id, or the id alone,
//! whose first bits are that moment. So a page begins behind the last thing shown, whatever was added meanwhile, and is read from an index.

use uuid::Uuid;

use crate::Value;

/// A place in a list: behind the thing that is sorted by these.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// What the list is sorted by first; 0 where the id says all.
    pub key: i64,
    /// The thing's id.
    pub id: Uuid,
}

impl Place {
    /// In a list that is sorted by id alone.
    pub fn by_id(id: Uuid) -> Self {
        Self { key: 0, id }
    }
}

/// What is asked of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slice {
    /// Behind this place; from the beginning where there is none.
    pub after: Option<Place>,
    /// At most so many.
    pub limit: u32,
}

impl Slice {
    /// The beginning of a list.
    pub fn first(limit: u32) -> Self {
        Self { after: None, limit }
    }

    /// What stands behind the place in a list that shows the newest first: before the first page that is later than everything.
    pub(crate) fn newest_first(&self) -> (Value, Value) {
        // ids are hexadecimal
        self.after.map_or((Value::Int(i64::MAX), Value::Text("g".to_owned())), |place| (place.key.into(), place.id.into()))
    }

    /// The same in a list that shows the oldest first.
    pub(crate) fn oldest_first(&self) -> (Value, Value) {
        self.after.map_or((Value::Int(i64::MIN), Value::Text(String::new())), |place| (place.key.into(), place.id.into()))
    }
}
