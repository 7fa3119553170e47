//! `examples.rs`: the examples of a service as JSON texts, each value with its place in the YAML.

use super::{HEADER, optional};
use crate::emit::validator::ValidatorEmission;
use trueup_description::ir::service::{Example, Media, Service};
use trueup_text::hidden::is_hidden;

/// The name of the examples of one media type.
pub(super) fn constant(of: &str, index: usize) -> String {
    if index == 0 {
        of.to_owned()
    } else {
        format!("{of}_{}", index + 1)
    }
}

/// The file; nothing where there are no examples.
pub(super) fn emit(emission: &ValidatorEmission<'_>, service: &Service) -> Option<String> {
    let mut text = String::new();
    for operation in &service.operations {
        let id = emission.operation(operation);
        if let Some(body) = &operation.body {
            push(&mut text, emission, &body.content, &format!("{id}_REQUEST"));
        }
        for response in &operation.responses {
            let status = response.status.to_string().to_uppercase();
            push(
                &mut text,
                emission,
                &response.content,
                &format!("{id}_RESPONSE_{status}"),
            );
        }
    }
    (!text.is_empty()).then(|| {
        format!("// {HEADER}\n\n//! Examples of bodies, with the place of each value.\n\nuse trueup_validator::registry::Example;\n{text}")
    })
}

fn push(text: &mut String, emission: &ValidatorEmission<'_>, content: &[Media], of: &str) {
    for (index, media) in content.iter().enumerate() {
        if !media.examples.is_empty() {
            let examples: String = media
                .examples
                .iter()
                .map(|example| literal(emission, example))
                .collect();
            let constant = constant(of, index);
            text.push_str(&format!(
                "\npub(super) static {constant}: &[Example] = &[\n{examples}];\n"
            ));
        }
    }
}

fn literal(emission: &ValidatorEmission<'_>, example: &Example) -> String {
    let marks: Vec<_> = example
        .pretty
        .positions
        .iter()
        .map(|(offset, span)| format!("({offset}, {}, {})", span.start.line, span.start.column))
        .collect();
    format!(
        "    Example {{\n        name: {:?},\n        summary: {},\n        json: {},\n        file: {:?},\n        marks: &[{}],\n    }},\n",
        example.name,
        optional(example.summary.as_deref()),
        raw(&example.pretty.text),
        emission.sources.shown(example.origin.file),
        marks.join(", ")
    )
}

/// A raw string literal, which keeps the lines of the JSON; an escaped one where it holds what a raw one cannot.
fn raw(text: &str) -> String {
    if text
        .chars()
        .any(|character| character != '\n' && is_hidden(character))
    {
        return format!("{text:?}");
    }
    let mut hashes = "#".to_owned();
    while text.contains(&format!("\"{hashes}")) {
        hashes.push('#');
    }
    format!("r{hashes}\"{text}\"{hashes}")
}
