//! What an emitted client says about an operation.

/// One operation of an API, as a description states it. Emitted as a `static`, one for each.
#[derive(Debug)]
pub struct Operation {
    /// The operation's id, for errors and traces.
    pub id: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The path, beginning with `/`, with `{name}` for each path parameter.
    pub path: &'static str,
    /// The alternatives of credentials, each a set of scheme names of which all are needed. Empty: none is needed.
    pub security: &'static [&'static [&'static str]],
    /// Whether the operation may be sent again when an attempt fails.
    pub retry: Retry,
    /// Which statuses are its successes.
    pub success: Success,
    /// Whether a response holds secrets. Errors then say nothing of its content.
    pub sensitive: bool,
}

/// An HTTP method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// GET.
    Get,
    /// PUT.
    Put,
    /// POST.
    Post,
    /// DELETE.
    Delete,
    /// OPTIONS.
    Options,
    /// HEAD.
    Head,
    /// PATCH.
    Patch,
    /// TRACE.
    Trace,
    /// QUERY.
    Query,
    /// Any other, as it is sent.
    Other(&'static str),
}

impl Method {
    /// Whether a request of the method has a body, were it empty.
    pub(crate) fn takes_body(self) -> bool {
        matches!(self, Self::Post | Self::Put | Self::Patch | Self::Query)
    }

    /// For the HTTP library; `None` for what is no token (RFC 9110, section 5.6.2).
    pub(crate) fn to_http(self) -> Option<reqwest::Method> {
        Some(match self {
            Self::Get => reqwest::Method::GET,
            Self::Put => reqwest::Method::PUT,
            Self::Post => reqwest::Method::POST,
            Self::Delete => reqwest::Method::DELETE,
            Self::Options => reqwest::Method::OPTIONS,
            Self::Head => reqwest::Method::HEAD,
            Self::Patch => reqwest::Method::PATCH,
            Self::Trace => reqwest::Method::TRACE,
            Self::Query => return Self::Other("QUERY").to_http(),
            Self::Other(name) => return reqwest::Method::from_bytes(name.as_bytes()).ok(),
        })
    }
}

/// Whether an operation may be sent again when an attempt fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retry {
    /// Sending it twice is the same as sending it once.
    Idempotent,
    /// It is sent once, whatever happens, and no setting changes that.
    Never,
}

/// Which statuses are the successes of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Success {
    /// 2xx.
    Ok,
    /// 3xx, for an operation that is described to lead elsewhere and nothing else: nobody follows it there. 2xx, too.
    Redirection,
}

impl Success {
    pub(crate) fn includes(self, status: u16) -> bool {
        match self {
            Self::Ok => (200..300).contains(&status),
            Self::Redirection => (200..400).contains(&status),
        }
    }
}
