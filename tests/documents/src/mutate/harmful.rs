//! Mistakes that people make.

use super::outline::Property;
use super::{Block, Dice, Edited, Kind, Outline, What};

/// All kinds.
pub const KINDS: &[Kind] = &[
    ("field renamed", field_renamed),
    ("field renamed in the call", call_field_renamed),
    ("type changed", type_changed),
    ("required field dropped", required_dropped),
    ("unknown field", unknown_field),
    ("duplicate key", duplicate_key),
    ("comma dropped", comma_dropped),
    ("comma too many", comma_added),
    ("colon dropped", colon_dropped),
    ("quote dropped", quote_dropped),
    ("bracket dropped", bracket_dropped),
    ("method in the heading", heading_method),
    ("path in the heading", heading_path),
    ("method in the call", call_method),
    ("path in the call", call_path),
    ("credential missing", credential_missing),
    ("credential wrong", credential_wrong),
    ("media type missing", media_type_missing),
    ("media type wrong", media_type_wrong),
    ("host in the call", call_host),
    ("base URL", base_url),
    ("parameter renamed", parameter_renamed),
    ("parameter retyped", parameter_retyped),
    ("parameter made required or optional", parameter_presence),
    ("parameter left out", parameter_left_out),
    ("parameter of the call renamed", query_renamed),
    ("parameter of the call wrong", query_value),
    ("section removed", section_removed),
    ("section doubled", section_doubled),
    ("body emptied", body_emptied),
    ("call emptied", call_emptied),
    ("value of an enumeration", enum_value),
    ("timestamp", timestamp),
    ("null", null),
    ("number of an error code", code_number),
    ("name of an error code", code_name),
    ("body of the call differs", body_differs),
    ("rate limit", rate_limit),
    ("status of a response", status),
];

const BODIES: &[What] = &[What::Request, What::Response];

fn pick(properties: Vec<Property>, dice: &mut Dice) -> Option<Property> {
    dice.pick(&properties).cloned()
}

/// A line with its first occurrence of a text replaced.
fn swap(outline: &Outline, index: usize, from: &str, to: &str) -> Option<Edited> {
    let line = outline.line(index);
    line.contains(from)
        .then(|| outline.replace(index, &[line.replacen(from, to, 1)]))
}

fn described(outline: &Outline, kinds: &[What]) -> Vec<Property> {
    let mut properties = outline.properties(kinds);
    properties.retain(|property| property.field(outline).is_some());
    properties
}

fn field_renamed(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
    let property = pick(described(outline, BODIES), dice)?;
    swap(
        outline,
        property.index,
        &format!("\"{}\"", property.name),
        &format!("\"{}_x\"", property.name),
    )
}

fn call_field_renamed(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
    let properties = outline.properties(&[What::Call]);
    let property = pick(properties, dice)?;
    swap(
        outline,
        property.index,
        &format!("\"{}\"", property.name),
        &format!("\"{}s\"", property.name),
    )
}

fn type_changed(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
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

fn required_dropped(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
    let mut properties = described(outline, BODIES);
    properties.retain(|property| {
        property.field(outline).is_some_and(|field| field.required)
            && outline.line(property.index).trim_end().ends_with(',')
    });
    let property = pick(properties, dice)?;
    Some(outline.splice(property.index, property.index + 1, &[]))
}

fn unknown_field(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
    let mut properties = described(outline, BODIES);
    properties.retain(|property| property.field(outline).is_some());
    let property = pick(properties, dice)?;
    Some(outline.splice(
        property.index,
        property.index,
        &["\"surprise_party\" : 1 ,".to_owned()],
    ))
}

fn duplicate_key(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
    let mut properties = outline.properties(&[What::Request, What::Response, What::Call]);
    properties.retain(|property| outline.line(property.index).trim_end().ends_with(','));
    let property = pick(properties, dice)?;
    let line = outline.line(property.index).to_owned();
    Some(outline.splice(property.index + 1, property.index + 1, &[line]))
}

fn comma_dropped(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
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

fn comma_added(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
    let mut properties = outline.properties(BODIES);
    properties.retain(|property| !outline.line(property.index).trim_end().ends_with(','));
    let property = pick(properties, dice)?;
    let line = format!("{},", outline.line(property.index));
    Some(outline.replace(property.index, &[line]))
}

fn colon_dropped(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
    let property = pick(outline.properties(BODIES), dice)?;
    swap(outline, property.index, ":", " ")
}

fn quote_dropped(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
    let property = pick(outline.properties(BODIES), dice)?;
    swap(
        outline,
        property.index,
        &format!("{}\"", property.name),
        &property.name,
    )
}

fn bracket_dropped(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
    let blocks = outline.of(BODIES);
    let block = dice.pick(&blocks)?;
    Some(outline.splice(block.end - 1, block.end, &[]))
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

fn calls(outline: &Outline) -> Vec<Block> {
    let mut blocks = outline.of(&[What::Call]);
    blocks.retain(|block| block.operation.is_some());
    blocks
}

/// A line of a call that holds a text.
fn in_call(outline: &Outline, block: &Block, text: &str) -> Option<usize> {
    (block.first..block.end).find(|index| outline.line(*index).contains(text))
}

fn call_method(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
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

fn call_path(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
    let blocks = calls(outline);
    let block = dice.pick(&blocks)?;
    let path = block.operation?.path;
    // The last fixed segment of the path, wherever it stands.
    let segment = path
        .split('/')
        .rfind(|segment| !segment.is_empty() && !segment.contains('{'))?;
    let index = in_call(outline, block, "http")?;
    let line = outline.line(index);
    let at = line.rfind(segment)?;
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

fn credential_missing(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
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

fn credential_wrong(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
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

fn media_type_missing(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
    let index = media_types(outline, dice)?;
    Some(outline.splice(index, index + 1, &[]))
}

fn media_type_wrong(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
    let index = media_types(outline, dice)?;
    swap(outline, index, "application/json", "text/plain")
}

fn call_host(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
    let lines: Vec<usize> = calls(outline)
        .iter()
        .filter_map(|block| in_call(outline, block, ".cometplatform.com"))
        .collect();
    let index = *dice.pick(&lines)?;
    swap(outline, index, ".cometplatform.com", ".cometplatform.org")
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
    Some(outline.splice(index, index + 1, &[]))
}

fn with_query(outline: &Outline, dice: &mut Dice) -> Option<usize> {
    let lines: Vec<usize> = calls(outline)
        .iter()
        .filter_map(|block| in_call(outline, block, "?"))
        .filter(|index| outline.line(*index).contains("http"))
        .collect();
    dice.pick(&lines).copied()
}

fn query_renamed(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
    let index = with_query(outline, dice)?;
    swap(outline, index, "?", "?un")
}

fn query_value(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
    let index = with_query(outline, dice)?;
    ["true", "false"]
        .iter()
        .find_map(|value| swap(outline, index, value, "sometimes"))
}

fn section(outline: &Outline, dice: &mut Dice) -> Option<(usize, usize)> {
    let blocks = headings(outline);
    let position = dice.below(blocks.len().checked_sub(1)?);
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
    let blocks = calls(outline);
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

fn enum_value(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
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

fn timestamp(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
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

fn null(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
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

fn body_differs(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
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
