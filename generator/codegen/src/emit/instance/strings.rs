//! Texts of a format, a length or a pattern.

use regex_syntax::hir::{Class, Hir, HirKind};

use super::rules::Rules;

/// The longest text that is shown.
const LONGEST: u64 = 1_024;

/// Texts by format, each right by the source that the validator's table of formats names.
fn by_format(format: &str) -> Option<&'static str> {
    Some(match format {
        "int32" | "int64" | "uint32" | "uint64" => "1",
        "decimal" => "1.5",
        "date-time" => "2026-01-31T12:00:00Z",
        "date" => "2026-01-31",
        "time" => "12:00:00Z",
        "duration" => "PT1H",
        "uuid" => "3fa85f64-5717-4562-b3fc-2c963f66afa6",
        "email" | "idn-email" => "someone@example.com",
        "uri" | "url" | "iri" => "https://example.com",
        "uri-reference" => "/text",
        "hostname" | "idn-hostname" => "example.com",
        "ipv4" | "ip" => "192.0.2.1",
        "ipv6" => "2001:db8::1",
        "byte" | "base64url" => "AAAA",
        "hex" => "00",
        _ => return None,
    })
}

/// Texts that may keep the rules, those that people would rather read first. With patterns, they differ from each other;
/// without, they are the `nth` of several that differ.
pub(super) fn candidates(rules: &Rules<'_>, nth: usize) -> Vec<String> {
    if rules.min_length > LONGEST {
        return Vec::new();
    }
    let mut candidates: Vec<String> = rules.patterns().flat_map(samples).collect();
    candidates.extend(formatted(rules, nth));
    candidates.push(plain(rules, nth));
    candidates
}

/// How many of the candidates that are admitted stand for others before the `nth`.
pub(super) fn skipped(rules: &Rules<'_>, nth: usize) -> usize {
    match rules.patterns().next() {
        Some(_) => nth,
        None => 0,
    }
}

/// Texts of the format, and of values that are known.
fn formatted(rules: &Rules<'_>, nth: usize) -> Vec<String> {
    let open = rules
        .layers
        .iter()
        .filter_map(|layer| layer.extensions.open_values.as_ref())
        .flatten();
    let mut texts: Vec<String> = open.skip(nth).cloned().collect();
    if let Some(format) = rules.format().and_then(by_format) {
        texts.push(differing(format, nth));
        // Base64 and digits may be longer; others would not be of their format.
        let least = usize::try_from(rules.min_length).unwrap_or_default();
        texts.push(format.repeat(least.div_ceil(format.len())));
    }
    texts
}

/// `text`, as long as it must be.
fn plain(rules: &Rules<'_>, nth: usize) -> String {
    let mut text = match nth {
        0 => "text".to_owned(),
        nth => format!("{nth}text"),
    };
    let length = |text: &str| text.chars().count() as u64;
    while length(&text) < rules.min_length {
        text.push_str("text");
    }
    let most = rules.max_length.unwrap_or(LONGEST).min(LONGEST);
    let wanted = most.min(rules.min_length.max(4)).max(1);
    text.chars()
        .take(usize::try_from(wanted).unwrap_or(1))
        .collect()
}

/// A text of the same format that is another for each number.
fn differing(text: &str, nth: usize) -> String {
    match (text, nth) {
        (_, 0) => text.to_owned(),
        ("1" | "00", nth) => format!("{:02}", nth + 1),
        (text, nth) if text.starts_with("3fa85f64") => format!("3fa85f64-5717-4562-b3fc-{nth:012}"),
        (text, nth) if text.starts_with("2026") => {
            text.replacen("2026", &format!("{}", 2026 + nth), 1)
        }
        (text, nth) if text.contains('@') => format!("{nth}{text}"),
        (text, nth) if text.starts_with("http") => format!("{text}/{nth}"),
        (text, _) => text.to_owned(),
    }
}

/// Texts that a pattern matches, shorter ones first; none for what cannot be read as a regular expression.
fn samples(pattern: &str) -> Vec<String> {
    let Some(hir) = trueup_registry::regular_expression(pattern)
        .and_then(|text| regex_syntax::parse(&text).ok())
    else {
        return Vec::new();
    };
    let lengths = [0, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 64];
    let mut samples: Vec<String> = lengths
        .iter()
        .filter_map(|more| {
            let mut text = String::new();
            write(&hir, *more, &mut text)?;
            Some(text)
        })
        .collect();
    samples.dedup();
    samples
}

/// Writes a text that matches, with each repetition so many times more than it must be; `None` if it grows too long.
fn write(hir: &Hir, more: u32, text: &mut String) -> Option<()> {
    if text.len() as u64 > LONGEST {
        return None;
    }
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => text.push_str(std::str::from_utf8(&literal.0).ok()?),
        HirKind::Class(class) => text.push(member(class)?),
        HirKind::Capture(capture) => write(&capture.sub, more, text)?,
        HirKind::Concat(parts) => {
            for part in parts {
                write(part, more, text)?;
            }
        }
        HirKind::Alternation(branches) => write(branches.first()?, more, text)?,
        HirKind::Repetition(repetition) => {
            let times = repetition.min.saturating_add(more);
            let times = repetition.max.map_or(times, |most| times.min(most));
            for _ in 0..times {
                write(&repetition.sub, more, text)?;
            }
        }
    }
    Some(())
}

/// A member of a class: a letter or digit if there is one.
fn member(class: &Class) -> Option<char> {
    let Class::Unicode(class) = class else {
        return None;
    };
    let has = |wanted: char| {
        class
            .ranges()
            .iter()
            .any(|range| (range.start()..=range.end()).contains(&wanted))
    };
    ['a', '1', 'A', '0', '-', ' ']
        .into_iter()
        .find(|wanted| has(*wanted))
        .or_else(|| {
            let visible = class.ranges().iter().find(|range| range.start() > ' ');
            visible.map(|range| range.start())
        })
}
