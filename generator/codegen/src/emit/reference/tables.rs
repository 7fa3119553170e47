//! Tables: properties of bodies and objects, parameters, named values.

use std::collections::BTreeSet;

use super::markdown::{self, Markdown, code, codes, line};
use super::outline::Place;
use super::page::Page;
use super::placement::{self, container, core};
use super::words::{DEPRECATED, SECRET, limits, paragraph, sentences};
use crate::shape::view::View;
use trueup_description::ir::schema::{ByteOrder, JsonType, Property, SameValue, Schema, SchemaId};
use trueup_description::ir::service::{Example, Header, Parameter};
use trueup_description::json::Json;

/// Which way a body goes, which decides what it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    /// To the service: no `readOnly` properties.
    Request,
    /// From the service: no `writeOnly` properties.
    Response,
    /// An object that both may hold.
    Either,
}

type Row = [String; 4];

const HEAD: [&str; 4] = ["Name", "Type", "Required", "Description"];

impl Page<'_> {
    /// What a body holds: a table of its properties, or its type in words.
    pub(super) fn body(&self, id: SchemaId, direction: Direction) -> Vec<String> {
        let inner = core(self.schemas(), id);
        let rows = self.rows(inner, direction);
        let elsewhere = direction != Direction::Request && self.outline.has(Place::Object(inner));
        if elsewhere || rows.is_empty() {
            return self.body_in_words(id, inner);
        }
        let mut blocks = Vec::new();
        if container(self.schemas(), id).is_some() {
            blocks.push(format!("Body: {}, each with:", self.wire_type(id)));
        }
        blocks.push(markdown::table(HEAD, &rows));
        blocks.extend(self.object_notes(inner));
        blocks
    }

    /// What is said of the schema of a body, unless that stands elsewhere.
    pub(super) fn described(&self, id: SchemaId, direction: Direction) -> Option<&str> {
        let inner = core(self.schemas(), id);
        if direction != Direction::Request && self.outline.has(Place::Object(inner)) {
            return None;
        }
        let said = |id| self.schemas().get(id).annotations.description.as_deref();
        said(id).or_else(|| said(inner))
    }

    /// A body whose properties stand elsewhere, or that has none.
    fn body_in_words(&self, id: SchemaId, inner: SchemaId) -> Vec<String> {
        let branches = placement::branches(self.schemas(), inner);
        if !branches.is_empty() {
            let list = branches.iter().map(|branch| self.branch(*branch));
            return vec![
                "Body, one of:".to_owned(),
                list.collect::<Vec<_>>().join("\n"),
            ];
        }
        let open = self.schemas().get(inner).assertions.kind == Some(JsonType::Object)
            && placement::properties(self.schemas(), inner).is_empty();
        let described = if open {
            ", without described properties"
        } else {
            ""
        };
        let body = format!("Body: {}{described}.", self.type_words(id));
        vec![Markdown::own(body).then(self.facts(id)).to_string()]
    }

    /// One of the schemas that a body can have, and what it is for, as an item of a list.
    fn branch(&self, id: SchemaId) -> String {
        let about = self.about(id);
        let words = self.type_words(id);
        if about.is_empty() {
            Markdown::own(words).item()
        } else {
            Markdown::own(format!("{words}:")).then(about).item()
        }
    }

    /// The table of an object that stands in several places.
    pub(super) fn object(&self, id: SchemaId) -> Vec<String> {
        let mut blocks = vec![self.outline.heading(Place::Object(id))];
        blocks.extend(self.about_as(id, markdown::quotation).into_option());
        blocks.push(markdown::table(HEAD, &self.rows(id, Direction::Either)));
        blocks.extend(self.object_notes(id));
        blocks
    }

    /// Rules over several properties, and what else the object admits.
    fn object_notes(&self, id: SchemaId) -> Option<String> {
        let mut notes = Vec::new();
        self.rules(id, "", &mut BTreeSet::new(), &mut notes);
        notes.extend(self.openness(id));
        paragraph(notes)
    }

    /// Of which properties some must be there.
    fn alternatives(&self, schema: &Schema, prefix: &str) -> Option<String> {
        let lists = self.schemas().alternatives(schema)?;
        let all = |list: &&[String]| {
            let names = list.iter().map(|name| code(&format!("{prefix}{name}")));
            names.collect::<Vec<_>>().join(" and ")
        };
        let lists: Vec<_> = lists.iter().map(all).collect();
        Some(format!(
            "At least one is required: {}.",
            lists.join(", or ")
        ))
    }

    /// The rules of an object and of those that its table shows with it.
    fn rules(
        &self,
        id: SchemaId,
        prefix: &str,
        shown: &mut BTreeSet<SchemaId>,
        notes: &mut Vec<String>,
    ) {
        let layers = placement::layers(self.schemas(), id).into_iter();
        for schema in layers.map(|id| self.schemas().get(id)) {
            let extension = &schema.extensions;
            notes.extend(self.alternatives(schema, prefix));
            for group in &extension.exclusive {
                let names: Vec<String> =
                    group.iter().map(|name| format!("{prefix}{name}")).collect();
                let names = codes(names.iter().map(String::as_str));
                notes.push(format!(
                    "At most one of {names} may be set; zero and null count as not set."
                ));
            }
            notes.extend(extension.failure.as_ref().map(|name| {
                let name = code(&format!("{prefix}{name}"));
                format!("The call has failed if {name} is not empty, in spite of the status.")
            }));
        }
        shown.insert(id);
        for property in placement::properties(self.schemas(), id) {
            if let Some((suffix, inner)) = self.shown_inside(property, shown) {
                self.rules(
                    inner,
                    &format!("{prefix}{}{suffix}.", property.name),
                    shown,
                    notes,
                );
            }
        }
    }

    /// The properties of an object, and of those inside it that have no table of their own.
    fn rows(&self, id: SchemaId, direction: Direction) -> Vec<Row> {
        let mut rows = Vec::new();
        self.add_rows(id, direction, "", &mut BTreeSet::new(), &mut rows);
        rows
    }

    fn add_rows(
        &self,
        id: SchemaId,
        direction: Direction,
        prefix: &str,
        shown: &mut BTreeSet<SchemaId>,
        rows: &mut Vec<Row>,
    ) {
        shown.insert(id);
        let chosen = placement::chosen(self.schemas(), id);
        let mut required = placement::required(self.schemas(), id);
        let by_all = chosen.iter().filter(|known| known.required);
        required.extend(by_all.map(|known| known.name));
        let own = placement::properties(self.schemas(), id);
        let names: BTreeSet<&str> = own.iter().map(|property| property.name.as_str()).collect();
        for property in own {
            if self.is_left_out(property.schema, direction) {
                continue;
            }
            let name = format!("{prefix}{}", property.name);
            let required = required.contains(property.name.as_str());
            let schema = [property.schema];
            rows.push(self.row(&name, &schema, required_word(required), direction));
            if let Some((suffix, inner)) = self.shown_inside(property, shown) {
                self.add_rows(inner, direction, &format!("{name}{suffix}."), shown, rows);
            }
        }
        for known in chosen.iter().filter(|known| !names.contains(known.name)) {
            let mut schemas = known.schemas.iter();
            if !schemas.all(|id| self.is_left_out(*id, direction)) {
                let name = format!("{prefix}{}", known.name);
                let required = required_word(known.required);
                rows.push(self.row(&name, &known.schemas, required, direction));
            }
        }
    }

    /// Whether a property is no part of a body that goes this way.
    fn is_left_out(&self, schema: SchemaId, direction: Direction) -> bool {
        let view = View::new(self.schemas(), schema);
        match direction {
            Direction::Request => view.read_only(),
            Direction::Response => view.write_only(),
            Direction::Either => false,
        }
    }

    /// The row of a property, which may be of several types where others are chosen among.
    fn row(&self, name: &str, schemas: &[SchemaId], required: &str, direction: Direction) -> Row {
        let mut types: Vec<String> = schemas.iter().map(|id| self.type_words(*id)).collect();
        let mut known = BTreeSet::new();
        types.retain(|ty| known.insert(ty.clone()));
        let [first, ..] = schemas else {
            let [name, ty] = [name_cell(name), "any".to_owned()];
            return [name, ty, required.to_owned(), String::new()];
        };
        let view = View::new(self.schemas(), *first);
        let mut about = match schemas {
            [only] => self.about(*only),
            // The values of one are not those of the others.
            several => self.said_of(several),
        };
        if direction == Direction::Either && view.read_only() {
            about = about.then(Markdown::own("Only in responses."));
        }
        if direction == Direction::Either && view.write_only() {
            about = about.then(Markdown::own("Only in requests."));
        }
        [
            name_cell(name),
            types.join(" or "),
            required.to_owned(),
            about.to_string(),
        ]
    }

    /// What the description says first of one of several values, and what holds for all of them.
    fn said_of(&self, ids: &[SchemaId]) -> Markdown {
        let view = |id: &SchemaId| View::new(self.schemas(), *id);
        let deprecated = ids.iter().all(|id| view(id).deprecated());
        let deprecated = deprecated.then(|| Markdown::own(DEPRECATED));
        let said = ids.iter().find_map(|id| view(id).description());
        let upstream = ids.iter().find_map(|id| view(id).upstream());
        deprecated
            .into_iter()
            .chain(said.map(Markdown::description))
            .chain(upstream.map(|upstream| self.upstream(upstream)))
            .collect()
    }

    /// The object inside a property, if its rows follow that of the property; and how names go on into it.
    /// A table shows each object once.
    fn shown_inside(
        &self,
        property: &Property,
        shown: &BTreeSet<SchemaId>,
    ) -> Option<(String, SchemaId)> {
        let inner = core(self.schemas(), property.schema);
        if self.outline.has(Place::Object(inner)) || shown.contains(&inner) {
            return None;
        }
        let mut suffix = String::new();
        let mut current = property.schema;
        while self.schemas().unwrapped(current) != inner {
            let (step, next) = container(self.schemas(), current)?;
            suffix.push_str(step);
            current = next;
        }
        Some((suffix, inner))
    }

    /// The parameters of an operation.
    pub(super) fn parameters(&self, parameters: &[Parameter]) -> String {
        let rows: Vec<[String; 5]> = parameters
            .iter()
            .map(|parameter| {
                [
                    name_cell(&parameter.name),
                    parameter.place.as_str().to_owned(),
                    self.type_words(parameter.schema),
                    required_word(parameter.required).to_owned(),
                    self.about_parameter(parameter).to_string(),
                ]
            })
            .collect();
        markdown::table(["Name", "In", "Type", "Required", "Description"], &rows)
    }

    /// The headers of a response.
    pub(super) fn header_table(&self, headers: &[Header]) -> String {
        let rows: Vec<Row> = headers
            .iter()
            .map(|header| {
                let deprecated = header.deprecated.then(|| Markdown::own(DEPRECATED));
                let about = match &header.description {
                    Some(own) => Markdown::description(own).then(self.facts(header.schema)),
                    None => self.about(header.schema),
                };
                [
                    code(&header.name),
                    self.type_words(header.schema),
                    required_word(header.required).to_owned(),
                    deprecated
                        .into_iter()
                        .chain([about])
                        .chain(examples(&header.examples))
                        .collect::<Markdown>()
                        .to_string(),
                ]
            })
            .collect();
        markdown::table(
            ["Response header", "Type", "Required", "Description"],
            &rows,
        )
    }

    fn about_parameter(&self, parameter: &Parameter) -> Markdown {
        let upstream = parameter
            .upstream
            .as_ref()
            .map(|upstream| self.upstream(upstream));
        let deprecated = parameter.deprecated.then(|| Markdown::own(DEPRECATED));
        let about = match &parameter.description {
            Some(own) => Markdown::description(own).then(self.facts(parameter.schema)),
            None => self.about(parameter.schema),
        };
        deprecated
            .into_iter()
            .chain([about])
            .chain(upstream)
            .chain(examples(&parameter.examples))
            .collect()
    }

    /// Names, types and meanings of the named strings and numbers.
    pub(super) fn values(&self) -> String {
        let rows: Vec<[String; 3]> = self
            .by_name(&self.placement.values)
            .into_iter()
            .map(|id| {
                let schema = self.schemas().get(id);
                let name = schema.name.as_deref().unwrap_or_default();
                let number = if schema.extensions.accepts_number {
                    "; a number in requests, too"
                } else {
                    ""
                };
                [
                    code(name),
                    format!("{}{number}", self.wire_type(id)),
                    self.about_value(id).to_string(),
                ]
            })
            .collect();
        markdown::table(["Name", "Type", "Description"], &rows)
    }

    fn about_value(&self, id: SchemaId) -> Markdown {
        let schema = self.schemas().get(id);
        let description = schema.annotations.description.as_deref();
        let mut parts = Vec::from_iter(self.all_values(id));
        parts.extend(limits(schema));
        let pattern = schema.assertions.string.pattern.as_ref();
        parts.extend(pattern.map(|pattern| format!("Matches {}.", code(pattern))));
        parts.extend(
            schema
                .extensions
                .same_value
                .as_ref()
                .and_then(|twin| self.twin(twin)),
        );
        if schema.extensions.sensitive {
            parts.push(SECRET.to_owned());
        }
        Markdown::description(description.unwrap_or_default()).then(sentences(parts))
    }

    /// The value that is the same in another encoding.
    fn twin(&self, twin: &SameValue) -> Option<String> {
        let name = self
            .schemas()
            .get(self.schemas().unwrapped(twin.schema))
            .name
            .as_ref()?;
        let order = match twin.order {
            ByteOrder::Same => "",
            ByteOrder::Reversed => " in reverse order",
        };
        Some(format!("The bytes of {}{order}.", code(name)))
    }
}

/// A name as a table shows it: in quotes if it would otherwise not be seen where it begins or ends.
fn name_cell(name: &str) -> String {
    let plain =
        |character: char| character.is_alphanumeric() || "_.$[]{}@-*+/#".contains(character);
    let edges = name.starts_with(['-', '*', '.']) || name.ends_with(['*', '.']);
    match name.is_empty() || edges || !name.chars().all(plain) {
        true => code(&Json::String(name.to_owned()).to_string()),
        false => code(name),
    }
}

fn required_word(required: bool) -> &'static str {
    if required { "required" } else { "optional" }
}

/// The examples of a parameter or a header, each with what is said of it.
fn examples(examples: &[Example]) -> Option<Markdown> {
    let shown = |example: &Example| {
        let value = match example.value.as_str() {
            Some(text) => text.to_owned(),
            None => example.value.to_string(),
        };
        let said = [&example.summary, &example.description];
        let said: Vec<String> = said.into_iter().flatten().map(|text| line(text)).collect();
        match said.is_empty() {
            true => code(&value),
            false => format!("{} ({})", code(&value), said.join(" ")),
        }
    };
    let shown: Vec<String> = examples.iter().map(shown).collect();
    let word = if examples.len() > 1 {
        "Examples"
    } else {
        "Example"
    };
    (!shown.is_empty()).then(|| Markdown::own(format!("{word}: {}.", shown.join(", "))))
}
