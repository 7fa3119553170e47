//! What a document says outside of the sections of endpoints: objects by their names, and failures in general.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use trueup_validator::Direction;
use trueup_validator::registry::{Api, Field, Media, Operation, Schema, Service};

use super::bodies::fails;
use super::example;
use super::parameters::Complete;
use super::prose::Said;
use super::report::{Kind, Report};
use super::route::Target;
use super::rows::{Described, Rows, listed};
use super::types::{self, Representation};
use super::ways::{Below, by_path, candidates};
use crate::code::Code;
use crate::document::model::{Announced, ParameterList, ParameterRow, Role, Section, Where};
use crate::document::read::object;

/// Checks the lists of a section whose heading is the name of an object, and the bodies and lists of failures.
pub(super) fn check<'a>(
    api: &Api<'a>,
    section: &Section,
    (services, failures): (&[&'a Service<'a>], &[&'a Media<'a>]),
    complete: Complete,
    said: &Said,
    report: &mut Report,
) {
    let heading = section
        .heading
        .as_ref()
        .map_or("", |heading| heading.text().trim());
    let heading = heading.trim_matches('`');
    let schema = |name: &str| {
        let mut of_services = services.iter().filter_map(|service| service.schema(name));
        of_services.next().or_else(|| api.schema(name))
    };
    let named = schema(heading).or_else(|| schema(&object(heading)?));
    let fails = section
        .labels
        .iter()
        .any(|label| matches!(label.what, Announced::Error(_)));
    for list in &section.lists {
        let schema = match named {
            Some(schema) if !schema.fields.is_empty() => Some(schema),
            _ if fails => failures
                .iter()
                .filter_map(|media| media.schema)
                .max_by_key(|schema| fit(list, schema)),
            _ => None,
        };
        // A list that has hardly a name in common with the body of a failure is about something else.
        let meant =
            |schema: &&Schema| named.is_some() || known(list, schema) * 2 >= list.rows.len();
        match schema.filter(meant) {
            Some(schema) => {
                report.compared(Kind::Parameter, list.rows.len());
                rows(section, list, schema, complete, said, report);
            }
            None if named_values(api, list) * 2 >= list.rows.len() => {
                report.compared(Kind::Parameter, list.rows.len());
                values(api, list, report);
            }
            None => report.uncompared(
                Kind::Parameter,
                list.rows.len(),
                list.span,
                "its section states no endpoint, and is about no object of the description",
            ),
        }
    }
    for shown in &section.examples {
        // Below the name of an object, what is shown is one.
        if let Some(schema) = named.filter(|_| !matches!(shown.role, Role::Error(_))) {
            report.compared(Kind::Example, 1);
            let media = Media {
                schema: Some(schema),
                ..Media::DEFAULT
            };
            let policy = example::policy(Direction::Response, false);
            example::judge(&shown.text, &media, policy).report(report, None);
            continue;
        }
        if !matches!(shown.role, Role::Error(_)) || failures.is_empty() {
            report.uncompared(
                Kind::Example,
                1,
                shown.text.trim().whole(),
                "its section states no endpoint",
            );
            continue;
        }
        report.compared(Kind::Example, 1);
        let policy = example::policy(Direction::Response, false);
        let verdicts = failures
            .iter()
            .map(|media| example::judge(&shown.text, media, policy));
        if let Some(best) = verdicts.min_by_key(example::Verdict::errors) {
            best.report(report, None);
        }
    }
}

fn rows<'a>(
    section: &Section,
    list: &ParameterList,
    schema: &'a Schema<'a>,
    complete: Complete,
    said: &Said,
    report: &mut Report,
) {
    if !matches!(list.place, Where::Anywhere | Where::Body | Where::Response) {
        return;
    }
    let mut rows = Rows {
        section,
        said,
        report,
        owner: format!("`{}`", schema.name),
        operation: None,
        listed: listed(section),
        meant: BTreeMap::new(),
        strange: Vec::new(),
    };
    rows.repeated(list);
    for row in &list.rows {
        match by_path(schema.fields, &row.name.value.replace("[]", "")) {
            Some(Below::Field(field)) => rows.compare(row, &Described::field(field)),
            Some(Below::Open) => {}
            None => {
                let names = candidates(schema.fields, &row.name.value);
                rows.unknown(row, "property", names.iter().map(String::as_str));
            }
        }
    }
    rows.left_out(list, list.place, schema, complete);
}

/// Whether a section whose heading names an object and a request that the server makes is about the object: its lists have
/// more of the object than of the request's body.
pub(super) fn is_about_object<'a>(
    api: &Api<'a>,
    section: &Section,
    heading: &str,
    request: &Operation<'a>,
) -> bool {
    let Some(object) = api.schema(heading.trim().trim_matches('`')) else {
        return false;
    };
    let content = request.request.map_or(&[][..], |request| request.content);
    let of = |schema: &Schema<'_>| -> usize {
        let lists = section.lists.iter();
        lists.map(|list| known(list, schema)).sum()
    };
    let sent = content.iter().filter_map(|media| media.schema).map(of);
    of(object) > sent.max().unwrap_or_default()
}

/// How many rows of a list are called as schemas are.
fn named_values<'a>(api: &Api<'a>, list: &ParameterList) -> usize {
    let named = |row: &&ParameterRow| api.schema(&row.name.value).is_some();
    list.rows.iter().filter(named).count()
}

/// A list of named schemas: the type of each.
fn values<'a>(api: &Api<'a>, list: &ParameterList, report: &mut Report) {
    for row in &list.rows {
        let (Some(schema), Some(ty)) = (api.schema(&row.name.value), &row.ty) else {
            continue;
        };
        if !types::agrees(&ty.value, schema.ty, Representation::Json) {
            let message = format!("`{}` is {}, not {}", schema.name, schema.ty, ty.value);
            report.add(Code::ParameterType, ty.span, message);
        }
    }
}

/// How many rows of a list are properties of an object.
fn known(list: &ParameterList, schema: &Schema) -> usize {
    let is_known = |name: &str| by_path_exists(schema, name);
    list.rows
        .iter()
        .filter(|row| is_known(&row.name.value))
        .count()
}

/// How well a list fits an object: rows that are properties of it, rows that also agree on type and presence, and of equals
/// the object with the fewest others, those of objects in it included.
fn fit(list: &ParameterList, schema: &Schema) -> (usize, usize, Reverse<usize>) {
    let agrees = |row: &&ParameterRow| {
        let below = by_path(schema.fields, &row.name.value.replace("[]", ""));
        matches!(below, Some(Below::Field(field)) if Described::field(field).agrees(row))
    };
    let agreeing = list.rows.iter().filter(agrees).count();
    let inside = |field: &Field<'_>| field.schema().map_or(0, |schema| schema.fields.len());
    let others = schema.fields.iter().map(|field| 1 + inside(field)).sum();
    (known(list, schema), agreeing, Reverse(others))
}

fn by_path_exists(schema: &Schema, name: &str) -> bool {
    let first = name.split(['.', '[']).next().unwrap_or_default();
    schema.fields.iter().any(|field| field.name == first)
}

/// The bodies of failures that the services answer with, each once.
pub(super) fn failures<'a>(services: &[&'a Service<'a>]) -> Vec<&'a Media<'a>> {
    let mut found: Vec<&'a Media<'a>> = Vec::new();
    let operations = services.iter().flat_map(|service| service.operations);
    let responses = operations.flat_map(|operation| operation.responses);
    let content = responses
        .filter(|response| fails(response.status))
        .flat_map(|response| response.content);
    // A body of any media type may be JSON.
    for media in content.filter(|media| media.holds_json() || media.media_type == "*/*") {
        let same = |other: &&'a Media<'a>| match (media.schema, other.schema) {
            (Some(a), Some(b)) => std::ptr::eq(a, b),
            _ => false,
        };
        if !found.iter().any(same) {
            found.push(media);
        }
    }
    found
}

/// The services of some targets, the most frequent first.
pub(super) fn services<'a>(targets: &[Option<Target<'a>>]) -> Vec<&'a Service<'a>> {
    let mut counts: Vec<(&'a Service<'a>, usize)> = Vec::new();
    for target in targets.iter().flatten() {
        match counts
            .iter_mut()
            .find(|(service, _)| std::ptr::eq(*service, target.service))
        {
            Some((_, count)) => *count += 1,
            None => counts.push((target.service, 1)),
        }
    }
    counts.sort_by_key(|(_, count)| Reverse(*count));
    counts.into_iter().map(|(service, _)| service).collect()
}
