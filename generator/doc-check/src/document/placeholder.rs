//! Values that stand for others: `abc123...`, `<token>`, `{id}`, `$TOKEN`, `your-key`.

/// Whether a text is no value but stands for one, so that only its type can be judged.
pub(crate) fn is_placeholder(text: &str) -> bool {
    let text = text.trim();
    text.contains("...")
        || text.contains('…')
        || bracketed(text, '<', '>')
        || bracketed(text, '{', '}')
        || bracketed(text, '[', ']')
        || variable(text)
        || words(text)
}

/// Whether a text holds such a value in brackets, with anything around it.
fn bracketed(text: &str, open: char, close: char) -> bool {
    text.split_once(open)
        .and_then(|(_, rest)| rest.split_once(close))
        .is_some_and(|(inside, _)| {
            !inside.is_empty()
                && inside
                    .chars()
                    .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ' ' | '.' | '{' | '$'))
                && inside.chars().any(char::is_alphabetic)
        })
}

/// `$TOKEN`, `${TOKEN}`, `$(command)`, `%TOKEN%`.
fn variable(text: &str) -> bool {
    let named = |name: &str| {
        name.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '_' | '{' | '('))
    };
    text.split_once('$').is_some_and(|(_, name)| named(name))
        || text
            .strip_prefix('%')
            .and_then(|rest| rest.strip_suffix('%'))
            .is_some_and(named)
}

/// Words that nobody takes for a value: `abc123`, `def456:0`, `YOUR_KEY`, `xxxx`, `example`.
fn words(text: &str) -> bool {
    const MARKS: [&str; 8] = [
        "abc123",
        "abc-123",
        "def456",
        "ghi789",
        "xyz789",
        "xyz123",
        "abcdef123",
        "123abc",
    ];
    // Cheap looks first: nearly all values are shorter than any of them, or have none of their letters.
    let lower = text.to_ascii_lowercase();
    let counts = || ["123", "456", "789"].iter().any(|it| lower.contains(it));
    let starts = ["your_", "your-", "your ", "my-secret", "replace"];
    starts.iter().any(|start| lower.starts_with(start))
        || counts() && MARKS.iter().any(|mark| lower.contains(mark))
        || lower.contains("xxx")
        || lower.contains("***")
        || matches!(
            lower.as_str(),
            "string" | "example" | "placeholder" | "foo" | "bar" | "hash"
        )
}

#[cfg(test)]
mod tests {
    use super::is_placeholder;

    #[test]
    fn stand_ins_are_told_from_values() {
        for text in [
            "03abc...",
            "abc123",
            "abc123:0",
            "<hex>",
            "{id}",
            "$TOKEN",
            "${TOKEN}",
            "YOUR_KEY",
            "https://...",
            "0000…",
            "node_abc123",
            "%TOKEN%",
            "Bearer <access_token>",
            "{{id}}",
        ] {
            assert!(is_placeholder(text), "{text}");
        }
        for text in [
            "",
            "active",
            "2025-01-06T10:00:00Z",
            "5000000",
            "user@example.com",
            "[]",
            "{}",
            "a<b",
            "45.67.89.10:9735",
            "1 < 2 > 0",
            "us-east",
            "$5",
        ] {
            assert!(!is_placeholder(text), "{text}");
        }
    }
}
