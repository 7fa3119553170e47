//! Objects whose properties are told apart by more than the list of those declared: `patternProperties`,
//! `propertyNames`, `dependentRequired`; and which of them keywords have been applied to.

use std::borrow::Cow;

use super::Members;
use crate::checker::Checker;
use crate::code::Code;
use crate::node::Node;
use crate::schema::{Additional, Object, ObjectApplicators, Property};

impl<'a> Checker<'a> {
    /// Reads an object, each property by all that is asked of it.
    #[inline(never)]
    pub(crate) fn members_by_name(&mut self, object: &'a Object<'a>) {
        let tracked = self.tracks(self.scanner.pos);
        // Once the value is passed for good, what is known of it gives way to what is known of its parts.
        let mut listed = match self.nested {
            0 => None,
            _ => self.known.listed(self.scanner.pos).cloned(),
        };
        let Some(mut members) = self.object(object) else {
            return;
        };
        let none = &ObjectApplicators::NONE;
        let applicators = object.applicators.unwrap_or(none);
        loop {
            let next = match &mut listed {
                Some(listed) => members.next_listed(self, listed),
                None => members.next(self),
            };
            let Some(property) = next else { break };
            if let Some(names) = applicators.names {
                self.name(names, members.key);
            }
            if self.stopped {
                break;
            }
            let value = self.scanner.pos;
            if self.member(&mut members, applicators, property) && tracked {
                self.evaluated.add(value);
            }
        }
        members.end(self);
        if !self.stopped {
            members.judge_dependent(self, applicators);
        }
    }

    /// Reads the name of a property, and comes back to its value.
    fn name(&mut self, names: Node<'a>, key: usize) {
        let value = self.scanner.pos;
        self.scanner.pos = key;
        self.node(&names);
        if !self.stopped {
            self.scanner.pos = value;
        }
    }

    /// Reads the value of a property; whether a keyword speaks of it.
    fn member(
        &mut self,
        members: &mut Members<'a>,
        applicators: &ObjectApplicators<'a>,
        property: Option<&'a Property<'a>>,
    ) -> bool {
        let object = members.object;
        let start = self.scanner.pos;
        let mut last = property.and_then(|known| known.node);
        let mut unsure = false;
        if !applicators.patterns.is_empty() {
            let name = members.name(self);
            for by_name in applicators.patterns {
                match by_name.pattern.admits(&name) {
                    Some(true) => {
                        if let Some(earlier) = last.replace(by_name.node) {
                            self.check_also(earlier);
                            self.mark_shared();
                        }
                    }
                    Some(false) => {}
                    None => {
                        unsure = true;
                        self.perhaps(object, by_name.node);
                    }
                }
            }
        }
        match (last, object.additional) {
            (Some(node), _) | (None, Additional::Each(node)) if last.is_some() || !unsure => {
                self.node(&node);
                return true;
            }
            (_, Additional::Each(node)) => self.perhaps(object, node),
            (_, Additional::Forbidden) if unsure => {
                self.undecided(&object.location, (start, start), || {
                    "a property that is allowed".into()
                });
            }
            (_, additional) if !unsure => {
                members.other(self);
                return !matches!(additional, Additional::Unsaid);
            }
            _ => {}
        }
        self.evaluated.unsure |= self.tracks(members.offset);
        self.any();
        false
    }

    /// What is asked of a value if a pattern, by which nothing can be told, matches its property's name.
    fn perhaps(&mut self, object: &'a Object<'a>, node: Node<'a>) {
        let start = self.scanner.pos;
        if self.matches(node) == Some(false) {
            let expected = || "a property whose name can be told from others".into();
            self.undecided(&object.location, (start, start), expected);
        }
    }
}

impl<'a> Members<'a> {
    /// The name of the last property.
    fn name(&self, c: &Checker<'a>) -> Cow<'a, str> {
        let mut again = c.scanner;
        again.pos = self.key;
        // It has been read before.
        let name = again.string();
        name.map_or(Cow::Borrowed(""), |name| name.characters())
    }

    fn judge_dependent(&self, c: &mut Checker<'a>, applicators: &ObjectApplicators<'a>) {
        let name = |index: u32| {
            let property = self.object.properties.get(index as usize);
            property.map_or("", |property| property.name)
        };
        for dependent in applicators.dependent {
            if !self.has(dependent.property as usize) {
                continue;
            }
            for &need in dependent.needs {
                if !self.has(need as usize) {
                    let (need, there) = (name(need), name(dependent.property));
                    let expected = || format!("property `{need}` beside `{there}`");
                    let said = || (expected(), "no such property".to_owned());
                    self.note_whole(c, Code::Required, said);
                }
            }
        }
    }
}
