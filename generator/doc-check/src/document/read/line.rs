//! What a single line says: a code, a base URL.

use crate::document::model::{BaseUrl, CodeRow};
use crate::document::text::{Mapped, Spanned, range_of};

/// `5: Not found`, `404 - Not found`.
pub(super) fn code(line: &Mapped) -> Option<CodeRow> {
    let text = line.text();
    let start = text.trim_start_matches(['-', '*', '•', ' ', '\t', '`']);
    let length = start
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(start.len());
    let digits = start.get(..length)?;
    let rest = start
        .get(length..)?
        .trim_start_matches(['`', '*', ' ', '\t'])
        .strip_prefix([':', '-', '–', '—', '=', '|', '('])?;
    code_row(line, digits, rest)
}

/// The statuses of success that a sentence names, `200 OK`, and that of a status line.
pub(super) fn successes(line: &Mapped) -> Vec<Spanned<u16>> {
    const NAMES: [&str; 5] = ["OK", "Created", "Accepted", "No Content", "Partial Content"];
    const DIGITS: usize = 3;
    let text = line.text();
    let mut found = Vec::new();
    for (at, _) in text.match_indices(" ") {
        let Some((before, name)) = text.split_at_checked(at) else {
            continue;
        };
        let start = at.saturating_sub(DIGITS);
        let Some(digits) = before.get(start..).filter(|it| it.starts_with('2')) else {
            continue;
        };
        let lead = before.get(..start).unwrap_or_default();
        let name = name.trim_start();
        let named = NAMES.iter().any(|it| name.starts_with(it));
        let of_line = lead.starts_with("HTTP/") && !lead.trim_end().contains(' ');
        let apart = !lead.ends_with(|c: char| c.is_alphanumeric() || c == '.');
        if let (Ok(status), true) = (digits.parse(), apart && (named || of_line)) {
            found.push(Spanned::new(status, line.span(start..at)));
        }
    }
    found
}

/// A number and its name, both parts of a line.
pub(super) fn code_row(line: &Mapped, digits: &str, name: &str) -> Option<CodeRow> {
    let text = line.text();
    let name = name.trim_matches([' ', '\t', '`', '*', ')', '.']);
    let number = digits.parse().ok()?;
    if name.is_empty() || !name.starts_with(char::is_alphabetic) {
        return None;
    }
    Some(CodeRow {
        number: Spanned::new(number, line.span(range_of(text, digits))),
        name: Spanned::new(name.to_owned(), line.span(range_of(text, name))),
    })
}

/// `Base URL: https://…`, `Books service: https://…`.
pub(super) fn base_url(line: &Mapped) -> Option<BaseUrl> {
    let text = line.text();
    // Cheap looks first: most lines have no colon with slashes.
    let mut colons = text.match_indices(':').map(|(at, _)| at);
    let at = colons.find_map(|colon| {
        let (scheme, rest) = text.split_at_checked(colon)?;
        let name = ["https", "http"]
            .into_iter()
            .find(|it| scheme.ends_with(it))?;
        rest.starts_with("://").then_some(colon - name.len())
    })?;
    let (label, rest) = text.split_at_checked(at)?;
    let trimmed = label.trim_matches(['`', ' ', '\t', '*', '|', '-', '•', '<', '=']);
    let named = trimmed.strip_suffix(':').map(str::trim_end);
    let words = trimmed.split_whitespace().count();
    let said = trimmed.to_ascii_lowercase().contains("base url");
    if !(said || named.is_some() && words <= 6) {
        return None;
    }
    let end = rest
        .find(|c: char| c.is_whitespace() || matches!(c, '`' | '"' | '*' | ')' | '>' | '|' | ','))
        .unwrap_or(rest.len());
    let (url, after) = rest.split_at_checked(end)?;
    let url = url.trim_end_matches(['.', ';']);
    if !said && !after.trim_matches(['`', ' ', '.', '*', '>']).is_empty() {
        return None;
    }
    Some(BaseUrl {
        label: named.unwrap_or(trimmed).to_owned(),
        url: Spanned::new(url.to_owned(), line.span(range_of(text, url))),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> Mapped {
        Mapped::verbatim(text, 100)
    }

    #[test]
    fn codes_and_base_urls() {
        let row = code(&line("5: Not found")).unwrap();
        assert_eq!((row.number.value, &*row.name.value), (5, "Not found"));
        assert!(code(&line("60")).is_none());
        let base = base_url(&line("Book Service : https://books.example.com")).unwrap();
        assert_eq!(
            (&*base.label, &*base.url.value),
            ("Book Service", "https://books.example.com")
        );
        assert!(base_url(&line("Base URL: `https://books.example.com`.")).is_some());
        assert!(base_url(&line("Read https://books.example.com for more")).is_none());
    }
}
