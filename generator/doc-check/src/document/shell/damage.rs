//! URLs that a markup processor took for tags: `<https: host ="" a ="" b =""` was `https://host/a/b`.

/// A URL that was recovered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Recovered {
    /// The URL as it must have been.
    pub(crate) url: String,
    /// How many bytes of the line stand for it.
    pub(crate) length: usize,
}

/// The URL that a line begins with, if it is damaged in this way. Each segment became the name of an attribute with
/// an empty value, `&reg` of a query became `®`, and what stood after an `=` the value of the last attribute.
pub(crate) fn url(line: &str) -> Option<Recovered> {
    let inside = line.strip_prefix('"').unwrap_or(line);
    let rest = inside.strip_prefix('<')?;
    let scheme = ["https", "http"].into_iter().find(|scheme| {
        rest.strip_prefix(scheme)
            .is_some_and(|rest| rest.starts_with(':'))
    })?;
    let rest = rest.get(scheme.len() + 1..)?;
    if rest.starts_with("//") || !rest.contains('=') {
        return None;
    }
    let kept = rest.trim_end_matches([' ', '\t', '\r', '\\']).len();
    let damaged = rest.get(..kept)?;
    let length = line.len() - rest.len() + kept;
    let url = format!("{scheme}://{}", join(damaged));
    Some(Recovered { url, length })
}

fn join(damaged: &str) -> String {
    let mut joined = String::with_capacity(damaged.len());
    let mut rest = damaged;
    while let Some((before, after)) = rest.split_once('=') {
        joined.push_str(before);
        match empty_value(after) {
            Some(next) => {
                joined.push('/');
                rest = next;
            }
            None => {
                joined.push('=');
                rest = after;
            }
        }
    }
    joined.push_str(rest);
    let clean: String = joined
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '"' | '<' | '>'))
        .collect();
    entities(&clean).trim_end_matches('/').to_owned()
}

/// What follows a value in quotes that is empty or blank.
fn empty_value(text: &str) -> Option<&str> {
    let inside = text.trim_start().strip_prefix('"')?;
    inside.trim_start().strip_prefix('"')
}

/// Names of parameters that were taken for character references without a semicolon (HTML, section 13.5).
fn entities(text: &str) -> String {
    const TAKEN: [(char, &str); 14] = [
        ('®', "&reg"),
        ('©', "&copy"),
        ('§', "&sect"),
        ('¶', "&para"),
        ('¬', "&not"),
        ('×', "&times"),
        ('÷', "&divide"),
        ('¤', "&curren"),
        ('¢', "&cent"),
        ('£', "&pound"),
        ('¥', "&yen"),
        ('°', "&deg"),
        ('µ', "&micro"),
        ('·', "&middot"),
    ];
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match TAKEN.iter().find(|(taken, _)| *taken == character) {
            Some((_, name)) => out.push_str(name),
            None => out.push(character),
        }
    }
    out
}

/// Whether a URL holds a character that a name like `&reg` was taken for.
pub(crate) fn with_entities(url: &str) -> Option<String> {
    let mended = entities(url);
    (mended != url).then_some(mended)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn damaged_urls_are_recovered() {
        let cases = [
            (
                "<https: books.example.com =\"\" v1 =\"\" books =\"\"",
                "https://books.example.com/v1/books",
            ),
            (
                "<https: books.example.com =\"\" shelf =\"\" {shelf_id}=\"\" books =\"\" \\\\",
                "https://books.example.com/shelf/{shelf_id}/books",
            ),
            (
                "\"<https: books.example.com=\" \" v1=\" \" books?lent_only=\" true \">\"",
                "https://books.example.com/v1/books?lent_only=true",
            ),
            (
                "\"<https: books.example.com=\" \" books?lent_only=\" false &max_books =10 \">\"",
                "https://books.example.com/books?lent_only=false&max_books=10",
            ),
            (
                "\"<https: books.example.com=\" \" search?type=\" novel ®ion =north&shelf =main\">\"",
                "https://books.example.com/search?type=novel&region=north&shelf=main",
            ),
        ];
        for (line, expected) in cases {
            assert_eq!(url(line).unwrap().url, expected);
        }
    }

    #[test]
    fn other_text_is_left_alone() {
        for line in [
            "<https://books.example.com>",
            "<token>",
            "https://a=\"\"",
            "<https: nothing",
        ] {
            assert_eq!(url(line), None, "{line}");
        }
    }
}
