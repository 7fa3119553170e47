//! `examples/first_call.rs`: a program that makes a client and one call.

use super::Emission;
use super::example_call::ExampleCall;
use super::manifest;
use crate::model::Output;
use crate::render::HEADER;
use trueup_description::ir::service::Method;

/// An example.
pub(super) struct Program {
    /// The file.
    pub(super) text: String,
    /// The feature that it needs beside those of all clients.
    pub(super) feature: Option<String>,
}

/// The example's name.
pub(super) const NAME: &str = "first_call";

/// The file, out of `rustfmt`'s reach as all that is emitted; none if there is no call that changes nothing and whose arguments are short.
///
/// ```text
/// #[tokio::main]
/// async fn main() -> Result<(), Box<dyn std::error::Error>> {
///     let client = Client::new("https://pets.example.com")?;
///     let response = client.list_pets().await?;
///     println!("{response:?}");
///     Ok(())
/// }
/// ```
pub(super) fn emit(emission: &Emission<'_>) -> Option<Program> {
    let mut calls = super::calls::operations(emission.service, emission.client);
    calls.retain(|(call, operation)| {
        let answers = matches!(call.output, Output::Json(_));
        operation.method == Method::Get && answers && !operation.deprecated
    });
    calls.sort_by_key(|(call, _)| call.arguments.len());
    let example_call = |(call, operation)| {
        let example_call = ExampleCall::new(emission, call, operation)?;
        Some((example_call, emission.groups.of_operation(operation)))
    };
    let (example_call, home) = calls.into_iter().find_map(example_call)?;
    let krate = emission.crate_ident();
    let code = format!(
        "{}\n{}println!(\"{{response:?}}\");\nOk(())\n",
        manifest::quick_start(emission),
        example_call.code(&krate)
    );
    let body: String = code.lines().map(indented).collect();
    let text = format!(
        "// {HEADER}

//! Makes a client and a call that changes nothing: `cargo run --example {NAME}`.

#[rustfmt::skip]
#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {{
{body}}}
"
    );
    let feature = emission.groups.group(home);
    let feature = feature.map(|group| group.feature.clone());
    Some(Program { text, feature })
}

fn indented(line: &str) -> String {
    match line {
        "" => "\n".to_owned(),
        line => format!("    {line}\n"),
    }
}
