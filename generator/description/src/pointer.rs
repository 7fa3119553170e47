//! JSON Pointers (RFC 6901): where in a document something stands.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

/// A path from the root of a document to one value. A clone is cheap.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pointer {
    /// The escaped text: empty, or a `/` before every segment.
    text: Arc<str>,
}

impl Pointer {
    /// The whole document.
    #[must_use]
    pub fn root() -> Self {
        Self {
            text: Arc::from(""),
        }
    }

    /// Reads the text form: empty, or starting with `/`, with `~0` for `~` and `~1` for `/`.
    /// `None` for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let escapes = text
            .split('~')
            .skip(1)
            .all(|rest| rest.starts_with(['0', '1']));
        let shape = text.is_empty() || text.starts_with('/');
        (escapes && shape).then(|| Self {
            text: Arc::from(text),
        })
    }

    /// The value under `key` of this object.
    #[must_use]
    pub fn child(&self, key: &str) -> Self {
        Self {
            text: Arc::from([&*self.text, "/", &*escape(key)].concat()),
        }
    }

    /// The element `index` of this array, counted from 0.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        Self {
            text: Arc::from(format!("{}/{index}", self.text)),
        }
    }

    /// The value that `inside` leads to from this one.
    #[must_use]
    pub fn join(&self, inside: &Self) -> Self {
        if self.text.is_empty() {
            return inside.clone();
        }
        Self {
            text: Arc::from(format!("{}{}", self.text, inside.text)),
        }
    }

    /// The value that holds this one, `None` for the root.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        let (parent, _) = self.text.rsplit_once('/')?;
        Some(Self {
            text: Arc::from(parent),
        })
    }

    /// The keys and indices on the way, unescaped.
    pub fn segments(&self) -> impl Iterator<Item = Cow<'_, str>> {
        self.text.split('/').skip(1).map(unescape)
    }

    /// The last key or index on the way, unescaped; `None` for the root.
    #[must_use]
    pub fn last(&self) -> Option<Cow<'_, str>> {
        let (_, last) = self.text.rsplit_once('/')?;
        Some(unescape(last))
    }

    /// The text form.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

fn escape(key: &str) -> Cow<'_, str> {
    if key.contains(['~', '/']) {
        Cow::Owned(key.replace('~', "~0").replace('/', "~1"))
    } else {
        Cow::Borrowed(key)
    }
}

fn unescape(segment: &str) -> Cow<'_, str> {
    if segment.contains('~') {
        // In this order: `~01` is the text `~1`.
        Cow::Owned(segment.replace("~1", "/").replace("~0", "~"))
    } else {
        Cow::Borrowed(segment)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_are_escaped_and_unescaped() {
        let pointer = Pointer::root()
            .child("paths")
            .child("/v1/~me")
            .index(3)
            .child("~1");
        assert_eq!(pointer.to_string(), "/paths/~1v1~1~0me/3/~01");
        let segments: Vec<_> = pointer.segments().collect();
        assert_eq!(segments, ["paths", "/v1/~me", "3", "~1"]);
        assert_eq!(pointer.last().unwrap(), "~1");
        assert_eq!(Pointer::parse(pointer.as_str()), Some(pointer));
    }

    #[test]
    fn the_root_has_no_segments() {
        assert_eq!(Pointer::root().segments().count(), 0);
        assert_eq!(Pointer::root().last(), None);
        assert_eq!(Pointer::root().parent(), None);
        assert_eq!(Pointer::root().child("a").parent(), Some(Pointer::root()));
        assert_eq!(Pointer::root().child("").to_string(), "/");
    }

    #[test]
    fn other_texts_are_no_pointers() {
        for text in ["a", "#/a", "/a~", "/a~2", "~0"] {
            assert_eq!(Pointer::parse(text), None, "{text}");
        }
    }
}
