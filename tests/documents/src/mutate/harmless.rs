//! Edits that change nothing.

use super::{Dice, Edited, Kind, Outline, What};

/// All kinds.
pub const KINDS: &[Kind] = &[
    ("white space in a body", spaced),
    ("a body on one line", one_line),
    ("order of properties", swapped),
    ("another text", another_text),
    ("another number", another_number),
    ("another time", another_time),
    ("long options", long_options),
    ("attached options", attached_options),
    ("--url", url_option),
    ("order of headers", headers_swapped),
    ("other quotes", other_quotes),
    ("a pipe after the call", piped),
    ("white space at the end of a line", trailing_space),
    ("empty lines", empty_lines),
    ("line ends of another system", carriage_returns),
    ("no line end at the end", no_newline),
    ("another sentence", sentence),
    ("case of a presence", presence_case),
    ("another word for a type", type_word),
];

const BODIES: &[What] = &[What::Request, What::Response];

fn spaced(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
    let properties = outline.properties(BODIES);
    let property = dice.pick(&properties)?;
    let line = outline.line(property.index).replacen(':', "  :   ", 1);
    Some(outline.replace(property.index, &[format!("      {line}")]))
}

fn one_line(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
    let blocks = outline.of(&[What::Response]);
    let block = dice.pick(&blocks)?;
    let line: Vec<&str> = outline
        .lines
        .get(block.first..block.end)?
        .iter()
        .map(|line| line.trim())
        .collect();
    Some(outline.splice(block.first, block.end, &[line.join(" ")]))
}

fn swapped(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
    let properties = outline.properties(BODIES);
    let ends = |index: usize| outline.line(index).trim_end().ends_with(',');
    let pairs: Vec<usize> = properties
        .iter()
        .zip(properties.iter().skip(1))
        .filter(|(a, b)| {
            a.index + 1 == b.index
                && a.depth == b.depth
                && a.name != b.name
                && ends(a.index)
                && ends(b.index)
        })
        .map(|(a, _)| a.index)
        .collect();
    let index = *dice.pick(&pairs)?;
    let lines = [
        outline.line(index + 1).to_owned(),
        outline.line(index).to_owned(),
    ];
    Some(outline.splice(index, index + 2, &lines))
}

/// Properties of responses whose value is a text of which nothing more is asked.
fn another_text(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
    let mut properties = outline.properties(&[What::Response]);
    properties.retain(|property| {
        property.value.starts_with('"')
            && property.field(outline).is_some_and(|field| {
                field.ty.format.is_none()
                    && field.values.is_empty()
                    && matches!(
                        field.name,
                        "alias"
                            | "memo"
                            | "name"
                            | "firstName"
                            | "lastName"
                            | "city"
                            | "state"
                            | "zip"
                            | "node_name"
                            | "cancelReason"
                            | "message"
                    )
            })
    });
    let property = dice.pick(&properties)?;
    let line =
        outline
            .line(property.index)
            .replacen(&property.value, "\"Zürich \\u00e9 \\\"1\\\"\"", 1);
    Some(outline.replace(property.index, &[line]))
}

fn another_number(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
    let mut properties = outline.properties(&[What::Response]);
    properties.retain(|property| {
        property.value.bytes().all(|byte| byte.is_ascii_digit())
            && property.field(outline).is_some()
    });
    let property = dice.pick(&properties)?;
    let line = outline.line(property.index);
    let at = line.rfind(&property.value)?;
    let (before, after) = line.split_at(at);
    Some(outline.replace(
        property.index,
        &[format!(
            "{before}{}",
            after.replacen(&property.value, "3", 1)
        )],
    ))
}

fn another_time(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
    let mut properties = outline.properties(&[What::Response]);
    properties.retain(|property| property.value.ends_with("Z\"") && property.value.contains('T'));
    let property = dice.pick(&properties)?;
    let line = outline.line(property.index).replacen(
        &property.value,
        "\"2024-02-29T23:59:59.5+01:00\"",
        1,
    );
    Some(outline.replace(property.index, &[line]))
}

/// A call with all its lines changed.
fn in_call(outline: &Outline, dice: &mut Dice, change: impl Fn(&str) -> String) -> Option<Edited> {
    let blocks = outline.of(&[What::Call]);
    let block = dice.pick(&blocks)?;
    let before = outline.lines.get(block.first..block.end)?;
    let lines: Vec<String> = before.iter().map(|line| change(line)).collect();
    (lines != before).then(|| outline.splice(block.first, block.end, &lines))
}

fn long_options(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
    in_call(outline, dice, |line| {
        line.replace("-X ", "--request ")
            .replace("-H ", "--header ")
            .replace("-d '", "--data-raw '")
    })
}

fn attached_options(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
    in_call(outline, dice, |line| {
        line.replace("curl -X ", "curl -sSX")
            .replace("-H \"", "-H\"")
    })
}

fn url_option(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
    in_call(outline, dice, |line| match line.trim_start() {
        bare if bare.starts_with("'http") => line.replacen("'http", "--url 'http", 1),
        bare if bare.starts_with("curl -X") => line.replacen(" 'http", " --url 'http", 1),
        _ => line.to_owned(),
    })
}

fn headers_swapped(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
    let is_header = |index: usize| {
        let line = outline.line(index);
        line.trim_start().starts_with("-H") && line.trim_end().ends_with('\\')
    };
    let pairs: Vec<usize> = (0..outline.lines.len())
        .filter(|index| is_header(*index) && is_header(index + 1))
        .collect();
    let index = *dice.pick(&pairs)?;
    let lines = [
        outline.line(index + 1).to_owned(),
        outline.line(index).to_owned(),
    ];
    Some(outline.splice(index, index + 2, &lines))
}

fn other_quotes(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
    in_call(outline, dice, |line| {
        match line.trim_start().starts_with("-H") && !line.contains('$') {
            true => line.replace('"', "'"),
            false => line.to_owned(),
        }
    })
}

fn piped(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
    let mut blocks = outline.of(&[What::Call]);
    blocks.retain(|block| {
        let last = outline.line(block.end - 1);
        last.ends_with('\'') || last.ends_with('"') && !last.contains('<')
    });
    let block = dice.pick(&blocks)?;
    let line = format!("{} | jq .", outline.line(block.end - 1));
    Some(outline.replace(block.end - 1, &[line]))
}

fn trailing_space(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
    let blocks = outline.of(&[What::Heading, What::Response, What::Parameter]);
    let block = dice.pick(&blocks)?;
    Some(outline.replace(block.first, &[format!("{}  ", outline.line(block.first))]))
}

fn empty_lines(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
    let blocks = outline.of(&[What::Heading, What::Label]);
    let block = dice.pick(&blocks)?;
    Some(outline.splice(block.first, block.first, &[String::new(), String::new()]))
}

fn carriage_returns(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
    let _ = dice;
    Some(Edited {
        text: outline.lines.join("\r\n") + "\r\n",
        lines: (1, 1),
    })
}

fn no_newline(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
    let _ = dice;
    Some(Edited {
        text: outline.lines.join("\n"),
        lines: (1, 1),
    })
}

fn sentence(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
    let blocks = outline.of(&[What::Heading]);
    let block = dice.pick(&blocks)?;
    let blank = if outline.markdown { 2 } else { 1 };
    let text = [
        "Read this twice, {it} is 50% of the work.".to_owned(),
        String::new(),
    ];
    Some(outline.splice(block.first + blank, block.first + blank, &text))
}

fn presence_case(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
    let blocks = outline.of(&[What::Parameter]);
    let block = dice.pick(&blocks)?;
    let line = outline.line(block.first);
    let changed = line
        .replace("(optional)", "(Optional)")
        .replace("(required)", "(Required)")
        .replace("| no |", "| No |")
        .replace("| optional |", "| Optional |");
    (changed != line).then(|| outline.replace(block.first, &[changed]))
}

fn type_word(outline: &Outline, dice: &mut Dice) -> Option<Edited> {
    let blocks = outline.of(&[What::Parameter]);
    let block = dice.pick(&blocks)?;
    let line = outline.line(block.first);
    let changed = line
        .replacen(": boolean", ": bool", 1)
        .replacen(": uint64", ": integer", 1)
        .replacen("| boolean", "| Bool", 1)
        .replacen("| uint64", "| integer", 1);
    (changed != line).then(|| outline.replace(block.first, &[changed]))
}
