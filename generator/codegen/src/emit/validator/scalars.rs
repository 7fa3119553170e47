//! Tables of booleans, numbers and strings, and of the patterns that these must match.

use trueup_validator::schema::{Boolean, Bound, Number, SchemaLocation, Text};
use trueup_validator::{Class, Format, Matcher, Part, Pattern, Run};

use super::items::{runtime, schema};
use super::literal::Literal;
use super::row::Row;
use super::table::Table;
use super::tables::Printer;

impl<'a> Printer<'_, 'a> {
    pub(super) fn boolean(self, table: &Boolean<'a>) -> Literal {
        let Boolean { location, nullable } = *table;
        Row::new(schema("Boolean"))
            .flag("nullable", nullable)
            .over(self.base("Boolean", location))
    }

    pub(super) fn number(self, table: &Number<'a>) -> Literal {
        let Number {
            location,
            nullable,
            integer,
            integer_by_value,
            sure,
            format,
            minimum,
            maximum,
            multiple_of,
        } = *table;
        let base = Number::at(location);
        let sure = (sure != base.sure).then(|| Literal::Tuple(vec![limit(sure.0), limit(sure.1)]));
        let mut row = Row::new(schema("Number"))
            .flag("nullable", nullable)
            .flag("integer", integer)
            .flag("integer_by_value", integer_by_value);
        if let Some(sure) = sure {
            row = row.with("sure", sure);
        }
        row.optional("format", format.map(self::format))
            .optional("minimum", minimum.map(bound))
            .optional("maximum", maximum.map(bound))
            .optional("multiple_of", multiple_of.map(Literal::text))
            .over(self.base("Number", location))
    }

    pub(super) fn text(self, table: &Text<'a>) -> Literal {
        let Text {
            location,
            nullable,
            sensitive,
            numbers,
            zero,
            format,
            pattern,
            min_length,
            max_length,
            values,
        } = *table;
        let pattern = pattern.map(|pattern| self.reference(Table::Pattern(pattern, location)));
        Row::new(schema("Text"))
            .flag("nullable", nullable)
            .flag("sensitive", sensitive)
            .flag("numbers", numbers)
            .optional("zero", zero.map(Literal::text))
            .optional("format", format.map(self::format))
            .optional("pattern", pattern)
            .number("min_length", min_length, &0)
            .number("max_length", max_length, &u64::MAX)
            .list(
                "values",
                values.iter().map(|value| Literal::text(value)).collect(),
            )
            .over(self.base("Text", location))
    }

    pub(super) fn pattern(self, pattern: &Pattern<'a>, location: SchemaLocation<'a>) -> Literal {
        let Pattern { source, matcher } = *pattern;
        let kind = runtime("Matcher");
        let runs = |runs: &[Run<'_>]| vec![Literal::slice(runs.iter().map(run))];
        let matcher = match matcher {
            Matcher::Whole(whole) => kind.call("::Whole", runs(whole)),
            Matcher::Prefix(prefix) => kind.call("::Prefix", runs(prefix)),
            Matcher::Regex(regex) => kind.call(
                "::Regex",
                vec![self.reference(Table::Regex(regex, location))],
            ),
            Matcher::Parts(parts) => {
                let part = |part: &Part<'a>| {
                    let pattern = self.reference(Table::Pattern(part.pattern, location));
                    let wanted = Literal::Plain(part.wanted.to_string());
                    runtime("Part").call("::new", vec![pattern, wanted])
                };
                kind.call("::Parts", vec![Literal::slice(parts.iter().map(part))])
            }
            Matcher::Undecided => kind.path("::Undecided"),
        };
        runtime("Pattern").call("::new", vec![Literal::text(source), matcher])
    }
}

fn limit(value: i64) -> Literal {
    Literal::Plain(match value {
        i64::MIN => "i64::MIN".to_owned(),
        i64::MAX => "i64::MAX".to_owned(),
        value => value.to_string(),
    })
}

/// The variant of a format is what `Debug` shows.
fn format(format: Format) -> Literal {
    runtime("Format").path(&format!("::{format:?}"))
}

fn bound(bound: Bound<'_>) -> Literal {
    let Bound { value, exclusive } = bound;
    let base = schema("Bound").call("::new", vec![Literal::text(value)]);
    Row::new(schema("Bound"))
        .flag("exclusive", exclusive)
        .over(base)
}

fn run(run: &Run<'_>) -> Literal {
    let Run { class, least, most } = *run;
    let most = match most {
        u32::MAX => "u32::MAX".to_owned(),
        most => most.to_string(),
    };
    let arguments = vec![
        self::class(class),
        Literal::plain(least),
        Literal::plain(most),
    ];
    runtime("Run").call("::new", arguments)
}

fn class(class: Class<'_>) -> Literal {
    let item = runtime("Class");
    match class {
        Class::Hex => item.path("::Hex"),
        Class::LowerHex => item.path("::LowerHex"),
        Class::Digit => item.path("::Digit"),
        Class::Base64 => item.path("::Base64"),
        Class::Base64Url => item.path("::Base64Url"),
        Class::Only(byte) => item.call("::Only", vec![Literal::plain(byte)]),
        Class::Set([low, high]) => item.path(&format!("::Set([{low:#x}, {high:#x}])")),
        Class::Ranges(ranges) => {
            let ranges = ranges.iter().map(|(first, last)| {
                let character = |it: &char| Literal::plain(format!("{it:?}"));
                Literal::Tuple(vec![character(first), character(last)])
            });
            item.call("::Ranges", vec![Literal::slice(ranges)])
        }
    }
}
