//! Pieces of a page. What the documents' texts become is decided by `trueup_text`.

use trueup_text::hidden;
pub(super) use trueup_text::markdown::{Markdown, cell, code, fence, heading, label, line};

/// Several code spans as a list in a sentence.
pub(super) fn codes<'t>(texts: impl IntoIterator<Item = &'t str>) -> String {
    let spans: Vec<String> = texts.into_iter().map(code).collect();
    spans.join(", ")
}

/// A description as a block, if there is one.
pub(super) fn description(text: &str) -> Option<String> {
    quotation(text).into_option()
}

/// A description as it stands on a page.
pub(super) fn quotation(text: &str) -> Markdown {
    Markdown::description(text).quoted()
}

/// The anchor that code hosts give to a heading, before they tell equal ones apart by a number.
pub(super) fn slug(heading: &str) -> String {
    let kept = hidden::line(heading).to_lowercase();
    let kept = kept
        .chars()
        .filter(|character| character.is_alphanumeric() || matches!(character, '-' | '_' | ' '));
    kept.map(|character| if character == ' ' { '-' } else { character })
        .collect()
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
    fn a_heading_has_the_anchor_of_code_hosts() {
        assert_eq!(slug("GET /v1/getinfo"), "get-v1getinfo");
        assert_eq!(slug("POST /a/{b_c}/re-start"), "post-ab_cre-start");
        assert_eq!(slug("Rate limits"), "rate-limits");
        assert_eq!(slug("Rate\u{3164}\u{200b} \n limits"), "rate-limits");
    }

    #[test]
    fn a_table_has_its_columns_whatever_is_in_it() {
        let rows = [[code("a|b"), "x\n\n- y | z".to_owned()]];
        assert_eq!(
            table(["A", "B"], &rows),
            "| A | B |\n| --- | --- |\n| `a\\|b` | x<br>- y \\| z |"
        );
    }
}
