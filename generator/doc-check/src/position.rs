//! Lines and columns of byte offsets in files.

/// Line and column of an offset, both from 1; columns count code points.
pub(crate) fn line_and_column(text: &str, offset: usize) -> (u32, u32) {
    let before = text.get(..offset).unwrap_or(text);
    let line = before.bytes().filter(|&byte| byte == b'\n').count() + 1;
    let column = before
        .rsplit('\n')
        .next()
        .unwrap_or_default()
        .chars()
        .count()
        + 1;
    (
        u32::try_from(line).unwrap_or(u32::MAX),
        u32::try_from(column).unwrap_or(u32::MAX),
    )
}

#[cfg(test)]
mod tests {
    use super::line_and_column;

    #[test]
    fn columns_count_characters() {
        assert_eq!(line_and_column("é€\nab", 0), (1, 1));
        assert_eq!(line_and_column("é€\nab", 5), (1, 3));
        assert_eq!(line_and_column("é€\nab", 7), (2, 2));
        assert_eq!(line_and_column("é€\nab", 99), (2, 3));
    }
}
