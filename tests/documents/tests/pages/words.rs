//! The words of a command, as a shell makes them of a text (POSIX.1-2024, Shell Command Language, section 2.2). Of what a
//! shell expands there are variables alone.

/// The words; `None` for what this reader does not know, such as another expansion or a second command.
pub(crate) fn words(text: &str, variable: impl Fn(&str) -> String) -> Option<Vec<String>> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let after = rest.get(first.len_utf8()..)?;
        rest = match first {
            ' ' => {
                words.extend(word.take());
                after
            }
            '\\' => after.strip_prefix('\n')?,
            '\'' => {
                let (inside, after) = after.split_once('\'')?;
                word.get_or_insert_default().push_str(inside);
                after
            }
            '"' => {
                let (inside, after) = after.split_once('"')?;
                word.get_or_insert_default()
                    .push_str(&expanded(inside, &variable)?);
                after
            }
            // `\'`, between two pieces in single quotes.
            _ if is_plain(first) => {
                word.get_or_insert_default().push(first);
                after
            }
            _ => return None,
        };
        if let Some(after) = rest.strip_prefix("\\'") {
            word.get_or_insert_default().push('\'');
            rest = after;
        }
    }
    words.extend(word);
    Some(words)
}

fn is_plain(character: char) -> bool {
    character.is_ascii_alphanumeric() || "-_./:=@,+%".contains(character)
}

/// The text between double quotes, with the values of its variables.
fn expanded(text: &str, variable: &impl Fn(&str) -> String) -> Option<String> {
    if text.contains(['\\', '`', '!']) {
        return None;
    }
    let mut pieces = text.split('$');
    let mut whole = pieces.next()?.to_owned();
    for piece in pieces {
        let letter = |character: char| character.is_ascii_alphanumeric() || character == '_';
        let end = piece.find(|character| !letter(character));
        let (name, after) = piece.split_at_checked(end.unwrap_or(piece.len()))?;
        if name.is_empty() || name.starts_with(|first: char| first.is_ascii_digit()) {
            return None;
        }
        whole.push_str(&variable(name));
        whole.push_str(after);
    }
    Some(whole)
}
