//! A JSON value as the Rust expression that makes it, for examples in documentation.

use std::collections::BTreeSet;

use super::{declared, required};
use crate::model::{
    AnyOf, Basic, Client, Field, NumberKind, Presence, Scalar, ScalarKind, Secrecy, Shape,
    StringEnum, Struct, StructForm, Type, TypeDef,
};
use trueup_description::json::Json;

/// A longer call has a line for each argument.
const LINE: usize = 90;

/// Writes expressions and remembers which types they name.
pub(super) struct Samples<'a> {
    client: &'a Client,
    /// Types that the expressions name.
    pub(super) uses: BTreeSet<String>,
}

impl<'a> Samples<'a> {
    pub(super) fn new(client: &'a Client) -> Self {
        Self {
            client,
            uses: BTreeSet::new(),
        }
    }

    /// An expression of type `ty`; `None` if there is none short enough to be an example.
    pub(super) fn value(&mut self, ty: &Type, json: &Json) -> Option<String> {
        match (ty, json) {
            (Type::Nullable(_), Json::Null) => Some("None".to_owned()),
            (Type::Nullable(inner), _) => Some(format!("Some({})", self.value(inner, json)?)),
            (Type::Boxed(inner), _) => Some(format!("Box::new({})", self.value(inner, json)?)),
            (Type::List(item), Json::Array(items)) => {
                let items: Option<Vec<String>> =
                    items.iter().map(|json| self.value(item, json)).collect();
                Some(format!("vec![{}]", items?.join(", ")))
            }
            (Type::Basic(basic), _) => basic_value(*basic, json),
            (Type::Named(id), _) => {
                let client = self.client;
                self.named(client.definition(*id), json)
            }
            (Type::Map(item), Json::Object(members)) => {
                let pairs = members
                    .iter()
                    .map(|(key, json)| Some(format!("({key:?}, {})", self.value(item, json)?)));
                let pairs: Option<Vec<String>> = pairs.collect();
                // Callers know the crate of the calls alone.
                self.uses.insert("trueup_client".to_owned());
                Some(match pairs?.join(", ") {
                    none if none.is_empty() => "trueup_client::Map::new()".to_owned(),
                    pairs => format!("trueup_client::Map::from([{pairs}])"),
                })
            }
            (Type::Map(_) | Type::List(_), _) => None,
        }
    }

    /// An expression that a parameter of type `impl Into<ty>` takes.
    fn converted(&mut self, ty: &Type, json: &Json) -> Option<String> {
        match (declared::converts(self.client, ty), json) {
            (true, Json::String(text)) if self.is_text(ty) => Some(format!("{text:?}")),
            _ => self.value(ty, json),
        }
    }

    fn is_text(&self, ty: &Type) -> bool {
        match ty {
            Type::Basic(Basic::String) => true,
            Type::Named(id) => {
                matches!(&self.client.definition(*id).shape, Shape::Scalar(scalar) if scalar.inner == ScalarKind::Text)
            }
            _ => false,
        }
    }

    fn named(&mut self, definition: &TypeDef, json: &Json) -> Option<String> {
        let name = definition.ident.as_str();
        let expression = match &definition.shape {
            Shape::Alias(ty) => return self.value(ty, json),
            Shape::Union(_) | Shape::IntegerEnum(_) | Shape::Wrapper(_) => return None,
            Shape::Struct(structure) if structure.form != StructForm::Object => return None,
            Shape::Scalar(scalar) => scalar_value(name, scalar, json)?,
            Shape::StringEnum(string_enum) => word(name, string_enum, json)?,
            Shape::Struct(structure) => self.structure(definition, structure, json)?,
        };
        self.uses.insert(name.to_owned());
        Some(expression)
    }

    /// `Name::new(required).with_optional(value)`, or `Name::new(required::Name { a: 1, b: 2 })`
    fn structure(
        &mut self,
        definition: &TypeDef,
        structure: &Struct,
        json: &Json,
    ) -> Option<String> {
        let Json::Object(members) = json else {
            return None;
        };
        if definition.directions.response && !definition.directions.request {
            return None;
        }
        let arguments = structure
            .fields
            .iter()
            .filter(|field| declared::is_argument(field));
        let (mut chosen, mut set_already) = (None, None);
        if let Some(any_of) = &structure.any_of {
            let (field, value) = self.choice(structure, any_of, json)?;
            chosen = Some((&any_of.argument, value));
            set_already = Some(field);
        }
        let mut expression = if required::is_named(structure) {
            let mut fields = String::new();
            for field in arguments {
                let value = self.named_argument(field, json.get(&field.wire)?)?;
                let value = value.replace('\n', "\n    ");
                fields.push_str(&format!("    {}: {value},\n", field.ident));
            }
            if let Some((argument, value)) = &chosen {
                fields.push_str(&format!("    {argument}: {value},\n"));
            }
            self.uses.insert("required".to_owned());
            let name = &definition.ident;
            format!("{name}::new(required::{name} {{\n{fields}}})")
        } else {
            let mut values = Vec::new();
            for field in arguments {
                values.push(self.argument(field, json.get(&field.wire)?)?);
            }
            values.extend(chosen.map(|(_, value)| value));
            let line = format!("{}::new({})", definition.ident, values.join(", "));
            match line.len() > LINE {
                true => format!(
                    "{}::new(\n    {},\n)",
                    definition.ident,
                    values.join(",\n    ")
                ),
                false => line,
            }
        };
        for (key, value) in members {
            let optional = structure
                .fields
                .iter()
                .find(|field| field.wire == *key && !declared::is_argument(field))
                .filter(|field| set_already != Some(field.wire.as_str()));
            if let Some(field) = optional
                && !field.deprecated
                && !matches!(field.presence, Presence::Constant(_))
                && *value != Json::Null
                && let Some(value) = self.set(field, value)
            {
                // What the value breaks stands further in.
                let value = value.replace('\n', "\n    ");
                expression.push_str(&format!("\n    .with_{}({value})", field.suffix()));
            }
        }
        Some(expression)
    }

    /// The one optional field that must be there: its name on the wire, and `required::LookupAnyOf::Id(7)`.
    fn choice<'s>(
        &mut self,
        structure: &'s Struct,
        any_of: &AnyOf,
        json: &Json,
    ) -> Option<(&'s str, String)> {
        let mut choices: Vec<_> = structure.choices().collect();
        choices.sort_by_key(|(_, field)| field.deprecated);
        choices.into_iter().find_map(|(variant, field)| {
            let value = json.get(&field.wire).filter(|value| is_set(field, value))?;
            let value = self.value(&field.ty, value)?;
            self.uses.insert("required".to_owned());
            let value = format!("required::{}::{variant}({value})", any_of.ident);
            Some((field.wire.as_str(), value))
        })
    }

    fn argument(&mut self, field: &Field, json: &Json) -> Option<String> {
        match (&field.presence, json) {
            (Presence::RequiredNullable, Json::Null) => Some("None".to_owned()),
            (Presence::Zero { text, .. }, Json::String(value)) if value == text => {
                Some("None".to_owned())
            }
            (Presence::RequiredNullable | Presence::Zero { .. }, _) => {
                Some(format!("Some({})", self.value(&field.ty, json)?))
            }
            _ => self.converted(&field.ty, json),
        }
    }

    /// The same for a field of the struct of what is required, which converts nothing.
    fn named_argument(&mut self, field: &Field, json: &Json) -> Option<String> {
        match field.presence {
            Presence::Required => self.value(&field.ty, json),
            _ => self.argument(field, json),
        }
    }

    fn set(&mut self, field: &Field, json: &Json) -> Option<String> {
        match &field.presence {
            Presence::Patch | Presence::Plain(_) => self.value(&field.ty, json),
            Presence::Zero { text, .. } if json.as_str() == Some(text) => None,
            _ => self.converted(&field.ty, json),
        }
    }
}

/// Whether a value is one, and not what says that there is none.
fn is_set(field: &Field, value: &Json) -> bool {
    match &field.presence {
        Presence::Zero { text, .. } => value.as_str() != Some(text),
        _ => *value != Json::Null,
    }
}

fn basic_value(basic: Basic, json: &Json) -> Option<String> {
    match (basic, json) {
        (Basic::Bool, Json::Bool(value)) => Some(value.to_string()),
        (Basic::Number(kind), _) => number(kind, json),
        (Basic::IntegerText(_), Json::String(digits)) => {
            Some(format!("trueup_client::StringInteger({digits})"))
        }
        (Basic::String, Json::String(text)) => Some(format!("{text:?}.to_owned()")),
        (Basic::Secret, Json::String(text)) => Some(format!("{text:?}.into()")),
        (Basic::Decimal, Json::Number(number)) => Some(format!("\"{number}\".parse()?")),
        (Basic::Timestamp | Basic::Date, Json::String(text)) => Some(format!("{text:?}.parse()?")),
        _ => None,
    }
}

fn number(kind: NumberKind, json: &Json) -> Option<String> {
    let Json::Number(number) = json else {
        return None;
    };
    match kind {
        NumberKind::F32 | NumberKind::F64 => Some(format!("{:?}", number.as_f64())),
        _ => number.as_i128().map(|whole| whole.to_string()),
    }
}

fn scalar_value(name: &str, scalar: &Scalar, json: &Json) -> Option<String> {
    match (&scalar.inner, json) {
        (ScalarKind::Number(kind), _) => Some(format!("{name}({})", number(*kind, json)?)),
        (ScalarKind::IntegerText(_), Json::String(digits)) => Some(format!("{name}({digits})")),
        (ScalarKind::Text, Json::String(text)) if scalar.secrecy == Secrecy::Secret => {
            Some(format!("{name}::new({text:?})"))
        }
        (ScalarKind::Text, Json::String(text)) => Some(format!("{name}::from({text:?})")),
        (ScalarKind::Decimal, Json::Number(number)) => {
            Some(format!("\"{number}\".parse::<{name}>()?"))
        }
        (_, Json::String(text)) => Some(format!("{text:?}.parse::<{name}>()?")),
        _ => None,
    }
}

fn word(name: &str, string_enum: &StringEnum, json: &Json) -> Option<String> {
    let wire = json.as_str()?;
    let known = string_enum.values.iter().find(|value| value.wire == wire)?;
    Some(format!("{name}::{}", known.ident))
}
