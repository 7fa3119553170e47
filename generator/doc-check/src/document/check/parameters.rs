//! Lists of parameters and properties of an operation, compared with the described ones, both ways.

use std::collections::BTreeSet;

use trueup_validator::Severity;
use trueup_validator::registry::{Operation, Parameter, Place, Schema, SchemeKind};

use super::prose::Said;
use super::report::Report;
use super::route::Target;
use super::rows::{Below, Described, Rows, by_path, listed, nested};
use super::types::{Travels, agrees};
use crate::code::Code;
use crate::document::model::{Certainty, ParameterList, ParameterRow, Section, Where};

/// Whether a document has to show everything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Complete {
    /// All operations, optional parameters and properties.
    Yes,
    /// What it shows must be right.
    No,
}

/// Checks the lists of a section; `complete` asks for optional parameters too.
pub(super) fn check<'a>(
    section: &Section,
    target: Target<'a>,
    complete: Complete,
    said: &Said,
    report: &mut Report,
) {
    let mut lists = Lists {
        target,
        complete,
        listed: BTreeSet::new(),
        rows: Rows {
            section,
            said,
            report,
            owner: format!("`{}`", target.name()),
            operation: Some(target.operation.id),
            listed: listed(section),
        },
    };
    for list in &section.lists {
        lists.list(list);
    }
    if section.is_stated() {
        lists.missing(Place::Path);
        lists.missing(Place::Query);
    }
}

struct Lists<'a, 'c> {
    target: Target<'a>,
    complete: Complete,
    /// Parameters that some list has.
    listed: BTreeSet<(Place, &'a str)>,
    rows: Rows<'a, 'c>,
}

impl<'a> Lists<'a, '_> {
    fn operation(&self) -> &'a Operation<'a> {
        self.target.operation
    }

    fn list(&mut self, list: &ParameterList) {
        if list.certainty == Certainty::Guessed && !self.is_meant(list) {
            return;
        }
        self.rows.repeated(list);
        for row in &list.rows {
            self.row(row, row.place.unwrap_or(list.place));
        }
        if list.certainty == Certainty::Said
            && let (Where::Body | Where::Response, [schema]) =
                (list.place, self.schemas(list.place).as_slice())
        {
            self.rows.left_out(list, schema, self.complete);
        }
    }

    /// Whether a list that only looks like one of parameters is one: most of its rows are known.
    fn is_meant(&self, list: &ParameterList) -> bool {
        let known = |row: &&ParameterRow| {
            let place = row.place.unwrap_or(list.place);
            self.parameter(&row.name.value, place).is_some() || self.field(row, place).is_some()
        };
        list.rows.iter().filter(known).count() * 2 >= list.rows.len()
    }

    fn row(&mut self, row: &ParameterRow, place: Where) {
        let field = self.field(row, place);
        if let Some(parameter) = self.parameter(&row.name.value, place) {
            self.listed.insert((parameter.place, parameter.name));
            let described = Described {
                ty: parameter.ty,
                required: parameter.required,
                deprecated: parameter.deprecated,
                upstream: parameter.upstream,
                travels: Travels::Text,
            };
            // Where nothing is said, a property of the same name may be meant.
            let is = |described: &Described| {
                let said = row.ty.as_ref();
                said.is_none_or(|ty| agrees(&ty.value, described.ty, described.travels))
            };
            return match field {
                Some(Below::Field(field)) if !is(&described) && is(&Described::field(field)) => {}
                _ => self.rows.compare(row, &described),
            };
        }
        match field {
            Some(Below::Open) => {}
            Some(Below::Field(field)) => self.rows.compare(row, &Described::field(field)),
            None => self.unknown(row, place),
        }
    }

    /// The property that a row is about: `a.b`, `a[].b`, or the name of a nested one alone.
    fn field(&self, row: &ParameterRow, place: Where) -> Option<Below<'a>> {
        let name = row.name.value.replace("[]", "");
        let schemas = self.schemas(place).into_iter();
        let mut found = schemas.map(|schema| {
            by_path(schema.fields, &name).or_else(|| nested(schema.fields, &name).map(Below::Field))
        });
        found.find_map(|found| found)
    }

    fn parameter(&self, name: &str, place: Where) -> Option<&'a Parameter<'a>> {
        let wanted = match place {
            Where::Path => Some(Place::Path),
            Where::Query => Some(Place::Query),
            Where::Header => Some(Place::Header),
            Where::Body | Where::Response => return None,
            Where::Anywhere => None,
        };
        let mut parameters = self.operation().parameters.iter();
        parameters.find(|parameter| {
            wanted.is_none_or(|place| parameter.place == place) && parameter.name == name
        })
    }

    /// The top of the bodies that a row may be about.
    fn schemas(&self, place: Where) -> Vec<&'a Schema<'a>> {
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
            Where::Path | Where::Query | Where::Header => (None, None),
        };
        [request, response]
            .into_iter()
            .flatten()
            .filter_map(|media| media.schema)
            .collect()
    }

    fn unknown(&mut self, row: &ParameterRow, place: Where) {
        let name = row.name.value.as_str();
        let header = matches!(place, Where::Header | Where::Anywhere);
        let mut schemes = self.target.service.schemes.iter();
        let credential = schemes.any(|scheme| matches!(scheme.kind, SchemeKind::Header(header) if header.eq_ignore_ascii_case(name)));
        let common = ["Authorization", "Content-Type", "Accept"];
        if header
            && (credential
                || common
                    .iter()
                    .any(|common| common.eq_ignore_ascii_case(name)))
        {
            return;
        }
        let schemas = self.schemas(place);
        let parameters = self
            .operation()
            .parameters
            .iter()
            .map(|parameter| parameter.name);
        let properties = schemas
            .iter()
            .flat_map(|schema| schema.fields)
            .map(|field| field.name);
        let what = if matches!(place, Where::Body | Where::Response) {
            "property"
        } else {
            "parameter"
        };
        self.rows.unknown(row, what, parameters.chain(properties));
    }

    /// Described parameters that no list has.
    fn missing(&mut self, place: Place) {
        let section = self.rows.section;
        let list = section.lists.iter().find(|list| covers(list, place));
        // The path itself names its parameters.
        if place == Place::Path && !list.is_some_and(lists_paths) {
            return;
        }
        let absent = |parameter: &&Parameter| {
            parameter.place == place && !self.listed.contains(&(place, parameter.name))
        };
        let absent: Vec<&Parameter> = self.operation().parameters.iter().filter(absent).collect();
        let (required, optional): (Vec<_>, Vec<_>) = absent.into_iter().partition(|p| p.required);
        let span = list
            .map(|list| list.span)
            .or_else(|| section.endpoint.as_ref().map(|e| e.span));
        let Some(span) = span else { return };
        if !required.is_empty() {
            let message = format!(
                "the required {} {} not listed",
                place.name(),
                names(&required)
            );
            self.rows.add(Code::UndocumentedParameter, span, message);
        }
        if !optional.is_empty() && self.complete == Complete::Yes && !self.operation().deprecated {
            let message = format!(
                "the optional {} {} not listed",
                place.name(),
                names(&optional)
            );
            self.rows
                .add(Code::UndocumentedParameter, span, message)
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

/// Whether a list means to hold the parameters of the path.
fn lists_paths(list: &ParameterList) -> bool {
    list.place == Where::Path || list.rows.iter().any(|row| row.place.is_some())
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
