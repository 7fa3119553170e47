//! Patterns that look around where linear time can follow: ahead from the beginning of a text or behind from its end, which
//! makes them several patterns in one, and ahead at one character, which makes the next one a smaller set.

use super::{Fault, Translation, unsupported};

/// One of the patterns that a pattern is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) source: String,
    /// Whether texts are to match it, or not to.
    pub(crate) wanted: bool,
}

/// A group that stands in no other.
#[derive(Clone, Copy)]
struct Group<'p> {
    start: usize,
    end: usize,
    /// What stands between its parentheses.
    inside: &'p str,
}

/// A pattern, read as far as it takes to find its outer groups.
struct Outline<'p> {
    pattern: &'p str,
    groups: Vec<Group<'p>>,
    /// Whether it ends with the assertion of the end.
    ends: bool,
}

/// The patterns that a pattern with `(?=…)` or `(?!…)` after its `^`, or `(?<=…)` or `(?<!…)` before its `$`, is made of:
/// such a group looks from a place that is the same for every match. `None` if it has none there.
pub(crate) fn parts(pattern: &str) -> Option<Vec<Part>> {
    let outline = Outline::of(pattern)?;
    let mut parts = Vec::new();
    let mut start = usize::from(pattern.starts_with('^'));
    while let Some((group, wanted, inside)) = outline.ahead_at(start) {
        let source = format!("^(?:{inside})");
        parts.push(Part { source, wanted });
        start = group.end;
    }
    let mut end = pattern.len() - usize::from(outline.ends);
    while let Some((group, wanted, inside)) = outline.behind_at(end) {
        let source = format!("(?:{inside})$");
        parts.push(Part { source, wanted });
        end = group.start;
    }
    let rest = pattern.get(start..end).filter(|_| !parts.is_empty())?;
    let (first, last) = (
        if pattern.starts_with('^') { "^" } else { "" },
        if outline.ends { "$" } else { "" },
    );
    let source = format!("{first}{rest}{last}");
    parts.push(Part {
        source,
        wanted: true,
    });
    Some(parts)
}

impl<'p> Outline<'p> {
    /// `None` where parentheses or classes do not end, and where alternatives stand side by side.
    fn of(pattern: &'p str) -> Option<Self> {
        let mut groups = Vec::new();
        let (mut open, mut in_class, mut ends) = (Vec::new(), false, false);
        let mut rest = pattern.char_indices();
        while let Some((at, character)) = rest.next() {
            ends = false;
            match character {
                '\\' => drop(rest.next()?),
                ']' => in_class = false,
                _ if in_class => {}
                '[' => in_class = true,
                '(' => open.push(at),
                ')' => {
                    let start = open.pop()?;
                    if open.is_empty() {
                        groups.push(Group {
                            start,
                            end: at + 1,
                            inside: pattern.get(start + 1..at)?,
                        });
                    }
                }
                '|' if open.is_empty() => return None,
                '$' => ends = open.is_empty(),
                _ => {}
            }
        }
        (open.is_empty() && !in_class).then_some(Self {
            pattern,
            groups,
            ends,
        })
    }

    /// The group that begins at an offset and looks ahead from the beginning: whether what it holds is to be there.
    fn ahead_at(&self, start: usize) -> Option<(Group<'p>, bool, &'p str)> {
        let group = self.groups.iter().find(|group| group.start == start)?;
        let repeated = self.pattern.get(group.end..)?.starts_with(QUANTIFIERS);
        if start == 0 || repeated {
            return None;
        }
        let (wanted, inside) = looks(group.inside, ["?=", "?!"])?;
        Some((*group, wanted, inside))
    }

    /// The group that ends at an offset and looks behind from the end.
    fn behind_at(&self, end: usize) -> Option<(Group<'p>, bool, &'p str)> {
        let group = self.groups.iter().find(|group| group.end == end)?;
        if !self.ends {
            return None;
        }
        let (wanted, inside) = looks(group.inside, ["?<=", "?<!"])?;
        Some((*group, wanted, inside))
    }
}

const QUANTIFIERS: [char; 4] = ['*', '+', '?', '{'];

fn looks<'p>(inside: &'p str, [is, is_not]: [&str; 2]) -> Option<(bool, &'p str)> {
    let wanted = inside.strip_prefix(is).map(|inside| (true, inside));
    wanted.or_else(|| inside.strip_prefix(is_not).map(|inside| (false, inside)))
}

impl Translation<'_> {
    /// After the parenthesis of a group that looks ahead: at one character, so that the next set has it or has it not.
    pub(super) fn ahead(&mut self) -> Result<(), Fault> {
        self.rest.next();
        let wanted = self.rest.next() == Some('=');
        let (Some(seen), Some(')')) = (self.single()?, self.rest.next()) else {
            return unsupported("looks ahead");
        };
        if self.groups == 0 && self.rest.peek().is_none() {
            // Nothing follows that would look at the character again.
            return match wanted {
                true => self.push(&seen),
                false => self.push(&format!("(?:[^{seen}]|$)")),
            };
        }
        let Some(next) = self.single()? else {
            return unsupported("looks ahead");
        };
        let both = match wanted {
            true => format!("[{next}&&{seen}]"),
            false => format!("[{next}&&[^{seen}]]"),
        };
        match self.rest.peek() {
            Some('*' | '?' | '{') => unsupported("looks ahead"),
            Some('+') => {
                self.rest.next();
                self.push(&format!("{both}{next}*"))
            }
            _ => self.push(&both),
        }
    }

    /// What stands for one character, as a class of the `regex` crate; `None` if something else comes.
    fn single(&mut self) -> Result<Option<String>, Fault> {
        let start = self.out.len();
        match self.rest.peek().copied() {
            Some('[') => {
                self.rest.next();
                self.class()?;
            }
            Some('.') => {
                self.rest.next();
                self.push(super::ANY)?;
            }
            Some('\\') => {
                let mut ahead = self.rest.clone();
                if let Some('b' | 'B' | 'k' | '1'..='9') = ahead.nth(1) {
                    return Ok(None);
                }
                self.out.push('[');
                self.rest.next();
                self.escape()?;
                self.out.push(']');
            }
            None | Some('(' | ')' | '|' | '^' | '$' | '*' | '+' | '?' | '{' | '}' | ']') => {
                return Ok(None);
            }
            Some(_) => {
                self.out.push('[');
                let member = self.member()?;
                self.out.push_str(&member.text);
                self.out.push(']');
            }
        }
        Ok(Some(self.out.split_off(start)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ecma::translate;

    fn shown(pattern: &str) -> Option<Vec<String>> {
        let sign = |part: Part| format!("{}{}", if part.wanted { "" } else { "not " }, part.source);
        parts(pattern).map(|parts| parts.into_iter().map(sign).collect())
    }

    #[test]
    fn what_looks_from_either_end_is_several_patterns() {
        for (pattern, expected) in [
            (
                r"^(?=.*[A-Z])(?=.*\d).{8,}$",
                &[r"^(?:.*[A-Z])", r"^(?:.*\d)", "^.{8,}$"][..],
            ),
            (
                "^(?!-)[a-z-]+(?<!-)$",
                &["not ^(?:-)", "not (?:-)$", "^[a-z-]+$"],
            ),
            ("^(?!(a|b)$)", &["not ^(?:(a|b)$)", "^"]),
            (r"^(?=[)\]])a\(", &[r"^(?:[)\]])", r"^a\("]),
            ("a(?<=x|a)$", &["(?:x|a)$", "a$"]),
        ] {
            assert_eq!(shown(pattern).unwrap(), expected, "{pattern}");
        }
        for pattern in [
            "^a",
            "(?=a)b",
            "^(?=a)b|c",
            "^(?=a)*b",
            "a(?<=a)",
            "a(?!b)",
            "^(?=a",
            "[(?=a)",
            r"a(?<=a)\$",
        ] {
            assert_eq!(shown(pattern), None, "{pattern}");
        }
    }

    #[test]
    fn what_looks_at_one_character_makes_the_next_set_smaller() {
        for (pattern, right, wrong) in [
            (r"^\.(?!\.)[./]$", "./", ".."),
            ("^(?:(?!a).)*$", "xyz", "xay"),
            (r"^x(?=\d)\w+$", "x1a", "xa1"),
            ("^x(?![a-c])[a-z]$", "xd", "xb"),
            (r"^(?:(?=[^\]])[\]x])$", "x", "]"),
            (r"^a(?!b)", "a", "ab"),
            (r"a(?=[bc])", "xac", "ax"),
        ] {
            let regex = regex::Regex::new(&translate(pattern).unwrap()).unwrap();
            assert!(
                regex.is_match(right) && !regex.is_match(wrong),
                "{pattern}: {regex}"
            );
        }
    }
}
