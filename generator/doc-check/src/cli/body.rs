//! `body`: checks one JSON body.

use std::io::Read as _;
use std::path::PathBuf;

use clap::Args;
use trueup_validator::registry::{Api, Media};
use trueup_validator::{Policy, Violations};

use super::CouldNotRun;
use crate::finding::{Finding, Findings};
use crate::report::Format;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Id of the operation, or `service.id`
    #[arg(
        long,
        value_name = "ID",
        required_unless_present = "schema",
        conflicts_with = "schema"
    )]
    operation: Option<String>,
    /// The body of the operation's request
    #[arg(long, requires = "operation", conflicts_with = "response")]
    request: bool,
    /// The body of the operation's response with this status
    #[arg(long, value_name = "STATUS", requires = "operation", required_unless_present_any = ["schema", "request"])]
    response: Option<u16>,
    /// Name of a schema, or `service.name`
    #[arg(long, value_name = "NAME")]
    schema: Option<String>,
    /// The body, `-` for standard input
    file: PathBuf,
}

pub(super) fn check(
    api: &Api,
    arguments: &Arguments,
    format: Format,
) -> Result<Findings, CouldNotRun> {
    let body = read(arguments)?;
    let mut findings = Findings::default();
    findings.count("bodies");
    if let Err(violations) = judge(api, arguments, &body)? {
        if format == Format::Human {
            eprint_excerpts(&violations);
        }
        for violation in &violations {
            let mut finding =
                Finding::violation(violation).file(arguments.file.display().to_string());
            finding.operation.clone_from(&arguments.operation);
            findings.push(finding);
        }
    }
    Ok(findings)
}

/// The text around each violation, for people.
fn eprint_excerpts(violations: &Violations) {
    use std::io::Write as _;
    // The findings themselves go to standard output; without these they are only less vivid.
    let _ = writeln!(std::io::stderr(), "{violations}\n");
}

fn read(arguments: &Arguments) -> Result<Vec<u8>, CouldNotRun> {
    let read = if arguments.file.as_os_str() == "-" {
        let mut body = Vec::new();
        std::io::stdin().read_to_end(&mut body).map(|_| body)
    } else {
        std::fs::read(&arguments.file)
    };
    read.map_err(|error| CouldNotRun(format!("cannot read {}: {error}", arguments.file.display())))
}

fn judge(
    api: &Api,
    arguments: &Arguments,
    body: &[u8],
) -> Result<Result<(), Violations>, CouldNotRun> {
    if let Some(name) = &arguments.schema {
        let schema = api
            .schema(name)
            .ok_or_else(|| CouldNotRun(format!("no schema is called {name}")))?;
        return Ok(schema.check(body, Policy::SCHEMA));
    }
    let id = arguments.operation.as_deref().unwrap_or_default();
    let operation = api
        .operation(id)
        .ok_or_else(|| CouldNotRun(format!("no operation is called {id}")))?;
    let no_json = |what: &str| CouldNotRun(format!("{id} has no JSON body in its {what}"));
    match arguments.response {
        None => {
            let request = operation
                .request
                .as_ref()
                .ok_or_else(|| no_json("request"))?;
            request.json().ok_or_else(|| no_json("request"))?;
            Ok(request.validate(body))
        }
        Some(status) => {
            let missing = || CouldNotRun(format!("{id} has no response for status {status}"));
            let response = operation.response(status).ok_or_else(missing)?;
            let media: &Media = response.json().ok_or_else(|| no_json("response"))?;
            Ok(media.check(body, Policy::RESPONSE))
        }
    }
}
