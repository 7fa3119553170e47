//! Server-sent events as documents show them.

/// Whether a text is an event stream: each line a field, a comment, or empty (HTML standard, section 9.2.5), and data among
/// them.
pub(crate) fn is_event_stream(text: &str) -> bool {
    let name = |line: &str| line.split(':').next().unwrap_or_default().to_owned();
    let is_field = |line: &str| {
        line.trim().is_empty() || ["", "data", "event", "id", "retry"].contains(&&*name(line))
    };
    text.lines().all(is_field) && text.lines().any(|line| name(line) == "data")
}
