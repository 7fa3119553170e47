//! Names and addresses of the net: URI, mail address, host name.

use std::net::{Ipv4Addr, Ipv6Addr};

/// A URI with its scheme (RFC 3986, section 3).
pub(super) fn is_uri(text: &[u8]) -> bool {
    let Some(colon) = text.iter().position(|&byte| byte == b':') else {
        return false;
    };
    let (scheme, rest) = text.split_at(colon);
    let [first, others @ ..] = scheme else {
        return false;
    };
    let scheme_ok = first.is_ascii_alphabetic()
        && others
            .iter()
            .all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(byte));
    let rest = rest.get(1..).unwrap_or_default();
    let (rest, fragment) = cut(rest, b'#');
    let (hierarchy, query) = cut(rest, b'?');
    let (authority, path) = match hierarchy.strip_prefix(b"//") {
        Some(after) => {
            let end = after
                .iter()
                .position(|&byte| byte == b'/')
                .unwrap_or(after.len());
            let (authority, path) = after.split_at(end);
            (Some(authority), path)
        }
        None => (None, hierarchy),
    };
    scheme_ok
        && authority.is_none_or(is_authority)
        && consists_of(path, b":@/")
        && query.is_none_or(|query| consists_of(query, b":@/?"))
        && fragment.is_none_or(|fragment| consists_of(fragment, b":@/?"))
}

fn cut(text: &[u8], at: u8) -> (&[u8], Option<&[u8]>) {
    let mut parts = text.splitn(2, |&byte| byte == at);
    (parts.next().unwrap_or_default(), parts.next())
}

fn is_authority(text: &[u8]) -> bool {
    let (user, host) = match text.iter().rposition(|&byte| byte == b'@') {
        Some(at) => (
            text.get(..at).unwrap_or_default(),
            text.get(at + 1..).unwrap_or_default(),
        ),
        None => (&[][..], text),
    };
    let (host_ok, port) = match host.strip_prefix(b"[") {
        Some(literal) => {
            let (literal, after) = cut(literal, b']');
            match after {
                Some([]) => (is_ip_literal(literal), &[][..]),
                Some([b':', port @ ..]) => (is_ip_literal(literal), port),
                _ => (false, &[][..]),
            }
        }
        None => {
            let (name, port) = cut(host, b':');
            (consists_of(name, b""), port.unwrap_or_default())
        }
    };
    consists_of(user, b":") && host_ok && port.iter().all(u8::is_ascii_digit)
}

/// What stands in brackets: IPv6, or `v1.…` for what is to come.
fn is_ip_literal(text: &[u8]) -> bool {
    match text {
        [b'v' | b'V', future @ ..] => {
            let (version, rest) = cut(future, b'.');
            let hex = !version.is_empty() && version.iter().all(u8::is_ascii_hexdigit);
            hex && rest.is_some_and(|rest| {
                !rest.is_empty() && !rest.contains(&b'%') && consists_of(rest, b":")
            })
        }
        _ => std::str::from_utf8(text).is_ok_and(|text| text.parse::<Ipv6Addr>().is_ok()),
    }
}

/// Unreserved characters, sub-delimiters, percent-encoded bytes, and `more`.
fn consists_of(text: &[u8], more: &[u8]) -> bool {
    let mut rest = text;
    loop {
        rest = match rest {
            [] => return true,
            [b'%', a, b, after @ ..] if a.is_ascii_hexdigit() && b.is_ascii_hexdigit() => after,
            [byte, after @ ..]
                if byte.is_ascii_alphanumeric()
                    || b"-._~!$&'()*+,;=".contains(byte)
                    || more.contains(byte) =>
            {
                after
            }
            _ => return false,
        };
    }
}

/// A host name: labels of letters, digits and inner hyphens (RFC 1123, section 2.1).
pub(super) fn is_hostname(text: &[u8]) -> bool {
    let label = |label: &[u8]| {
        (1..=63).contains(&label.len())
            && label
                .iter()
                .all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
            && label.first() != Some(&b'-')
            && label.last() != Some(&b'-')
    };
    text.len() <= 253 && text.split(|&byte| byte == b'.').all(label)
}

/// A mail address (RFC 5321, section 4.1.2; other than ASCII in the local part as in RFC 6531).
pub(super) fn is_email(text: &[u8]) -> bool {
    let Some(at) = text.iter().rposition(|&byte| byte == b'@') else {
        return false;
    };
    let (local, domain) = (
        text.get(..at).unwrap_or_default(),
        text.get(at + 1..).unwrap_or_default(),
    );
    let domain_ok = match domain {
        [b'[', literal @ .., b']'] => is_address_literal(literal),
        name => is_hostname(name),
    };
    domain_ok && (1..=64).contains(&local.len()) && (is_dot_atom(local) || is_quoted(local))
}

fn is_address_literal(literal: &[u8]) -> bool {
    let text = std::str::from_utf8(literal).unwrap_or_default();
    match text.strip_prefix("IPv6:") {
        Some(address) => address.parse::<Ipv6Addr>().is_ok(),
        None => text.parse::<Ipv4Addr>().is_ok(),
    }
}

fn is_dot_atom(local: &[u8]) -> bool {
    let atext = |byte: &u8| {
        byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(byte) || *byte >= 0x80
    };
    local
        .split(|&byte| byte == b'.')
        .all(|atom| !atom.is_empty() && atom.iter().all(atext))
}

fn is_quoted(local: &[u8]) -> bool {
    let [b'"', inner @ .., b'"'] = local else {
        return false;
    };
    let mut rest = inner;
    loop {
        rest = match rest {
            [] => return true,
            [b'\\', 0x20..=0x7e, after @ ..] => after,
            [byte, after @ ..] if !matches!(byte, b'"' | b'\\' | 0..0x20 | 0x7f) => after,
            _ => return false,
        };
    }
}
