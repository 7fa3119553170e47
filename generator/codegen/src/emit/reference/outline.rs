//! Every heading of a page, decided before its text, so that the text can refer to any of them.

use std::collections::BTreeMap;

use super::markdown;
use trueup_description::ir::schema::SchemaId;

/// What a heading stands over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    /// The page.
    Title,
    /// A part that pages of every service have.
    Section(Section),
    /// The operations of a tag, by its position.
    Group(usize),
    /// An operation, by its position in the service.
    Operation(usize),
    /// What the server sends by itself, by its position in the service.
    Webhook(usize),
    /// A named object.
    Object(SchemaId),
}

/// Parts that pages of every service have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Section {
    /// The index.
    Contents,
    /// Where the service is.
    BaseUrl,
    /// What calls must carry.
    Authentication,
    /// How many calls are allowed.
    RateLimits,
    /// What calls answer that fail.
    Errors,
    /// What the server sends by itself.
    Webhooks,
    /// Tables of objects that several places share.
    Objects,
    /// Units and formats.
    Values,
}

impl Section {
    /// The heading.
    pub(super) fn title(self) -> &'static str {
        match self {
            Self::Contents => "Contents",
            Self::BaseUrl => "Base URL",
            Self::Authentication => "Authentication",
            Self::RateLimits => "Rate limits",
            Self::Errors => "Errors",
            Self::Webhooks => "Webhooks and callbacks",
            Self::Objects => "Objects",
            Self::Values => "Values",
        }
    }
}

/// The headings of a page with their anchors.
#[derive(Debug, Default)]
pub(super) struct Outline {
    entries: BTreeMap<Place, Entry>,
    used: BTreeMap<String, usize>,
}

#[derive(Debug)]
struct Entry {
    title: String,
    anchor: String,
}

impl Outline {
    /// Adds the next heading of the page. Anchors that were given out before get a number, as code hosts
    /// number equal headings.
    pub(super) fn push(&mut self, place: Place, title: &str) {
        let slug = markdown::slug(title);
        let count = self.used.entry(slug.clone()).or_default();
        let anchor = if *count == 0 {
            slug
        } else {
            format!("{slug}-{count}")
        };
        *count += 1;
        self.entries.insert(
            place,
            Entry {
                title: title.to_owned(),
                anchor,
            },
        );
    }

    /// The heading of a place: `##` for parts of the page, `###` for what stands in them.
    pub(super) fn heading(&self, place: Place) -> String {
        let level = match place {
            Place::Title => "#",
            Place::Section(_) | Place::Group(_) => "##",
            Place::Operation(_) | Place::Webhook(_) | Place::Object(_) => "###",
        };
        let title = self.entries.get(&place).map_or("", |entry| &entry.title);
        format!("{level} {}", markdown::heading(title))
    }

    /// A link to a place under its own title, as code; the bare title if the page does not have the place.
    pub(super) fn link(&self, place: Place, text: &str) -> String {
        match self.entries.get(&place) {
            Some(entry) => format!("[{text}](#{})", entry.anchor),
            None => text.to_owned(),
        }
    }

    /// Whether the page has this place.
    pub(super) fn has(&self, place: Place) -> bool {
        self.entries.contains_key(&place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_headings_are_told_apart() {
        let mut outline = Outline::default();
        outline.push(Place::Group(0), "Node");
        outline.push(Place::Operation(0), "GET /node");
        outline.push(Place::Operation(1), "GET /no/de");
        assert_eq!(outline.link(Place::Group(0), "a"), "[a](#node)");
        assert_eq!(outline.link(Place::Operation(0), "a"), "[a](#get-node)");
        assert_eq!(outline.link(Place::Operation(1), "a"), "[a](#get-node-1)");
        assert_eq!(outline.link(Place::Operation(2), "a"), "a");
        assert_eq!(outline.heading(Place::Operation(1)), "### GET /no/de");
    }
}
