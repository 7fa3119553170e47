//! Two schemas that describe the same value.

use trueup_description::cursor::Origin;
use trueup_description::ir::schema::SchemaId;

use crate::operations::{explains_absence, explains_change};
use crate::shape::Shape;
use crate::{Comparison, Kind};

/// One's own schema and the other one's.
pub(crate) type Pair = (SchemaId, SchemaId);

impl Comparison<'_> {
    /// Two schemas that are to be compared; `at` is where, unless one's own has a name.
    pub(crate) fn visit(&mut self, own: SchemaId, other: SchemaId, at: String) {
        let schemas = &self.own.schemas;
        let own = schemas.unwrapped(own);
        let other = self.other.schemas.unwrapped(other);
        if self.pairs.insert((own, other)) {
            let name = schemas.get(own).name.clone();
            self.open.push(((own, other), name.unwrap_or(at)));
        }
    }

    /// Compares all that have been met.
    pub(crate) fn schemas(&mut self) {
        while let Some(((own, other), at)) = self.open.pop() {
            self.schema(own, other, &at);
        }
    }

    fn schema(&mut self, own: SchemaId, other: SchemaId, at: &str) {
        let (own_schemas, other_schemas) = (&self.own.schemas, &self.other.schemas);
        let (one, two) = (Shape::of(own_schemas, own), Shape::of(other_schemas, other));
        if explains_change(one.upstream) {
            return;
        }
        let places = [
            &own_schemas.get(own).origin,
            &other_schemas.get(other).origin,
        ];
        if let (Some(kind), Some(pair)) = (one.kind, two.kind)
            && kind != pair
        {
            let message = format!(
                "this is of type {}, there it is {}",
                kind.name(),
                pair.name()
            );
            return self.differ(Kind::OtherType, at, message, places);
        }
        if let (Some(format), Some(pair)) = (one.format, two.format)
            && format != pair
        {
            let message = format!("the format is `{format}`, there it is `{pair}`");
            self.differ(Kind::OtherFormat, at, message, places);
        }
        self.values(&one, &two, at, places);
        self.properties(&one, &two, at, places);
        if let (Some(items), Some(pair)) = (one.items, two.items) {
            self.visit(items, pair, format!("{at}[]"));
        }
        match (one.additional, two.additional) {
            (Some(values), Some(pair)) => self.visit(values, pair, format!("{at}{{}}")),
            (None, Some(_)) if !one.properties.is_empty() && two.properties.is_empty() => {
                let message = "this has fixed properties, there any name may stand".to_owned();
                self.differ(Kind::OtherType, at, message, places);
            }
            _ => {}
        }
    }

    fn values(&mut self, one: &Shape<'_>, two: &Shape<'_>, at: &str, places: [&Origin; 2]) {
        match (&one.values, &two.values) {
            (Some(values), Some(pair)) => {
                for value in pair.difference(values) {
                    let message = format!("the value `{value}` is not listed");
                    self.differ(Kind::LacksValue, format!("{at}={value}"), message, places);
                }
                for value in values.difference(pair) {
                    let message =
                        format!("the other description does not list the value `{value}`");
                    self.differ(Kind::ExtraValue, format!("{at}={value}"), message, places);
                }
            }
            (None, Some(pair)) => {
                let message = format!("the other description lists {} values", pair.len());
                self.differ(Kind::OtherType, at, message, places);
            }
            (Some(values), None) => {
                let message = format!("{} values are listed, and none there", values.len());
                self.differ(Kind::OtherType, at, message, places);
            }
            (None, None) => {}
        }
    }

    fn properties(&mut self, one: &Shape<'_>, two: &Shape<'_>, at: &str, places: [&Origin; 2]) {
        // Who says nothing of properties may mean any.
        if one.properties.is_empty() && two.properties.is_empty() {
            return;
        }
        let [own, other] = places;
        for property in &two.properties {
            let at = format!("{at}.{}", property.name);
            let Some(pair) = one.property(property.name) else {
                let message = format!("there is no property `{}`", property.name);
                let places = [own, property.origin];
                self.differ(Kind::LacksProperty, at, message, places);
                continue;
            };
            if one.requires && two.requires && pair.required != property.required {
                let message = match pair.required {
                    true => "it is required, and may be left out in the other description",
                    false => "it may be left out, and is required in the other description",
                };
                let places = [pair.origin, property.origin];
                self.differ(Kind::OtherPresence, &at, message.to_owned(), places);
            }
            if !explains_change(self.note(pair.schema)) {
                self.visit(pair.schema, property.schema, at);
            }
        }
        for property in &one.properties {
            let known = two.property(property.name).is_some();
            if !known && !explains_absence(self.note(property.schema)) {
                let at = format!("{at}.{}", property.name);
                let message = format!("the other description has no property `{}`", property.name);
                let places = [property.origin, other];
                self.differ(Kind::ExtraProperty, at, message, places);
            }
        }
    }

    /// What one's own description says of the other implementation, at a property.
    fn note(&self, own: SchemaId) -> Option<&trueup_description::ir::Upstream> {
        self.own.schemas.get(own).extensions.upstream.as_ref()
    }
}
