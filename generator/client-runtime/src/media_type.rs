//! Media types: what each is, and what its parameters say.

/// A media type without its parameters (RFC 9110, section 8.3.1), as it is written.
pub(crate) fn essence(text: &str) -> &str {
    text.split(';').next().unwrap_or_default().trim()
}

/// The value of a parameter, without quotation marks.
pub(crate) fn parameter<'t>(text: &'t str, wanted: &str) -> Option<&'t str> {
    text.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        let is_wanted = name.trim().eq_ignore_ascii_case(wanted);
        is_wanted.then(|| value.trim().trim_matches('"'))
    })
}

/// Whether a media type is JSON (RFC 6839, section 3.1).
#[cfg(feature = "client")]
pub(crate) fn is_json(media_type: &str) -> bool {
    let essence = essence(media_type).to_ascii_lowercase();
    essence == "application/json" || essence == "text/json" || essence.ends_with("+json")
}
