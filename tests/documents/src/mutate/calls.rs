//! Mistakes in calls.

use super::bodies::pick;
use super::harmful::swap;
use super::{Block, Dice, Edited, Outline, What};

pub(super) fn calls(outline: &Outline) -> Vec<Block> {
    let mut blocks = outline.of(&[What::Call]);
    blocks.retain(|block| block.operation.is_some());
    blocks
}

/// A line of a call that holds a text.
fn in_call(outline: &Outline, block: &Block, text: &str) -> Option<usize> {
    (block.first..block.end).find(|index| outline.line(*index).contains(text))
}

pub(super) fn call_method(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
    let blocks = calls(outline);
    let block = dice.pick(&blocks)?;
    let method = block.operation?.method.name();
    let other = if method == "POST" { "PUT" } else { "POST" };
    let index = in_call(outline, block, "-X ")?;
    swap(
        outline,
        index,
        &format!("-X {method}"),
        &format!("-X {other}"),
    )
}

pub(super) fn call_path(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
    let blocks = calls(outline);
    let block = dice.pick(&blocks)?;
    let path = block.operation?.path;
    // The last fixed segment of the path, wherever it stands.
    let segment = path
        .split('/')
        .rfind(|segment| !segment.is_empty() && !segment.contains('{'))?;
    let index = in_call(outline, block, "http")?;
    let line = outline.line(index);
    let whole = |at: &(usize, &str)| {
        let before = line.get(..at.0).unwrap_or_default();
        let after = line.get(at.0 + segment.len()..).unwrap_or_default();
        before.ends_with(['/', ' ']) && !after.starts_with('_')
    };
    let (at, _) = line.rmatch_indices(segment).find(whole)?;
    let (before, after) = line.split_at(at);
    Some(outline.replace(index, &[format!("{before}q{after}")]))
}

const CREDENTIALS: [&str; 2] = ["Authorization", "Grpc-Metadata-macaroon"];

fn credential(outline: &Outline, dice: &mut Dice) -> Option<usize> {
    let mut lines = Vec::new();
    for block in calls(outline) {
        lines.extend(
            CREDENTIALS
                .iter()
                .filter_map(|name| in_call(outline, &block, name)),
        );
    }
    lines.retain(|index| outline.line(*index).trim_start().starts_with("-H"));
    dice.pick(&lines).copied()
}

pub(super) fn credential_missing(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
    let index = credential(outline, dice)?;
    if outline.line(index).trim_end().ends_with('\\') {
        Some(outline.splice(index, index + 1, &[]))
    } else {
        // The last line of a call: the one before must not go on.
        let before = outline
            .line(index - 1)
            .trim_end()
            .trim_end_matches('\\')
            .trim_end()
            .to_owned();
        Some(outline.splice(index - 1, index + 1, &[before]))
    }
}

pub(super) fn credential_wrong(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
    let index = credential(outline, dice)?;
    let bearer = outline.line(index).contains("Bearer");
    match dice.below(2) {
        0 if bearer => swap(outline, index, "Bearer", "Token"),
        _ if bearer => swap(outline, index, "Authorization", "X-Access"),
        0 => swap(
            outline,
            index,
            "Grpc-Metadata-macaroon",
            "Grpc-Metadata-macarons",
        ),
        _ => swap(outline, index, "Grpc-Metadata-macaroon", "Authorization"),
    }
}

fn media_types(outline: &Outline, dice: &mut Dice) -> Option<usize> {
    let lines: Vec<usize> = calls(outline)
        .iter()
        .filter_map(|block| in_call(outline, block, "Content-Type"))
        .filter(|index| outline.line(*index).trim_start().starts_with("-H"))
        .collect();
    dice.pick(&lines).copied()
}

pub(super) fn media_type_missing(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
    let index = media_types(outline, dice)?;
    Some(outline.splice(index, index + 1, &[]))
}

pub(super) fn media_type_wrong(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
    let index = media_types(outline, dice)?;
    swap(outline, index, "application/json", "text/plain")
}

pub(super) fn call_host(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
    let lines: Vec<usize> = calls(outline)
        .iter()
        .filter_map(|block| in_call(outline, block, ".cometplatform.com"))
        .collect();
    let index = *dice.pick(&lines)?;
    swap(outline, index, ".cometplatform.com", ".cometplatform.org")
}

fn with_query(outline: &Outline, dice: &mut Dice) -> Option<usize> {
    let lines: Vec<usize> = calls(outline)
        .iter()
        .filter_map(|block| in_call(outline, block, "?"))
        .filter(|index| outline.line(*index).contains("http"))
        .collect();
    dice.pick(&lines).copied()
}

pub(super) fn query_renamed(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
    let index = with_query(outline, dice)?;
    swap(outline, index, "?", "?un")
}

pub(super) fn query_value(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
    let index = with_query(outline, dice)?;
    ["true", "false"]
        .iter()
        .find_map(|value| swap(outline, index, value, "sometimes"))
}

pub(super) fn body_differs(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
    let mut properties = outline.properties(&[What::Call]);
    properties.retain(|property| {
        let free = property
            .field(outline)
            .is_some_and(|field| field.values.is_empty() && field.ty.format.is_none());
        free && property.value.starts_with('"') && !property.is_placeholder()
    });
    let property = pick(properties, dice)?;
    let value = property.value.trim_matches('"');
    swap(
        outline,
        property.index,
        &property.value,
        &format!("\"{value} too\""),
    )
}
