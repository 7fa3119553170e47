//! How many of something there are, in words.

/// A count and what is counted, whose plural is regular: `1 body`, `2 bodies`.
#[must_use]
pub fn counted(count: usize, plural: &str) -> String {
    if count != 1 {
        return format!("{count} {plural}");
    }
    match (plural.strip_suffix("ies"), plural.strip_suffix('s')) {
        (Some(stem), _) => format!("1 {stem}y"),
        (None, Some(singular)) => format!("1 {singular}"),
        (None, None) => format!("1 {plural}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_one() {
        assert_eq!(counted(1, "documents"), "1 document");
        assert_eq!(counted(1, "bodies"), "1 body");
        assert_eq!(counted(1, "other hosts"), "1 other host");
        assert_eq!(counted(1, "allowed"), "1 allowed");
        assert_eq!(counted(0, "bodies"), "0 bodies");
        assert_eq!(counted(21, "errors"), "21 errors");
    }
}
