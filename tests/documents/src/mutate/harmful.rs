//! Mistakes that people make.

use super::bodies::BODIES;
use super::{Block, Dice, Edited, Kind, Outline, What, bodies, calls};

/// All kinds.
pub const KINDS: &[Kind] = &[
    ("field renamed", bodies::field_renamed),
    ("field renamed in the call", bodies::call_field_renamed),
    ("type changed", bodies::type_changed),
    ("required field dropped", bodies::required_dropped),
    ("unknown field", bodies::unknown_field),
    ("duplicate key", bodies::duplicate_key),
    ("comma dropped", bodies::comma_dropped),
    ("comma too many", bodies::comma_added),
    ("colon dropped", bodies::colon_dropped),
    ("quote dropped", bodies::quote_dropped),
    ("bracket dropped", bodies::bracket_dropped),
    ("method in the heading", heading_method),
    ("path in the heading", heading_path),
    ("method in the call", calls::call_method),
    ("path in the call", calls::call_path),
    ("credential missing", calls::credential_missing),
    ("credential wrong", calls::credential_wrong),
    ("media type missing", calls::media_type_missing),
    ("media type wrong", calls::media_type_wrong),
    ("host in the call", calls::call_host),
    ("base URL", base_url),
    ("parameter renamed", parameter_renamed),
    ("parameter retyped", parameter_retyped),
    ("parameter made required or optional", parameter_presence),
    ("parameter left out", parameter_left_out),
    ("parameter of the call renamed", calls::query_renamed),
    ("parameter of the call wrong", calls::query_value),
    ("section removed", section_removed),
    ("section doubled", section_doubled),
    ("body emptied", body_emptied),
    ("call emptied", call_emptied),
    ("value of an enumeration", bodies::enum_value),
    ("timestamp", bodies::timestamp),
    ("null", bodies::null),
    ("number of an error code", code_number),
    ("name of an error code", code_name),
    ("body of the call differs", calls::body_differs),
    ("rate limit", rate_limit),
    ("status of a response", status),
];

/// A line with its first occurrence of a text replaced.
pub(super) fn swap(outline: &Outline, index: usize, from: &str, to: &str) -> Option<Edited> {
    let line = outline.line(index);
    line.contains(from)
        .then(|| outline.replace(index, &[line.replacen(from, to, 1)]))
}

fn headings(outline: &Outline) -> Vec<Block> {
    outline.of(&[What::Heading])
}

fn heading_method(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
    let blocks = headings(outline);
    let block = dice.pick(&blocks)?;
    let method = block.operation?.method.name();
    let other = dice.pick(&["PUT", "POST", "GET", "DELETE"])?;
    let other = if *other == method { "PATCH" } else { other };
    swap(outline, block.first, method, other)
}

fn heading_path(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
    let blocks = headings(outline);
    let block = dice.pick(&blocks)?;
    let path = block.operation?.path;
    let cut = path.len() / 2;
    let at = path
        .char_indices()
        .map(|(at, _)| at)
        .find(|at| *at >= cut.max(2))?;
    let (before, after) = path.split_at(at);
    swap(outline, block.first, path, &format!("{before}zz{after}"))
}

fn base_url(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
    let lines: Vec<usize> = (0..outline.lines.len())
        .filter(|index| {
            let line = outline.line(*index);
            line.contains("://")
                && line.contains(".cometplatform.com")
                && (line.contains("Base URL") || line.contains(" Service"))
        })
        .collect();
    let index = *dice.pick(&lines)?;
    swap(outline, index, ".cometplatform", ".comet")
}

fn parameters(outline: &Outline, dice: &mut Dice) -> Option<usize> {
    let blocks = outline.of(&[What::Parameter]);
    dice.pick(&blocks).map(|block| block.first)
}

fn name_of(line: &str) -> Option<&str> {
    line.trim_start_matches(['|', ' ', '`', '-'])
        .split(['`', ':', ' '])
        .next()
}

fn parameter_renamed(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
    let index = parameters(outline, dice)?;
    let name = name_of(outline.line(index))?.to_owned();
    swap(outline, index, &name, &format!("{name}_only_x"))
}

fn parameter_retyped(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
    let index = parameters(outline, dice)?;
    let line = outline.line(index);
    let pairs = [
        (": boolean", ": uint64"),
        (": uint64", ": boolean"),
        (": string", ": object"),
        ("| boolean", "| integer"),
        ("| uint64", "| boolean"),
        ("| string", "| boolean"),
    ];
    let (from, to) = pairs.iter().find(|(from, _)| line.contains(from))?;
    swap(outline, index, from, to)
}

fn parameter_presence(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
    let index = parameters(outline, dice)?;
    let line = outline.line(index);
    let pairs = [
        ("(optional)", "(required)"),
        ("(required)", "(optional)"),
        ("| optional |", "| required |"),
        ("| required |", "| optional |"),
        ("| no |", "| yes |"),
        ("| yes |", "| no |"),
    ];
    let (from, to) = pairs.iter().find(|(from, _)| line.contains(from))?;
    swap(outline, index, from, to)
}

fn parameter_left_out(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
    let index = parameters(outline, dice)?;
    // What is deprecated may be missing.
    let deprecated = outline.line(index).to_lowercase().contains("deprecated");
    (!deprecated).then(|| outline.splice(index, index + 1, &[]))
}

fn section(outline: &Outline, dice: &mut Dice) -> Option<(usize, usize)> {
    let blocks = headings(outline);
    // What should stand before everything else has no place among the others.
    let position = 1 + dice.below(blocks.len().checked_sub(2)?);
    let (block, next) = (blocks.get(position)?, blocks.get(position + 1)?);
    let operation = block.operation?;
    let may_be_missing = operation.deprecated || operation.unpublished;
    // Text of other kinds may stand between two sections.
    let before = position
        .checked_sub(1)
        .and_then(|before| blocks.get(before));
    let start = before.map_or(block.first, |before| before.first);
    let between = (start..next.first).any(|index| {
        let line = outline.line(index);
        line.starts_with("# ") || line.starts_with("## ") || line.starts_with("Base URL")
    });
    (!may_be_missing && !between).then_some((block.first, next.first))
}

fn section_removed(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
    let (first, end) = section(outline, dice)?;
    Some(outline.splice(first, end, &[]))
}

fn section_doubled(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
    let (first, end) = section(outline, dice)?;
    let lines = outline.lines.get(first..end)?.to_vec();
    Some(outline.splice(end, end, &lines))
}

/// The lines between the label and the next, without the fences of Markdown.
fn body_emptied(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
    let mut blocks = outline.of(BODIES);
    blocks.retain(|block| {
        block.operation.is_some()
            && outline
                .of(BODIES)
                .iter()
                .filter(|other| {
                    other.operation.map(|o| o.id) == block.operation.map(|o| o.id)
                        && other.what == block.what
                })
                .count()
                == 1
    });
    let block = dice.pick(&blocks)?;
    let fence = usize::from(outline.markdown);
    Some(emptied(outline, block.first - fence, block.end + fence))
}

fn call_emptied(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
    let blocks = calls::calls(outline);
    let block = dice.pick(&blocks)?;
    let fence = usize::from(outline.markdown);
    Some(emptied(outline, block.first - fence, block.end + fence))
}

/// Without some lines; the place is that of the label or heading before them.
fn emptied(outline: &Outline, first: usize, end: usize) -> Edited {
    let before = (0..first)
        .rev()
        .find(|index| {
            let line = outline.line(*index);
            line.contains("**")
                || line.starts_with('#')
                || line.ends_with(':')
                || line.starts_with("GET ")
                || line.starts_with("POST ")
        })
        .unwrap_or(first);
    let heading = outline
        .blocks
        .iter()
        .rfind(|block| block.what == What::Heading && block.first <= first);
    let heading = heading.map_or(before, |heading| heading.first);
    let mut edited = outline.splice(first, end, &[]);
    edited.lines = (heading.min(before) + 1, before.max(first) + 1);
    edited
}

fn codes(outline: &Outline, dice: &mut Dice) -> Option<(usize, u8)> {
    let blocks = outline.of(&[What::Code]);
    let block = dice.pick(&blocks)?;
    let line = outline.line(block.first);
    let digits: String = line.chars().filter(char::is_ascii_digit).collect();
    Some((block.first, digits.parse().ok()?))
}

fn code_number(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
    let (index, code) = codes(outline, dice)?;
    swap(outline, index, &code.to_string(), &(code + 20).to_string())
}

fn code_name(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
    let (index, code) = codes(outline, dice)?;
    let line = outline.line(index);
    let at = line.find(char::is_alphabetic)?;
    let (before, name) = line.split_at(at);
    let _ = code;
    let wrong = if name.starts_with("Internal") {
        "Unknown"
    } else {
        "Internal"
    };
    let rest = name.trim_start_matches(|c: char| c.is_alphabetic() || c == ' ');
    Some(outline.replace(index, &[format!("{before}{wrong}{rest}")]))
}

fn rate_limit(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
    let rows = outline.of(&[What::Rate]);
    let index = match dice.pick(&rows) {
        Some(row) => row.first,
        // Without a layout, each number stands on a line of its own.
        None => {
            let tier = outline.lines.iter().position(|line| line == "Pro")?;
            tier + 1
        }
    };
    swap(outline, index, "60", "75")
}

fn status(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
    let mut labels = outline.of(&[What::Label]);
    labels.retain(|block| block.operation.is_some() && outline.line(block.first).contains("200"));
    let block = dice.pick(&labels)?;
    swap(outline, block.first, "200", "206")
}
