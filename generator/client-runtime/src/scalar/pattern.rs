//! Patterns of checked text: a row of character classes with counts.

use super::ScalarError;

/// A pattern of text: a row of [`Piece`]s, one after the other, which are the whole text or its beginning.
///
/// ```
/// use trueup_client::{Pattern, Piece};
///
/// const POINT: Pattern = Pattern::new(
///     "^[0-9a-f]{4}:[0-9]+$",
///     &[
///         Piece::new(&[('0', '9'), ('a', 'f')], 4, Some(4)),
///         Piece::new(&[(':', ':')], 1, Some(1)),
///         Piece::new(&[('0', '9')], 1, None),
///     ],
/// );
/// assert!(POINT.check("beef:0").is_ok());
/// assert!(POINT.check("beef").is_err());
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Pattern {
    text: &'static str,
    pieces: &'static [Piece],
    end: End,
    shortest: usize,
    longest: Option<usize>,
}

/// What may follow the last piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Nothing,
    Anything,
}

/// Some characters of one class.
#[derive(Clone, Copy, Debug)]
pub struct Piece {
    class: &'static [(char, char)],
    least: usize,
    most: Option<usize>,
}

impl Piece {
    /// From `least` to `most` characters (`None`: any number), each within one of the ranges, ends included.
    #[must_use]
    pub const fn new(class: &'static [(char, char)], least: usize, most: Option<usize>) -> Self {
        Self { class, least, most }
    }

    fn holds(self, character: char) -> bool {
        self.class
            .iter()
            .any(|(first, last)| (*first..=*last).contains(&character))
    }
}

impl Pattern {
    /// A pattern of the whole text; `text` is how the description writes it, for messages.
    #[must_use]
    pub const fn new(text: &'static str, pieces: &'static [Piece]) -> Self {
        Self {
            text,
            pieces,
            end: End::Nothing,
            shortest: 0,
            longest: None,
        }
    }

    /// A pattern of the beginning of a text.
    #[must_use]
    pub const fn prefix(text: &'static str, pieces: &'static [Piece]) -> Self {
        Self {
            end: End::Anything,
            ..Self::new(text, pieces)
        }
    }

    /// Limits the length also, in characters.
    #[must_use]
    pub const fn with_length(self, shortest: usize, longest: Option<usize>) -> Self {
        Self {
            shortest,
            longest,
            ..self
        }
    }

    /// Whether a text is of this pattern.
    ///
    /// # Errors
    ///
    /// When it is not.
    pub fn check(&self, text: &str) -> Result<(), ScalarError> {
        let most: Option<usize> = self.pieces.iter().map(|piece| piece.most).sum();
        let most = most
            .into_iter()
            .chain(self.longest)
            .min()
            .unwrap_or(usize::MAX);
        // A text that is much too long is not taken apart; no character has more than four bytes.
        let fits = text.len() / 4 <= most && self.matches(&text.chars().collect::<Vec<_>>());
        if fits {
            return Ok(());
        }
        Err(ScalarError::new(self.expected()).with_length(text.len()))
    }

    /// A text of this pattern, as a value of its own.
    ///
    /// # Errors
    ///
    /// When it is not of this pattern.
    #[doc(hidden)]
    pub fn read(&self, text: &str) -> Result<String, ScalarError> {
        self.check(text).map(|()| text.to_owned())
    }

    fn expected(&self) -> String {
        let mut expected = "text".to_owned();
        if !self.text.is_empty() {
            expected += &format!(" of the pattern {}", self.text);
        }
        match (self.shortest, self.longest) {
            (0, None) => {}
            (shortest, None) => expected += &format!(" with at least {shortest} characters"),
            (shortest, Some(longest)) => {
                expected += &format!(" with {shortest} to {longest} characters");
            }
        }
        expected
    }

    /// Follows all ways to match at once, in time that grows with pieces times characters.
    fn matches(&self, text: &[char]) -> bool {
        if text.len() < self.shortest || self.longest.is_some_and(|longest| text.len() > longest) {
            return false;
        }
        let mut reached = vec![false; text.len() + 1];
        if let Some(start) = reached.first_mut() {
            *start = true;
        }
        for piece in self.pieces {
            reached = step(*piece, text, &reached);
        }
        match self.end {
            End::Nothing => reached.last().copied().unwrap_or(false),
            End::Anything => reached.contains(&true),
        }
    }
}

/// The positions at which a piece can end, when it can begin at those in `starts`.
fn step(piece: Piece, text: &[char], starts: &[bool]) -> Vec<bool> {
    // How many characters of the class follow from each position on.
    let mut runs = vec![0usize; text.len() + 1];
    let mut run = 0;
    for (slot, character) in runs.iter_mut().rev().skip(1).zip(text.iter().rev()) {
        run = if piece.holds(*character) { run + 1 } else { 0 };
        *slot = run;
    }
    // Each start opens a range of ends; ranges are summed from the differences at their borders.
    let mut borders = vec![0isize; text.len() + 2];
    for (start, (_, run)) in starts
        .iter()
        .zip(runs)
        .enumerate()
        .filter(|(_, (open, _))| **open)
    {
        let longest = piece.most.map_or(run, |most| most.min(run));
        if longest < piece.least {
            continue;
        }
        if let Some(first) = borders.get_mut(start + piece.least) {
            *first += 1;
        }
        if let Some(after) = borders.get_mut(start + longest + 1) {
            *after -= 1;
        }
    }
    let mut open = 0isize;
    let ends = borders.iter().take(text.len() + 1).map(|border| {
        open += border;
        open > 0
    });
    ends.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const DIGITS: &[(char, char)] = &[('0', '9')];

    fn accepts(pieces: &'static [Piece], text: &str) -> bool {
        Pattern::new("test", pieces).check(text).is_ok()
    }

    #[test]
    fn counts_have_both_ends() {
        const TWO_TO_THREE: &[Piece] = &[Piece::new(DIGITS, 2, Some(3))];
        for (text, verdict) in [
            ("", false),
            ("1", false),
            ("12", true),
            ("123", true),
            ("1234", false),
            ("1a", false),
        ] {
            assert_eq!(accepts(TWO_TO_THREE, text), verdict, "{text}");
        }
    }

    #[test]
    fn a_piece_gives_back_what_the_next_one_needs() {
        const OVERLAP: &[Piece] = &[
            Piece::new(DIGITS, 0, None),
            Piece::new(&[('5', '5')], 1, Some(1)),
            Piece::new(DIGITS, 1, Some(1)),
        ];
        assert!(accepts(OVERLAP, "15551"));
        assert!(!accepts(OVERLAP, "15511"));
        assert!(!accepts(OVERLAP, "5"));
    }

    #[test]
    fn a_prefix_leaves_the_rest_alone() {
        const STARTS: Pattern = Pattern::prefix("^[0-9]{2}", &[Piece::new(DIGITS, 2, Some(2))]);
        for (text, verdict) in [
            ("12", true),
            ("12 and more", true),
            ("1 2", false),
            ("", false),
        ] {
            assert_eq!(STARTS.check(text).is_ok(), verdict, "{text}");
        }
        assert!(
            Pattern::prefix("", &[])
                .with_length(1, None)
                .check("x")
                .is_ok()
        );
    }

    #[test]
    fn length_is_in_characters() {
        const ANY: &[Piece] = &[Piece::new(&[('\0', char::MAX)], 0, None)];
        let pattern = Pattern::new(".*", ANY).with_length(2, Some(3));
        for (text, verdict) in [("é", false), ("éé", true), ("ééé", true), ("éééé", false)]
        {
            assert_eq!(pattern.check(text).is_ok(), verdict, "{text}");
        }
    }

    #[test]
    fn the_message_names_the_pattern_and_not_the_text() {
        const ONE: Pattern =
            Pattern::new("^[0-9]{1}$", &[Piece::new(DIGITS, 1, Some(1))]).with_length(1, None);
        let error = ONE.check("hunter2").unwrap_err();
        assert_eq!(
            error.to_string(),
            "expected text of the pattern ^[0-9]{1}$ with at least 1 characters, got text of 7 bytes"
        );
    }

    #[test]
    fn a_long_text_costs_no_more_than_its_length() {
        const LOOSE: &[Piece] = &[
            Piece::new(DIGITS, 0, None),
            Piece::new(DIGITS, 0, None),
            Piece::new(DIGITS, 1, None),
        ];
        assert!(accepts(LOOSE, &"7".repeat(200_000)));
    }
}
