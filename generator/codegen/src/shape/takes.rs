//! What values a type takes, as far as a short look tells: how the branches of a union without a tag are told apart
//! before one of them is read.
//!
//! It is about what the emitted code and the runtime read, which is more than the document says in places: an integer in
//! a string is read from a number too, and an optional field from `null`.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{
    Attempt, Basic, Field, NumberKind, Openness, Presence, ScalarKind, Shape, Struct, StructForm,
    Takes, Type, TypeDef, TypeId, ValueKind,
};

/// Unions and other names are followed so many steps; what lies deeper takes anything.
const STEPS: usize = 4;

/// What each definition takes.
pub(super) struct Table(Vec<Takes>);

impl Table {
    pub(super) fn of(definitions: &[TypeDef]) -> Self {
        let mut table = Self(vec![kinds(ValueKind::ALL); definitions.len()]);
        // Each round starts from what takes too much, and so ends there too.
        for _ in 0..STEPS {
            let shapes = definitions.iter().enumerate();
            table = Self(
                shapes
                    .map(|(at, definition)| table.shape(TypeId(at), &definition.shape))
                    .collect(),
            );
        }
        table
    }

    /// What a type takes.
    pub(super) fn takes(&self, ty: &Type) -> Takes {
        match ty {
            Type::Named(id) => match self.0.get(id.0) {
                Some(takes) => takes.clone(),
                None => kinds(ValueKind::ALL),
            },
            Type::Basic(basic) => kinds_of_basic(*basic),
            Type::List(_) => kinds([ValueKind::List]),
            Type::Map(_) => kinds([ValueKind::Object]),
            Type::Nullable(inner) => or_null(self.takes(inner)),
            Type::Boxed(inner) => self.takes(inner),
        }
    }

    fn shape(&self, id: TypeId, shape: &Shape) -> Takes {
        match shape {
            Shape::Struct(structure) if structure.form == StructForm::Object => {
                kinds([ValueKind::Object])
            }
            Shape::Struct(_) => kinds(ValueKind::ALL),
            Shape::StringEnum(words) => Takes {
                kinds: [ValueKind::Text].into(),
                words: (words.openness == Openness::Closed).then_some(id),
            },
            Shape::IntegerEnum(numbers) => Takes {
                kinds: [ValueKind::Integer].into(),
                words: (numbers.openness == Openness::Closed).then_some(id),
            },
            Shape::Scalar(scalar) => kinds_of_scalar(&scalar.inner),
            Shape::Union(union) if union.tag.is_some() => kinds([ValueKind::Object]),
            Shape::Union(union) => {
                let branches = union.branches.iter();
                let all = branches.flat_map(|branch| self.takes(&branch.ty).kinds);
                kinds(all.collect::<BTreeSet<_>>())
            }
            Shape::Alias(ty) | Shape::Wrapper(ty) => self.takes(ty),
        }
    }

    fn field(&self, field: &Field) -> Takes {
        match field.presence {
            Presence::Required | Presence::Plain(_) | Presence::Constant(_) => {
                self.takes(&field.ty)
            }
            Presence::RequiredNullable
            | Presence::PlainNullable
            | Presence::Optional
            | Presence::Patch => or_null(self.takes(&field.ty)),
            Presence::Zero { .. } => kinds([ValueKind::Text, ValueKind::Null]),
        }
    }

    /// Adds to each attempt what tells its objects from those of other branches: their type, which knows what must be
    /// there, and the fields that hold something else in another branch. `objects` holds what each branch is.
    pub(super) fn tell_apart(
        &self,
        attempts: &mut [Attempt],
        objects: &[Option<(TypeId, &Struct)>],
    ) {
        let mut held: BTreeMap<&str, BTreeSet<Takes>> = BTreeMap::new();
        let fields = objects
            .iter()
            .flatten()
            .flat_map(|(_, object)| &object.fields);
        for field in fields.filter(|_| objects.iter().flatten().count() > 1) {
            held.entry(&field.wire)
                .or_default()
                .insert(self.field(field));
        }
        let differs = |field: &&Field| {
            held.get(field.wire.as_str())
                .is_some_and(|all| all.len() > 1)
        };
        for attempt in attempts {
            let Some(Some((id, object))) = objects.get(attempt.branch) else {
                continue;
            };
            let members = object.fields.iter().filter(differs);
            let members = members.map(|field| (field.wire.clone(), self.field(field)));
            attempt.object = Some((*id, members.collect()));
        }
    }
}

/// Of what an open string enum or set of integers takes, what it lists.
pub(super) fn listed(takes: &Takes, string_enum: TypeId) -> Takes {
    Takes {
        kinds: takes.kinds.clone(),
        words: Some(string_enum),
    }
}

fn kinds(kinds: impl IntoIterator<Item = ValueKind>) -> Takes {
    Takes {
        kinds: kinds.into_iter().collect(),
        words: None,
    }
}

fn or_null(mut takes: Takes) -> Takes {
    takes.kinds.insert(ValueKind::Null);
    takes
}

fn kinds_of_basic(basic: Basic) -> Takes {
    match basic {
        Basic::Bool => kinds([ValueKind::Bool]),
        Basic::Number(number) => kinds_of_number(number),
        Basic::IntegerText(_) => kinds([ValueKind::Text, ValueKind::Integer]),
        Basic::String | Basic::Secret | Basic::Timestamp | Basic::Date => kinds([ValueKind::Text]),
        Basic::Decimal => kinds([ValueKind::Integer, ValueKind::Float]),
        Basic::Json | Basic::Bytes | Basic::Upload => kinds(ValueKind::ALL),
    }
}

fn kinds_of_scalar(scalar: &ScalarKind) -> Takes {
    match scalar {
        ScalarKind::Number(number) => kinds_of_number(*number),
        ScalarKind::IntegerText(_) => kinds([ValueKind::Text, ValueKind::Integer]),
        ScalarKind::Decimal => kinds([ValueKind::Integer, ValueKind::Float]),
        ScalarKind::Text
        | ScalarKind::CheckedText(_)
        | ScalarKind::Bytes(_)
        | ScalarKind::FixedBytes(..)
        | ScalarKind::Timestamp
        | ScalarKind::Date => kinds([ValueKind::Text]),
    }
}

fn kinds_of_number(number: NumberKind) -> Takes {
    if number.is_whole() {
        kinds([ValueKind::Integer])
    } else {
        kinds([ValueKind::Integer, ValueKind::Float])
    }
}
