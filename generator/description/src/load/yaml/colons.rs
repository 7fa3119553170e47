//! Keys without their colon, or without the space behind it: the complaint is about a later line, and does not say so.

use super::Builder;
use crate::load::fields::Kind;
use crate::load::{Version, json_schema};
use crate::source::{Position, Span};

/// How many lines above are looked at.
const MOST: u32 = 200;

/// Longer values are not repeated.
const LONGEST: usize = 60;

/// A line with such a key.
pub(super) struct Colonless {
    pub(super) span: Span,
    pub(super) message: String,
    pub(super) help: String,
}

/// A line that holds something: its number, where it begins behind its dashes, and what stands there.
#[derive(Clone, Copy)]
struct Line<'a> {
    number: u32,
    indentation: usize,
    text: &'a str,
}

impl<'s> Builder<'s> {
    /// The line with such a key, at or above the line of a complaint.
    pub(super) fn colonless(&self, number: u32) -> Option<Colonless> {
        let above = self.lines_above(number).next();
        let here = self.held(number);
        let next = (number.saturating_add(1)..)
            .take(20)
            .find_map(|line| self.held(line));
        let found = above.and_then(|above| self.without_colon(above, here));
        found.or_else(|| self.without_colon(here?, next))
    }

    fn held(&self, number: u32) -> Option<Line<'s>> {
        let text = self.sources.line(self.file, number)?;
        let mut rest = text.trim_start();
        while let Some(behind) = rest.strip_prefix("- ") {
            rest = behind.trim_start();
        }
        let indentation = text.len() - rest.len();
        let text = rest.split(" #").next().unwrap_or(rest).trim_end();
        let line = Line {
            number,
            indentation,
            text,
        };
        (!text.is_empty() && !text.starts_with('#')).then_some(line)
    }

    fn lines_above(&self, number: u32) -> impl Iterator<Item = Line<'s>> {
        let least = number.saturating_sub(MOST).max(1);
        (least..number).rev().filter_map(|number| self.held(number))
    }

    fn without_colon(&self, line: Line<'s>, next: Option<Line<'s>>) -> Option<Colonless> {
        let is_part = |c: char| c.is_ascii_alphanumeric() || "$_-/{}.'\"".contains(c);
        let end = line.text.find(|c| !is_part(c)).unwrap_or(line.text.len());
        let (key, behind) = line.text.split_at_checked(end)?;
        let value = behind.strip_prefix(':').unwrap_or(behind).trim();
        let is_meant = match behind.chars().next() {
            // A word alone is a key if the next line stands deeper.
            None => next.is_some_and(|next| next.indentation > line.indentation),
            Some(':') => !behind.starts_with(": ") && !value.is_empty() && is_field(key),
            Some(' ') => is_field(key) && !has_key(line.text),
            Some(_) => false,
        };
        if key.is_empty() || !is_meant || self.goes_on(line) {
            return None;
        }
        let what = if behind.starts_with(':') {
            "space"
        } else {
            "colon"
        };
        let shown = match value {
            "" => format!("{key}:"),
            value if value.len() <= LONGEST => format!("{key}: {value}"),
            _ => format!("{key}: …"),
        };
        let column = u32::try_from(line.indentation + 1).ok()?;
        let start = Position {
            line: line.number,
            column,
        };
        let length = u32::try_from(key.chars().count()).ok()?;
        Some(Colonless {
            span: Span {
                file: self.file,
                start,
                end: Position {
                    column: column.saturating_add(length),
                    ..start
                },
            },
            message: format!("the key `{key}` lacks the {what} behind it"),
            help: format!("write `{shown}`"),
        })
    }

    /// Whether a line goes on with the text of one above.
    fn goes_on(&self, line: Line<'s>) -> bool {
        for above in self.lines_above(line.number) {
            if above.indentation < line.indentation {
                return !above.text.ends_with(':');
            }
            if above.indentation == line.indentation && has_key(above.text) {
                return false;
            }
        }
        false
    }
}

fn has_key(text: &str) -> bool {
    text.ends_with(':') || text.contains(": ")
}

/// Whether some object of a document has a field of this name.
fn is_field(name: &str) -> bool {
    const KINDS: [Kind; 12] = [
        Kind::OpenApi,
        Kind::Info,
        Kind::Server,
        Kind::Components,
        Kind::PathItem,
        Kind::Operation,
        Kind::Parameter,
        Kind::RequestBody,
        Kind::Response,
        Kind::MediaType,
        Kind::Tag,
        Kind::SecurityScheme,
    ];
    let newest = Version::V3_2;
    let mut kinds = KINDS.into_iter();
    name == "swagger"
        || json_schema::names(name)
        || kinds.any(|kind| kind.table(newest).elsewhere(name).is_some())
}
