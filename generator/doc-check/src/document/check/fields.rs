//! The properties that an example shows: deprecated ones, those that other implementations lack, unknown values, and
//! one text in two encodings.

use std::collections::BTreeSet;

use trueup_validator::registry::{Base, Field, Media, Upstream, UpstreamStatus};
use trueup_validator::{Code as Violated, Direction, Severity};

use super::prose::Said;
use super::renamed;
use super::report::Report;
use super::route::Target;
use crate::code::Code;
use crate::document::json::{self, Member, Node, Value};
use crate::document::mend;
use crate::document::model::Section;
use crate::document::placeholder::is_placeholder;
use crate::document::suggest;
use crate::document::text::{Mapped, Span};
use crate::finding::Finding;

/// Checks the properties of a body.
pub(super) fn check<'a>(
    section: &Section,
    text: &Mapped,
    media: &Media<'a>,
    target: Target<'a>,
    direction: Direction,
    said: &Said,
    report: &mut Report,
) {
    let trimmed = text.trim();
    let mended = mend::mend(trimmed.text());
    let (Some(schema), Some(tree)) = (media.schema, json::parse(&mended.text)) else {
        return;
    };
    let mut walk = Walk {
        section,
        text: &trimmed,
        target,
        direction,
        said,
        report,
        told: BTreeSet::new(),
    };
    walk.node(&tree, schema.fields, &mut String::new());
}

struct Walk<'a, 'w> {
    section: &'w Section,
    text: &'w Mapped,
    target: Target<'a>,
    direction: Direction,
    said: &'w Said,
    report: &'w mut Report,
    /// Properties that were told about: once in an example is enough.
    told: BTreeSet<(&'static str, usize)>,
}

impl<'a> Walk<'a, '_> {
    /// Trees are of bounded depth, and so is the recursion.
    fn node(&mut self, node: &Node, fields: &'a [Field<'a>], pointer: &mut String) {
        if fields.is_empty() {
            return;
        }
        let here = pointer.len();
        match &node.value {
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    pointer.push('/');
                    pointer.push_str(&index.to_string());
                    self.node(item, fields, pointer);
                    pointer.truncate(here);
                }
            }
            Value::Object(members) => {
                for member in members.iter() {
                    let field = fields.iter().find(|field| field.name == member.name);
                    let Some(field) = field else {
                        self.slip(node, member, fields);
                        continue;
                    };
                    pointer.push('/');
                    pointer.push_str(&member.name);
                    self.field(field, member, pointer);
                    if let Some(schema) = field.schema() {
                        self.node(&member.value, schema.fields, pointer);
                    }
                    pointer.truncate(here);
                }
                self.encodings(members, fields, pointer);
            }
            _ => {}
        }
    }

    /// The name of a property where any name may stand, if it is a slip of a declared one that is not there.
    fn slip(&mut self, object: &Node, member: &Member, fields: &[Field<'_>]) {
        let Some(meant) = renamed::slip(object, member, fields) else {
            return;
        };
        let span = self.span(member.key);
        let codes = [Violated::UnknownProperty, Violated::AdditionalProperty];
        // Where no other may stand, that is said.
        if codes
            .iter()
            .any(|code| self.report.latest(code.name(), span).is_some())
        {
            return;
        }
        let code = Violated::UnknownProperty;
        let message = format!("{}: found `{}`", code.title(), member.name);
        let finding = Finding::of(code.name(), Severity::Warning, message);
        let help = format!("did you mean `{meant}`?");
        self.report
            .push(finding.help(help).operation(self.target.operation.id), span);
    }

    fn span(&self, (start, end): (usize, usize)) -> Span {
        self.text.span(start..end)
    }

    fn first_time(&mut self, what: &'static str, field: &'a Field<'a>) -> bool {
        self.told.insert((what, std::ptr::from_ref(field) as usize))
    }

    fn field(&mut self, field: &'a Field<'a>, member: &Member, pointer: &str) {
        if let Some(upstream) = field.upstream.filter(|_| !is_unset(&member.value)) {
            self.upstream(field, &upstream, member, pointer);
        } else if field.deprecated
            && !self.said.deprecated(self.section, field.name)
            && self.first_time("deprecated", field)
        {
            let span = self.span(member.key);
            let message = format!(
                "`{}` is deprecated, which the section does not say",
                field.name
            );
            self.report
                .add(Code::Deprecated, span, message)
                .operation(self.target.operation.id)
                .pointer(pointer.to_owned());
        }
        self.values(field, &member.value, pointer);
    }

    fn upstream(
        &mut self,
        field: &'a Field<'a>,
        upstream: &Upstream,
        member: &Member,
        pointer: &str,
    ) {
        if self.said.upstream(self.section, field.name, upstream)
            || !self.first_time("upstream", field)
        {
            return;
        }
        let span = self.span(member.key);
        let (code, message) = message(&format!("`{}`", field.name), upstream);
        let issue = self.report.add(code, span, message);
        issue
            .operation(self.target.operation.id)
            .pointer(pointer.to_owned());
        if let Some(help) = remedy(upstream) {
            issue.help(help);
        }
        // What never comes back is less of a mistake than what is refused.
        if code == Code::UpstreamAbsent && self.direction == Direction::Response {
            issue.weigh(Severity::Warning);
        }
    }

    /// Values of open vocabularies; closed ones are the check's matter.
    fn values(&mut self, field: &'a Field<'a>, node: &Node, pointer: &str) {
        match &node.value {
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.values(field, item, &format!("{pointer}/{index}"));
                }
            }
            Value::Text(text) if !field.values.is_empty() && !text.is_empty() => {
                if field.values.contains(&text.as_str()) || is_placeholder(text) {
                    return;
                }
                let known: Vec<_> = field
                    .values
                    .iter()
                    .map(|value| format!("`{value}`"))
                    .collect();
                let span = self.span((node.start, node.end));
                let message = format!("`{text}` is not among the known values of `{}`", field.name);
                let near = suggest::nearest(text, field.values.iter().copied());
                let help = match near {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("known: {}", known.join(", ")),
                };
                // Where no other value is allowed, that is told already.
                if let Some(told) = self
                    .report
                    .latest(trueup_validator::Code::Enum.name(), span)
                {
                    told.finding.help.get_or_insert(help);
                    return;
                }
                let issue = self.report.add(Code::UnknownValue, span, message);
                issue
                    .operation(self.target.operation.id)
                    .pointer(pointer.to_owned())
                    .help(help);
            }
            _ => {}
        }
    }

    /// No text is hex in one property and base64 in the next.
    fn encodings(&mut self, members: &[Member], fields: &'a [Field<'a>], pointer: &str) {
        let texts = |format: &'static str| {
            members
                .iter()
                .filter_map(move |member| match &member.value.value {
                    Value::Text(text) if is_placeholder(text) => {
                        let field = fields.iter().find(|field| field.name == member.name)?;
                        (field.ty.base == Base::String && field.ty.format == Some(format))
                            .then_some((member, text, field))
                    }
                    _ => None,
                })
        };
        let mut found = Vec::new();
        for (bytes, text, field) in texts("byte") {
            if let Some((_, _, hex)) = texts("hex").find(|(_, other, _)| *other == text) {
                found.push((bytes, text.clone(), field, hex));
            }
        }
        for (member, text, field, hex) in found {
            if !self.first_time("encoding", field) {
                continue;
            }
            let span = self.span((member.value.start, member.value.end));
            let both = format!(
                "`{}` is base64 and `{}` hex, so they cannot both be `{text}`",
                field.name, hex.name
            );
            let (message, help) = match self.direction {
                Direction::Response => (
                    both,
                    "show base64 in the one and hex in the other".to_owned(),
                ),
                _ => (
                    format!(
                        "{both}; a server reads the hex as base64, and what comes out has the wrong length"
                    ),
                    format!(
                        "write base64, or leave `{}` out and give `{}` alone",
                        field.name, hex.name
                    ),
                ),
            };
            let issue = self.report.add(Code::Encoding, span, message);
            issue
                .operation(self.target.operation.id)
                .pointer(format!("{pointer}/{}", member.name))
                .help(help);
            if self.direction == Direction::Response {
                issue.weigh(Severity::Warning);
            }
        }
    }
}

/// Null and empty lists say that something is not there.
fn is_unset(node: &Node) -> bool {
    matches!(&node.value, Value::Null)
}

/// The code and text for something that another implementation has not, or has otherwise.
pub(super) fn message(what: &str, upstream: &Upstream) -> (Code, String) {
    let since = upstream
        .since
        .map(|since| format!(" since {since}"))
        .unwrap_or_default();
    let name = upstream.name;
    match upstream.status {
        UpstreamStatus::Absent => (
            Code::UpstreamAbsent,
            format!("stock {name} does not have {what}{since}"),
        ),
        UpstreamStatus::Removed => (
            Code::UpstreamRemoved,
            format!("{name} does not have {what} any more{since}"),
        ),
        UpstreamStatus::Changed => (
            Code::UpstreamChanged,
            format!("{what} is different in {name}{since}"),
        ),
        UpstreamStatus::Added => (
            Code::UpstreamChanged,
            format!("older versions of {name} do not have {what}, newer ones do{since}"),
        ),
    }
}

/// What to write instead.
pub(super) fn remedy(upstream: &Upstream) -> Option<String> {
    let instead = upstream.instead.map(|instead| format!("use `{instead}`"));
    let note = upstream
        .note
        .map(|note| note.split_whitespace().collect::<Vec<_>>().join(" "));
    match (instead, note) {
        (Some(instead), Some(note)) => Some(format!("{instead}. {note}")),
        (instead, note) => instead.or(note),
    }
}
