//! Statics of booleans, numbers and strings.

use super::patterns;
use trueup_description::tree::Number;
use trueup_registry::patterns::{Patterns, implies};
use trueup_registry::rule::{NumberRule, TextRule};

/// One field of a literal, left out where it is the default.
fn field(name: &str, value: Option<String>) -> Option<String> {
    value.map(|value| format!("{name}: {value}"))
}

fn flag(name: &str, value: bool) -> Option<String> {
    value.then(|| format!("{name}: true"))
}

/// `Text { format: Some(Format::Int64), ..Text::at(site) }`, with one field a line where there are any.
pub(super) fn literal(
    kind: &str,
    fields: impl IntoIterator<Item = Option<String>>,
    base: &str,
) -> String {
    let fields: Vec<_> = fields
        .into_iter()
        .flatten()
        .map(|field| format!("    {field},\n"))
        .collect();
    if fields.is_empty() {
        return base.to_owned();
    }
    let base = base.replace('\n', "\n    ");
    format!("{kind} {{\n{}    ..{base}\n}}", fields.concat())
}

/// A static of a number.
pub(super) fn number(constant: &str, site: &str, rule: &NumberRule<'_>) -> String {
    let bound = |value: &Option<Number>, exclusive: bool| {
        let value = value.as_ref()?.as_str();
        Some(format!(
            "Some(Bound {{ value: {value:?}, exclusive: {exclusive} }})"
        ))
    };
    let (low, high) = sure(rule);
    let fields = [
        flag("nullable", rule.nullable),
        flag("integer", rule.integer),
        Some(format!("sure: ({}, {})", limit(low), limit(high))),
        field(
            "format",
            number_format(rule.format).map(|format| format!("Some(Format::{format})")),
        ),
        field(
            "minimum",
            bound(&rule.rules.minimum, rule.rules.exclusive_minimum),
        ),
        field(
            "maximum",
            bound(&rule.rules.maximum, rule.rules.exclusive_maximum),
        ),
        field(
            "multiple_of",
            rule.rules
                .multiple_of
                .as_ref()
                .map(|unit| format!("Some({:?})", unit.as_str())),
        ),
    ];
    format!(
        "static {constant}: Number = {};\n",
        literal("Number", fields, &format!("Number::at({site})"))
    )
}

fn limit(value: i64) -> String {
    match value {
        i64::MIN => "i64::MIN".to_owned(),
        i64::MAX => "i64::MAX".to_owned(),
        value => value.to_string(),
    }
}

/// The integers that pass whatever else is asked; an empty range where that cannot be told.
fn sure(rule: &NumberRule<'_>) -> (i64, i64) {
    const NONE: (i64, i64) = (1, 0);
    let rules = rule.rules;
    if rules.multiple_of.is_some() {
        return NONE;
    }
    let (mut low, mut high) = match number_format(rule.format) {
        Some("Int32") => (i64::from(i32::MIN), i64::from(i32::MAX)),
        Some("Uint32") => (0, i64::from(u32::MAX)),
        Some("Uint64") => (0, i64::MAX),
        _ => (i64::MIN, i64::MAX),
    };
    if let Some(bound) = &rules.minimum {
        match whole(bound) {
            Some(bound) => low = low.max(bound.saturating_add(i64::from(rules.exclusive_minimum))),
            None => return NONE,
        }
    }
    if let Some(bound) = &rules.maximum {
        match whole(bound) {
            Some(bound) => {
                high = high.min(bound.saturating_sub(i64::from(rules.exclusive_maximum)))
            }
            None => return NONE,
        }
    }
    (low, high)
}

fn whole(number: &Number) -> Option<i64> {
    number.as_str().parse().ok()
}

fn number_format(format: Option<&str>) -> Option<&'static str> {
    Some(match format? {
        "int32" => "Int32",
        "int64" => "Int64",
        "uint32" => "Uint32",
        "uint64" => "Uint64",
        "float" => "Float",
        "double" => "Double",
        _ => return None,
    })
}

fn text_format(format: Option<&str>) -> Option<&'static str> {
    if let Some(format) = number_format(format) {
        return Some(format);
    }
    Some(match format? {
        "decimal" => "Decimal",
        "byte" => "Byte",
        "base64url" => "Base64Url",
        "hex" => "Hex",
        "date-time" => "DateTime",
        "date" => "Date",
        "uuid" => "Uuid",
        "uri" => "Uri",
        "email" => "Email",
        "ipv4" => "Ipv4",
        "ipv6" => "Ipv6",
        "hostname" => "Hostname",
        _ => return None,
    })
}

/// A static of a string.
pub(super) fn text(known: &Patterns, constant: &str, site: &str, rule: &TextRule<'_>) -> String {
    let pattern = rule
        .rules
        .pattern
        .as_deref()
        .map(|pattern| patterns::literal(known, pattern, constant));
    let (pattern, beside) = pattern.map_or((None, String::new()), |(literal, beside)| {
        (Some(literal), beside)
    });
    let (pattern_static, pattern) = match pattern {
        None => (String::new(), None),
        Some(literal) => (
            format!("static {constant}__PATTERN: Pattern = {literal};\n"),
            Some(format!("Some(&{constant}__PATTERN)")),
        ),
    };
    let format = rule
        .format
        .filter(|format| !implies(rule.rules.pattern.as_deref(), format));
    let values = (!rule.values.is_empty()).then(|| format!("&{:?}", rule.values));
    let fields = [
        flag("nullable", rule.nullable),
        flag("sensitive", rule.sensitive),
        flag("numbers", rule.numbers),
        field("zero", rule.zero.map(|zero| format!("Some({zero:?})"))),
        field(
            "format",
            text_format(format).map(|format| format!("Some(Format::{format})")),
        ),
        field("pattern", pattern),
        field(
            "min_length",
            rule.rules.min_length.map(|length| length.to_string()),
        ),
        field(
            "max_length",
            rule.rules.max_length.map(|length| length.to_string()),
        ),
        field("values", values),
    ];
    let literal = literal("Text", fields, &format!("Text::at({site})"));
    format!("{beside}{pattern_static}static {constant}: Text = {literal};\n")
}
