//! The headers of a response: as they came, and as a description types them.

mod list;
mod typed;

use std::fmt;
use std::sync::Arc;

use http::header::{HeaderMap, HeaderValue};

pub use typed::{FromHeaders, HeaderForm};

/// The headers of a response, as they came. A clone is a pointer.
///
/// `Debug` shows their names alone: a value may be a secret, such as that of a cookie.
#[derive(Clone, Default)]
pub struct ResponseHeaders(Option<Arc<HeaderMap>>);

impl ResponseHeaders {
    #[cfg(any(feature = "client", test))]
    pub(crate) fn new(headers: HeaderMap) -> Self {
        Self(Some(Arc::new(headers)))
    }

    /// The value of a header, if it is there and is text; of several of the name, the first one's. The name may be in
    /// upper or lower case.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.as_ref()?.get(name)?.to_str().ok()
    }

    /// All headers, by name and value. Names are in lower case, and come several times if their headers do.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        let all = self.0.iter().flat_map(|headers| headers.iter());
        all.map(|(name, value)| (name.as_str(), value.as_bytes()))
    }

    /// The values of a header, one for each line.
    fn lines<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a [u8]> {
        let lines = self.0.iter().flat_map(move |headers| headers.get_all(name));
        lines.map(HeaderValue::as_bytes)
    }
}

impl fmt::Debug for ResponseHeaders {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list()
            .entries(self.iter().map(|(name, _)| name))
            .finish()
    }
}
