//! Lines and columns of byte offsets in files.

/// Line and column of an offset, both from 1; columns count code points.
pub(crate) fn line_and_column(text: &str, offset: usize) -> (u32, u32) {
    Cursor::new(text).to(offset).place()
}

/// The offset of a line and a column that count from 1, the column in bytes, as serde_json counts.
pub(crate) fn offset_of(text: &str, line: usize, column: usize) -> usize {
    let above = line.saturating_sub(1);
    let length: usize = text.split_inclusive('\n').take(above).map(str::len).sum();
    length + column.saturating_sub(1)
}

/// A place in a text. Going on from it costs what lies between, so that the places of many offsets in their order
/// cost one reading of the text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cursor<'t> {
    text: &'t str,
    offset: usize,
    line: u32,
    column: u32,
}

impl<'t> Cursor<'t> {
    /// At the beginning.
    pub(crate) fn new(text: &'t str) -> Self {
        Self {
            text,
            offset: 0,
            line: 1,
            column: 1,
        }
    }

    /// At an offset further on, or at the end. From one further back, it begins anew.
    pub(crate) fn to(self, offset: usize) -> Self {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let Some(between) = self.text.get(self.offset..offset) else {
            return Self::new(self.text).to(offset);
        };
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let lines = count(between.bytes().filter(|&byte| byte == b'\n').count());
        let last = between.rsplit('\n').next().unwrap_or_default();
        let column = count(last.chars().count());
        Self {
            text: self.text,
            offset,
            line: self.line.saturating_add(lines),
            column: column.saturating_add(if lines == 0 { self.column } else { 1 }),
        }
    }

    /// All of the text.
    pub(crate) fn text(self) -> &'t str {
        self.text
    }

    /// Line and column.
    pub(crate) fn place(self) -> (u32, u32) {
        (self.line, self.column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        assert_eq!(line_and_column("é€\nab", 0), (1, 1));
        assert_eq!(line_and_column("é€\nab", 5), (1, 3));
        assert_eq!(line_and_column("é€\nab", 7), (2, 2));
        assert_eq!(line_and_column("é€\nab", 99), (2, 3));
    }

    #[test]
    fn a_cursor_says_the_same_from_wherever_it_comes() {
        let text = "é€\nab\n\ncd";
        for from in 0..=text.len() {
            for to in 0..=text.len() {
                let place = Cursor::new(text).to(from).to(to).place();
                assert_eq!(place, line_and_column(text, to), "{from} {to}");
            }
        }
    }

    #[test]
    fn offsets_count_bytes() {
        assert_eq!(offset_of("é€\nab", 1, 3), 2);
        assert_eq!(offset_of("é€\nab", 2, 2), 7);
        assert_eq!(offset_of("é€\nab", 2, 0), 6);
    }
}
