//! Rows of parameters: items of lists, nested ones too, and components that declare them.

use super::assemble::{Assembler, Look};
use super::inline::Inline;
use super::{parameter, table};
use crate::document::model::{Announced, Certainty, Filled, ParameterList, ParameterRow, Where};
use crate::document::text::{Mapped, Span, Spanned};

/// The rows that the next one may stand under, from the outermost.
#[derive(Default)]
pub(super) struct Parents {
    rows: Vec<Parent>,
}

struct Parent {
    /// How deep it stands.
    depth: usize,
    /// Its path, as in `a.b`; none for an item that is no row.
    path: Option<String>,
    /// What holds no properties.
    scalar: bool,
    /// Whether it is said that it holds some.
    object: bool,
    /// Whether it is a component, which goes on until it is closed.
    component: bool,
}

/// How deep rows may stand below others.
const MAX_DEPTH: usize = 32;

impl Parents {
    /// The end of lists; components that are open stay open.
    pub(super) fn clear(&mut self) {
        while self.rows.pop_if(|row| !row.component).is_some() {}
    }

    /// The end of everything.
    pub(super) fn reset(&mut self) {
        self.rows.clear();
    }

    /// The end of a component.
    pub(super) fn close(&mut self) {
        self.clear();
        self.rows.pop();
    }

    fn up_to(&mut self, depth: usize) {
        let ends = |row: &mut Parent| row.depth >= depth && !row.component;
        while self.rows.pop_if(ends).is_some() {}
    }

    fn push(&mut self, depth: usize, row: Option<&ParameterRow>, component: bool) {
        let ty = row.and_then(|row| row.ty.as_ref());
        let ty = ty
            .map(|ty| ty.value.to_ascii_lowercase())
            .unwrap_or_default();
        let object = ["object", "array", "list", "map", "[]", "dict"]
            .iter()
            .any(|word| ty.contains(word));
        self.rows.push(Parent {
            depth,
            path: row.map(|row| row.name.value.clone()),
            scalar: !ty.is_empty() && !object,
            object,
            component,
        });
    }
}

impl Assembler<'_> {
    /// Takes an item or line as a row of a list, if it is one.
    pub(super) fn listed(&mut self, line: &Inline, look: Look) -> bool {
        let Look::Item(depth) = look else {
            let place = self.place_of_rows(look);
            // `**name** string`, a paragraph for each.
            let said = |row: &ParameterRow| row.ty.is_some() || row.required.is_some();
            let marked = || parameter::read_marked(line).filter(said);
            let row = match place {
                Some(place) => parameter::read(&line.text)
                    .or_else(marked)
                    .map(|row| (place, row)),
                None => self
                    .place_of_rows(Look::Item(1))
                    .or_else(|| self.is_about_object().then_some(Where::Anywhere))
                    .and_then(|place| Some((place, marked()?))),
            };
            if let Some((place, row)) = row {
                self.row(row, place, Certainty::Said);
                return true;
            }
            return false;
        };
        self.parents.up_to(depth);
        let announced = self.place_of_rows(look);
        let said = matches!(self.announced_now(), Some(Announced::Parameters(_)));
        let row = parameter::read_marked(line)
            .or_else(|| announced.and_then(|_| parameter::read(&line.text)));
        let marked = line.lead > 0;
        let place = announced.or(self.listing).unwrap_or(Where::Anywhere);
        let wanted = announced.is_some()
            || self.listing.is_some()
            || self.section.endpoint.is_some()
            || self.is_about_object();
        // A marked name with a type is a row if an endpoint follows.
        let plain = |row: &ParameterRow| marked && row.ty.is_some();
        let early = !wanted && row.as_ref().is_some_and(plain);
        let wanted = wanted || early;
        let row = row.filter(|row| wanted && self.may_stand(row, line, place));
        let nested = self.parents.rows.last().is_some();
        self.parents.push(depth, row.as_ref(), false);
        let Some(mut row) = row else { return false };
        if nested
            && let Some(path) = self
                .parents
                .rows
                .iter()
                .rev()
                .nth(1)
                .and_then(|row| row.path.clone())
        {
            row.name.value = format!("{path}.{}", row.name.value);
            if let Some(last) = self.parents.rows.last_mut() {
                last.path = Some(row.name.value.clone());
            }
        }
        let certainty = match said && (marked || announced.is_some()) {
            true => Certainty::Said,
            false => Certainty::Guessed,
        };
        self.row(row, place, certainty);
        if early {
            self.stated
                .early(self.section.lists.len().saturating_sub(1));
        }
        true
    }

    /// Whether the section's heading is the name of an object.
    fn is_about_object(&self) -> bool {
        let heading = self.section.heading.as_ref();
        heading.is_some_and(|heading| self.is_object(heading))
    }

    /// Whether a row may stand where it stands: below another it is a property of it, unless the other holds none and
    /// lists its values.
    fn may_stand(&self, row: &ParameterRow, line: &Inline, place: Where) -> bool {
        // `label=<text>` below rows of another form is a value that one of them takes.
        let typed = |row: &ParameterRow| row.text.text().contains("=<");
        let list = self
            .section
            .lists
            .last()
            .filter(|_| self.open_list.is_some());
        let last = list.and_then(|list| list.rows.last());
        if typed(row) && last.is_some_and(|last| !typed(last)) {
            return false;
        }
        let Some(parent) = self.parents.rows.last() else {
            return true;
        };
        if parent.path.is_none() || parent.scalar || self.parents.rows.len() >= MAX_DEPTH {
            return false;
        }
        let bodies = matches!(place, Where::Body | Where::Response | Where::Anywhere);
        let in_code = line.codes.first().is_some_and(|code| code.start == 0);
        bodies && (parent.object || !in_code || row.ty.is_some() || row.required.is_some())
    }

    /// A parameter that a component declares.
    pub(super) fn declared(
        &mut self,
        name: &Mapped,
        ty: Option<Mapped>,
        required: Option<(bool, Span)>,
        place: &str,
        text: Mapped,
        open: bool,
    ) {
        let mut row = ParameterRow {
            name: Spanned::new(name.text().to_owned(), name.whole()),
            cell: None,
            ty: ty.map(|ty| Spanned::new(ty.text().to_owned(), ty.whole())),
            required: required.map(|(value, span)| Spanned::new(value, span)),
            place: None,
            text,
        };
        self.parents.clear();
        // What holds no properties was not closed.
        while self.parents.rows.pop_if(|parent| parent.scalar).is_some() {}
        let parent = self.parents.rows.last();
        if let Some(path) = parent.and_then(|parent| parent.path.as_ref()) {
            row.name.value = format!("{path}.{}", row.name.value);
        }
        if open && self.parents.rows.len() < MAX_DEPTH {
            self.parents
                .push(self.parents.rows.len() + 1, Some(&row), true);
        }
        let here = table::place(place).or_else(|| self.place_of_rows(Look::Item(1)));
        self.row(row, here.unwrap_or(Where::Anywhere), Certainty::Said);
    }

    /// Where parameters travel that are listed here, if any are.
    pub(super) fn place_of_rows(&self, look: Look) -> Option<Where> {
        let item = matches!(look, Look::Item(_));
        match self.announced_now() {
            Some(Announced::Parameters(place)) => Some(place),
            Some(Announced::Request) if item => Some(Where::Body),
            Some(Announced::Response(_)) if item => Some(Where::Response),
            _ => None,
        }
    }

    fn row(&mut self, row: ParameterRow, place: Where, certainty: Certainty) {
        self.fill(Filled::List);
        self.section.prose.push(row.text.clone());
        let span = row.text.whole();
        match self.section.lists.last_mut() {
            Some(list) if self.open_list == Some((place, certainty)) => {
                list.span.end = span.end;
                list.rows.push(row);
            }
            _ => self.section.lists.push(ParameterList {
                place,
                rows: vec![row],
                span,
                certainty,
            }),
        }
        self.open_list = Some((place, certainty));
    }
}
