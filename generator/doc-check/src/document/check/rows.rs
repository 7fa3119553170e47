//! Rows of lists, compared with what is described: type, presence, standing, and which rows are missing.

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
use super::ways::{Below, by_path, split, wire_name, without_brackets};
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
            // Whether it may be null is for its type to say.
            value == "null" || described.values.contains(&value)
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

/// A word that begins with a capital letter where the one that it takes the place of does.
fn as_written(word: &str, other: &str) -> String {
    let capital = other.starts_with(|c: char| c.is_uppercase());
    match word.split_at_checked(1).filter(|_| capital) {
        Some((first, rest)) => first.to_ascii_uppercase() + rest,
        None => word.to_owned(),
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
