//! Bodies in documents, judged by the compiled checks; what stands for a value is judged by its type alone.

use std::collections::BTreeSet;

use trueup_validator::registry::Media;
use trueup_validator::{
    Check, Code as Violated, Direction, Policy, Severity, Violation, Violations,
};

use super::items;
use super::renamed;
use super::report::Report;
use crate::document::json::{self, Node, Value};
use crate::document::mend::{self, Mended};
use crate::document::placeholder::is_placeholder;
use crate::document::text::{Mapped, Span};
use crate::finding::Finding;

/// What was found in a body: violations with their places, before anything is reported.
#[derive(Default)]
pub(crate) struct Verdict {
    findings: Vec<Found>,
}

impl Verdict {
    /// How many errors.
    pub(crate) fn errors(&self) -> usize {
        self.findings
            .iter()
            .filter(|found| found.violation.severity == Severity::Error)
            .count()
    }

    /// Reports all.
    pub(crate) fn report(self, report: &mut Report, operation: Option<&str>) {
        for found in lacking(self.findings) {
            let violation = &found.violation;
            let mut finding = Finding::violation(violation);
            if violation.code == Violated::Exclusive {
                finding.help = Some("set one of them and leave the others out".to_owned());
            }
            if let Some(meant) = &found.meant {
                let described = finding.help.map(|help| format!(" {help}"));
                let described = described.unwrap_or_default();
                finding.help = Some(format!("did you mean `{meant}`?{described}"));
            }
            finding.operation = operation.map(str::to_owned);
            let issue = report.push(finding, found.span);
            for (span, text) in found.edits {
                issue.edit(span, text);
            }
        }
    }
}

/// Several properties that one object lacks are one finding.
fn lacking(findings: Vec<Found>) -> Vec<Found> {
    let mut merged: Vec<Found> = Vec::with_capacity(findings.len());
    for found in findings {
        let violation = &found.violation;
        let same = |other: &Violation| {
            violation.code == Violated::Required
                && other.code == Violated::Required
                && other.offset == violation.offset
                && other.severity == violation.severity
        };
        let last = merged.last_mut().map(|last| &mut last.violation);
        match last.filter(|last| same(last)) {
            Some(last) => {
                let name = violation.expected.strip_prefix("property ");
                let list = last.expected.strip_prefix("property ");
                let list = list.or(last.expected.strip_prefix("properties "));
                last.expected = format!(
                    "properties {}, {}",
                    list.unwrap_or(&last.expected),
                    name.unwrap_or(&violation.expected)
                );
                last.found = "no such properties".to_owned();
            }
            None => merged.push(found),
        }
    }
    merged
}

/// How documents are judged: what they show and the description does not know is a mistake in one of them.
pub(crate) fn policy(direction: Direction, camel_case: bool) -> Policy {
    Policy {
        direction,
        camel_case,
        // What stock servers refuse is told with the remedy, and not where the section says so itself.
        absent: None,
        ..Policy::REQUEST
    }
}

/// Judges a body; of a stream, each item.
pub(crate) fn judge(text: &Mapped, media: &Media, policy: Policy) -> Verdict {
    let mut verdict = Verdict::default();
    for part in items::parts(text, media) {
        judge_one(&part, media, policy, &mut verdict);
    }
    verdict
}

/// A violation and its place.
pub(super) struct Found {
    pub(super) violation: Violation,
    pub(super) span: Span,
    /// The name that was probably meant.
    pub(super) meant: Option<String>,
    /// What mends it.
    pub(super) edits: Vec<(Span, String)>,
}

fn judge_one(text: &Mapped, media: &Media, policy: Policy, verdict: &mut Verdict) {
    // What stands for a value must not keep mistakes off the list.
    let policy = Policy {
        limit: 1_000,
        ..policy
    };
    let mut mended = mend::mend(text.text());
    let check = media.schema.map_or(Check::ANY, |schema| schema.check);
    let checked = |mended: &Mended| Violations::check(mended.text.as_bytes(), check, policy).err();
    let mut found = checked(&mended);
    // Behind a comma too many or too few, the rest is read as if it were right.
    for _ in 0..MOST_COMMAS {
        let all = found.iter().flat_map(|found| found.iter());
        let Some(broken) = all.clone().find(|it| it.code == Violated::Syntax).cloned() else {
            break;
        };
        let before = mended.clone();
        if !mend::comma(&mut mended.text, broken.offset, &broken.expected) {
            break;
        }
        let edit = trailing_comma(text, broken.offset).into_iter().collect();
        verdict.findings.push(Found {
            span: place(text, &broken, &before.text),
            violation: broken,
            meant: None,
            edits: edit,
        });
        found = checked(&mended);
    }
    let Some(violations) = found else { return };
    let errors = violations.errors();
    let tree = json::parse(&mended.text);
    let (mut schemas, mut own) = (BTreeSet::new(), Vec::new());
    for mut violation in violations {
        if is_elided(&violation, &mended) {
            continue;
        }
        let around = tree
            .as_ref()
            .and_then(|it| schema_around(it, violation.offset));
        if let Some(schema) = around {
            // All that is wrong with what is in there has one cause.
            if !schemas.insert(schema.start) {
                continue;
            }
            (violation.offset, violation.end) = (schema.start, schema.end);
        }
        if around.is_some() || is_schema_shown(&violation, &mended) {
            // One cause, wherever and of whatever it is so.
            violation.code = Violated::Type;
            violation.expected = "a value".to_owned();
            violation.found = "its schema".to_owned();
            violation.location = None;
        }
        let span = place(text, &violation, &mended.text);
        let edit = match around {
            Some(_) => None,
            None => mends(text, tree.as_ref(), &violation),
        };
        own.push(Found {
            violation,
            span,
            meant: None,
            edits: edit.into_iter().collect(),
        });
    }
    if let (Some(tree), Some(schema)) = (&tree, media.schema) {
        let body = renamed::Body {
            text,
            mended: &mended,
            tree,
            schema,
            policy,
            errors,
        };
        renamed::join(&mut own, &body);
    }
    verdict.findings.append(&mut own);
}

/// So many commas too many or too few are told of in one body.
const MOST_COMMAS: usize = 8;

/// Whether a violation is about something that stands for a value, or was left out.
fn is_elided(violation: &Violation, mended: &Mended) -> bool {
    let value = mended
        .text
        .get(violation.offset..violation.end)
        .unwrap_or_default();
    if mended.stand_ins.contains(&violation.offset) {
        return true;
    }
    match violation.code {
        Violated::Required | Violated::MinProperties | Violated::MinItems => mended
            .gaps
            .iter()
            .any(|gap| (violation.offset..violation.end).contains(gap)),
        Violated::Format
        | Violated::Pattern
        | Violated::MinLength
        | Violated::MaxLength
        | Violated::Enum => stands_for_value(value) || value == "\"string\"",
        // An alternative may have failed for such a value alone.
        Violated::AnyOf | Violated::OneOf => {
            value.contains("...\"") || value.contains("…\"") || value == "\"string\""
        }
        // The name of the type that is wanted.
        Violated::Type => ["integer", "number", "boolean", "object", "array"]
            .iter()
            .any(|ty| value.trim_matches('"') == *ty && violation.expected.ends_with(ty)),
        _ => false,
    }
}

/// Whether the schema of a value stands in its place: `{"type": "string", "description": "…"}`.
fn is_schema_shown(violation: &Violation, mended: &Mended) -> bool {
    if !matches!(
        violation.code,
        Violated::Type | Violated::AnyOf | Violated::OneOf
    ) {
        return false;
    }
    let value = mended.text.get(violation.offset..violation.end);
    let Some(tree) = value.filter(|it| it.starts_with('{')).and_then(json::parse) else {
        return false;
    };
    let names = |name: &str| match tree.get(name).map(|member| &member.value.value) {
        Some(Value::Text(text)) => TYPES.contains(&text.as_str()),
        Some(Value::Array(_)) => name.ends_with("Of"),
        _ => false,
    };
    ["type", "oneOf", "anyOf", "allOf"].into_iter().any(names)
}

/// The object around a violation that is the schema of a value and no value: `{"type": "object", "properties": {…}}`, whatever
/// a map may hold.
fn schema_around(tree: &Node, offset: usize) -> Option<&Node> {
    const INSIDE: [&str; 3] = ["properties", "additionalProperties", "items"];
    let mut node = tree;
    loop {
        let names_type = match node.get("type").map(|member| &member.value.value) {
            Some(Value::Text(text)) => TYPES.contains(&text.as_str()),
            _ => false,
        };
        if names_type && INSIDE.iter().any(|name| node.get(name).is_some()) {
            return Some(node);
        }
        let inside = |child: &&Node| child.start <= offset && offset < child.end;
        node = match &node.value {
            Value::Object(members) => members.iter().map(|it| &it.value).find(inside)?,
            Value::Array(items) => items.iter().find(inside)?,
            _ => return None,
        };
    }
}

/// The types that a schema may name.
const TYPES: [&str; 6] = ["string", "integer", "number", "boolean", "object", "array"];

fn stands_for_value(json: &str) -> bool {
    json.strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'))
        .is_some_and(is_placeholder)
}

/// The place of a violation. What is missing at the start of a line is missing at the end of the one before.
fn place(text: &Mapped, violation: &Violation, mended: &str) -> Span {
    let syntax = matches!(violation.code, Violated::Syntax | Violated::Trailing);
    let before = mended.get(..violation.offset).unwrap_or_default();
    let kept = before.trim_end();
    if syntax
        && before
            .get(kept.len()..)
            .is_some_and(|gap| gap.contains('\n'))
        && !kept.is_empty()
    {
        let last = kept.char_indices().next_back().map_or(0, |(at, _)| at);
        return text.span(last..kept.len());
    }
    // A whole container is marked where it begins.
    let end = match violation.code {
        Violated::Required | Violated::Exclusive | Violated::MinProperties => violation.end,
        _ => violation.end.max(violation.offset + 1),
    };
    text.span(violation.offset..end.min(text.text().len()))
}

/// What mends a violation, where there is one right answer.
fn mends(text: &Mapped, tree: Option<&Node>, violation: &Violation) -> Option<(Span, String)> {
    match violation.code {
        Violated::DuplicateKey => repeated(text, tree?, violation.offset),
        Violated::NameSpelling => {
            let proper = violation.expected.trim_matches('`');
            let span = text.contiguous(violation.offset..violation.end)?;
            Some((span, format!("\"{proper}\"")))
        }
        Violated::Syntax => trailing_comma(text, violation.offset),
        _ => None,
    }
}

/// Takes out a property that is there with the same value before.
fn repeated(text: &Mapped, tree: &Node, offset: usize) -> Option<(Span, String)> {
    let (object, index) = member_at(tree, offset)?;
    let members = object.members();
    let member = members.get(index)?;
    let first = members.iter().find(|other| other.name == member.name)?;
    let before = members.get(index.checked_sub(1)?)?;
    let same = plain(&first.value) == plain(&member.value);
    let span = text.removable(before.value.end..member.value.end)?;
    same.then(|| (span, String::new()))
}

/// Takes out a comma before a closing bracket.
fn trailing_comma(text: &Mapped, offset: usize) -> Option<(Span, String)> {
    let (before, after) = text.text().split_at_checked(offset)?;
    let kept = before.trim_end();
    (after.starts_with(['}', ']']) && kept.ends_with(','))
        .then(|| text.contiguous(kept.len() - 1..kept.len()))?
        .map(|span| (span, String::new()))
}

/// The object and index of the property whose name is at an offset.
pub(super) fn member_at(node: &Node, offset: usize) -> Option<(&Node, usize)> {
    let mut node = node;
    loop {
        let inside = |child: &&Node| child.start <= offset && offset < child.end;
        match &node.value {
            Value::Object(members) => {
                if let Some(index) = members.iter().position(|member| member.key.0 == offset) {
                    return Some((node, index));
                }
                node = members.iter().map(|member| &member.value).find(inside)?;
            }
            Value::Array(items) => node = items.iter().find(inside)?,
            _ => return None,
        }
    }
}

/// A value without its places, to be compared; properties by name, the last of each kept.
pub(crate) fn plain(node: &Node) -> serde_json::Value {
    match &node.value {
        Value::Null => serde_json::Value::Null,
        Value::Boolean(value) => (*value).into(),
        Value::Number(text) => text
            .parse::<serde_json::Number>()
            .map_or(serde_json::Value::Null, Into::into),
        Value::Text(text) => text.clone().into(),
        Value::Array(items) => items.iter().map(plain).collect(),
        Value::Object(members) => members
            .iter()
            .map(|member| (member.name.clone(), plain(&member.value)))
            .collect::<serde_json::Map<_, _>>()
            .into(),
    }
}
