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
