//! Descriptions as rustdoc: CommonMark in, rustdoc without warnings out.

use proc_macro2::TokenStream;
use quote::quote;

/// `#[doc]` attributes for a text, one a line; nothing for an empty text.
pub(super) fn outer(text: &str) -> TokenStream {
    let lines = lines(text);
    quote!(#(#[doc = #lines])*)
}

/// `///` lines with this indentation, each with its line break.
pub(super) fn slashes(text: &str, indent: &str) -> String {
    lines(text)
        .iter()
        .map(|line| format!("{indent}///{}\n", line.trim_end()))
        .collect()
}

/// The lines of a text that is rustdoc already, each with the space that `///` wants.
pub(super) fn lines(text: &str) -> Vec<String> {
    let text = trueup_description::prose::shown(text);
    let text = text.trim();
    if text.is_empty() {
        return Vec::new();
    }
    text.lines()
        .map(|line| {
            if line.is_empty() {
                String::new()
            } else {
                format!(" {line}")
            }
        })
        .collect()
}

/// A text from the document as a code span: one line, between as many backticks as it takes.
pub(super) fn code(text: &str) -> String {
    let line = trueup_description::prose::line(text);
    if line.is_empty() {
        return "An empty text, or white space.".to_owned();
    }
    let longest = line
        .split(|character| character != '`')
        .map(str::len)
        .max()
        .unwrap_or_default();
    let ticks = "`".repeat(longest + 1);
    let space = if longest > 0 { " " } else { "" };
    format!("{ticks}{space}{line}{space}{ticks}")
}

/// A description of the document as rustdoc: what CommonMark takes for text must not be taken for a link,
/// a tag or a test.
pub(super) fn from_markdown(text: &str) -> String {
    let mut rustdoc = String::new();
    let mut fenced = false;
    for line in text.trim().lines() {
        let line = line.trim_end();
        if line.trim_start().starts_with("```") {
            rustdoc.push_str(line);
            // A fence without a language would be compiled as a test.
            if !fenced && line.trim_start() == "```" {
                rustdoc.push_str("text");
            }
            fenced = !fenced;
        } else if fenced {
            rustdoc.push_str(line);
        } else {
            push_text(&mut rustdoc, line);
        }
        rustdoc.push('\n');
    }
    if fenced {
        rustdoc.push_str("```\n");
    }
    rustdoc
}

/// One line outside of fences. Code spans stay as they are.
fn push_text(rustdoc: &mut String, line: &str) {
    // Four spaces would make it a code block, and that a test.
    let depth = line.len() - line.trim_start().len();
    rustdoc.push_str(&" ".repeat(depth.min(3)));
    for (index, part) in line.trim_start().split('`').enumerate() {
        if index > 0 {
            rustdoc.push('`');
        }
        if index % 2 == 1 {
            rustdoc.push_str(part);
        } else {
            push_prose(rustdoc, part);
        }
    }
}

fn push_prose(rustdoc: &mut String, text: &str) {
    let mut words = text.split_inclusive(' ');
    let mut previous = ' ';
    for word in &mut words {
        let bare = word.trim_end_matches([' ', '.', ',', ';', ')', ':']);
        if bare.starts_with("http://") || bare.starts_with("https://") {
            let rest = word.strip_prefix(bare).unwrap_or_default();
            rustdoc.push_str(&format!("<{bare}>{rest}"));
            continue;
        }
        for character in word.chars() {
            // `](` ends a real link; a lone bracket would be an intra-doc link.
            let markup =
                matches!(character, '<' | '>') || (character == '[' && !text.contains("]("));
            if markup && previous != '\\' {
                rustdoc.push('\\');
            }
            rustdoc.push(character);
            previous = character;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::from_markdown;

    #[test]
    fn text_cannot_become_markup() {
        let table = [
            ("plain `code <x>`", "plain `code <x>`\n"),
            ("a <tag> and [x]", "a \\<tag\\> and \\[x]\n"),
            ("see https://a.example/b.", "see <https://a.example/b>.\n"),
            ("[real](https://a.example)", "[real](https://a.example)\n"),
            ("a\n\n    indented", "a\n\n   indented\n"),
            ("```\nlet x\n```", "```text\nlet x\n```\n"),
            ("```json\n{}", "```json\n{}\n```\n"),
        ];
        for (markdown, rustdoc) in table {
            assert_eq!(from_markdown(markdown), rustdoc, "{markdown:?}");
        }
    }
}
