//! Mistakes in bodies.

use super::harmful::swap;
use super::outline::Property;
use super::{Dice, Edited, Outline, What};

pub(super) const BODIES: &[What] = &[What::Request, What::Response];

pub(super) fn pick(properties: Vec<Property>, dice: &mut Dice) -> Option<Property> {
    dice.pick(&properties).cloned()
}

pub(super) fn described(outline: &Outline, kinds: &[What]) -> Vec<Property> {
    let mut properties = outline.properties(kinds);
    properties.retain(|property| property.field(outline).is_some());
    properties
}

pub(super) fn field_renamed(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
    let property = pick(described(outline, BODIES), dice)?;
    swap(
        outline,
        property.index,
        &format!("\"{}\"", property.name),
        &format!("\"{}_x\"", property.name),
    )
}

pub(super) fn call_field_renamed(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
    let properties = outline.properties(&[What::Call]);
    let property = pick(properties, dice)?;
    swap(
        outline,
        property.index,
        &format!("\"{}\"", property.name),
        &format!("\"{}s\"", property.name),
    )
}

pub(super) fn type_changed(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
    let property = pick(described(outline, BODIES), dice)?;
    let other = match property.value.as_str() {
        "true" | "false" => "\"perhaps\"",
        value if value.starts_with('"') => "[ true ]",
        _ => "\"many\"",
    };
    let line = outline.line(property.index);
    let (name, rest) = line.split_at(line.find(':')? + 1);
    let rest = rest.replacen(&property.value, other, 1);
    Some(outline.replace(property.index, &[format!("{name}{rest}")]))
}

pub(super) fn required_dropped(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
    let mut properties = described(outline, BODIES);
    properties.retain(|property| {
        property.field(outline).is_some_and(|field| field.required)
            && outline.line(property.index).trim_end().ends_with(',')
    });
    let property = pick(properties, dice)?;
    Some(outline.splice(property.index, property.index + 1, &[]))
}

pub(super) fn unknown_field(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
    let mut properties = described(outline, BODIES);
    properties.retain(|property| property.field(outline).is_some());
    let property = pick(properties, dice)?;
    Some(outline.splice(
        property.index,
        property.index,
        &["\"surprise_party\" : 1 ,".to_owned()],
    ))
}

pub(super) fn duplicate_key(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
    let mut properties = outline.properties(&[What::Request, What::Response, What::Call]);
    properties.retain(|property| outline.line(property.index).trim_end().ends_with(','));
    let property = pick(properties, dice)?;
    let line = outline.line(property.index).to_owned();
    Some(outline.splice(property.index + 1, property.index + 1, &[line]))
}

pub(super) fn comma_dropped(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
    let mut properties = outline.properties(BODIES);
    properties.retain(|property| outline.line(property.index).trim_end().ends_with(','));
    let property = pick(properties, dice)?;
    let line = outline
        .line(property.index)
        .trim_end()
        .trim_end_matches(',')
        .to_owned();
    Some(outline.replace(property.index, &[line]))
}

pub(super) fn comma_added(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
    let mut properties = outline.properties(BODIES);
    properties.retain(|property| !outline.line(property.index).trim_end().ends_with(','));
    let property = pick(properties, dice)?;
    let line = format!("{},", outline.line(property.index));
    Some(outline.replace(property.index, &[line]))
}

pub(super) fn colon_dropped(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
    let property = pick(outline.properties(BODIES), dice)?;
    swap(outline, property.index, ":", " ")
}

pub(super) fn quote_dropped(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
    let property = pick(outline.properties(BODIES), dice)?;
    swap(
        outline,
        property.index,
        &format!("{}\"", property.name),
        &property.name,
    )
}

pub(super) fn bracket_dropped(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
    let blocks = outline.of(BODIES);
    let block = dice.pick(&blocks)?;
    Some(outline.splice(block.end - 1, block.end, &[]))
}

pub(super) fn enum_value(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
    let mut properties = described(outline, BODIES);
    properties.retain(|property| {
        property
            .field(outline)
            .is_some_and(|field| field.values.contains(&property.value.trim_matches('"')))
    });
    let property = pick(properties, dice)?;
    let value = property.value.trim_matches('"');
    swap(
        outline,
        property.index,
        &property.value,
        &format!("\"{value}ish\""),
    )
}

pub(super) fn timestamp(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
    let mut properties = outline.properties(BODIES);
    properties.retain(|property| property.value.ends_with("Z\"") && property.value.contains('T'));
    let property = pick(properties, dice)?;
    let wrong = dice.pick(&[
        "\"2025-13-06T10:00:00Z\"",
        "\"yesterday\"",
        "\"2025-01-06 10:00\"",
    ])?;
    swap(outline, property.index, &property.value, wrong)
}

pub(super) fn null(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
    let mut properties = described(outline, BODIES);
    properties.retain(|property| property.field(outline).is_some_and(|field| !field.nullable));
    let property = pick(properties, dice)?;
    let line = outline.line(property.index);
    let (name, rest) = line.split_at(line.find(':')? + 1);
    Some(outline.replace(
        property.index,
        &[format!(
            "{name}{}",
            rest.replacen(&property.value, "null", 1)
        )],
    ))
}
