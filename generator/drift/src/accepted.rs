//! Differences that are meant: a file that says which, and why.

use std::ops::Range;

use serde::Deserialize;

use crate::{Difference, Kind};

/// The differences that are meant.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accepted {
    /// Each with its reason, in the order of the file.
    #[serde(default)]
    pub accept: Vec<toml::Spanned<Acceptance>>,
}

/// One or several differences that are meant.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Acceptance {
    /// The kind; any, if it is not said.
    pub difference: Option<String>,
    /// What they are about, as [`Difference::at`] has it; `*` stands for any text.
    pub at: String,
    /// What is said of them, as [`Difference::message`] has it; anything, if it is not said. `*` stands for any text.
    pub message: Option<String>,
    /// Why they are meant.
    pub reason: String,
}

/// What is left of differences, and of what should have been accepted.
#[derive(Debug)]
pub struct Judged {
    /// The differences that nobody accepted.
    pub left: Vec<Difference>,
    /// How many were accepted.
    pub accepted: usize,
    /// The acceptances that accept nothing: their number in the file, counted from 0.
    pub unused: Vec<usize>,
}

impl Accepted {
    /// Reads a file's text.
    ///
    /// # Errors
    /// A text that is no such table, a kind that there is not, or a reason that says nothing; in words, with the line.
    pub fn parse(text: &str) -> Result<Self, String> {
        let accepted: Self = toml::from_str(text).map_err(|error| error.to_string())?;
        for entry in &accepted.accept {
            let line = line(text, entry.span());
            let acceptance = entry.get_ref();
            let kind = acceptance.difference.as_deref();
            if let Some(name) = kind.filter(|name| Kind::find(name).is_none()) {
                return Err(format!("line {line}: there is no difference `{name}`"));
            }
            if acceptance.reason.trim().is_empty() {
                return Err(format!(
                    "line {line}: say why `{}` is accepted",
                    acceptance.at
                ));
            }
        }
        Ok(accepted)
    }

    /// Takes away what is accepted.
    #[must_use]
    pub fn judge(&self, differences: Vec<Difference>) -> Judged {
        let mut used = vec![false; self.accept.len()];
        let mut left = Vec::new();
        let mut accepted = 0;
        for difference in differences {
            let mut found = false;
            for (entry, used) in self.accept.iter().zip(&mut used) {
                let covers = entry.get_ref().covers(&difference);
                *used |= covers;
                found |= covers;
            }
            match found {
                true => accepted += 1,
                false => left.push(difference),
            }
        }
        let unused = used.iter().enumerate();
        let unused = unused.filter(|(_, used)| !**used).map(|(index, _)| index);
        Judged {
            left,
            accepted,
            unused: unused.collect(),
        }
    }

    /// The line of an acceptance in the text that it was read from, counted from 1.
    #[must_use]
    pub fn line(&self, text: &str, index: usize) -> usize {
        self.accept
            .get(index)
            .map_or(1, |entry| line(text, entry.span()))
    }
}

impl Acceptance {
    fn covers(&self, difference: &Difference) -> bool {
        let kind = self.difference.as_deref();
        let message = self.message.as_deref();
        kind.is_none_or(|kind| kind == difference.kind.as_str())
            && fits(&self.at, &difference.at)
            && message.is_none_or(|message| fits(message, &difference.message))
    }
}

fn line(text: &str, span: Range<usize>) -> usize {
    let before = text.get(..span.start).unwrap_or_default();
    before.matches('\n').count() + 1
}

/// Whether a text fits a pattern, in which `*` stands for any text. Each part is looked for where it stands first, so that
/// the cost is that of looking through the text once for each part.
fn fits(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = text.strip_prefix(parts.next().unwrap_or_default()) else {
        return false;
    };
    let Some(last) = parts.next_back() else {
        return rest.is_empty();
    };
    for part in parts {
        let Some((_, behind)) = rest.split_once(part) else {
            return false;
        };
        rest = behind;
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_is_any_text() {
        for (pattern, text, expected) in [
            ("GET /pets", "GET /pets", true),
            ("GET /pets", "GET /pets/1", false),
            ("* /pets*", "GET /pets/1", true),
            ("GET *", "POST /pets", false),
            ("*.a*.b", "Pet.ab.b", true),
            ("*.b.b", "Pet.b", false),
            ("a*a", "a", false),
            ("**", "", true),
        ] {
            assert_eq!(fits(pattern, text), expected, "{pattern} {text}");
        }
    }
}
