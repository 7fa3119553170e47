//! A call in Rust, as examples show it: the same in rustdoc, where it is compiled, and on the pages.

use std::collections::BTreeSet;

use super::sample::Samples;
use super::{Emission, arguments, shown};
use crate::model::{Argument, BodyForm, Call, Output, Role};
use crate::shape::is_small;
use trueup_description::ir::media::{self, Kind};
use trueup_description::ir::service::{Media, Operation, Parameter};
use trueup_description::json::Json;

/// The code that makes a call on a `client`.
pub(super) struct ExampleCall {
    /// Types of the crate that the code names.
    uses: BTreeSet<String>,
    /// What is made before the call, each statement with its line break.
    lets: String,
    /// The call.
    statement: String,
}

impl ExampleCall {
    /// `None` if an argument has no short expression.
    pub(super) fn new(emission: &Emission<'_>, call: &Call, operation: &Operation) -> Option<Self> {
        let mut samples = Samples::new(emission.client);
        let mut lets = String::new();
        let mut arguments = Vec::new();
        for argument in &call.arguments {
            arguments.push(argument_sample(
                emission,
                operation,
                argument,
                &mut samples,
                &mut lets,
            )?);
        }
        let mut setters = String::new();
        for setter in &call.setters {
            if !parameter(operation, setter).is_some_and(|parameter| operation.prefers(parameter)) {
                continue;
            }
            let value = argument_sample(emission, operation, setter, &mut samples, &mut lets)?;
            setters.push_str(&format!("    .{}({value})\n", setter.ident));
        }
        Some(Self {
            uses: samples.uses,
            lets,
            statement: statement(&call.output, call.ident.as_str(), &arguments, &setters),
        })
    }

    /// The imports and the statements, ending in a line break.
    pub(super) fn code(&self, krate: &str) -> String {
        let names: Vec<&str> = self.uses.iter().map(String::as_str).collect();
        let imports = match names.as_slice() {
            [] => String::new(),
            [only] => format!("use {krate}::{only};\n\n"),
            several => format!("use {krate}::{{{}}};\n\n", several.join(", ")),
        };
        format!("{imports}{}{}", self.lets, self.statement)
    }
}

/// Longest line of an example; longer calls are broken as `rustfmt` does.
const LINE: usize = 92;

/// `setters` are lines of their own.
fn statement(output: &Output, method: &str, arguments: &[String], setters: &str) -> String {
    let (before, after) = match output {
        Output::Nothing => ("", ""),
        Output::Json(_)
        | Output::Checked(_)
        | Output::Text
        | Output::Bytes
        | Output::Several(_) => ("let response = ", ""),
        Output::Stream(_) => (
            "let mut updates = ",
            "while let Some(update) = updates.next().await {\n    println!(\"{:?}\", update?);\n}\n",
        ),
    };
    let list = arguments.join(", ");
    let line = format!("{before}client.{method}({list}).await?;\n");
    let call = if !setters.is_empty() {
        format!("{before}client\n    .{method}({list})\n{setters}    .await?;\n")
    } else if line.len() <= LINE {
        line
    } else if list.len() + method.len() + 7 <= LINE {
        format!("{before}client\n    .{method}({list})\n    .await?;\n")
    } else {
        let lines: String = arguments
            .iter()
            .map(|argument| format!("        {argument},\n"))
            .collect();
        format!("{before}client\n    .{method}(\n{lines}    )\n    .await?;\n")
    };
    format!("{call}{after}")
}

fn argument_sample(
    emission: &Emission<'_>,
    operation: &Operation,
    argument: &Argument,
    samples: &mut Samples<'_>,
    lets: &mut String,
) -> Option<String> {
    let json = match &argument.role {
        Role::Body(form) => body_example(operation, form)?,
        _ => shown::sample(emission, parameter(operation, argument)?)?,
    };
    let by_value = !argument.role.is_body() && is_small(&argument.ty, emission.client);
    let expression = match (
        &json,
        arguments::ty(emission.client, argument)
            .to_string()
            .as_str(),
    ) {
        (Json::String(text), "& str") => return Some(format!("{text:?}")),
        _ => samples.value(&argument.ty, &json)?,
    };
    if argument.role.is_body() || expression.contains('\n') {
        lets.push_str(&format!("let {} = {expression};\n", argument.ident));
        return Some(format!("&{}", argument.ident));
    }
    Some(match expression.strip_prefix("vec!") {
        _ if by_value => expression,
        // A slice needs no vector.
        Some(items) => format!("&{items}"),
        None => format!("&{expression}"),
    })
}

/// The example of the media type that is sent.
fn body_example(operation: &Operation, form: &BodyForm) -> Option<Json> {
    let sent = |media: &&Media| match form {
        BodyForm::Json(_) => media::kind(&media.media_type) == Kind::Json,
        BodyForm::Form(_) => media::kind(&media.media_type) == Kind::Form,
        BodyForm::Text(media_type) => media.media_type == *media_type,
        BodyForm::Multipart(_) | BodyForm::Bytes(_) | BodyForm::File(_) => false,
    };
    let content = &operation.body.as_ref()?.content;
    let exactly = |media: &&Media| match form {
        BodyForm::Json(media_type) => media.media_type == *media_type,
        _ => false,
    };
    let media = content.iter().find(exactly).or(content.iter().find(sent))?;
    Some(media.examples.first()?.value.clone())
}

fn parameter<'a>(operation: &'a Operation, argument: &Argument) -> Option<&'a Parameter> {
    operation
        .parameters
        .iter()
        .find(|parameter| parameter.origin == argument.origin)
}
