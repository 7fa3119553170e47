//! Forms in calls: names and values given as data, and parts.

use trueup_validator::registry::{Media, RequestBody};
use trueup_validator::{Code as Violated, Direction, Severity, Violations};

use super::call::CallCheck;
use super::example;
use super::query::data_pairs;

use crate::document::call::Call;
use crate::document::placeholder::is_placeholder;
use crate::document::text::Span;
use crate::finding::Finding;
use crate::joined::{Told, joined};
use trueup_validator::registry::wire::Spelling;

/// The form that a call sends: parts, or data that curl calls a form or that is said to be one.
pub(super) fn media<'a>(request: &'a RequestBody<'a>, call: &Call) -> Option<&'a Media<'a>> {
    let wanted = match call.parts.is_empty() {
        false => "multipart/",
        true => "application/x-www-form-urlencoded",
    };
    let said = call.header("Content-Type").next();
    let says = |header: &str| header.trim().to_ascii_lowercase().starts_with(wanted);
    if call.json || said.is_some_and(|header| !says(&header.value.value)) {
        return None;
    }
    let content: &'a [Media<'a>] = request.content;
    content
        .iter()
        .find(|media| media.form.is_some() && says(media.media_type))
}

/// A field of a form as it is written.
struct Field {
    name: String,
    /// As it travels; `None` for what is not seen, or stands for a value.
    value: Option<String>,
    span: Span,
}

impl<'a> CallCheck<'a, '_, '_> {
    pub(super) fn form(&mut self, media: &'a Media<'a>) {
        let Some(shape) = media.form else { return };
        let Some(fields) = self.fields() else { return };
        let spelling = match self.call.parts.is_empty() {
            true => Spelling::Form,
            false => Spelling::Plain,
        };
        let pairs: Vec<_> = fields
            .iter()
            .map(|field| (field.name.as_str(), field.value.as_deref().unwrap_or("")))
            .collect();
        let Some(json) = shape.json(spelling, &pairs) else {
            return;
        };
        let policy = example::policy(Direction::Request, false);
        let checked = media
            .schema
            .map(|schema| Violations::check(json.as_bytes(), schema.check, policy));
        let Some(Err(violations)) = checked else {
            return;
        };
        for Told { violation, meant } in joined(violations.iter()) {
            let name = violation.pointer.to_string();
            let name = name
                .trim_start_matches('/')
                .split('/')
                .next()
                .unwrap_or_default()
                .to_owned();
            let field = fields.iter().find(|field| field.name == name);
            // What is not seen is there: its name counts, and no more.
            let named = matches!(
                violation.code,
                Violated::UnknownProperty | Violated::AdditionalProperty | Violated::ReadOnly
            );
            if field.is_some_and(|field| field.value.is_none()) && !named
                || violation.severity == Severity::Note
            {
                continue;
            }
            let span = field.map_or(self.call.span, |field| field.span);
            let mut finding = Finding::violation(&violation);
            if let Some(meant) = meant {
                finding.help = Some(format!("did you mean `{meant}`?"));
            }
            finding.operation = Some(self.target.operation.id.to_owned());
            self.report.push(finding, span);
        }
    }

    /// The fields; `None` if some are not seen at all.
    fn fields(&self) -> Option<Vec<Field>> {
        let seen = |text: &str, spelling: Spelling| {
            let decoded = spelling.decode(text).into_owned();
            (!is_placeholder(&decoded)).then(|| text.to_owned())
        };
        if !self.call.parts.is_empty() {
            let parts = self.call.parts.iter().map(|part| Field {
                name: part.name.clone(),
                value: part
                    .text
                    .as_deref()
                    .and_then(|text| seen(text, Spelling::Plain)),
                span: part.span,
            });
            return Some(parts.collect());
        }
        let mut fields = Vec::new();
        for data in &self.call.data {
            if data.file {
                return None;
            }
            fields.extend(data_pairs(data).into_iter().map(|pair| Field {
                value: seen(&pair.value, Spelling::Form),
                name: pair.name,
                span: pair.span,
            }));
        }
        Some(fields)
    }
}
