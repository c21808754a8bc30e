//! What a body should look like, by the schema that the documentation shows: every deviation is found in one walk.

use std::any::TypeId;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, LazyLock, PoisonError, RwLock};

use app::Problem;
use domain::code::{self, Code};
use serde_json::{Map, Value};
use utoipa::ToSchema;
use utoipa::openapi::schema::{AdditionalProperties, Array, ArrayItems, Object, Schema, SchemaType, Type};
use utoipa::openapi::{Ref, RefOr};

use super::tree::enter;

/// The schema of a body with those that it names.
pub(crate) struct Shape {
    root: RefOr<Schema>,
    named: BTreeMap<String, RefOr<Schema>>,
}

/// Shapes that were built already: a type's schema is the same for ever.
static KNOWN: LazyLock<RwLock<HashMap<TypeId, Arc<Shape>>>> = LazyLock::new(RwLock::default);

impl Shape {
    pub(crate) fn of<T: ToSchema + 'static>() -> Arc<Self> {
        let kind = TypeId::of::<T>();
        let known = KNOWN.read().unwrap_or_else(PoisonError::into_inner).get(&kind).cloned();
        known.unwrap_or_else(|| {
            let mut named = Vec::new();
            T::schemas(&mut named);
            let shape = Arc::new(Self { root: T::schema(), named: named.into_iter().collect() });
            KNOWN.write().unwrap_or_else(PoisonError::into_inner).insert(kind, shape.clone());
            shape
        })
    }

    /// Lists what is wrong with `value`, and puts something of the right kind in each wrong place, so that the rest of the body can
    /// be judged too.
    pub(crate) fn mend(&self, value: &mut Value) -> Vec<Problem> {
        let mut walk = Walk { shape: self, place: String::new(), found: Vec::new() };
        walk.any(&self.root, value);
        walk.found
    }

    /// Spells the names of fields as the schema does, whatever their case: some vendors' clients write `LastName` and some `lastname`.
    /// A field that then stands there twice is a problem, and the first one stays.
    pub(crate) fn respell(&self, value: &mut Value) -> Vec<Problem> {
        let mut found = Vec::new();
        self.respell_at(&self.root, value, &mut String::new(), &mut found);
        found
    }

    fn respell_at(&self, schema: &RefOr<Schema>, value: &mut Value, place: &mut String, found: &mut Vec<Problem>) {
        match (self.resolve(schema), value) {
            (Some(Schema::Object(object)), Value::Object(fields)) => {
                let mut spelled = Map::new();
                for (name, mut value) in std::mem::take(fields) {
                    let known = object.properties.get_key_value(&name);
                    let known = known.or_else(|| object.properties.iter().find(|(known, _)| known.eq_ignore_ascii_case(&name)));
                    let name = known.map_or(name, |(known, _)| known.clone());
                    let length = enter(place, &name);
                    if let Some((_, schema)) = known {
                        self.respell_at(schema, &mut value, place, found);
                    }
                    if spelled.contains_key(&name) {
                        found.push(Problem::new(place.clone(), code::VALUE_INVALID));
                    } else {
                        spelled.insert(name, value);
                    }
                    place.truncate(length);
                }
                *fields = spelled;
            }
            (Some(Schema::Array(array)), Value::Array(items)) => {
                let ArrayItems::RefOrSchema(each) = &array.items else { return };
                for (at, item) in items.iter_mut().enumerate() {
                    let length = enter(place, &at.to_string());
                    self.respell_at(each, item, place, found);
                    place.truncate(length);
                }
            }
            (Some(Schema::OneOf(either)), value) if !value.is_null() => {
                if let Some(wanted) = either.items.iter().find(|one| !is_null(one)) {
                    self.respell_at(wanted, value, place, found);
                }
            }
            _ => {}
        }
    }

    fn resolve<'a>(&'a self, schema: &'a RefOr<Schema>) -> Option<&'a Schema> {
        match schema {
            RefOr::T(schema) => Some(schema),
            RefOr::Ref(Ref { ref_location, .. }) => match self.named.get(ref_location.rsplit('/').next()?)? {
                RefOr::T(schema) => Some(schema),
                RefOr::Ref(_) => None,
            },
        }
    }
}

struct Walk<'a> {
    shape: &'a Shape,
    place: String,
    found: Vec<Problem>,
}

impl Walk<'_> {
    fn any(&mut self, schema: &RefOr<Schema>, value: &mut Value) {
        match self.shape.resolve(schema) {
            Some(Schema::Object(object)) => self.object(object, value),
            Some(Schema::Array(array)) => self.array(array, value),
            // what may be null is spelled as «null or that»
            Some(Schema::OneOf(either)) if !value.is_null() => {
                if let Some(wanted) = either.items.iter().find(|one| !is_null(one)) {
                    self.any(wanted, value);
                }
            }
            _ => {}
        }
    }

    fn object(&mut self, schema: &Object, value: &mut Value) {
        let kinds = kinds(&schema.schema_type);
        if !kinds.is_empty() && !kinds.iter().any(|kind| fits(kind, schema, value)) {
            self.note(code::FIELD_TYPE);
            *value = self.some_object(schema);
            return;
        }
        if let Value::Object(fields) = value {
            self.fields(schema, fields);
        }
    }

    fn fields(&mut self, schema: &Object, fields: &mut Map<String, Value>) {
        fields.retain(|name, value| {
            let length = enter(&mut self.place, name);
            let known = match (schema.properties.get(name), schema.additional_properties.as_deref()) {
                (Some(known), _) | (None, Some(AdditionalProperties::RefOr(known))) => {
                    self.any(known, value);
                    true
                }
                (None, Some(AdditionalProperties::FreeForm(false))) => {
                    self.note(code::FIELD_UNKNOWN);
                    false
                }
                (None, Some(AdditionalProperties::FreeForm(true)) | None) => true,
            };
            self.place.truncate(length);
            known
        });
        for name in &schema.required {
            if let (false, Some(field)) = (fields.contains_key(name), schema.properties.get(name)) {
                let length = enter(&mut self.place, name);
                self.note(code::FIELD_REQUIRED);
                self.place.truncate(length);
                fields.insert(name.clone(), self.something(field));
            }
        }
    }

    fn array(&mut self, schema: &Array, value: &mut Value) {
        match value {
            Value::Array(items) => {
                let ArrayItems::RefOrSchema(each) = &schema.items else { return };
                for (at, item) in items.iter_mut().enumerate() {
                    let length = enter(&mut self.place, &at.to_string());
                    self.any(each, item);
                    self.place.truncate(length);
                }
            }
            Value::Null if kinds(&schema.schema_type).contains(&Type::Null) => {}
            _ => {
                self.note(code::FIELD_TYPE);
                *value = Value::Array(Vec::new());
            }
        }
    }

    /// A value of the right kind in the place of one that is wrong or missing.
    fn something(&self, schema: &RefOr<Schema>) -> Value {
        match self.shape.resolve(schema) {
            Some(Schema::Object(object)) => self.some_object(object),
            Some(Schema::Array(_)) => Value::Array(Vec::new()),
            _ => Value::Null,
        }
    }

    fn some_object(&self, schema: &Object) -> Value {
        let kinds = kinds(&schema.schema_type);
        match kinds.first() {
            _ if kinds.contains(&Type::Null) => Value::Null,
            Some(Type::String) => Value::String(String::new()),
            Some(Type::Integer | Type::Number) => Value::Number(0.into()),
            Some(Type::Boolean) => Value::Bool(false),
            Some(Type::Array) => Value::Array(Vec::new()),
            Some(Type::Object) => {
                let required = schema.required.iter().filter_map(|name| Some((name.clone(), self.something(schema.properties.get(name)?))));
                Value::Object(required.collect())
            }
            Some(Type::Null) | None => Value::Null,
        }
    }

    fn note(&mut self, code: Code) {
        self.found.push(Problem::new(self.place.clone(), code));
    }
}

fn is_null(schema: &RefOr<Schema>) -> bool {
    matches!(schema, RefOr::T(Schema::Object(object)) if kinds(&object.schema_type) == [Type::Null])
}

/// Nothing where anything goes.
fn kinds(declared: &SchemaType) -> &[Type] {
    match declared {
        SchemaType::Type(one) => std::slice::from_ref(one),
        SchemaType::Array(several) => several,
        SchemaType::AnyValue => &[],
    }
}

fn fits(kind: &Type, schema: &Object, value: &Value) -> bool {
    match kind {
        Type::Object => value.is_object(),
        Type::String => value.is_string(),
        Type::Integer if schema.minimum.is_some() => value.is_u64(),
        Type::Integer => value.is_i64() || value.is_u64(),
        Type::Number => value.is_number(),
        Type::Boolean => value.is_boolean(),
        Type::Array => value.is_array(),
        Type::Null => value.is_null(),
    }
}
