//! Media types as they are described and sent.

/// A media type without its parameters, in small letters (RFC 9110, section 8.3.1).
pub(crate) fn essence(text: &str) -> String {
    let essence = text.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

/// Whether a described media type, which may be a range such as `image/*` or `application/*+json`, covers one that was
/// sent.
pub(crate) fn covers(described: &str, sent: &str) -> bool {
    match described.split_once('*') {
        Some(("", _)) => true,
        // `application/json` is meant by those who write `application/*+json`.
        Some((before, "+json")) if sent == format!("{before}json") => true,
        Some((before, after)) => {
            let inside = sent.strip_prefix(before);
            inside.is_some_and(|rest| rest.ends_with(after))
        }
        None => described == sent,
    }
}

#[cfg(test)]
mod tests {
    use super::covers;

    #[test]
    fn ranges_cover_what_is_in_them() {
        for (described, sent) in [
            ("*/*", "text/csv"),
            ("image/*", "image/png"),
            ("application/*+json", "application/vnd.a+json"),
            ("application/*+json", "application/json"),
            ("application/json", "application/json"),
        ] {
            assert!(covers(described, sent), "{described} {sent}");
        }
        for (described, sent) in [
            ("image/*", "text/csv"),
            ("application/*+json", "application/xml"),
            ("application/json", "application/vnd.a+json"),
        ] {
            assert!(!covers(described, sent), "{described} {sent}");
        }
    }
}
