//! Rust literals as values: what they name is known without looking at their text, and long ones are broken into
//! lines.

use std::collections::BTreeSet;

/// How many columns a line has.
const WIDTH: usize = 120;
/// How long an entry may be that shares its line with others.
const SHORT: usize = 24;

/// Something that a literal names, and the module that it is imported from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Item {
    pub(super) module: &'static str,
    pub(super) name: &'static str,
}

/// A value of an emitted table.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Literal {
    /// What needs no import.
    Plain(String),
    /// An imported name, and what follows it: `Node` and `::Any`.
    Path(Item, String),
    /// `f(a, b)`
    Call(Box<Literal>, Vec<Literal>),
    /// `S { a: 1, ..rest }`
    Struct(Item, Vec<(&'static str, Literal)>, Box<Literal>),
    /// `[a, b]`
    List(Vec<Literal>),
    /// `(a, b)`
    Tuple(Vec<Literal>),
    /// `{a, b}`
    Braces(Vec<Literal>),
    /// `&a`
    Reference(Box<Literal>),
    /// A value that gets a name of its own if it is there several times.
    Shareable(Box<Shareable>),
}

/// See [`Literal::Shareable`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Shareable {
    pub(super) value: Literal,
    /// Its type.
    pub(super) ty: Literal,
    /// What the name is made of.
    pub(super) hint: String,
}

impl Item {
    /// What follows the name of the item: `Node::Any`.
    pub(super) fn path(self, rest: &str) -> Literal {
        Literal::Path(self, rest.to_owned())
    }

    /// A call of the item, or of what follows its name.
    pub(super) fn call(self, rest: &str, arguments: Vec<Literal>) -> Literal {
        Literal::Call(Box::new(self.path(rest)), arguments)
    }
}

impl Literal {
    /// What reads the same in Rust as it is shown.
    pub(super) fn plain(value: impl ToString) -> Self {
        Self::Plain(value.to_string())
    }

    /// A string.
    pub(super) fn text(text: &str) -> Self {
        Self::Plain(format!("{text:?}"))
    }

    /// `&[…]` of strings.
    pub(super) fn texts(texts: &[&str]) -> Self {
        Self::slice(texts.iter().map(|text| Self::text(text)))
    }

    /// `&[…]`
    pub(super) fn slice(entries: impl IntoIterator<Item = Self>) -> Self {
        Self::List(entries.into_iter().collect()).reference()
    }

    /// `&a`
    pub(super) fn reference(self) -> Self {
        Self::Reference(Box::new(self))
    }

    /// `Some(a)`
    pub(super) fn some(self) -> Self {
        Self::Call(Box::new(Self::plain("Some")), vec![self])
    }

    /// The same, with a name of its own if it is there several times and long enough.
    pub(super) fn shareable(self, ty: Literal, hint: String) -> Self {
        match self.fits(SHORT) {
            Some(_) => self,
            None => Self::Shareable(Box::new(Shareable {
                value: self,
                ty,
                hint,
            })),
        }
    }

    /// What is inside.
    pub(super) fn parts(&self) -> Vec<&Literal> {
        match self {
            Self::Plain(_) | Self::Path(..) => Vec::new(),
            Self::Call(function, arguments) => std::iter::once(function.as_ref())
                .chain(arguments)
                .collect(),
            Self::Struct(_, fields, rest) => {
                let fields = fields.iter().map(|(_, value)| value);
                fields.chain([rest.as_ref()]).collect()
            }
            Self::List(entries) | Self::Tuple(entries) | Self::Braces(entries) => {
                entries.iter().collect()
            }
            Self::Reference(inner) => vec![inner],
            Self::Shareable(shareable) => vec![&shareable.value],
        }
    }

    /// The same, to be changed.
    pub(super) fn parts_mut(&mut self) -> Vec<&mut Literal> {
        match self {
            Self::Plain(_) | Self::Path(..) => Vec::new(),
            Self::Call(function, arguments) => std::iter::once(function.as_mut())
                .chain(arguments)
                .collect(),
            Self::Struct(_, fields, rest) => {
                let fields = fields.iter_mut().map(|(_, value)| value);
                fields.chain([rest.as_mut()]).collect()
            }
            Self::List(entries) | Self::Tuple(entries) | Self::Braces(entries) => {
                entries.iter_mut().collect()
            }
            Self::Reference(inner) => vec![inner],
            Self::Shareable(shareable) => vec![&mut shareable.value],
        }
    }

    /// Adds all that must be imported.
    pub(super) fn imports(&self, found: &mut BTreeSet<Item>) {
        if let Self::Path(item, _) | Self::Struct(item, ..) = self {
            found.insert(*item);
        }
        let parts = self.parts().into_iter();
        parts.for_each(|part| part.imports(found));
    }

    /// Writes it behind `used` columns of a line that is indented by `indent`; `after` columns follow.
    pub(super) fn write(&self, out: &mut String, indent: usize, used: usize, after: usize) {
        match WIDTH
            .checked_sub(used + after)
            .and_then(|room| self.fits(room))
        {
            Some(_) => self.flat(out),
            None => self.broken(out, indent, used, after),
        }
    }

    /// The columns that are left of `room` behind it; `None` where it takes more. It looks no further than that.
    fn fits(&self, room: usize) -> Option<usize> {
        match self {
            Self::Plain(text) => fit(text, room),
            Self::Path(item, rest) => fit(rest, fit(item.name, room)?),
            Self::Call(function, arguments) => fit_all(arguments, function.fits(room)?),
            Self::Struct(item, fields, rest) => {
                // `Name { ` and `.. }`
                let mut room = fit(item.name, room)?.checked_sub(7)?;
                for (name, value) in fields {
                    room = value.fits(fit(name, room)?.checked_sub(4)?)?;
                }
                rest.fits(room)
            }
            Self::List(entries) | Self::Tuple(entries) | Self::Braces(entries) => {
                fit_all(entries, room)
            }
            Self::Reference(inner) => inner.fits(room.checked_sub(1)?),
            Self::Shareable(shareable) => shareable.value.fits(room),
        }
    }

    /// Writes it on one line.
    fn flat(&self, out: &mut String) {
        match self {
            Self::Plain(text) => out.push_str(text),
            Self::Path(item, rest) => {
                out.push_str(item.name);
                out.push_str(rest);
            }
            Self::Call(function, arguments) => {
                function.flat(out);
                flat_all(out, '(', arguments, ')');
            }
            Self::Struct(item, fields, rest) => {
                out.push_str(item.name);
                out.push_str(" { ");
                for (name, value) in fields {
                    out.push_str(name);
                    out.push_str(": ");
                    value.flat(out);
                    out.push_str(", ");
                }
                out.push_str("..");
                rest.flat(out);
                out.push_str(" }");
            }
            Self::List(entries) => flat_all(out, '[', entries, ']'),
            Self::Tuple(entries) => flat_all(out, '(', entries, ')'),
            Self::Braces(entries) => flat_all(out, '{', entries, '}'),
            Self::Reference(inner) => {
                out.push('&');
                inner.flat(out);
            }
            Self::Shareable(shareable) => shareable.value.flat(out),
        }
    }

    /// Writes it on several lines.
    fn broken(&self, out: &mut String, indent: usize, used: usize, after: usize) {
        match self {
            Self::Plain(_) | Self::Path(..) => self.flat(out),
            Self::Call(function, arguments) => {
                let start = out.len();
                function.flat(out);
                let used = used + columns(out.get(start..).unwrap_or_default());
                call(out, arguments, indent, used, after);
            }
            Self::Struct(item, fields, rest) => {
                out.push_str(item.name);
                out.push_str(" {\n");
                let inner = indent + 4;
                for (name, value) in fields {
                    pad(out, inner);
                    out.push_str(name);
                    out.push_str(": ");
                    value.write(out, inner, inner + name.len() + 2, 1);
                    out.push_str(",\n");
                }
                pad(out, inner);
                out.push_str("..");
                rest.write(out, inner, inner + 2, 0);
                out.push('\n');
                pad(out, indent);
                out.push('}');
            }
            Self::List(entries) => lines(out, '[', entries, ']', indent),
            Self::Tuple(entries) => lines(out, '(', entries, ')', indent),
            Self::Braces(entries) => lines(out, '{', entries, '}', indent),
            Self::Reference(inner) => {
                out.push('&');
                inner.write(out, indent, used + 1, after);
            }
            Self::Shareable(shareable) => shareable.value.broken(out, indent, used, after),
        }
    }

    fn is_short(&self) -> bool {
        matches!(self, Self::Plain(_) | Self::Tuple(_)) && self.fits(SHORT).is_some()
    }
}

/// The arguments of a call: the last one may go on over several lines if the others stand before it.
fn call(out: &mut String, arguments: &[Literal], indent: usize, used: usize, after: usize) {
    let Some((last, others)) = arguments.split_last() else {
        return out.push_str("()");
    };
    let room = WIDTH.checked_sub(used + 1);
    let left = room.and_then(|room| {
        let each = |room: usize, other: &Literal| other.fits(room)?.checked_sub(2);
        others.iter().try_fold(room, each)
    });
    match left {
        Some(left) if left > SHORT || others.is_empty() => {
            out.push('(');
            for other in others {
                other.flat(out);
                out.push_str(", ");
            }
            last.write(out, indent, WIDTH - left, after + 1);
            out.push(')');
        }
        _ => lines(out, '(', arguments, ')', indent),
    }
}

/// Entries between brackets, each on a line of its own, short ones side by side, a single one where it is.
fn lines(out: &mut String, open: char, entries: &[Literal], close: char, indent: usize) {
    out.push(open);
    let inner = indent + 4;
    if let [single @ Literal::Struct(..)] = entries {
        single.broken(out, indent, indent, 0);
        return out.push(close);
    }
    if entries.iter().all(Literal::is_short) {
        filled(out, entries, inner);
    } else {
        for entry in entries {
            out.push('\n');
            pad(out, inner);
            entry.write(out, inner, inner, 1);
            out.push(',');
        }
    }
    out.push('\n');
    pad(out, indent);
    out.push(close);
}

fn filled(out: &mut String, entries: &[Literal], indent: usize) {
    let mut used = WIDTH;
    for entry in entries {
        let mut text = String::new();
        entry.flat(&mut text);
        let width = columns(&text) + 1;
        if used + 1 + width > WIDTH {
            out.push('\n');
            pad(out, indent);
            used = indent;
        } else {
            out.push(' ');
            used += 1;
        }
        out.push_str(&text);
        out.push(',');
        used += width;
    }
}

fn pad(out: &mut String, columns: usize) {
    out.extend(std::iter::repeat_n(' ', columns));
}

fn columns(text: &str) -> usize {
    text.chars().count()
}

/// The columns that are left behind a text, which must be a part of one line.
fn fit(text: &str, room: usize) -> Option<usize> {
    // No fewer columns than a quarter of the bytes.
    let most = room.saturating_mul(4);
    (text.len() <= most && !text.contains('\n')).then_some(())?;
    room.checked_sub(columns(text))
}

fn fit_all(entries: &[Literal], room: usize) -> Option<usize> {
    let room = room.checked_sub(2)?;
    let mut entries = entries.iter();
    let Some(first) = entries.next() else {
        return Some(room);
    };
    entries.try_fold(first.fits(room)?, |room, entry| {
        entry.fits(room.checked_sub(2)?)
    })
}

fn flat_all(out: &mut String, open: char, entries: &[Literal], close: char) {
    out.push(open);
    for (index, entry) in entries.iter().enumerate() {
        if index > 0 {
            out.push_str(", ");
        }
        entry.flat(out);
    }
    out.push(close);
}

#[cfg(test)]
mod tests {
    use super::super::row::Row;
    use super::*;

    const POINT: Item = Item {
        module: "a",
        name: "Point",
    };

    fn written(literal: &Literal) -> String {
        let mut out = String::new();
        literal.write(&mut out, 0, 0, 0);
        out
    }

    #[test]
    fn columns_that_say_nothing_are_left_out() {
        let row = Row::new(POINT).text("name", "").flag("far", false);
        assert_eq!(written(&row.done()), "Point::DEFAULT");
        let row = Row::new(POINT).text("name", "a\"b").number("x", 1, &0);
        assert_eq!(
            written(&row.done()),
            r#"Point { name: "a\"b", x: 1, ..Point::DEFAULT }"#
        );
    }

    #[test]
    fn long_literals_are_broken_at_their_brackets() {
        let long = |letter: &str| Literal::text(&letter.repeat(60));
        let list = POINT.call("::of", vec![Literal::slice([long("a"), long("b")])]);
        let (a, b) = ("a".repeat(60), "b".repeat(60));
        assert_eq!(
            written(&list),
            format!("Point::of(&[\n    \"{a}\",\n    \"{b}\",\n])")
        );
        let row = Row::new(POINT).with("a", long("a")).with("b", long("b"));
        assert_eq!(
            written(&row.done()),
            format!("Point {{\n    a: \"{a}\",\n    b: \"{b}\",\n    ..Point::DEFAULT\n}}")
        );
    }

    #[test]
    fn short_entries_share_lines() {
        let numbers = Literal::slice((1_000..1_040).map(Literal::plain));
        let text = written(&numbers);
        assert_eq!(text.lines().count(), 5, "{text}");
        assert!(text.lines().all(|line| columns(line) <= WIDTH));
    }

    #[test]
    fn what_is_named_is_imported() {
        let mut found = BTreeSet::new();
        let text = Literal::text("Other { Stream");
        let row = Row::new(POINT).with("a", Literal::Tuple(vec![text]));
        row.done().reference().some().imports(&mut found);
        assert_eq!(found.into_iter().collect::<Vec<_>>(), [POINT]);
    }
}
