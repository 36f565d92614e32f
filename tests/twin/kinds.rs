//! The kinds of values that the schema knows, and the notation that `schema.json` has for them.

use serde_json::Value;

/// In the schema's order, so that of many wrongs the same one is always named.
pub type Fields = Vec<Field>;

/// A field of a method or of an object.
pub struct Field {
    pub name: String,
    pub kind: Kind,
    pub required: bool,
}

/// What a value is to be.
pub enum Kind {
    Integer,
    Float,
    Boolean,
    Text,
    File,
    Constant(String),
    /// A word of the enumeration of this name.
    Choice(String),
    /// An object of the type of this name.
    Object(String),
    Array(Box<Kind>),
    Union(Vec<Kind>),
}

impl Kind {
    /// Whether it is JSON in JSON, which may also come as text.
    pub fn is_structured(&self) -> bool {
        match self {
            Kind::Object(_) | Kind::Array(_) => true,
            Kind::Union(kinds) => kinds.iter().all(Kind::is_structured),
            _ => false,
        }
    }

    /// Its name in refusals.
    pub fn title(&self) -> &str {
        match self {
            Kind::Integer | Kind::Float => "Number",
            Kind::Boolean => "Boolean",
            Kind::Text | Kind::Constant(_) | Kind::Choice(_) => "String",
            Kind::File => "InputFile",
            Kind::Array(_) => "Array",
            Kind::Union(_) if !self.is_structured() => "Number or String",
            Kind::Object(_) | Kind::Union(_) => "Object",
        }
    }

    /// Reads a value from the text of a form, if it is of this kind.
    pub fn read(&self, text: String) -> Option<Value> {
        match self {
            Kind::Integer => text.parse::<i64>().ok().map(Value::from),
            Kind::Float => text.parse::<f64>().ok().map(Value::from),
            Kind::Boolean => text.parse::<bool>().ok().map(Value::from),
            kind if kind.is_structured() => serde_json::from_str(&text).ok(),
            Kind::Union(_) => {
                Some(text.parse::<i64>().map_or_else(|_| Value::from(text.clone()), Value::from))
            }
            _ => Some(Value::from(text)),
        }
    }
}

/// The compact notation: `[X]` an array, `A|B` alternatives, `=word` a constant, else a type's name.
fn compiled_kind(raw: &Value, notation: &str) -> Kind {
    if let Some(inner) = notation.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        return Kind::Array(Box::new(compiled_kind(raw, inner)));
    }
    if notation.contains('|') {
        return Kind::Union(notation.split('|').map(|part| compiled_kind(raw, part)).collect());
    }
    if let Some(constant) = notation.strip_prefix('=') {
        return Kind::Constant(constant.to_owned());
    }
    match notation {
        "Integer" => Kind::Integer,
        "Float" => Kind::Float,
        "Boolean" => Kind::Boolean,
        "String" => Kind::Text,
        "InputFile" => Kind::File,
        name if raw["enumerations"].get(name).is_some() => Kind::Choice(name.to_owned()),
        name => match &raw["types"][name] {
            Value::String(alternatives) => compiled_kind(raw, alternatives),
            Value::Object(_) => Kind::Object(name.to_owned()),
            _ => panic!("schema.json names the type `{name}`, but does not have it"),
        },
    }
}

/// The fields of a method or of an object, as `schema.json` has them.
pub fn compiled_fields(raw: &Value, fields: &Value) -> Fields {
    let field = |(name, notation): (&String, &Value)| {
        let notation = notation.as_str().expect("a field's type is text");
        let bare = notation.trim_end_matches('!');
        Field { name: name.clone(), kind: compiled_kind(raw, bare), required: bare != notation }
    };
    fields.as_object().expect("fields are an object").iter().map(field).collect()
}
