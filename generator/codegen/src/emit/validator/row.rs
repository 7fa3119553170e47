//! Structs of the runtime as literals, without the columns that say nothing.

use super::literal::{Item, Literal};

/// A struct on the way to a literal: columns that say nothing are left out.
pub(super) struct Row {
    item: Item,
    fields: Vec<(&'static str, Literal)>,
}

impl Row {
    pub(super) fn new(item: Item) -> Self {
        Self {
            item,
            fields: Vec::new(),
        }
    }

    pub(super) fn with(mut self, name: &'static str, value: Literal) -> Self {
        self.fields.push((name, value));
        self
    }

    pub(super) fn text(self, name: &'static str, text: &str) -> Self {
        match text {
            "" => self,
            text => self.with(name, Literal::text(text)),
        }
    }

    pub(super) fn optional(self, name: &'static str, value: Option<Literal>) -> Self {
        match value {
            None => self,
            Some(value) => self.with(name, value.some()),
        }
    }

    pub(super) fn flag(self, name: &'static str, set: bool) -> Self {
        match set {
            false => self,
            true => self.with(name, Literal::plain(true)),
        }
    }

    pub(super) fn list(self, name: &'static str, entries: Vec<Literal>) -> Self {
        match entries.is_empty() {
            true => self,
            false => self.with(name, Literal::slice(entries)),
        }
    }

    /// A number, unless it is the one that says nothing.
    pub(super) fn number<T: PartialEq + ToString>(
        self,
        name: &'static str,
        value: T,
        nothing: &T,
    ) -> Self {
        match value == *nothing {
            true => self,
            false => self.with(name, Literal::plain(value)),
        }
    }

    /// The literal over a base, or the base alone.
    pub(super) fn over(self, base: Literal) -> Literal {
        match self.fields.is_empty() {
            true => base,
            false => Literal::Struct(self.item, self.fields, Box::new(base)),
        }
    }

    /// The same over `DEFAULT`.
    pub(super) fn done(self) -> Literal {
        let base = self.item.path("::DEFAULT");
        self.over(base)
    }
}
