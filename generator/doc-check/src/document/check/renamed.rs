//! A property under a wrong name is one mistake: it is told where that name stands, with the name that was meant.

use std::collections::{BTreeMap, BTreeSet};

use trueup_validator::registry::{Field, Schema};
use trueup_validator::{Code as Violated, Policy, Severity, Violations};

use super::example::Found;
use crate::document::json::{Member, Node, Value};
use crate::document::mend::Mended;
use crate::document::suggest;
use crate::document::text::{Mapped, Span};
use crate::joined::missing_name;

/// A body and what it was judged by.
pub(super) struct Body<'a, 't> {
    pub(super) text: &'t Mapped,
    pub(super) mended: &'t Mended,
    pub(super) tree: &'t Node,
    pub(super) schema: &'a Schema<'a>,
    pub(super) policy: Policy,
    /// How many errors it has.
    pub(super) errors: usize,
}

/// So many unknown names of a body are looked into: each may cost another check of the whole.
const MOST: usize = 64;

/// Joins what is unknown under one name with what is missing under another, and says what was meant.
pub(super) fn join(found: &mut Vec<Found>, body: &Body<'_, '_>) {
    let mut lacking: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut unknown: Vec<usize> = Vec::new();
    for (index, one) in found.iter().enumerate() {
        match one.violation.code {
            Violated::Required => lacking.entry(one.violation.offset).or_default().push(index),
            Violated::UnknownProperty | Violated::AdditionalProperty => unknown.push(index),
            _ => {}
        }
    }
    let mut joined = BTreeSet::new();
    for index in unknown.into_iter().take(MOST) {
        let Some(offset) = found.get(index).map(|one| one.violation.offset) else {
            continue;
        };
        let Some((object, member)) = member_at(body.tree, offset) else {
            continue;
        };
        let missing: Vec<(usize, String)> = lacking
            .get(&object.start)
            .into_iter()
            .flatten()
            .filter(|index| !joined.contains(*index))
            .filter_map(|index| {
                Some((
                    *index,
                    missing_name(&found.get(*index)?.violation)?.to_owned(),
                ))
            })
            .collect();
        let lost = body.lost(member, &missing);
        let fields = fields_at(body.tree, offset, body.schema.fields, 0).unwrap_or_default();
        let names = || fields.iter().map(|field| field.name);
        let free = || names().filter(|name| object.get(name).is_none());
        let near = lost.map(|(_, name)| name.as_str());
        let near = near.or_else(|| suggest::nearest(&member.name, free()));
        let edit = suggest::slip_of(&member.name, free()).and_then(|name| body.edit(member, name));
        let severity = lost.and_then(|(index, _)| Some(found.get(*index)?.violation.severity));
        joined.extend(lost.map(|(index, _)| *index));
        let near = near.map(str::to_owned);
        if let Some(one) = found.get_mut(index) {
            one.meant = near;
            one.edits.extend(edit);
            // What must be there weighs more than what is not known.
            if severity == Some(Severity::Error) {
                one.violation.severity = Severity::Error;
            }
        }
    }
    let mut index = 0;
    found.retain(|_| {
        index += 1;
        !joined.contains(&(index - 1))
    });
}

/// The declared property, not there under its own name, of which the name of a member is a slip.
pub(super) fn slip<'f>(object: &Node, member: &Member, fields: &[Field<'f>]) -> Option<&'f str> {
    let names = fields.iter().map(|field| field.name);
    let free = names.filter(|name| object.get(name).is_none());
    let meant = suggest::slip_of(&member.name, free)?;
    // One and several of a thing are two things.
    let plural = |a: &str, b: &str| a.strip_suffix('s') == Some(b);
    let other = plural(&member.name, meant) || plural(meant, &member.name);
    (!other).then_some(meant)
}

impl Body<'_, '_> {
    /// The missing property that a member is meant for: the one whose name is near, or the only one that is missing, if the
    /// value fits there.
    fn lost<'m>(
        &self,
        member: &Member,
        missing: &'m [(usize, String)],
    ) -> Option<&'m (usize, String)> {
        let names = missing.iter().map(|(_, name)| name.as_str());
        if let Some(near) = suggest::nearest(&member.name, names) {
            return missing.iter().find(|(_, name)| name == near);
        }
        let [only] = missing else { return None };
        let errors = self.errors_with(member, &only.1)?;
        (errors + 1 < self.errors).then_some(only)
    }

    /// Gives a property its proper name, if what was unknown is known then, and nothing else is wrong for it.
    fn edit(&self, member: &Member, name: &str) -> Option<(Span, String)> {
        let span = self.text.contiguous(member.key.0..member.key.1)?;
        let errors = self.errors_with(member, name)?;
        (errors < self.errors).then(|| (span, quoted(name)))
    }

    /// How many errors there are when a property has another name.
    fn errors_with(&self, member: &Member, name: &str) -> Option<usize> {
        let (start, end) = member.key;
        let text = &self.mended.text;
        let renamed = [text.get(..start)?, &quoted(name), text.get(end..)?].concat();
        match Violations::check(renamed.as_bytes(), self.schema.check, self.policy) {
            Ok(()) => Some(0),
            Err(found) => Some(found.errors()),
        }
    }
}

fn quoted(name: &str) -> String {
    serde_json::Value::from(name).to_string()
}

/// The object and the property whose name is at an offset.
fn member_at(node: &Node, offset: usize) -> Option<(&Node, &Member)> {
    let (object, index) = super::example::member_at(node, offset)?;
    Some((object, object.members().get(index)?))
}

/// The declared properties of the object that holds an offset.
fn fields_at<'a>(
    node: &Node,
    offset: usize,
    fields: &'a [Field<'a>],
    depth: u32,
) -> Option<&'a [Field<'a>]> {
    const MAX_DEPTH: u32 = 128;
    let inside = |child: &Node| child.start <= offset && offset < child.end;
    match &node.value {
        _ if depth > MAX_DEPTH => None,
        Value::Array(items) => {
            let item = items.iter().find(|item| inside(item))?;
            fields_at(item, offset, fields, depth + 1)
        }
        Value::Object(members) => match members.iter().find(|member| inside(&member.value)) {
            None => Some(fields),
            Some(member) => {
                let field = fields.iter().find(|field| field.name == member.name)?;
                fields_at(&member.value, offset, field.schema()?.fields, depth + 1)
            }
        },
        _ => None,
    }
}
