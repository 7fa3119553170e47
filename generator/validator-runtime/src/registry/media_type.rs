//! Media types, as they are described and as they are sent.

use std::cmp::Reverse;

use super::{Framing, Media};

/// A media type without its parameters, in small letters (RFC 9110, section 8.3.1).
pub(super) fn essence(text: &str) -> String {
    let essence = text.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

/// The value of a parameter of a media type, without quotation marks.
pub(super) fn parameter<'t>(text: &'t str, wanted: &str) -> Option<&'t str> {
    text.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        let is_wanted = name.trim().eq_ignore_ascii_case(wanted);
        is_wanted.then(|| value.trim().trim_matches('"'))
    })
}

/// Whether a described media type, which may be a range such as `image/*` or `application/*+json`, covers one that was
/// sent. Both are without parameters.
fn covers(described: &str, sent: &str) -> bool {
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

/// Whether a body of a media type is JSON (RFC 8259, RFC 6839 section 3.1, lines of JSON included).
fn is_json(media_type: &str) -> bool {
    let essence = essence(media_type);
    let subtype = essence.split_once('/').map_or("", |(_, subtype)| subtype);
    ["json", "x-ndjson", "ndjson", "jsonl"].contains(&subtype) || subtype.ends_with("+json")
}

/// How closely a described media type is the one that was sent, the closest first.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// With its parameters.
    Exact,
    /// Whatever the parameters of either are.
    Essence,
    /// As one of a range; the longest range first.
    Range(Reverse<usize>),
    /// Lines of JSON, labelled as plain JSON.
    Label,
}

impl<'a> Media<'a> {
    /// The entry that comes closest to a media type as it was sent.
    pub fn closest(content: &'a [Self], sent: &str) -> Option<&'a Self> {
        let fits = content
            .iter()
            .filter_map(|media| Some((media.fit(sent)?, media)));
        fits.min_by(|(one, _), (other, _)| one.cmp(other))
            .map(|(_, media)| media)
    }

    /// Whether a body that was sent as this media type may be what the entry describes.
    pub fn fits(&self, sent: &str) -> bool {
        self.fit(sent).is_some()
    }

    fn fit(&self, sent: &str) -> Option<Fit> {
        let plain = |text: &str| text.replace(' ', "").to_ascii_lowercase();
        let (described, essence_of_sent) = (essence(self.media_type), essence(sent));
        if plain(self.media_type) == plain(sent) {
            Some(Fit::Exact)
        } else if described == essence_of_sent {
            Some(Fit::Essence)
        } else if covers(&described, &essence_of_sent) {
            Some(Fit::Range(Reverse(described.len())))
        } else {
            let is_lines = self.stream.is_some_and(|it| it.framing == Framing::Lines);
            let labelled = is_lines && essence_of_sent == "application/json";
            labelled.then_some(Fit::Label)
        }
    }

    /// Whether the media type is JSON (RFC 8259, RFC 6839 section 3.1, lines of JSON included).
    pub fn is_json(&self) -> bool {
        is_json(self.media_type)
    }

    /// Whether it is JSON, or many texts of JSON.
    pub fn holds_json(&self) -> bool {
        self.is_json_as(None)
    }

    /// The same of a body that was sent as this media type. A range does not say so itself.
    pub fn is_json_as(&self, sent: Option<&str>) -> bool {
        self.framing().is_some() || is_json(sent.unwrap_or(self.media_type))
    }

    /// How its items follow each other, where it is many.
    pub fn framing(&self) -> Option<Framing> {
        let described = self.stream.map(|stream| stream.framing);
        described.or_else(|| Framing::of_texts(self.media_type))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(media_type: &str) -> Media<'_> {
        Media {
            media_type,
            ..Media::DEFAULT
        }
    }

    #[test]
    fn ranges_cover_what_is_in_them() {
        for (described, sent) in [
            ("*/*", "text/csv"),
            ("image/*", "image/png"),
            ("application/*+json", "application/vnd.a+json"),
            ("application/*+json", "application/json"),
            ("application/json", "application/json; charset=utf-8"),
        ] {
            assert!(of(described).fits(sent), "{described} {sent}");
        }
        for (described, sent) in [
            ("image/*", "text/csv"),
            ("application/*+json", "application/xml"),
            ("application/json", "application/vnd.a+json"),
        ] {
            assert!(!of(described).fits(sent), "{described} {sent}");
        }
    }

    #[test]
    fn the_closest_entry_is_meant() {
        let content = [
            "*/*",
            "application/*",
            "application/json",
            "application/json; version=2",
            "text/csv",
        ]
        .map(of);
        for (sent, expected) in [
            ("application/json;version=2", "application/json; version=2"),
            ("Application/JSON", "application/json"),
            ("application/json; version=3", "application/json"),
            ("application/pdf", "application/*"),
            ("image/png", "*/*"),
            ("text/csv; header=present", "text/csv"),
        ] {
            let found = Media::closest(&content, sent).map(|media| media.media_type);
            assert_eq!(found, Some(expected), "{sent}");
        }
    }
}
