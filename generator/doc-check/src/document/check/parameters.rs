//! Lists of parameters and properties, compared with the described ones, both ways.

use std::collections::BTreeSet;

use trueup_validator::Severity;
use trueup_validator::registry::{Base, Field, Operation, Parameter, Place, Schema};

use super::fields;
use super::prose::Said;
use super::report::Report;
use super::route::Target;
use super::types::{self, Described, Travels};
use crate::code::Code;
use crate::document::model::{ParameterList, ParameterRow, Section, Where};
use crate::document::suggest;

/// Checks the lists of a section; `complete` asks for optional parameters too.
pub(super) fn check(
    section: &Section,
    target: Target,
    complete: Complete,
    said: &Said,
    report: &mut Report,
) {
    let mut listed = BTreeSet::new();
    for list in &section.lists {
        let mut here = BTreeSet::new();
        for row in &list.rows {
            if !here.insert((row.name.value.as_str(), row.place)) {
                report
                    .add(
                        Code::RepeatedParameter,
                        row.name.span,
                        format!("`{}` is listed twice", row.name.value),
                    )
                    .operation(target.operation.id);
            }
            let mut check = RowCheck {
                section,
                target,
                row,
                said,
                report,
            };
            if let Some(parameter) = check.check(list) {
                listed.insert((parameter.place, parameter.name));
            }
        }
    }
    missing(section, target, complete, &listed, report);
}

/// Whether a document has to show everything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Complete {
    /// All operations and optional parameters.
    Yes,
    /// What it shows must be right.
    No,
}

/// Described parameters that no list has.
fn missing(
    section: &Section,
    target: Target,
    complete: Complete,
    listed: &BTreeSet<(Place, &str)>,
    report: &mut Report,
) {
    for place in [Place::Path, Place::Query] {
        let list = section.lists.iter().find(|list| covers(list, place));
        let absent = |parameter: &&Parameter| {
            parameter.place == place && !listed.contains(&(place, parameter.name))
        };
        let absent: Vec<&Parameter> = target.operation.parameters.iter().filter(absent).collect();
        let (required, optional): (Vec<_>, Vec<_>) = absent.into_iter().partition(|p| p.required);
        // The path itself names its parameters.
        if place == Place::Path && list.is_none_or(|list| list.place == Where::Anywhere) {
            continue;
        }
        let span = list
            .map(|list| list.span)
            .or_else(|| section.endpoint.as_ref().map(|e| e.span));
        let Some(span) = span else { continue };
        if !required.is_empty() {
            let message = format!(
                "the required {} {} not listed",
                place.name(),
                names(&required)
            );
            report
                .add(Code::UndocumentedParameter, span, message)
                .operation(target.operation.id);
        }
        if !optional.is_empty() && complete == Complete::Yes && !target.operation.deprecated {
            let message = format!(
                "the optional {} {} not listed",
                place.name(),
                names(&optional)
            );
            report
                .add(Code::UndocumentedParameter, span, message)
                .operation(target.operation.id)
                .weigh(Severity::Note);
        }
    }
}

fn covers(list: &ParameterList, place: Place) -> bool {
    match list.place {
        Where::Path => place == Place::Path,
        Where::Query => place == Place::Query,
        Where::Anywhere => true,
        Where::Header | Where::Body | Where::Response => false,
    }
}

fn names(parameters: &[&Parameter]) -> String {
    let names: Vec<_> = parameters
        .iter()
        .map(|parameter| format!("`{}`", parameter.name))
        .collect();
    match names.as_slice() {
        [one] => format!("parameter {one} is"),
        _ => format!("parameters {} are", names.join(", ")),
    }
}

struct RowCheck<'c> {
    section: &'c Section,
    target: Target,
    row: &'c ParameterRow,
    said: &'c Said,
    report: &'c mut Report,
}

impl RowCheck<'_> {
    fn operation(&self) -> &'static Operation {
        self.target.operation
    }

    /// Checks a row; gives the parameter that it is about.
    fn check(&mut self, list: &ParameterList) -> Option<&'static Parameter> {
        let place = self.row.place.unwrap_or(list.place);
        let parameter = self.parameter(place);
        if let Some(parameter) = parameter {
            self.compare(&Described {
                ty: parameter.ty,
                required: parameter.required,
                deprecated: parameter.deprecated,
                travels: Travels::Text,
            });
            if let Some(upstream) = parameter.upstream {
                self.upstream(&upstream);
            }
            return Some(parameter);
        }
        match self.field(place) {
            Some(Below::Open) => {}
            Some(Below::Field(field)) => {
                self.compare(&Described {
                    ty: field.ty,
                    required: field.required,
                    deprecated: field.deprecated,
                    travels: Travels::Json,
                });
                if let Some(upstream) = field.upstream {
                    self.upstream(&upstream);
                }
            }
            None => self.unknown(place),
        }
        None
    }

    fn upstream(&mut self, upstream: &trueup_validator::registry::Upstream) {
        let name = &self.row.name.value;
        if self.said.upstream(self.section, name, upstream) {
            return;
        }
        let (code, message) = fields::message(&format!("`{name}`"), upstream);
        let issue = self.report.add(code, self.row.name.span, message);
        issue.operation(self.target.operation.id);
        if let Some(help) = fields::remedy(upstream) {
            issue.help(help);
        }
    }

    fn parameter(&self, place: Where) -> Option<&'static Parameter> {
        let wanted = match place {
            Where::Path => Some(Place::Path),
            Where::Query => Some(Place::Query),
            Where::Header => Some(Place::Header),
            Where::Body | Where::Response => return None,
            Where::Anywhere => None,
        };
        let name = self.row.name.value.as_str();
        self.operation().parameters.iter().find(|parameter| {
            wanted.is_none_or(|place| parameter.place == place) && parameter.name == name
        })
    }

    /// The top of the bodies that a row may be about.
    fn schemas(&self, place: Where) -> Vec<&'static Schema> {
        let request = self
            .operation()
            .request
            .as_ref()
            .and_then(|request| request.json());
        let response = super::success(self.operation()).and_then(|response| response.json());
        let (request, response) = match place {
            Where::Body => (request, None),
            Where::Response => (None, response),
            Where::Anywhere => (request, response),
            _ => (None, None),
        };
        [request, response]
            .into_iter()
            .flatten()
            .filter_map(|media| media.schema)
            .collect()
    }

    /// The property that a row is about: `a.b`, `a[].b`, or the name of a nested one alone.
    fn field(&self, place: Where) -> Option<Below> {
        let name = self.row.name.value.replace("[]", "");
        self.schemas(place).into_iter().find_map(|schema| {
            by_path(schema.fields, &name).or_else(|| nested(schema.fields, &name).map(Below::Field))
        })
    }

    fn compare(&mut self, described: &Described) {
        let id = self.target.operation.id;
        let name = &self.row.name.value;
        if let Some(ty) = &self.row.ty
            && !types::agrees(&ty.value, described.ty, described.travels)
        {
            let message = format!("`{name}` is {}, not {}", described.ty, ty.value);
            let issue = self
                .report
                .add(Code::ParameterType, ty.span, message)
                .operation(id);
            if ty.span.end - ty.span.start == ty.value.len() {
                issue.edit(ty.span, types::word(described.ty));
            }
        }
        if let Some(required) = &self.row.required
            && required.value != described.required
        {
            let (is, other) = match described.required {
                true => ("required", "optional"),
                false => ("optional", "required"),
            };
            let message = format!("`{name}` is {is}, not {other}");
            let issue = self
                .report
                .add(Code::ParameterPresence, required.span, message)
                .operation(id);
            if required.span.end - required.span.start == other.len() {
                issue.edit(required.span, is);
            }
        }
        if described.deprecated && !self.said.deprecated(self.section, name) {
            let message = format!("`{name}` is deprecated, which the section does not say");
            self.report
                .add(Code::Deprecated, self.row.name.span, message)
                .operation(id);
        }
    }

    fn unknown(&mut self, place: Where) {
        let name = self.row.name.value.as_str();
        let header = place == Where::Header || place == Where::Anywhere;
        let schemes = self.target.service.schemes.iter();
        let credential = schemes.clone().any(|scheme| match scheme.kind {
            trueup_validator::registry::SchemeKind::Header(header) => {
                header.eq_ignore_ascii_case(name)
            }
            _ => false,
        });
        let common = ["Authorization", "Content-Type", "Accept"];
        if header
            && (credential
                || common
                    .iter()
                    .any(|common| common.eq_ignore_ascii_case(name)))
        {
            return;
        }
        let parameters = self
            .operation()
            .parameters
            .iter()
            .map(|parameter| parameter.name);
        let schemas = self.schemas(place);
        let properties = schemas
            .iter()
            .flat_map(|schema| schema.fields)
            .map(|field| field.name);
        let near = suggest::nearest(name, parameters.chain(properties));
        let what = if matches!(place, Where::Body | Where::Response) {
            "property"
        } else {
            "parameter"
        };
        let message = format!("`{}` has no {what} `{name}`", self.target.name());
        let span = self.row.name.span;
        let issue = self.report.add(Code::UnknownParameter, span, message);
        issue
            .operation(self.target.operation.id)
            .weigh(Severity::Error);
        if let Some(near) = near {
            issue.help(format!("did you mean `{near}`?"));
            let taken = self
                .section
                .lists
                .iter()
                .flat_map(|list| &list.rows)
                .any(|row| row.name.value == near);
            if !taken && span.end - span.start == name.len() {
                issue.edit(span, near);
            }
        }
    }
}

/// What a path leads to.
enum Below {
    Field(&'static Field),
    /// Into an object of which the properties are not known.
    Open,
}

fn by_path(fields: &'static [Field], path: &str) -> Option<Below> {
    let mut segments = path
        .split('.')
        .filter(|segment| !matches!(*segment, "*" | "{key}" | "<key>"))
        .peekable();
    let mut fields = fields;
    while let Some(segment) = segments.next() {
        let field = fields.iter().find(|field| field.name == segment)?;
        if segments.peek().is_none() {
            return Some(if path.ends_with(segment) {
                Below::Field(field)
            } else {
                Below::Open
            });
        }
        match field.schema {
            Some(schema) => fields = schema.fields,
            None if matches!(field.ty.base, Base::Object | Base::Any) => return Some(Below::Open),
            None => return None,
        }
    }
    None
}

/// A property of a name anywhere below, level by level.
fn nested(fields: &'static [Field], name: &str) -> Option<&'static Field> {
    const LEVELS: usize = 4;
    let mut level: Vec<&'static Field> = fields.iter().collect();
    for _ in 0..LEVELS {
        if let Some(field) = level.iter().find(|field| field.name == name) {
            return Some(field);
        }
        level = level
            .iter()
            .filter_map(|field| field.schema)
            .flat_map(|schema| schema.fields)
            .collect();
    }
    None
}
