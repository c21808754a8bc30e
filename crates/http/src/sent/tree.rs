//! JSON text as a tree that remembers which fields stood there twice: parsers keep one of them and say nothing.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use super::escape;

/// The longest name of a field that is repeated to its sender, in characters.
const SHOWN: usize = 100;

/// A parsed text.
pub(crate) struct Tree {
    pub(crate) value: Value,
    /// Pointers to the fields that came more than once.
    pub(crate) twice: Vec<String>,
}

impl Tree {
    /// Parses `text`; depth is limited by the parser, length by whoever read it.
    pub(crate) fn parse(text: &[u8]) -> Result<Self, serde_json::Error> {
        let (mut place, mut twice) = (String::new(), Vec::new());
        let mut reader = serde_json::Deserializer::from_slice(text);
        let value = Node { place: &mut place, twice: &mut twice }.deserialize(&mut reader)?;
        reader.end()?;
        Ok(Self { value, twice })
    }
}

/// Goes one step down: a name is escaped (RFC 6901 §3) and cut where it is endless.
pub(crate) fn enter(place: &mut String, name: &str) -> usize {
    let length = place.len();
    place.push('/');
    match name.char_indices().nth(SHOWN) {
        Some((end, _)) => place.push_str(&escape(&name[..end])),
        None => place.push_str(&escape(name)),
    }
    length
}

struct Node<'a> {
    place: &'a mut String,
    twice: &'a mut Vec<String>,
}

impl<'de> DeserializeSeed<'de> for Node<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<Value, D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Node<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        loop {
            let length = enter(self.place, &list.len().to_string());
            let item = items.next_element_seed(Node { place: self.place, twice: self.twice })?;
            self.place.truncate(length);
            match item {
                Some(item) => list.push(item),
                None => return Ok(Value::Array(list)),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(name) = fields.next_key::<String>()? {
            let length = enter(self.place, &name);
            let value = fields.next_value_seed(Node { place: self.place, twice: self.twice })?;
            if object.contains_key(&name) && self.twice.last() != Some(self.place) {
                self.twice.push(self.place.clone());
            }
            self.place.truncate(length);
            object.insert(name, value);
        }
        Ok(Value::Object(object))
    }
}
