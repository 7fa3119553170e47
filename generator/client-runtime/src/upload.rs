//! Files in forms.

use std::fmt;

use crate::request_body::RequestBody;

/// A file in a form.
///
/// ```
/// use trueup_client::Upload;
///
/// let photo = Upload::new(b"...").file_name("cat.png").content_type("image/png");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Upload {
    pub(crate) content: RequestBody,
    pub(crate) file_name: Option<String>,
    pub(crate) content_type: Option<String>,
    pub(crate) headers: Vec<(String, String)>,
}

impl Upload {
    /// Takes the content. Without a name it is sent as the file `file`, without a content type as the one that the
    /// description names for it, or `application/octet-stream`.
    ///
    /// It may be a stream: see [`RequestBody`], where it says what follows for the call. A form of which one file is a
    /// stream makes one call.
    pub fn new(content: impl Into<RequestBody>) -> Self {
        Self {
            content: content.into(),
            file_name: None,
            content_type: None,
            headers: Vec::new(),
        }
    }

    /// Sets the name under which the server is told of the file.
    #[must_use]
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// Sets the content's media type.
    #[must_use]
    pub fn content_type(mut self, content_type: impl Into<String>) -> Self {
        self.content_type = Some(content_type.into());
        self
    }

    /// Adds a header of the part. What cannot be one makes the call an error.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }
}

/// Shows the length and not the content.
impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upload")
            .field("file_name", &self.file_name)
            .field("content_type", &self.content_type)
            .field("content", &self.content)
            .finish()
    }
}

impl<B: Into<RequestBody>> From<B> for Upload {
    fn from(content: B) -> Self {
        Self::new(content)
    }
}
