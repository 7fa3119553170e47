//! Style: what readers of a description miss, for who asks for it under `[lints]`.

use super::super::check::Checker;
use crate::cursor::At;
use crate::diagnostic::Code;

impl<'a> Checker<'a, '_> {
    pub(super) fn operation_style(&mut self, at: &At<'a>) {
        self.wants_text(at, "summary", Code::MissingSummary, "operation");
        self.wants_text(at, "description", Code::MissingDescription, "operation");
        let Some(id) = at.get("operationId") else {
            return;
        };
        let Some(name) = id.as_str().filter(|name| !is_lower_camel(name)) else {
            return;
        };
        let message = format!("`{name}` is not in lowerCamelCase");
        let help = "write it in lowerCamelCase, verb first";
        self.error(Code::OperationIdStyle, &id.origin, message, help);
    }

    pub(super) fn parameter_style(&mut self, at: &At<'a>) {
        self.wants_text(at, "description", Code::MissingDescription, "parameter");
    }

    /// A body in JSON wants an example, in the media type or in its schema.
    pub(super) fn body_style(&mut self, at: &At<'a>) {
        let places: Vec<_> = at.origin.pointer.segments().collect();
        let is_body = !places
            .iter()
            .any(|place| place == "parameters" || place == "headers");
        let is_json = places
            .last()
            .is_some_and(|name| name.starts_with("application/json") || name.ends_with("+json"));
        if !is_body || !is_json || at.get("example").is_some() || at.get("examples").is_some() {
            return;
        }
        let Some(schema) = at.get("schema") else {
            return;
        };
        let resolved = self.documents.resolve(&schema);
        if resolved.is_ok_and(|schema| schema.get("example").is_none()) {
            let message = "this body has no example";
            let help = "add `example` or `examples` to the media type";
            self.error(Code::MissingExample, &at.name_origin(), message, help);
        }
    }

    fn wants_text(&mut self, at: &At<'a>, key: &str, code: Code, what: &str) {
        let text = at.get(key).and_then(|value| value.as_str());
        if text.is_none_or(|text| text.trim().is_empty()) {
            let message = format!("this {what} has no `{key}`");
            let help = match code {
                Code::MissingSummary => "say in a few words what the call does",
                _ => "say what one must know to use it",
            };
            self.error(code, &at.name_origin(), message, help);
        }
    }
}

fn is_lower_camel(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_alphanumeric())
}
