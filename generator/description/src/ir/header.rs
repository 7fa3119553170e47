//! Names of headers: which can be, and which OpenAPI leaves to other fields.

/// Whether a name can be that of a header or of a cookie: a token (RFC 9110 §5.6.2, RFC 6265 §4.1.1).
pub fn is_token(name: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !name.is_empty() && name.bytes().all(allowed)
}

/// Whether a header parameter has no effect: media types and credentials are described elsewhere (OpenAPI 3.0.3
/// §4.7.12.2), and how long a message is and what the connection does is for HTTP to say.
pub fn is_ignored_parameter(name: &str) -> bool {
    let ignored = ["accept", "content-type", "authorization"];
    let is = |other: &&str| name.eq_ignore_ascii_case(other);
    ignored.iter().any(is) || is_of_connection(name)
}

/// Whether HTTP itself writes a header: the length of the message, and what is for one connection alone (RFC 9110
/// §7.6.1, §8.6). A caller's would make another message of it.
pub fn is_of_connection(name: &str) -> bool {
    let names = [
        "connection",
        "content-length",
        "keep-alive",
        "transfer-encoding",
        "upgrade",
    ];
    names.iter().any(|other| name.eq_ignore_ascii_case(other))
}

/// Whether a header of a response or of a part of a form has no effect (OpenAPI 3.0.3 §4.7.17, §4.7.15.1).
pub fn is_ignored(name: &str) -> bool {
    name.eq_ignore_ascii_case("content-type")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_that_are_written_anyway_are_no_parameters() {
        for name in [
            "Accept",
            "AUTHORIZATION",
            "Content-Length",
            "transfer-encoding",
        ] {
            assert!(is_ignored_parameter(name), "{name}");
        }
        for name in ["Accept-Language", "Content-Encoding", "Host", "If-Match"] {
            assert!(!is_ignored_parameter(name), "{name}");
        }
    }

    #[test]
    fn names_are_tokens() {
        for name in ["X-Total-Count", "etag", "_ga", "a.b|c~d", "#1"] {
            assert!(is_token(name), "{name}");
        }
        for name in [
            "", "X Total", "X:Y", "é", "a\r\nb", "(x)", "a=b", "a;b", "\"a\"",
        ] {
            assert!(!is_token(name), "{name}");
        }
    }
}
