//! `operations`: every operation of some documents.

use std::fmt::Write as _;

use serde::Serialize;
use trueup_codegen::names;
use trueup_description::ir::service::{Operation, Service};
use trueup_description::ir::webhook::{Occasion, Webhook};
use trueup_text::count::counted;
use trueup_text::terminal::line;

use super::chosen::Chosen;
use super::documents::Documents;
use crate::Defaults;
use crate::generator::Generator;
use crate::output::{self, End, Format, Outcome};

/// Lists every operation: service, method, path, id, Rust call, credentials
#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    documents: Documents,
    #[command(flatten)]
    chosen: Chosen,
    /// How to print: a table, or a JSON array
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Serialize)]
struct Row<'a> {
    service: &'a str,
    method: &'a str,
    path: &'a str,
    operation_id: &'a str,
    /// What the request is: of callers, or of the server.
    kind: Kind,
    /// Method of the client, or variant of its events.
    call: String,
    /// Alternatives, each a set of scheme names.
    credentials: Vec<Vec<String>>,
    deprecated: bool,
}

/// Whose request a row is about.
#[derive(Clone, Copy, Serialize, PartialEq)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Operation,
    Webhook,
    Callback,
}

/// Lists the operations on standard output.
///
/// # Errors
/// What cannot be read, and settings that are wrong.
pub fn run(arguments: &Arguments, defaults: &Defaults) -> Outcome {
    let generator = Generator::of(arguments.documents.paths(), defaults);
    let input = generator.operations(arguments.chosen.choice()).read()?;
    let (api, said) = input.lower()?;
    output::print_diagnostics(&said, &input.sources);
    let Some(api) = api else {
        return Ok(End::Faulty);
    };
    let rows: Vec<Row<'_>> = api
        .services
        .iter()
        .flat_map(|service| {
            let operations = service.operations.iter();
            let operations = operations.map(|operation| row(service, operation));
            operations.chain(
                service
                    .webhooks
                    .iter()
                    .map(|webhook| event(service, webhook)),
            )
        })
        .collect();
    match arguments.format {
        Format::Json => output::print_json(&rows)?,
        Format::Human => output::print_lines(&table(&rows))?,
    }
    Ok(End::Clean)
}

fn row<'a>(service: &'a Service, operation: &'a Operation) -> Row<'a> {
    Row {
        service: &service.name,
        method: operation.method.as_str(),
        path: &operation.path,
        operation_id: &operation.id,
        kind: Kind::Operation,
        call: names::snake(&operation.id).to_string(),
        credentials: operation.credentials().collect(),
        deprecated: operation.deprecated,
    }
}

/// What the server sends by itself.
fn event<'a>(service: &'a Service, webhook: &'a Webhook) -> Row<'a> {
    Row {
        kind: match webhook.occasion {
            Occasion::Webhook => Kind::Webhook,
            Occasion::Callback(_) => Kind::Callback,
        },
        call: format!("Event::{}", names::pascal(webhook.name())),
        ..row(service, &webhook.request)
    }
}

fn table(rows: &[Row<'_>]) -> String {
    let width = |column: fn(&Row<'_>) -> usize| rows.iter().map(column).max().unwrap_or_default();
    let services = width(|row| row.service.len());
    let paths = width(|row| row.path.len());
    let mut text = String::new();
    for row in rows {
        let credentials: Vec<String> = row.credentials.iter().map(|set| set.join("+")).collect();
        // A webhook has no path.
        let path = match row.path {
            "" => row.operation_id,
            path => path,
        };
        let deprecated = if row.deprecated { ", deprecated" } else { "" };
        let _ = writeln!(
            text,
            "{:services$}  {:6}  {:paths$}  {}  [{}{deprecated}]",
            line(row.service),
            row.method,
            line(path),
            row.call,
            line(&credentials.join(" | ")),
        );
    }
    let events = rows
        .iter()
        .filter(|row| row.kind != Kind::Operation)
        .count();
    text.push_str(&counted(rows.len() - events, "operations"));
    let _ = match events {
        0 => writeln!(text),
        events => writeln!(text, ", {events} webhooks and callbacks"),
    };
    text
}
