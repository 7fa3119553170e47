//! Rows of lists, compared with what is described: type, presence, standing, and which rows are missing.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use trueup_validator::registry::{Base, Field, Schema, Type, Upstream};
use trueup_validator::{Check, Code as Violated, Direction, Severity, Violations};

use super::fields;
use super::parameters::Complete;
use super::prose::Said;
use super::report::{Issue, Report};
use super::types::{self, Representation};
use super::values;
use crate::code::Code;
use crate::document::model::{ParameterList, ParameterRow, Section, Where};
use crate::document::suggest;
use crate::document::text::{Span, Spanned};

/// What is described about a row, be it a parameter or a property.
pub(super) struct Described<'a> {
    pub(super) ty: Type<'a>,
    pub(super) required: bool,
    pub(super) deprecated: bool,
    pub(super) upstream: Option<Upstream<'a>>,
    pub(super) representation: Representation,
    /// The values that it may have, if they are listed.
    pub(super) values: &'a [&'a str],
}

impl<'a> Described<'a> {
    /// A property.
    pub(super) fn field(field: &Field<'a>) -> Self {
        Self {
            ty: field.ty,
            required: field.required,
            deprecated: field.deprecated,
            upstream: field.upstream,
            representation: Representation::Json,
            values: field.values,
        }
    }
}

impl Described<'_> {
    /// Whether a row says the same of type and presence.
    pub(super) fn agrees(&self, row: &ParameterRow) -> bool {
        let required = row.required.as_ref();
        self.agrees_in_type(row) && required.is_none_or(|it| it.value == self.required)
    }

    /// Whether a row says the same of the type.
    pub(super) fn agrees_in_type(&self, row: &ParameterRow) -> bool {
        let same = |ty: &Spanned<String>| types::agrees(&ty.value, self.ty, self.representation);
        row.ty.as_ref().is_none_or(same)
    }
}

/// The lists of a section, and whose rows they hold.
pub(super) struct Rows<'a, 'c> {
    pub(super) section: &'c Section,
    pub(super) said: &'c Said,
    pub(super) report: &'c mut Report,
    /// An operation or object, as messages name it.
    pub(super) owner: String,
    pub(super) operation: Option<&'a str>,
    /// The names in all lists of the section.
    pub(super) listed: BTreeSet<&'c str>,
    /// What rows with wrong names were probably meant for.
    pub(super) meant: BTreeMap<&'c str, String>,
    /// Rows with names that are like no other.
    pub(super) strange: Vec<&'c ParameterRow>,
}

/// So many strange rows of a section are looked at.
const MOST_STRANGE: usize = 32;

/// The names in all lists of a section.
pub(super) fn listed(section: &Section) -> BTreeSet<&str> {
    let rows = section.lists.iter().flat_map(|list| &list.rows);
    rows.map(|row| row.name.value.as_str()).collect()
}

/// What a path leads to.
pub(super) enum Below<'a> {
    Field(&'a Field<'a>),
    /// Into an object of which the properties are not known.
    Open,
}

impl<'a, 'c> Rows<'a, 'c> {
    pub(super) fn add(&mut self, code: Code, span: Span, message: impl Into<String>) -> &mut Issue {
        let issue = self.report.add(code, span, message);
        if let Some(operation) = self.operation {
            issue.operation(operation);
        }
        issue
    }

    /// Rows that are there twice.
    pub(super) fn repeated(&mut self, list: &ParameterList) {
        let mut here = BTreeSet::new();
        for row in &list.rows {
            if !here.insert((row.name.value.as_str(), row.place)) {
                self.add(
                    Code::RepeatedParameter,
                    row.name.span,
                    format!("`{}` is listed twice", row.name.value),
                );
            }
        }
    }

    /// A row against what is described.
    pub(super) fn compare(&mut self, row: &ParameterRow, described: &Described) {
        let name = &row.name.value;
        self.compare_type(row, name, described);
        if let Some(required) = &row.required
            && required.value != described.required
        {
            let (is, other) = match described.required {
                true => ("required", "optional"),
                false => ("optional", "required"),
            };
            // A mark of a template, `{{<required>}}`, is no word that another could stand for.
            let marked = row.text.text().contains(&format!("<{other}>"));
            let verbatim = required.span.end - required.span.start == other.len() && !marked;
            let issue = self.add(
                Code::ParameterPresence,
                required.span,
                format!("`{name}` is {is}, not {other}"),
            );
            if verbatim {
                issue.edit(required.span, is);
            }
        }
        self.values(row, described);
        if let Some(upstream) = described.upstream {
            self.upstream(row, &upstream);
        } else if described.deprecated && !self.said.deprecated(self.section, name) {
            let message = format!("`{name}` is deprecated, which the section does not say");
            self.add(Code::Deprecated, row.name.span, message);
        }
    }

    /// Compares the type that a row says with that of what is called `name`.
    pub(super) fn compare_type(&mut self, row: &ParameterRow, name: &str, described: &Described) {
        if let Some(ty) = &row.ty
            && !types::agrees(&ty.value, described.ty, described.representation)
            && !is_of_items(row, ty, described)
        {
            let message = format!("`{name}` is {}, not {}", described.ty, ty.value);
            let verbatim = ty.span.end - ty.span.start == ty.value.len();
            let issue = self.add(Code::ParameterType, ty.span, message);
            // What is made of other values has more to it than a word.
            if verbatim && types::is_simple(described.ty) && types::is_simple_word(&ty.value) {
                issue.edit(ty.span, as_written(&types::word(described.ty), &ty.value));
            }
        }
    }

    /// The values that a row lists beside those that are described.
    fn values(&mut self, row: &ParameterRow, described: &Described) {
        if described.values.is_empty() {
            return;
        }
        let listed = values::listed(row.text.text());
        let known = |it: &&Range<usize>| {
            let value = row.text.text().get((*it).clone()).unwrap_or_default();
            described.values.contains(&value)
        };
        // What has hardly a value in common is about something else.
        let right = listed.iter().filter(known).count();
        if right == 0 || right * 2 < listed.len() {
            return;
        }
        for wrong in listed.iter().filter(|it| !known(it)) {
            let value = row.text.text().get(wrong.clone()).unwrap_or_default();
            let message = format!("`{value}` is no value of `{}`", row.name.value);
            let span = row.text.span(wrong.clone());
            let near = suggest::nearest(value, described.values.iter().copied());
            let issue = self.add(Code::UnknownValue, span, message);
            if let Some(near) = near {
                issue.help(format!("did you mean `{near}`?"));
            }
        }
    }

    fn upstream(&mut self, row: &ParameterRow, upstream: &Upstream) {
        let name = &row.name.value;
        if self.said.upstream(self.section, name, upstream) {
            return;
        }
        let (code, message) = fields::message(&format!("`{name}`"), upstream);
        let issue = self.add(code, row.name.span, message);
        if let Some(help) = fields::remedy(upstream) {
            issue.help(help);
        }
    }

    /// A row that nothing is described for. Gives the name that was probably meant, unless another row has it.
    pub(super) fn unknown<'n>(
        &mut self,
        row: &'c ParameterRow,
        what: &str,
        names: impl Iterator<Item = &'n str> + Clone,
    ) -> Option<&'n str> {
        let name = row.name.value.as_str();
        let near = suggest::nearest(name, names.clone());
        let is_slip = suggest::slip_of(name, names) == near;
        let span = row.name.span;
        let taken = near.is_some_and(|near| self.listed.contains(near));
        let message = format!("{} has no {what} `{name}`", self.owner);
        let issue = self
            .add(Code::UnknownParameter, span, message)
            .weigh(Severity::Error);
        if let Some(near) = near {
            issue.help(format!("did you mean `{near}`?"));
            if is_slip && !taken && span.end - span.start == name.len() {
                // `tags[]` is how a list travels in a form.
                let list = name.ends_with("[]") && !near.ends_with("[]");
                issue.edit(span, format!("{near}{}", if list { "[]" } else { "" }));
            }
        }
        let near = near.filter(|_| !taken);
        match near {
            Some(near) => _ = self.meant.insert(name, near.to_owned()),
            // Of many, none is the only one.
            None if self.strange.len() < MOST_STRANGE => self.strange.push(row),
            None => {}
        }
        near
    }

    /// Whether something that no row has is what the only strange one of some rows was meant for, which is told there.
    pub(super) fn is_strange(
        &mut self,
        name: &str,
        described: &Described,
        among: impl Fn(&ParameterRow) -> bool,
    ) -> bool {
        let mut rows = self.strange.iter().filter(|row| among(row));
        let (Some(row), None) = (rows.next(), rows.next()) else {
            return false;
        };
        let code = Code::UnknownParameter.name();
        let told = self.report.latest(code, row.name.span);
        match told.filter(|_| described.agrees(row)) {
            Some(issue) => {
                issue.help(format!("did you mean `{name}`?"));
                let span = row.name.span;
                self.strange.retain(|row| row.name.span != span);
                true
            }
            None => false,
        }
    }

    /// Properties that a list leaves out: of the outer object, and of each object that it shows the inside of.
    pub(super) fn left_out(
        &mut self,
        list: &'c ParameterList,
        place: Where,
        schema: &'a Schema<'a>,
        complete: Complete,
    ) {
        let meant = |row: &'c ParameterRow| {
            let name = row.name.value.as_str();
            let meant = self.meant.get(name);
            without_brackets(meant.map_or(name, String::as_str)).into_owned()
        };
        let paths: Vec<String> = list.rows.iter().map(meant).collect();
        let whole = Object {
            fields: schema.fields,
            check: Some(schema.check),
            is_list: schema.ty.base == Base::Array,
        };
        let mut objects: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for path in &paths {
            let (object, name) = split(schema, path);
            objects
                .entry(object.to_owned())
                .or_default()
                .push(name.to_owned());
        }
        if objects.is_empty() {
            objects.insert(String::new(), Vec::new());
        }
        for (object, names) in objects {
            let Some(inside) = inside(whole, &object) else {
                continue;
            };
            // A required property that only responses carry is required in them alone (OpenAPI 3.0.3, section 4.7.24.1).
            let unlisted = |field: &&Field| {
                // A name may have brackets of its own.
                let bare = field.name.replace("[]", "");
                let own = paths.iter().any(|path| wire_name(path) == bare);
                let listed = names.contains(&bare);
                !(listed || object.is_empty() && own)
            };
            let representation = |field: &&Field| !inside.is_kept_back(field.name, place);
            let absent = inside.fields.iter().filter(unlisted).filter(representation);
            let (mut required, optional): (Vec<&Field>, Vec<&Field>) =
                absent.partition(|field| field.required);
            if let [only] = required.as_slice() {
                let beside = |row: &ParameterRow| {
                    let path = row.name.value.replace("[]", "");
                    list.span.holds(row.name.span) && split(schema, &path).0 == object
                };
                if self.is_strange(only.name, &Described::field(only), beside) {
                    required.clear();
                }
            }
            let optional: Vec<&Field> = optional
                .into_iter()
                .filter(|field| !field.deprecated && !field.alternative)
                .collect();
            let whose = if object.is_empty() {
                self.owner.clone()
            } else {
                format!("`{object}`")
            };
            if !required.is_empty() {
                let message = format!("{} of {whose} not listed", names_of(&required));
                // What must be sent is worth more than what comes back.
                let severity = match place {
                    Where::Body => Severity::Error,
                    _ => Severity::Warning,
                };
                self.add(Code::UndocumentedParameter, list.span, message)
                    .weigh(severity);
            }
            if !optional.is_empty() && complete == Complete::Yes {
                let message = format!("{} of {whose} not listed", names_of(&optional));
                self.add(Code::UndocumentedParameter, list.span, message)
                    .weigh(Severity::Note);
            }
        }
    }
}

/// Whether a row is about the items of a list, `tags[]`, and says their type.
fn is_of_items(row: &ParameterRow, ty: &Spanned<String>, described: &Described) -> bool {
    let items = described
        .ty
        .items
        .filter(|_| row.name.value.ends_with("[]"));
    items.is_some_and(|items| types::agrees(&ty.value, *items, described.representation))
}

/// A path without the brackets of lists.
pub(super) fn without_brackets(path: &str) -> Cow<'_, str> {
    match path.contains('[') {
        true => path.replace("[]", "").into(),
        false => path.into(),
    }
}

/// A word that begins with a capital letter where the one that it takes the place of does.
fn as_written(word: &str, other: &str) -> String {
    let capital = other.starts_with(|c: char| c.is_uppercase());
    match word.split_at_checked(1).filter(|_| capital) {
        Some((first, rest)) => first.to_ascii_uppercase() + rest,
        None => word.to_owned(),
    }
}

/// The object that a path leads into, and the name there.
fn split<'p>(schema: &Schema<'_>, path: &'p str) -> (&'p str, &'p str) {
    // A name may have dots of its own.
    let known = name_below(schema.fields, path);
    let name = known.or_else(|| path.rsplit_once('.').map(|(_, name)| name));
    let name = name.unwrap_or(path);
    let object = path.strip_suffix(name).unwrap_or_default();
    (object.strip_suffix('.').unwrap_or_default(), name)
}

/// The names that a row may be meant for, with the way to the object that holds them.
pub(super) fn candidates<'a>(fields: &'a [Field<'a>], name: &str) -> Vec<String> {
    let above = name.rsplit_once('.').map_or("", |(above, _)| above);
    let inside = match above {
        "" => None,
        _ => by_path(fields, &above.replace("[]", "")),
    };
    match inside {
        Some(Below::Field(field)) => {
            let fields = field.schema().map_or(&[][..], |schema| schema.fields);
            let name = |field: &Field<'_>| format!("{above}.{}", field.name);
            fields.iter().map(name).collect()
        }
        _ => fields.iter().map(|field| field.name.to_owned()).collect(),
    }
}

fn names_of(fields: &[&Field]) -> String {
    let names: Vec<_> = fields
        .iter()
        .map(|field| format!("`{}`", field.name))
        .collect();
    names.join(", ")
}

/// An object: its properties, and its check if it has one of its own.
#[derive(Clone, Copy)]
struct Object<'a> {
    fields: &'a [Field<'a>],
    check: Option<Check<'a>>,
    /// Whether the check is of a list of such objects.
    is_list: bool,
}

impl<'a> Object<'a> {
    /// Whether a property does not travel in this direction: the check of the object knows.
    fn is_kept_back(self, name: &str, place: Where) -> bool {
        let (direction, code) = match place {
            Where::Body => (Direction::Request, Violated::ReadOnly),
            Where::Response => (Direction::Response, Violated::WriteOnly),
            _ => return false,
        };
        let body = serde_json::json!({ name: null }).to_string();
        let body = match self.is_list {
            true => format!("[{body}]"),
            false => body,
        };
        let policy = super::example::policy(direction, false);
        let checked = self
            .check
            .map(|check| Violations::check(body.as_bytes(), check, policy));
        matches!(checked, Some(Err(found)) if found.iter().any(|violation| violation.code == code))
    }
}

/// A name as it travels: an empty one is written as `""`.
fn wire_name(name: &str) -> &str {
    if name == "\"\"" { "" } else { name }
}

/// The object that a path leads to.
fn inside<'a>(whole: Object<'a>, path: &str) -> Option<Object<'a>> {
    if path.is_empty() {
        return Some(whole);
    }
    match by_path(whole.fields, path)? {
        Below::Field(field) => field.schema().map(|schema| Object {
            fields: schema.fields,
            check: Some(schema.check),
            is_list: schema.ty.base == Base::Array,
        }),
        Below::Open => None,
    }
}

/// The property that a path names: `a.b`, `a[].b` without its brackets, `a.*.b`.
pub(super) fn by_path<'a>(fields: &'a [Field<'a>], path: &str) -> Option<Below<'a>> {
    let (mut fields, mut path) = (fields, path);
    loop {
        let (field, rest) = first_of(fields, path)?;
        let Some(rest) = rest else {
            return Some(Below::Field(field));
        };
        if is_any_key(rest) {
            return Some(Below::Open);
        }
        match field.schema() {
            Some(schema) => (fields, path) = (schema.fields, rest),
            None if is_open(&field.ty) => return Some(Below::Open),
            None => return None,
        }
    }
}

/// Whether a value, or the items of an array, may have properties of which nothing is known.
fn is_open(ty: &Type<'_>) -> bool {
    let mut ty = ty;
    while let Some(items) = ty.items {
        ty = items;
    }
    matches!(ty.base, Base::Object | Base::Any)
}

/// The property that a path begins with, and the rest of the path behind it: of several whose names fit the longest, since
/// a name may have dots of its own.
fn first_of<'a, 'p>(
    fields: &'a [Field<'a>],
    path: &'p str,
) -> Option<(&'a Field<'a>, Option<&'p str>)> {
    let path = without_keys(path);
    let named = |name: &str| fields.iter().find(|field| field.name == name);
    if let Some(field) = named(wire_name(path)) {
        return Some((field, None));
    }
    let dots = path.rmatch_indices('.');
    dots.take(MOST_DOTS).find_map(|(at, _)| {
        let field = named(path.get(..at)?)?;
        Some((field, path.get(at + 1..)))
    })
}

/// More dots are in no path that anybody writes.
const MOST_DOTS: usize = 32;

/// A path without the segments in front that stand for any key.
fn without_keys(path: &str) -> &str {
    let mut path = path;
    while let Some((first, rest)) = path.split_once('.')
        && is_any_key(first)
    {
        path = rest;
    }
    path
}

fn is_any_key(segment: &str) -> bool {
    matches!(segment, "*" | "{key}" | "<key>")
}

/// The name of the property that a path leads to, as it ends the path.
fn name_below<'a, 'p>(fields: &'a [Field<'a>], path: &'p str) -> Option<&'p str> {
    let (mut fields, mut path) = (fields, path);
    while let (field, Some(rest)) = first_of(fields, path)? {
        (fields, path) = (field.schema()?.fields, rest);
    }
    Some(without_keys(path))
}

/// A property of a name anywhere below, level by level.
pub(super) fn nested<'a>(fields: &'a [Field<'a>], name: &str) -> Option<&'a Field<'a>> {
    const LEVELS: usize = 4;
    let mut level: Vec<&'a Field<'a>> = fields.iter().collect();
    for _ in 0..LEVELS {
        if let Some(field) = level.iter().find(|field| field.name == name) {
            return Some(field);
        }
        level = level
            .iter()
            .filter_map(|field| field.schema())
            .flat_map(|schema| schema.fields)
            .collect();
    }
    None
}
