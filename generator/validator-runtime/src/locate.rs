//! Lines, columns and JSON Pointers of byte offsets, worked out once, when a check found something.
//!
//! The check itself keeps no path: on valid input it would pay for nothing. The offset of a value tells its pointer,
//! so one more walk over the text up to the last offset gives all of them.

use std::fmt::Write as _;

use crate::scan::{Kind, Scanner};

/// Line and column of an offset, both from 1; columns count code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    pub(crate) line: u32,
    pub(crate) column: u32,
}

/// The places of offsets.
pub(crate) struct Places(Vec<(usize, Place)>);

impl Places {
    /// Works out all of them in one pass over the text.
    pub(crate) fn new(text: &[u8], mut offsets: Vec<usize>) -> Self {
        offsets.sort_unstable();
        offsets.dedup();
        let (mut from, mut place) = (0, Place { line: 1, column: 1 });
        let mut places = Vec::with_capacity(offsets.len());
        for offset in offsets {
            place = place.after(text.get(from..offset.min(text.len())).unwrap_or_default());
            places.push((offset, place));
            from = offset;
        }
        Self(places)
    }

    /// The place of one of the offsets.
    pub(crate) fn get(&self, offset: usize) -> Place {
        let found = self.0.binary_search_by_key(&offset, |(offset, _)| *offset);
        let place = found.ok().and_then(|index| self.0.get(index));
        place.map_or(Place { line: 1, column: 1 }, |(_, place)| *place)
    }
}

impl Place {
    /// The place behind a piece of text that begins here.
    fn after(self, text: &[u8]) -> Self {
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let breaks = text.iter().filter(|&&byte| byte == b'\n').count();
        let last = text
            .iter()
            .rposition(|&byte| byte == b'\n')
            .map_or(0, |at| at + 1);
        let rest = text.get(last..).unwrap_or_default();
        // The further bytes of a character take no column.
        let width = number(
            rest.iter()
                .filter(|&&byte| !matches!(byte, 0x80..=0xbf))
                .count(),
        );
        match breaks {
            0 => Self {
                line: self.line,
                column: self.column + width,
            },
            breaks => Self {
                line: self.line + number(breaks),
                column: 1 + width,
            },
        }
    }
}

/// One container on the way to where the walk stands.
enum Step {
    Index(usize),
    /// Offset of the opening quote of a name.
    Name(usize),
}

/// The JSON Pointers (RFC 6901) of offsets in ascending order. The offset of a name gives its property; an offset
/// between values gives the container.
pub(crate) fn pointers(text: &[u8], offsets: &[usize]) -> Vec<String> {
    let mut walk = Walk {
        scanner: Scanner::new(text),
        steps: Vec::new(),
        wanted: offsets,
        found: Vec::new(),
    };
    // A text that is not JSON ends the walk; what is still wanted lies where it ended.
    let _ = walk.value();
    while walk.found.len() < offsets.len() {
        let pointer = walk.pointer();
        walk.found.push(pointer);
    }
    walk.found
}

struct Walk<'a, 'o> {
    scanner: Scanner<'a>,
    steps: Vec<Step>,
    wanted: &'o [usize],
    found: Vec<String>,
}

impl Walk<'_, '_> {
    /// Answers for all wanted offsets up to here.
    fn reach(&mut self, offset: usize) {
        while self
            .wanted
            .get(self.found.len())
            .is_some_and(|&wanted| wanted <= offset)
        {
            let pointer = self.pointer();
            self.found.push(pointer);
        }
    }

    fn pointer(&self) -> String {
        let mut pointer = String::new();
        for step in &self.steps {
            match *step {
                Step::Index(index) => {
                    let _ = write!(pointer, "/{index}");
                }
                Step::Name(offset) => {
                    let mut scanner = self.scanner;
                    scanner.pos = offset;
                    if let Ok(name) = scanner.string() {
                        pointer.push('/');
                        pointer.push_str(&name.characters().replace('~', "~0").replace('/', "~1"));
                    }
                }
            }
        }
        pointer
    }

    fn value(&mut self) -> Result<(), ()> {
        self.scanner.white_space();
        let base = self.steps.len();
        loop {
            if self.found.len() == self.wanted.len() {
                return Ok(());
            }
            // At the first byte of a value.
            self.reach(self.scanner.pos);
            let kind = self.scanner.kind().map_err(drop)?;
            match kind {
                Kind::Array | Kind::Object => {
                    let (close, object) = if kind == Kind::Object {
                        (b'}', true)
                    } else {
                        (b']', false)
                    };
                    self.scanner.pos += 1;
                    self.scanner.white_space();
                    if self.scanner.peek() != Some(close) {
                        self.steps.push(Step::Index(0));
                        if object {
                            self.name()?;
                        }
                        continue;
                    }
                    self.scanner.pos += 1;
                }
                scalar => {
                    let start = self.scanner.pos;
                    if self.scanner.skip_scalar(scalar).is_err() {
                        self.scanner.pos = start;
                        return Err(());
                    }
                    self.reach(self.scanner.pos.saturating_sub(1));
                }
            }
            if !self.after_value(base)? {
                return Ok(());
            }
        }
    }

    /// Goes on to the next value, up as far as containers end; false at the end of all.
    fn after_value(&mut self, base: usize) -> Result<bool, ()> {
        while self.steps.len() > base {
            self.scanner.white_space();
            let in_object = matches!(self.steps.last(), Some(Step::Name(_)));
            match (self.scanner.peek(), in_object) {
                (Some(b','), _) => {
                    self.scanner.pos += 1;
                    self.scanner.white_space();
                    match self.steps.last_mut() {
                        Some(Step::Index(index)) => *index += 1,
                        _ => self.name()?,
                    }
                    return Ok(true);
                }
                (Some(b'}'), true) | (Some(b']'), false) => {
                    self.scanner.pos += 1;
                    self.steps.pop();
                }
                _ => {
                    // What is wrong here is the container's matter.
                    self.steps.pop();
                    return Err(());
                }
            }
        }
        Ok(false)
    }

    /// Reads a name; the walk is in its property from here on.
    fn name(&mut self) -> Result<(), ()> {
        let offset = self.scanner.pos;
        self.steps.pop();
        let mut ahead = self.scanner;
        if ahead.peek() != Some(b'"') || ahead.string().is_err() {
            return Err(());
        }
        self.steps.push(Step::Name(offset));
        self.scanner.name().map_err(drop)?;
        self.reach(offset);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_offset_has_its_pointer() {
        let text = r#" {"a": [1, {"b/~": "x"}], "c": {}, "d": []} "#;
        let at = |part: &str| text.find(part).unwrap();
        let offsets = [
            at("{"),
            at("\"a\""),
            at("[1"),
            at("1"),
            at("{\"b"),
            at("\"b/"),
            at("\"x"),
            at("\"c"),
            at("[]"),
        ];
        let pointers = pointers(text.as_bytes(), &offsets);
        assert_eq!(
            pointers,
            [
                "",
                "/a",
                "/a",
                "/a/0",
                "/a/1",
                "/a/1/b~1~0",
                "/a/1/b~1~0",
                "/c",
                "/d"
            ]
        );
    }

    #[test]
    fn broken_text_gives_the_innermost_container() {
        for (text, pointer) in [
            (r#"{"value": "#, "/value"),
            (r#"{"a": [1, 2"#, "/a"),
            (r#"{"a": [1, x"#, "/a/1"),
            (r#"{"a": 1, b"#, ""),
            (r#"{"a" 1"#, "/a"),
            (r#"[[1] 2]"#, ""),
        ] {
            assert_eq!(
                pointers(text.as_bytes(), &[text.len()]),
                [pointer],
                "{text}"
            );
        }
    }

    #[test]
    fn columns_count_characters() {
        let places = Places::new("é€\nab\r\n c".as_bytes(), vec![11, 5, 7, 2, 5]);
        let place = |offset| (places.get(offset).line, places.get(offset).column);
        assert_eq!(
            [place(2), place(5), place(7), place(11)],
            [(1, 2), (1, 3), (2, 2), (3, 2)]
        );
    }
}
