//! Where links may lead.

use crate::hidden::is_hidden;

/// What stands between a link's parentheses, if the link may lead there: to `http` or `https` with a host, to a mail
/// address, to a place within the page.
pub(super) fn link(destination: &str) -> Option<String> {
    let leads = image(destination).is_some() || is_mail(destination) || is_anchor(destination);
    leads.then(|| written(destination))
}

/// The same for an image, which can only come from `http` or `https`.
pub(super) fn image(destination: &str) -> Option<String> {
    is_web(destination).then(|| written(destination))
}

/// What stands between `<` and `>`, if a link may lead there under its own name.
pub(super) fn autolink(destination: &str) -> Option<String> {
    (is_web(destination) || is_mail(destination)).then(|| encoded(destination, "<>`|\\\""))
}

/// Whether a text begins as an address of the web does.
pub(super) fn is_web(destination: &str) -> bool {
    let rest = ["http://", "https://"].iter().find_map(|scheme| {
        let (start, rest) = destination.split_at_checked(scheme.len())?;
        start.eq_ignore_ascii_case(scheme).then_some(rest)
    });
    rest.is_some_and(|rest| rest.starts_with(|first: char| !matches!(first, '/' | '?' | '#' | ' ')))
}

/// `mailto:` and an address with a dot: rustdoc takes others for the name of an item.
fn is_mail(destination: &str) -> bool {
    let Some((name, domain)) = destination
        .strip_prefix("mailto:")
        .and_then(|address| address.split_once('@'))
    else {
        return false;
    };
    let plain = |text: &str, also: &str| {
        !text.is_empty()
            && text
                .chars()
                .all(|one| one.is_ascii_alphanumeric() || also.contains(one))
    };
    let (domain, query) = domain.split_once('?').unwrap_or((domain, ""));
    plain(name, ".!#$'*+/=^_{}~-")
        && domain.contains('.')
        && plain(domain, ".-")
        && (query.is_empty() || plain(query, "=%&.-_+"))
}

fn is_anchor(destination: &str) -> bool {
    destination.strip_prefix('#').is_some_and(|anchor| {
        !anchor.is_empty()
            && anchor
                .chars()
                .all(|one| one.is_alphanumeric() || "-_.%".contains(one))
    })
}

fn written(destination: &str) -> String {
    let text = encoded(destination, "<>`|\\\"{}^()");
    // What looks like an entity would be one.
    text.replace('&', "&amp;")
}

/// Percent-encodes (RFC 3986, section 2.1) white space, hidden characters and these.
fn encoded(destination: &str, others: &str) -> String {
    let mut text = String::with_capacity(destination.len());
    for character in destination.chars() {
        if character.is_whitespace() || is_hidden(character) || others.contains(character) {
            for byte in character.encode_utf8(&mut [0; 4]).bytes() {
                text.push_str(&format!("%{byte:02X}"));
            }
        } else {
            text.push(character);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_to_few_places() {
        let table = [
            (
                "https://a.example/b?c=1&d=2#e",
                Some("https://a.example/b?c=1&amp;d=2#e"),
            ),
            ("HTTP://a.example", Some("HTTP://a.example")),
            (
                "https://a.example/(b) c",
                Some("https://a.example/%28b%29%20c"),
            ),
            ("mailto:me@a.example", Some("mailto:me@a.example")),
            ("mailto:me@a", None),
            ("#rate-limits", Some("#rate-limits")),
            ("#", None),
            ("https://", None),
            ("https:///etc/passwd", None),
            ("javascript:alert(1)", None),
            ("data:text/html,x", None),
            ("file:///etc/passwd", None),
            ("//a.example", None),
            ("../b.md", None),
            ("std::fs::write", None),
            ("struct@Client", None),
            ("", None),
        ];
        for (destination, expected) in table {
            assert_eq!(link(destination).as_deref(), expected, "{destination:?}");
        }
        assert_eq!(image("mailto:me@a.example"), None);
    }
}
