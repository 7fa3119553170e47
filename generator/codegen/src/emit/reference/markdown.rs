//! Pieces of GitHub Flavored Markdown, safe against what the documents' texts hold.

/// A code span (CommonMark 0.31 §6.1).
pub(super) fn code(text: &str) -> String {
    if !text.contains('`') {
        return format!("`{text}`");
    }
    let runs = text.split(|character| character != '`').map(str::len);
    let fence = "`".repeat(runs.max().unwrap_or_default() + 1);
    format!("{fence} {text} {fence}")
}

/// Several code spans as a list in a sentence.
pub(super) fn codes<'t>(texts: impl IntoIterator<Item = &'t str>) -> String {
    let spans: Vec<String> = texts.into_iter().map(code).collect();
    spans.join(", ")
}

/// A fenced block.
pub(super) fn fence(language: &str, text: &str) -> String {
    format!("```{language}\n{}\n```", text.trim_end())
}

/// A text as part of a heading: what would be taken for markup is escaped.
pub(super) fn heading(text: &str) -> String {
    let mut escaped = String::new();
    let mut characters = text.chars().peekable();
    let mut previous = ' ';
    while let Some(character) = characters.next() {
        let inside_word = previous.is_alphanumeric()
            && characters.peek().is_some_and(|next| next.is_alphanumeric());
        if matches!(character, '*' | '`' | '<' | '[' | '\\' | '~' | '&')
            || (character == '_' && !inside_word)
        {
            escaped.push('\\');
        }
        escaped.push(character);
        previous = character;
    }
    escaped
}

/// The anchor that code hosts give to a heading, before they tell equal ones apart by a number.
pub(super) fn slug(heading: &str) -> String {
    let kept = heading.to_lowercase();
    let kept = kept
        .trim()
        .chars()
        .filter(|character| character.is_alphanumeric() || matches!(character, '-' | '_' | ' '));
    kept.map(|character| if character == ' ' { '-' } else { character })
        .collect()
}

/// A description between the page's own headings: its headings become bold lines, so that the page's
/// sections and anchors stay what they are.
pub(super) fn description(text: &str) -> String {
    let mut fenced = false;
    let mut lines = Vec::new();
    for line in text.trim().lines() {
        let line = line.trim_end();
        fenced ^= line.trim_start().starts_with("```");
        let title = line.trim_start_matches('#');
        let depth = line.len() - title.len();
        if !fenced && (1..=6).contains(&depth) && title.starts_with(' ') {
            lines.push(format!("**{}**", title.trim().trim_end_matches('#').trim()));
        } else {
            lines.push(line.to_owned());
        }
    }
    if fenced {
        lines.push("```".to_owned());
    }
    lines.join("\n")
}

/// A description in one cell of a table, where there are no lines.
pub(super) fn cell(text: &str) -> String {
    let mut cell = String::new();
    for line in text.trim().lines().map(str::trim) {
        if line.is_empty() {
            if !cell.ends_with("<br>") {
                cell.push_str("<br>");
            }
            continue;
        }
        let item = line.starts_with("- ") || line.starts_with("* ");
        if item && !cell.is_empty() && !cell.ends_with("<br>") {
            cell.push_str("<br>");
        } else if !cell.is_empty() && !cell.ends_with("<br>") {
            cell.push(' ');
        }
        cell.push_str(line);
    }
    cell.replace('|', "\\|")
}

/// A table with as many columns as its head.
pub(super) fn table<const COLUMNS: usize>(
    head: [&str; COLUMNS],
    rows: &[[String; COLUMNS]],
) -> String {
    let mut lines = vec![
        format!("| {} |", head.join(" | ")),
        format!("|{}", " --- |".repeat(COLUMNS)),
    ];
    lines.extend(rows.iter().map(|row| {
        let cells: Vec<String> = row.iter().map(|text| cell(text)).collect();
        format!("| {} |", cells.join(" | "))
    }));
    lines.join("\n")
}

/// A sentence's first letter as a capital.
pub(super) fn capital(text: &str) -> String {
    let mut characters = text.chars();
    characters
        .next()
        .map(|first| first.to_uppercase().chain(characters).collect())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text() {
        assert_eq!(code("a|b"), "`a|b`");
        assert_eq!(code("a`b``"), "``` a`b`` ```");
        assert_eq!(heading("GET /a/{b_c}/*"), "GET /a/{b_c}/\\*");
        assert_eq!(heading("GET /{_a}"), "GET /{\\_a}");
        assert_eq!(
            cell("one\ntwo\n\nthree | `a|b`\n- x\n- y"),
            "one two<br>three \\| `a\\|b`<br>- x<br>- y"
        );
    }

    #[test]
    fn a_heading_has_the_anchor_of_code_hosts() {
        assert_eq!(slug("GET /v1/getinfo"), "get-v1getinfo");
        assert_eq!(slug("POST /a/{b_c}/re-start"), "post-ab_cre-start");
        assert_eq!(slug("Rate limits"), "rate-limits");
    }

    #[test]
    fn headings_of_descriptions_do_not_reach_the_page() {
        assert_eq!(description("a\n\n## B ##\n\n#no"), "a\n\n**B**\n\n#no");
        assert_eq!(description("```\n# x\n```\n# y"), "```\n# x\n```\n**y**");
        assert_eq!(description("```\n# x"), "```\n# x\n```");
    }
}
