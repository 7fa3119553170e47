//! What is wrong with an object as a whole, and with the names in it.

use std::borrow::Cow;

use super::Members;
use super::unset::is_set;
use crate::checker::{Checker, Note};
use crate::code::{Code, Severity};
use crate::policy::Direction;
use crate::schema::{Presence, Property};
use crate::union::find_key;

impl<'a> Members<'a> {
    #[cold]
    #[inline(never)]
    pub(super) fn judge(&self, c: &mut Checker<'a>) {
        let direction = c.policy.direction as usize;
        for (index, property) in self.object.properties.iter().enumerate() {
            let (required, unwanted) = property.presence.by_direction();
            let asked = |by: [bool; 3]| by.get(direction) == Some(&true);
            let seen = self.has(index);
            if asked(required) && !seen {
                let expected = || format!("property `{}`", property.name);
                let said = || (expected(), "no such property".to_owned());
                self.note_whole(c, Code::Required, said);
            }
            if asked(unwanted) && seen {
                self.note_unwanted(c, property);
            }
        }
        if self.count < self.object.min_properties {
            let expected = || format!("at least {} properties", self.object.min_properties);
            let said = || (expected(), self.count.to_string());
            self.note_whole(c, Code::MinProperties, said);
        }
        if self.count > self.object.max_properties {
            let expected = || format!("at most {} properties", self.object.max_properties);
            let said = || (expected(), self.count.to_string());
            self.note_whole(c, Code::MaxProperties, said);
        }
        for group in self.object.exclusive {
            // Most often at most one is there at all.
            let there = |index: &&u32| self.has(**index as usize);
            if group.iter().filter(there).count() > 1 {
                self.judge_exclusive(c, group);
            }
        }
        for lists in self.object.alternatives {
            let there = |list: &&[u32]| list.iter().all(|&index| self.has(index as usize));
            if !lists.iter().any(there) {
                let all = |list: &&[u32]| self.names(list).collect::<Vec<_>>().join(" and ");
                let expected = || lists.iter().map(all).collect::<Vec<_>>().join(", or ");
                let said = || (expected(), "none of these properties".to_owned());
                self.note_whole(c, Code::AnyOf, said);
            }
        }
    }

    /// Names of properties, as messages show them.
    fn names(&self, indices: &[u32]) -> impl Iterator<Item = String> {
        let properties = self.object.properties;
        let known = indices
            .iter()
            .filter_map(|&index| properties.get(index as usize));
        known.map(|property| format!("`{}`", property.name))
    }

    /// Several properties of an exclusive group are there: whether more than one of them is set.
    fn judge_exclusive(&self, c: &mut Checker<'a>, group: &[u32]) {
        let names = group
            .iter()
            .filter_map(|&index| self.object.properties.get(index as usize));
        let names: Vec<_> = names.map(|property| property.name).collect();
        let is_set = |name: &&&str| {
            let mut again = c.scanner;
            again.pos = self.offset;
            find_key(&mut again, name, c.depth, &mut c.known).is_some() && is_set(&again)
        };
        let set: Vec<_> = names.iter().filter(is_set).copied().collect();
        if set.len() > 1 {
            let expected = || format!("at most one of {}", list(names.iter().copied()));
            let said = || (expected(), list(set.iter().copied()));
            self.note_whole(c, Code::Exclusive, said);
        }
    }

    /// Whether a property was there.
    pub(super) fn has(&self, index: usize) -> bool {
        match self.seen.get(index / 64) {
            Some(word) => word >> (index % 64) & 1 == 1,
            None => self
                .others
                .as_ref()
                .is_some_and(|others| others.seen.contains(&index)),
        }
    }

    /// Notes what is wrong with the object: what was expected, and what is there.
    pub(super) fn note_whole(
        &self,
        c: &mut Checker<'a>,
        code: Code,
        said: impl FnOnce() -> (String, String),
    ) {
        if c.on_trial(code) {
            return;
        }
        let (expected, found) = said();
        c.note(Note {
            code,
            severity: Severity::Error,
            offset: self.offset,
            end: c.scanner.pos,
            expected: expected.into(),
            found,
            location: Some(self.object.location),
        });
    }

    fn note_unwanted(&self, c: &mut Checker<'a>, property: &Property) {
        let name = property.name;
        let (code, severity, expected) = match (property.presence, c.policy.direction) {
            (Presence::Absent, _) => {
                let Some(severity) = c.policy.absent else {
                    return;
                };
                (Code::Absent, severity, format!("no `{name}`"))
            }
            (_, Direction::Request) => (
                Code::ReadOnly,
                Severity::Warning,
                format!("`{name}` in responses only"),
            ),
            _ => (
                Code::WriteOnly,
                Severity::Warning,
                format!("`{name}` in requests only"),
            ),
        };
        if c.on_trial(code) {
            return;
        }
        let mut again = c.scanner;
        again.pos = self.offset;
        let key = find_key(&mut again, name, c.depth, &mut c.known);
        let (offset, end) = key.unwrap_or((self.offset, c.scanner.pos));
        c.note(Note {
            code,
            severity,
            offset,
            end,
            expected: expected.into(),
            found: format!("`{name}`"),
            location: Some(self.object.location),
        });
    }

    /// Notes what is wrong with the last property's name: what was expected. What is there is that name.
    pub(super) fn note_key(
        &self,
        c: &mut Checker<'a>,
        code: Code,
        severity: Severity,
        expected: impl FnOnce(&Checker<'a>) -> Cow<'static, str>,
    ) {
        if c.on_trial(code) {
            return;
        }
        let (offset, end) = self.key_span(c);
        let (expected, found) = (expected(c), self.key_text(c));
        c.note(Note {
            code,
            severity,
            offset,
            end,
            expected,
            found,
            location: Some(self.object.location),
        });
    }

    /// Where the name of the last property stands, quotes included.
    pub(super) fn key_span(&self, c: &Checker<'a>) -> (usize, usize) {
        let mut again = c.scanner;
        again.pos = self.key;
        // The name has been read before.
        let end = again.string().map_or(self.key, |_| again.pos);
        (self.key, end)
    }

    pub(super) fn key_text(&self, c: &Checker<'a>) -> String {
        let (start, end) = self.key_span(c);
        let name = c.scanner.bytes.get(start + 1..end.saturating_sub(1));
        let name = String::from_utf8_lossy(name.unwrap_or_default());
        format!("`{}`", name.chars().take(64).collect::<String>())
    }

    /// What may stand in place of the last name: the nearest declared one, or all of them.
    pub(super) fn declared(&self, c: &Checker<'a>) -> Cow<'static, str> {
        const MOST: usize = 12;
        let names = || self.object.properties.iter().map(|property| property.name);
        let (start, end) = self.key_span(c);
        let found = c
            .scanner
            .bytes
            .get(start + 1..end.saturating_sub(1))
            .unwrap_or_default();
        if let Some(near) = nearest(found, names()) {
            return format!("a declared property such as `{near}`").into();
        }
        match names().count() {
            0 => "no property".into(),
            1..=MOST => format!("one of {}", list(names())).into(),
            more => format!(
                "one of {} and {} more",
                list(names().take(MOST)),
                more - MOST
            )
            .into(),
        }
    }
}

/// The name that a text was probably meant to be.
fn nearest<'n>(text: &[u8], names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    const LONGEST: usize = 64;
    if text.len() > LONGEST {
        return None;
    }
    let text = String::from_utf8_lossy(text);
    let distances = names
        .filter(|name| name.len() <= LONGEST)
        .map(|name| (strsim::levenshtein(&text, name), name));
    let (least, name) = distances.min()?;
    (least <= text.len() / 3).then_some(name)
}

/// `` `a`, `b` ``
pub(crate) fn list<'n>(names: impl Iterator<Item = &'n str>) -> String {
    names
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearest_names() {
        let names = || ["value", "value_msat", "memo"].into_iter();
        assert_eq!(nearest(b"valuemsat", names()), Some("value_msat"));
        assert_eq!(nearest(b"vallue", names()), Some("value"));
        assert_eq!(nearest(b"timeout", names()), None);
        assert_eq!(nearest(&[b'v'; 65], names()), None);
    }
}
