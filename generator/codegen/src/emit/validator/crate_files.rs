//! The files around the checks: manifest, README, library root, binary.

use std::collections::BTreeMap;

use super::{ValidatorEmission, operations};
use crate::emit::manifest;
use crate::render::HEADER;
use trueup_text::markdown::line;
use trueup_validator::registry::{Response, Status};

pub(super) fn emit(emission: &ValidatorEmission<'_>) -> BTreeMap<String, String> {
    BTreeMap::from([
        ("Cargo.toml".to_owned(), cargo(emission)),
        ("README.md".to_owned(), readme(emission)),
        ("src/lib.rs".to_owned(), library(emission)),
        ("src/main.rs".to_owned(), binary(emission)),
    ])
}

fn cargo(emission: &ValidatorEmission<'_>) -> String {
    let config = emission.config;
    let name = config.crate_name("validator");
    let description = format!(
        "Checks requests and responses of {} against their description",
        titles(emission)
    );
    let keywords = ["validator", "json", "schema", "openapi", "api"].map(str::to_owned);
    let package = manifest::package(config, &name, &description, &keywords);
    let features = if emission.catalogue.needs_regex() {
        ", features = [\"regex\"]"
    } else {
        ""
    };
    let runtime =
        manifest::runtime_dependency(config, "trueup-validator", "validator-runtime", features);
    let docs =
        manifest::runtime_dependency(config, "trueup-docs", "doc-check", ", optional = true");
    format!(
        "{package}
[features]
# The binary. Users of the library pay for none of its dependencies.
cli = [\"dep:trueup-docs\"]

[[bin]]
name = \"{name}\"
path = \"src/main.rs\"
required-features = [\"cli\"]

[dependencies]
{docs}{runtime}"
    )
}

fn titles(emission: &ValidatorEmission<'_>) -> String {
    let titles: Vec<_> = emission
        .api
        .services
        .iter()
        .map(|service| service.title)
        .collect();
    match titles.as_slice() {
        [] => "an API".to_owned(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// An operation to show how things are done: the first with a JSON response to 200.
fn example<'e>(emission: &'e ValidatorEmission<'_>) -> Option<(&'e str, String, &'e str)> {
    let judged = |response: &Response<'_>| {
        let media = response.content.first();
        response.status == Status::Exact(200)
            && media.is_some_and(|media| media.is_json() && media.schema.is_some())
    };
    for (service, module) in emission.api.services.iter().zip(&emission.services) {
        let (names, _) = operations::names(service);
        let mut operations = service.operations.iter().zip(names);
        let found = operations.find(|(operation, _)| operation.responses.iter().any(judged));
        if let Some((operation, name)) = found {
            return Some((module, name, operation.id));
        }
    }
    None
}

/// How the crate is used, if there is an operation to show it with.
fn usage(emission: &ValidatorEmission<'_>) -> Option<String> {
    let krate = emission.config.crate_ident("validator");
    let (module, constant, id) = example(emission)?;
    Some(format!(
        "let body = br#\"{{\"oops\": \"#;\nlet operation = {krate}::API.operation({id:?}).unwrap();\nlet violations = operation.response(200).unwrap().validate(body).unwrap_err();\nprintln!(\"{{violations}}\");\n\n// The same without looking anything up:\nlet response = {krate}::{module}::{constant}.response(200).unwrap();\nassert!(response.validate(body).is_err());\n"
    ))
}

fn readme(emission: &ValidatorEmission<'_>) -> String {
    let name = emission.config.crate_name("validator");
    let usage =
        usage(emission).map_or_else(String::new, |usage| format!("```rust\n{usage}```\n\n"));
    format!(
        "<!-- {HEADER} -->\n\n# {name}\n\nChecks requests and responses of {} against their description: every schema is a table by which a JSON body is read once.\n\n{usage}The binary, behind the feature `cli`:\n\n```sh\n{name} body --operation ID --response 200 answer.json\n{name} exchanges recordings/ session.har --format sarif\n```\n{}",
        line(&titles(emission)),
        manifest::license_line(emission.config)
    )
}

fn library(emission: &ValidatorEmission<'_>) -> String {
    let usage: String = usage(emission).map_or_else(String::new, |usage| {
        let lines = format!("\n# Examples\n\n```\n{usage}```");
        let comment = |line: &str| format!("//! {line}").trim_end().to_owned() + "\n";
        lines.lines().map(comment).collect()
    });
    let mut modules: Vec<_> = emission
        .services
        .iter()
        .map(|module| (module.clone(), "pub "))
        .collect();
    modules.push(("checks".to_owned(), ""));
    modules.push(("schemas".to_owned(), "pub "));
    modules.sort();
    let modules: String = modules
        .iter()
        .map(|(module, visibility)| format!("#[rustfmt::skip]\n{visibility}mod {module};\n"))
        .collect();
    let services: Vec<_> = emission
        .services
        .iter()
        .map(|module| format!("&{module}::SERVICE"))
        .collect();
    format!(
        "// {HEADER}\n\n//! Checks requests and responses of {} against their description.\n//!\n//! [`API`] is the description as data: services, operations, parameters, bodies, responses, examples, and the check\n//! of each schema, by which a JSON text is read once.\n{usage}\n#![deny(missing_docs)]\n#![allow(clippy::needless_update, reason = \"rows may get further columns\")]\n\n{modules}\npub use trueup_validator::{{self, Policy, Severity, Violation, Violations}};\n\nuse trueup_validator::registry::Api;\n\n/// All services.\n#[rustfmt::skip]\npub static API: Api = Api {{ services: &[{}], ..Api::DEFAULT }};\n",
        line(&titles(emission)),
        services.join(", ")
    )
}

fn binary(emission: &ValidatorEmission<'_>) -> String {
    let krate = emission.config.crate_ident("validator");
    format!(
        "// {HEADER}\n\n//! The command line: checks bodies, examples and recorded exchanges.\n\nuse std::process::ExitCode;\n\nfn main() -> ExitCode {{\n    trueup_docs::cli::main(&{krate}::API)\n}}\n"
    )
}
