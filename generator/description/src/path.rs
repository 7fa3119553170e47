//! The key of a Path Item. OpenAPI has templates of paths there; many documents also write a query or a fragment behind
//! one, to tell operations apart that are called at the same path.

use crate::template;

/// A key, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathKey<'a> {
    /// The template of the path.
    pub template: &'a str,
    /// The pairs of the query: a name, and the value that it must have, which may be a name in braces.
    pub query: Vec<(&'a str, &'a str)>,
    /// What stands behind `#`, which nobody sends.
    pub fragment: Option<&'a str>,
}

impl<'a> PathKey<'a> {
    /// Takes a key apart.
    #[must_use]
    pub fn new(key: &'a str) -> Self {
        let (rest, fragment) = match key.split_once('#') {
            Some((rest, fragment)) => (rest, Some(fragment)),
            None => (key, None),
        };
        let (template, query) = rest.split_once('?').unwrap_or((rest, ""));
        let pairs = query.split('&').filter(|pair| !pair.is_empty());
        Self {
            template,
            query: pairs
                .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
                .collect(),
            fragment,
        }
    }

    /// The pairs with a value in the fragment, which people write like those of a query: what the operation is called with.
    pub fn fragment_pairs(&self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let pairs = self.fragment.into_iter().flat_map(|text| text.split('&'));
        pairs.filter_map(|pair| pair.split_once('='))
    }

    /// The names in braces of the template; none if it is not well formed.
    #[must_use]
    pub fn names(&self) -> Vec<&'a str> {
        template::names(self.template).unwrap_or_default()
    }

    /// Whether it is a template and nothing else.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.query.is_empty() && self.fragment.is_none()
    }

    /// The names in braces among the values of the query, each with the name of its pair. Some put the name itself into
    /// braces, and any value behind it.
    pub fn slots(&self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let slots = self.query.iter();
        slots.filter_map(|(name, value)| match slot(name) {
            Some(name) => Some((name, name)),
            None => Some((*name, slot(value)?)),
        })
    }

    /// The pairs of the query whose value is given.
    pub fn fixed(&self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let pairs = self.query.iter().copied();
        pairs.filter(|(name, value)| slot(name).is_none() && slot(value).is_none())
    }

    /// The names in braces of the fragment, which are sent no more than the fragment is.
    #[must_use]
    pub fn unsent(&self) -> Vec<&'a str> {
        let unsent = self.fragment.and_then(|text| template::names(text).ok());
        unsent.unwrap_or_default()
    }

    /// The template as it is sent: white space, and what no URL holds, is encoded outside of braces (RFC 3986, section 2.1).
    #[must_use]
    pub fn sent(&self) -> String {
        let mut sent = String::with_capacity(self.template.len());
        let mut inside = false;
        for character in self.template.chars() {
            match character {
                '{' => inside = true,
                '}' => inside = false,
                _ => {}
            }
            if !inside && (character.is_whitespace() || NEVER_SENT.contains(&character)) {
                let mut bytes = [0; 4];
                for byte in character.encode_utf8(&mut bytes).bytes() {
                    sent.push_str(&format!("%{byte:02X}"));
                }
            } else {
                sent.push(character);
            }
        }
        sent
    }
}

/// The characters of ASCII beside white space and braces that stand in no URL.
const NEVER_SENT: [char; 7] = ['"', '<', '>', '\\', '^', '`', '|'];

/// The name in braces that is the whole value.
fn slot(value: &str) -> Option<&str> {
    let name = value.strip_prefix('{')?.strip_suffix('}')?;
    (!name.contains(['{', '}'])).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_may_have_a_query_and_a_fragment() {
        let key = PathKey::new("/jobs/{id}?op=LIST&page={p}&all#X-Target=Jobs.List");
        assert_eq!(key.template, "/jobs/{id}");
        assert_eq!(key.query, [("op", "LIST"), ("page", "{p}"), ("all", "")]);
        assert_eq!(key.fragment, Some("X-Target=Jobs.List"));
        assert_eq!(
            key.fragment_pairs().collect::<Vec<_>>(),
            [("X-Target", "Jobs.List")]
        );
        assert_eq!(key.slots().collect::<Vec<_>>(), [("page", "p")]);
        assert_eq!(
            key.fixed().collect::<Vec<_>>(),
            [("op", "LIST"), ("all", "")]
        );
        let named = PathKey::new("/jobs?{state}=1&op=LIST#v1/{team}");
        assert_eq!(named.slots().collect::<Vec<_>>(), [("state", "state")]);
        assert_eq!(named.fixed().collect::<Vec<_>>(), [("op", "LIST")]);
        assert_eq!(named.unsent(), ["team"]);
        assert!(!key.is_plain());
        assert!(PathKey::new("/jobs").is_plain());
        assert!(!PathKey::new("/jobs#").is_plain());
    }

    #[test]
    fn white_space_is_encoded_where_it_is_sent() {
        assert_eq!(
            PathKey::new("/my pets/{the id}/\u{a0}").sent(),
            "/my%20pets/{the id}/%C2%A0"
        );
        assert_eq!(PathKey::new("/a\"/{b|c}/x|y").sent(), "/a%22/{b|c}/x%7Cy");
    }
}
