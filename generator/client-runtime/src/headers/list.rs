//! Lists in headers (RFC 9110, section 5.6.1).

/// The items of a list: what stands between commas, without the spaces around it and the quotes of a quoted string.
/// Empty items are skipped.
pub(super) fn items(text: &str) -> Vec<String> {
    let mut items = Vec::new();
    let mut item = Item::default();
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            ',' if !item.is_open => items.extend(std::mem::take(&mut item).finish()),
            _ if item.is_quoted && !item.is_open => {}
            '"' if item.is_open => item.is_open = false,
            '"' if item.text.trim().is_empty() => item.open(),
            '\\' if item.is_open => item.text.extend(characters.next()),
            other => item.text.push(other),
        }
    }
    items.extend(item.finish());
    items
}

/// The items of a list whose separator no item holds.
pub(super) fn between(text: &str, separator: char) -> impl Iterator<Item = &str> {
    let items = text.split(separator).map(str::trim);
    items.filter(|item| !item.is_empty())
}

#[derive(Default)]
struct Item {
    text: String,
    /// Within quotes.
    is_open: bool,
    is_quoted: bool,
}

impl Item {
    fn open(&mut self) {
        self.text.clear();
        self.is_open = true;
        self.is_quoted = true;
    }

    fn finish(self) -> Option<String> {
        if self.is_quoted {
            return Some(self.text);
        }
        let text = self.text.trim_matches([' ', '\t']);
        (!text.is_empty()).then(|| text.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_stand_between_commas() {
        for (text, expected) in [
            ("", &[][..]),
            (" , ,", &[]),
            ("a", &["a"]),
            ("a, b c ,d", &["a", "b c", "d"]),
            (r#""a,b", "say \"hi\"",c"#, &["a,b", "say \"hi\"", "c"]),
            (r#""", x"y"#, &["", "x\"y"]),
            (r#""a" , "b"c"#, &["a", "b"]),
            (r#""open, to the end"#, &["open, to the end"]),
            (r#"W/"1", "2""#, &["W/\"1\"", "2"]),
        ] {
            assert_eq!(items(text), expected, "{text}");
        }
    }
}
