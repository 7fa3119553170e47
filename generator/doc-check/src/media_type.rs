//! Media types as they are described and sent.

/// A media type without its parameters, in small letters (RFC 9110, section 8.3.1).
pub(crate) fn essence(text: &str) -> String {
    let essence = text.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

/// Whether a described media type, which may be a range, covers one that was sent.
pub(crate) fn covers(described: &str, sent: &str) -> bool {
    match described.strip_suffix("/*") {
        Some("*") => true,
        Some(kind) => sent.split('/').next() == Some(kind),
        None => described == sent,
    }
}
