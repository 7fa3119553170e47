//! Lists of parameters and properties of an operation, compared with the described ones, both ways.

use std::collections::{BTreeMap, BTreeSet};

use trueup_validator::Severity;
use trueup_validator::registry::{Operation, Parameter, Place, Schema, SchemeKind};

use super::bodies::{Bodies, is_open, label_before};

use super::prose::Said;
use super::query;
use super::report::Report;
use super::route::Target;
use super::rows::{Described, Rows, listed};
use super::template;
use super::types::{self, Representation, agrees};
use super::ways::{Below, by_path, candidates, nested, without_brackets};
use crate::code::Code;
use crate::document::model::{Announced, Certainty, ParameterList, ParameterRow, Section, Where};
use crate::document::suggest;

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
    let endpoint = section.endpoint.as_ref();
    let renamed = endpoint.map(|endpoint| template::renamed(endpoint, target.operation));
    let renamed = renamed.unwrap_or_default();
    let mut lists = Lists {
        target,
        complete,
        listed: BTreeSet::new(),
        renamed: renamed.iter().map(|it| (it.name, it.described)).collect(),
        rows: Rows {
            section,
            said,
            report,
            owner: format!("`{}`", target.name()),
            operation: Some(target.operation.id),
            listed: listed(section),
            meant: BTreeMap::new(),
            strange: Vec::new(),
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
    /// Parameters that the path gives other names, by these: that is told there.
    renamed: BTreeMap<&'c str, &'a str>,
    rows: Rows<'a, 'c>,
}

impl<'a, 'c> Lists<'a, 'c> {
    fn operation(&self) -> &'a Operation<'a> {
        self.target.operation
    }

    fn list(&mut self, list: &'c ParameterList) {
        let bodies = Bodies::of(self.operation(), self.rows.section, list);
        if list.certainty == Certainty::Guessed && !self.is_meant(list, &bodies) {
            return;
        }
        self.rows.repeated(list);
        let mut unknown: BTreeSet<&str> = BTreeSet::new();
        for row in &list.rows {
            let name = row.name.value.as_str();
            let below = name.rsplit_once('.').map(|(above, _)| above);
            // What stands below an unknown row is unknown with it.
            if below.is_some_and(|above| unknown.contains(above)) {
                unknown.insert(name);
                continue;
            }
            if !self.row(row, row.place.unwrap_or(bodies.place), &bodies) {
                unknown.insert(name);
            }
        }
        if list.certainty == Certainty::Said
            && let (Where::Body | Where::Response, [schema]) =
                (bodies.place, bodies.schemas(bodies.place).as_slice())
        {
            self.rows
                .left_out(list, bodies.place, schema, self.complete);
        }
    }

    /// Whether a list that only looks like one of parameters is one: most of its rows are known.
    fn is_meant(&self, list: &ParameterList, bodies: &Bodies<'a>) -> bool {
        let known = |row: &&ParameterRow| {
            let (name, place) = (&row.name.value, row.place.unwrap_or(list.place));
            self.parameter(name, place).is_some()
                || self.spread(name, place).is_some()
                || field(row, &bodies.schemas(place), 0).is_some()
        };
        // Rows below others say nothing of their own.
        let outer = || list.rows.iter().filter(|row| !row.name.value.contains('.'));
        outer().filter(known).count() * 2 >= outer().count()
    }

    /// Compares a row; false if nothing is described for it.
    fn row(&mut self, row: &'c ParameterRow, place: Where, bodies: &Bodies<'a>) -> bool {
        let field = field(row, &bodies.schemas(place), bodies.requests(place));
        if let Some(parameter) = self.parameter(&row.name.value, place) {
            self.listed.insert((parameter.place, parameter.name));
            let described = of_parameter(parameter);
            // Where nothing is said, a property of the same name may be meant.
            let is = |described: &Described| {
                let said = row.ty.as_ref();
                said.is_none_or(|ty| agrees(&ty.value, described.ty, described.representation))
            };
            match field {
                Some(Below::Field(field)) if !is(&described) && is(&Described::field(field)) => {}
                _ => self.rows.compare(row, &described),
            }
            return true;
        }
        if let Some(parameter) = self.spread(&row.name.value, place) {
            self.listed.insert((parameter.place, parameter.name));
            return true;
        }
        // Under "Request", a list is of all that a request has.
        let asked = || label_before(self.rows.section, row.name.span) == Some(Announced::Request);
        if field.is_none()
            && place == Where::Body
            && let Some(parameter) = self.parameter(&row.name.value, Where::Anywhere)
            && (self.operation().request.is_none() || asked())
        {
            self.listed.insert((parameter.place, parameter.name));
            self.rows.compare(row, &of_parameter(parameter));
            return true;
        }
        match &field {
            // An object that takes any property does not take the slip of a parameter.
            Some(Below::Open) if self.is_slip(row, place) => self.unknown(row, place, bodies),
            Some(Below::Open) => {}
            Some(Below::Field(field)) => self.rows.compare(row, &Described::field(field)),
            None => self.unknown(row, place, bodies),
        }
        field.is_some()
    }

    /// Whether a row that says nothing of a body is a slip of a parameter that no row is about.
    fn is_slip(&self, row: &ParameterRow, place: Where) -> bool {
        let parameters = self.operation().parameters.iter();
        let names = parameters.map(|parameter| parameter.name);
        let meant = suggest::slip_of(&row.name.value, names);
        place == Where::Anywhere && meant.is_some_and(|meant| !self.rows.listed.contains(meant))
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
        let called = |name: &str| {
            parameters.clone().find(|parameter| {
                wanted.is_none_or(|place| parameter.place == place) && parameter.name == name
            })
        };
        called(name).or_else(|| {
            let name = *self.renamed.get(name)?;
            parameters.find(|it| it.place == Place::Path && it.name == name)
        })
    }

    /// The object in the query whose properties travel by their own names, one of which this is.
    fn spread(&self, name: &str, place: Where) -> Option<&'a Parameter<'a>> {
        if !matches!(place, Where::Query | Where::Anywhere) {
            return None;
        }
        let mut parameters = self.operation().query_parameters();
        parameters.find(|parameter| parameter.style.takes(parameter.name, name))
    }

    fn unknown(&mut self, row: &'c ParameterRow, place: Where, bodies: &Bodies<'a>) {
        let name = row.name.value.as_str();
        // `- string: one of the forms of the body` is no name.
        if row.ty.is_none() && types::is_word(name) {
            return;
        }
        // The body as a whole.
        let takes_body = self.operation().request.is_some();
        let names = |schema: &Schema| {
            let mut words = row.text.text().split(|c: char| !c.is_alphanumeric());
            !schema.name.is_empty() && words.any(|word| word == schema.name)
        };
        let is_whole = name == "body" || bodies.schemas(Where::Body).into_iter().any(names);
        if is_whole && takes_body && matches!(place, Where::Body | Where::Anywhere) {
            return;
        }
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
        let schemas = bodies.schemas(place);
        let parameters = self
            .operation()
            .parameters
            .iter()
            .map(|parameter| parameter.name);
        let properties: Vec<String> = schemas
            .iter()
            .flat_map(|schema| candidates(schema.fields, name))
            .collect();
        let properties = properties.iter().map(String::as_str);
        let what = if matches!(place, Where::Body | Where::Response) {
            "property"
        } else {
            "parameter"
        };
        let meant = self.rows.unknown(row, what, parameters.chain(properties));
        // What else is wrong with it is seen at once.
        if let Some(parameter) = meant.and_then(|name| self.parameter(name, place)) {
            self.listed.insert((parameter.place, parameter.name));
            self.rows
                .compare_type(row, parameter.name, &of_parameter(parameter));
        }
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
        let (mut required, optional): (Vec<&Parameter>, Vec<&Parameter>) =
            absent.into_iter().partition(|p| p.required);
        // A call that has it shows it as well as a list would, where there is none.
        let shown = |name: &str| section.calls.iter().any(|call| query::has(call, name));
        required
            .retain(|parameter| list.is_some() || place != Place::Query || !shown(parameter.name));
        if let [only] = required.as_slice() {
            let beside = |row: &ParameterRow| {
                let list = section.lists.iter();
                let mut list = list.filter(|list| list.span.holds(row.name.span));
                list.any(|list| covers(list, place))
            };
            if self.rows.is_strange(only.name, &of_parameter(only), beside) {
                required.clear();
            }
        }
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

fn of_parameter<'a>(parameter: &Parameter<'a>) -> Described<'a> {
    Described {
        ty: parameter.ty,
        required: parameter.required,
        deprecated: parameter.deprecated,
        upstream: parameter.upstream,
        representation: Representation::Text,
        values: parameter.values,
    }
}

/// The property that a row is about: `a.b`, `a[].b`, or the name of a nested one alone; of several bodies, the one that
/// says the same. The first of them are those of the request, and say whether it must be there.
fn field<'a>(row: &ParameterRow, schemas: &[&'a Schema<'a>], requests: usize) -> Option<Below<'a>> {
    let name = without_brackets(&row.name.value);
    let found = schemas.iter().enumerate().filter_map(|(index, schema)| {
        let below = by_path(schema.fields, &name)
            .or_else(|| by_path(schema.fields, &row.name.value))
            .or_else(|| nested(schema.fields, &name).map(Below::Field))
            .or_else(|| is_open(schema).then_some(Below::Open))?;
        Some((index < requests, below))
    });
    let found: Vec<_> = found.collect();
    let same = |(_, below): &(bool, Below<'a>)| matches!(below, Below::Field(field) if Described::field(field).agrees(row));
    let meant = |(asked, below): &(bool, Below<'a>)| {
        *asked
            && matches!(below, Below::Field(field) if Described::field(field).agrees_in_type(row))
    };
    let asked = found.iter().position(|it| it.0 && same(it));
    let asked = asked.or_else(|| found.iter().position(meant));
    let best = asked.or_else(|| found.iter().position(same));
    found
        .into_iter()
        .nth(best.unwrap_or(0))
        .map(|(_, below)| below)
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
