//! Patterns that are no more than a sequence of character classes, such as `^0[23][0-9a-f]{64}$` or `^.{1,8000}$`.
//!
//! Such a pattern tells how long its texts are, and a loop checks it, however long that is. Anything else of ECMA-262
//! is left to a regular expression engine.

mod set;

use std::fmt;
use std::iter::Peekable;
use std::str::Chars;

pub use set::CharSet;

/// The longest sample of a text, in characters.
const MOST_SHOWN: u32 = 1024;

/// The longest text that is taken for bytes of a fixed number.
const MOST_FIXED: u32 = 4096;

/// A run of characters of one set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The characters.
    pub set: CharSet,
    /// Fewest of them.
    pub min: u32,
    /// Most of them; `None` for any number.
    pub max: Option<u32>,
}

/// Whether something may follow the last run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The text ends there: `$`.
    Exact,
    /// Any text may follow.
    Open,
}

/// A pattern that matches run after run, taking as much as it can of each, without going back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Simple {
    /// The runs, from the first character on.
    pub runs: Vec<Run>,
    /// What comes after them.
    pub end: End,
}

impl Simple {
    /// Reads an ECMA-262 pattern; `None` if it is more than a sequence of classes from the start on, or
    /// if matching it could need a second try.
    pub fn parse(pattern: &str) -> Option<Self> {
        let mut rest = pattern.strip_prefix('^')?.chars().peekable();
        let mut runs: Vec<Run> = Vec::new();
        let mut end = End::Open;
        while rest.peek().is_some() {
            if rest.next_if_eq(&'$').is_some() {
                if rest.next().is_some() {
                    return None;
                }
                end = End::Exact;
                break;
            }
            let set = atom(&mut rest)?;
            let (min, max) = quantifier(&mut rest)?;
            runs.push(Run { set, min, max });
        }
        let simple = Self { runs, end };
        simple.needs_no_second_try().then_some(simple)
    }

    /// Whether no run of open length can take what a later one needs.
    fn needs_no_second_try(&self) -> bool {
        self.runs.iter().enumerate().all(|(at, run)| {
            run.max == Some(run.min) || {
                let mut later = self.runs.iter().skip(at + 1);
                // Runs that may be empty let the one behind them be the neighbour.
                loop {
                    match later.next() {
                        None => break true,
                        Some(next) if next.set.meets(&run.set) => break false,
                        Some(next) if next.min > 0 => break true,
                        Some(_) => {}
                    }
                }
            }
        })
    }

    /// The first of the shortest texts that match, if it is one to show.
    pub fn shortest(&self) -> Option<String> {
        let length = self
            .runs
            .iter()
            .try_fold(0u32, |sum, run| sum.checked_add(run.min))?;
        if length > MOST_SHOWN {
            return None;
        }
        let texts = self.runs.iter().map(|run| {
            let sample = run.set.sample().unwrap_or('?');
            sample.to_string().repeat(run.min as usize)
        });
        Some(texts.collect())
    }

    /// How many characters every text has, if it is always the same number and no more than an array on the stack
    /// should hold.
    pub fn fixed_length(&self) -> Option<u32> {
        if self.end == End::Open {
            return None;
        }
        let length = self.runs.iter().try_fold(0u32, |sum, run| {
            (run.max == Some(run.min))
                .then_some(sum)?
                .checked_add(run.min)
        })?;
        (length <= MOST_FIXED).then_some(length)
    }

    /// How many bytes the texts stand for when read as hex, if it is always the same number.
    pub fn hex_bytes(&self) -> Option<u32> {
        let digits = self.fixed_length()?;
        let all_hex = self
            .runs
            .iter()
            .all(|run| run.set.is_within(&CharSet::hex()));
        (all_hex && digits % 2 == 0).then_some(digits / 2)
    }

    /// How many bytes the texts stand for when read as padded base64, if it is always the same number.
    pub fn base64_bytes(&self) -> Option<u32> {
        let length = self.fixed_length()?;
        let padding_set = one('=');
        let (padding, digits): (Vec<&Run>, Vec<&Run>) =
            self.runs.iter().partition(|run| run.set == padding_set);
        let padding: u32 = padding.iter().map(|run| run.min).sum();
        let trailing = self
            .runs
            .iter()
            .rev()
            .take_while(|run| run.set == padding_set)
            .map(|run| run.min)
            .sum();
        let legal = digits
            .iter()
            .all(|run| run.set.is_within(&CharSet::base64()));
        (legal && padding <= 2 && padding == trailing && length % 4 == 0 && length > 0)
            .then_some(length / 4 * 3 - padding)
    }
}

/// The pattern in one spelling, whatever the document's was.
impl fmt::Display for Simple {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("^")?;
        for run in &self.runs {
            write!(f, "{run}")?;
        }
        match self.end {
            End::Exact => f.write_str("$"),
            End::Open => Ok(()),
        }
    }
}

impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.set)?;
        match (self.min, self.max) {
            (1, Some(1)) => Ok(()),
            (min, Some(max)) if min == max => write!(f, "{{{min}}}"),
            (min, Some(max)) => write!(f, "{{{min},{max}}}"),
            (min, None) => write!(f, "{{{min},}}"),
        }
    }
}

/// What is left of a pattern.
type Rest<'p> = Peekable<Chars<'p>>;

/// One character or class.
fn atom(rest: &mut Rest<'_>) -> Option<CharSet> {
    match rest.next()? {
        '[' => class(rest),
        '\\' => escape(rest),
        '.' => Some(CharSet::not_line_end()),
        // Everything else that has a meaning of its own.
        '^' | '$' | '*' | '+' | '?' | '(' | ')' | ']' | '{' | '}' | '|' => None,
        character => Some(one(character)),
    }
}

/// The characters that an escape stands for; its backslash has been read.
fn escape(rest: &mut Rest<'_>) -> Option<CharSet> {
    Some(match rest.next()? {
        'd' => CharSet::digit(),
        'D' => CharSet::digit().complement(),
        'w' => CharSet::word(),
        'W' => CharSet::word().complement(),
        's' => CharSet::space(),
        'S' => CharSet::space().complement(),
        't' => one('\t'),
        'n' => one('\n'),
        'r' => one('\r'),
        'x' => one(code(rest, 2)?),
        'u' => one(code(rest, 4)?),
        letter if letter.is_ascii_punctuation() => one(letter),
        _ => return None,
    })
}

fn one(character: char) -> CharSet {
    CharSet::of(&[(character, character)])
}

/// A character by its code in hexadecimal digits.
fn code(rest: &mut Rest<'_>, digits: u32) -> Option<char> {
    let mut code = 0;
    for _ in 0..digits {
        code = code * 16 + rest.next()?.to_digit(16)?;
    }
    char::from_u32(code)
}

/// What follows `[`.
fn class(rest: &mut Rest<'_>) -> Option<CharSet> {
    let negated = rest.next_if_eq(&'^').is_some();
    let mut set = CharSet::default();
    let mut empty = true;
    loop {
        if rest.next_if_eq(&']').is_some() {
            return match (empty, negated) {
                // `[]` takes nothing and `[^]` everything: the engine knows.
                (true, _) => None,
                (false, true) => Some(set.complement()),
                (false, false) => Some(set),
            };
        }
        set = set.with(range(rest)?);
        empty = false;
    }
}

/// One member of a class, or a range between two; either end may be an escape.
fn range(rest: &mut Rest<'_>) -> Option<CharSet> {
    let first = member(rest)?;
    let mut ahead = rest.clone();
    let is_range = ahead.next() == Some('-') && ahead.next().is_some_and(|next| next != ']');
    if !is_range {
        return Some(first);
    }
    rest.next();
    let last = member(rest)?;
    match (first.only(), last.only()) {
        (Some(first), Some(last)) => (first <= last).then(|| CharSet::of(&[(first, last)])),
        // Beside a set, as in `[\w-.]`, it stands for itself (ECMA-262, section B.1.2.8.1).
        _ => Some(first.with(one('-')).with(last)),
    }
}

/// What one character or escape of a class stands for.
fn member(rest: &mut Rest<'_>) -> Option<CharSet> {
    match rest.next()? {
        '\\' => escape(rest),
        character => Some(one(character)),
    }
}

/// The quantifier that comes next: least and most.
fn quantifier(rest: &mut Rest<'_>) -> Option<(u32, Option<u32>)> {
    let counts = match rest.peek() {
        Some('?') => (0, Some(1)),
        Some('*') => (0, None),
        Some('+') => (1, None),
        Some('{') => {
            rest.next();
            let mut inside = String::new();
            while let Some(character) = rest.next_if(|character| *character != '}') {
                inside.push(character);
            }
            counts(&inside)?
        }
        _ => return Some((1, Some(1))),
    };
    rest.next()?;
    // A lazy quantifier or a second one.
    let stacked = matches!(rest.peek(), Some('?' | '*' | '+' | '{'));
    (!stacked).then_some(counts)
}

fn counts(inside: &str) -> Option<(u32, Option<u32>)> {
    match inside.split_once(',') {
        None => inside.parse().ok().map(|count| (count, Some(count))),
        Some((min, "")) => Some((min.parse().ok()?, None)),
        Some((min, max)) => {
            let (min, max) = (min.parse().ok()?, max.parse().ok()?);
            (min <= max).then_some((min, Some(max)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_follow_from_classes() {
        let simple = |pattern: &str| Simple::parse(pattern).unwrap();
        assert_eq!(simple("^[0-9a-f]{64}$").hex_bytes(), Some(32));
        assert_eq!(simple("^0[23][0-9a-fA-F]{64}$").hex_bytes(), Some(33));
        assert_eq!(simple("^[A-Za-z0-9+/]{43}=$").base64_bytes(), Some(32));
        assert_eq!(simple("^[A-Za-z0-9+/]{44}$").base64_bytes(), Some(33));
        assert_eq!(simple("^[A-Za-z0-9+/]{42}==$").base64_bytes(), Some(31));
        assert_eq!(simple("^=[A-Za-z0-9+/]{43}$").base64_bytes(), None);
        assert_eq!(simple("^[0-9a-f]{3}$").hex_bytes(), None);
        assert_eq!(simple("^[0-9a-f]{4000000000}$").hex_bytes(), None);
        assert_eq!(simple("^[0-9a-f]{4000000000}$").shortest(), None);
        assert_eq!(simple("^0[23][a-f]{2}$").shortest().unwrap(), "02aa");
        assert_eq!(simple("^[0-9a-f]{64}:[0-9]{1,10}$").fixed_length(), None);
        assert_eq!(simple("^sk_").fixed_length(), None);
        assert_eq!(simple(r"^\d{2}\.[\w-]$").fixed_length(), Some(4));
    }

    #[test]
    fn what_needs_more_than_a_loop_is_refused() {
        for pattern in [
            "abc", "^a|b$", "^(ab)$", "^.*b$", "^a*a$", "^a*b?a$", "^[^a]*b$", "^a{2,1}$", "^a+?$",
            "^a**$", "^[]$", "^[^]$", "^[b-a]$", "^[a", "^a{", r"^\", r"^\b$", "^a$b",
        ] {
            assert_eq!(Simple::parse(pattern), None, "{pattern}");
        }
    }

    #[test]
    fn classes_go_beyond_ascii() {
        let set = |pattern: &str| Simple::parse(pattern).unwrap().runs[0].set.clone();
        assert_eq!(set("^é$").ranges(), [('é', 'é')]);
        assert_eq!(set("^[^/]{1,255}$").ranges().first(), Some(&('\0', '.')));
        assert_eq!(set("^.$"), set(r"^[^\n\r\u2028\u2029]$"));
        assert!(!set(r"^\S$").meets(&set(r"^\s$")));
        let any = Simple::parse("^.{1,8000}$").unwrap();
        assert_eq!((any.runs[0].min, any.runs[0].max), (1, Some(8000)));
        assert_eq!(any.to_string(), "^.{1,8000}$");
        assert_eq!(any.shortest().as_deref(), Some("a"));
    }

    #[test]
    fn ranges_may_end_in_escapes() {
        for (pattern, ranges) in [
            (r"^[\x20-\x7e]+$", &[(' ', '~')][..]),
            (r"^[\u0041-Z]+$", &[('A', 'Z')]),
            (r"^[+-\/]+$", &[('+', '/')]),
            (r"^[\t-\r\-]+$", &[('\t', '\r'), ('-', '-')]),
            (r"^[\d-]+$", &[('-', '-'), ('0', '9')]),
            (r"^[a\-z]+$", &[('-', '-'), ('a', 'a'), ('z', 'z')]),
        ] {
            let simple = Simple::parse(pattern).unwrap();
            assert_eq!(simple.runs[0].set.ranges(), ranges, "{pattern}");
        }
        let beside = Simple::parse(r"^[\w-.]$").unwrap();
        let meant = CharSet::word().with(CharSet::of(&[('-', '.')]));
        assert_eq!(beside.runs[0].set, meant);
        assert_eq!(Simple::parse(r"^[\x7e-\x20]$"), None);
    }

    #[test]
    fn ranges_are_in_order() {
        let Simple { runs, end } = Simple::parse("^[c-ea0-9f]+$").unwrap();
        assert_eq!(end, End::Exact);
        assert_eq!(runs[0].set.ranges(), [('0', '9'), ('a', 'a'), ('c', 'f')]);
        assert_eq!((runs[0].min, runs[0].max), (1, None));
        assert!(!runs[0].set.meets(&one('b')));
    }
}
