//! JSON as the vendor writes it: the names of the .proto files, enumerations by name, bytes in base64, absent fields left out.
//!
//! It is read more leniently: names in any case, enumerations by name or number, `null` for absent, names that nobody knows passed over.

use std::marker::PhantomData;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};

/// Reads a message.
pub fn read<T: DeserializeOwned>(text: &[u8]) -> Result<T, serde_json::Error> {
    let value: Map<String, Value> = serde_json::from_slice(text)?;
    T::deserialize(Value::Object(folded(value)))
}

/// Writes a message.
pub fn write<T: Serialize>(message: &T) -> Result<Vec<u8>, serde_json::Error> {
    serde_json::to_vec(message)
}

/// Names in lower case, without those that stand for nothing. Of two that differ in case alone the later one counts.
fn folded(fields: Map<String, Value>) -> Map<String, Value> {
    let stands = fields.into_iter().filter(|(_, value)| !value.is_null());
    stands.map(|(name, value)| (name.to_lowercase(), folded_inside(value))).collect()
}

fn folded_inside(value: Value) -> Value {
    match value {
        Value::Object(fields) => Value::Object(folded(fields)),
        Value::Array(items) => Value::Array(items.into_iter().map(folded_inside).collect()),
        other => other,
    }
}

/// An enumeration whose names are known.
pub trait Named {
    /// Numbers and names, as the .proto file has them.
    const NAMES: &'static [(i32, &'static str)];

    /// The name of a number.
    fn name_of(number: i32) -> Option<&'static str> {
        Self::NAMES.iter().find(|(known, _)| *known == number).map(|(_, name)| *name)
    }

    /// The number of a name, in any case.
    fn number_of(name: &str) -> Option<i32> {
        Self::NAMES.iter().find(|(_, known)| known.eq_ignore_ascii_case(name)).map(|(number, _)| *number)
    }
}

/// How one value of a field is spelled where serde's own way is another.
pub trait Spelled {
    /// What the message holds.
    type Value;

    /// Writes it.
    fn write<S: Serializer>(value: &Self::Value, to: S) -> Result<S::Ok, S::Error>;

    /// Reads it.
    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self::Value, D::Error>;
}

/// A number of an enumeration by its name; an unknown number stays a number.
pub struct Word<E>(PhantomData<E>);

impl<E: Named> Spelled for Word<E> {
    type Value = i32;

    fn write<S: Serializer>(value: &i32, to: S) -> Result<S::Ok, S::Error> {
        match E::name_of(*value) {
            Some(name) => to.serialize_str(name),
            None => to.serialize_i32(*value),
        }
    }

    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<i32, D::Error> {
        match Value::deserialize(from)? {
            Value::String(name) => E::number_of(&name).ok_or_else(|| D::Error::custom("a name that the enumeration does not have")),
            Value::Number(number) => {
                let number = number.as_i64().and_then(|number| i32::try_from(number).ok());
                number.ok_or_else(|| D::Error::custom("a number that no enumeration has"))
            }
            _ => Err(D::Error::custom("an enumeration is a name or a number")),
        }
    }
}

/// Bytes in base64, with its padding.
pub struct Base64;

impl Spelled for Base64 {
    type Value = Vec<u8>;

    fn write<S: Serializer>(value: &Vec<u8>, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&STANDARD.encode(value))
    }

    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<u8>, D::Error> {
        let text = String::deserialize(from)?;
        STANDARD.decode(text).map_err(|_| D::Error::custom("bytes are base64"))
    }
}

/// A value as serde sees it.
struct As<X: Spelled>(X::Value);

impl<'de, X: Spelled> Deserialize<'de> for As<X> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        X::read(from).map(Self)
    }
}

struct AsRef<'a, X: Spelled>(&'a X::Value);

impl<X: Spelled> Serialize for AsRef<'_, X> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        X::write(self.0, to)
    }
}

/// A field that is always there.
pub struct One<X>(PhantomData<X>);

impl<X: Spelled> One<X> {
    /// Writes it.
    pub fn serialize<S: Serializer>(value: &X::Value, to: S) -> Result<S::Ok, S::Error> {
        X::write(value, to)
    }

    /// Reads it.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<X::Value, D::Error> {
        X::read(from)
    }
}

/// A field that may be absent.
pub struct Optional<X>(PhantomData<X>);

impl<X: Spelled> Optional<X> {
    /// Writes it; an absent one is left out before.
    pub fn serialize<S: Serializer>(value: &Option<X::Value>, to: S) -> Result<S::Ok, S::Error> {
        value.as_ref().map(AsRef::<X>).serialize(to)
    }

    /// Reads it.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<X::Value>, D::Error> {
        X::read(from).map(Some)
    }
}

/// A field of many values.
pub struct Many<X>(PhantomData<X>);

impl<X: Spelled> Many<X> {
    /// Writes them.
    pub fn serialize<S: Serializer>(values: &[X::Value], to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(values.iter().map(AsRef::<X>))
    }

    /// Reads them.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<X::Value>, D::Error> {
        let values = Vec::<As<X>>::deserialize(from)?;
        Ok(values.into_iter().map(|one| one.0).collect())
    }
}
