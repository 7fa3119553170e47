//! Names of headers: which can be, and which OpenAPI leaves to other fields.

/// Whether a name can be that of a header or of a cookie: a token (RFC 9110 §5.6.2, RFC 6265 §4.1.1).
pub fn is_token(name: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !name.is_empty() && name.bytes().all(allowed)
}

/// Whether a header parameter has no effect (OpenAPI 3.0.3 §4.7.12.2): media types and credentials are described
/// elsewhere.
pub fn is_ignored_parameter(name: &str) -> bool {
    let ignored = ["accept", "content-type", "authorization"];
    ignored.iter().any(|other| name.eq_ignore_ascii_case(other))
}

/// Whether a header of a response or of a part of a form has no effect (OpenAPI 3.0.3 §4.7.17, §4.7.15.1).
pub fn is_ignored(name: &str) -> bool {
    name.eq_ignore_ascii_case("content-type")
}

#[cfg(test)]
mod tests {
    use super::*;

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
