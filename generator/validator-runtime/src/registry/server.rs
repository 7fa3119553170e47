//! Base URLs: what of a URL they cover, with a value for each of their variables.

use std::collections::BTreeSet;

use super::{Server, ServerVariable};

/// A URL taken apart: scheme with host, path, query. The fragment is dropped, and a path alone has no host; neither
/// must be well formed, so that `$BASE_URL/books` and `books.example.com/books` have a host, too.
pub fn split_url(url: &str) -> (&str, &str, &str) {
    let url = url.split('#').next().unwrap_or_default();
    let (before, query) = url.split_once('?').unwrap_or((url, ""));
    let (host, path) = before
        .split_at_checked(host_end(before))
        .unwrap_or((before, ""));
    (host, if path.is_empty() { "/" } else { path }, query)
}

/// Where the host of a URL without query ends, and its path begins.
fn host_end(url: &str) -> usize {
    // A path may hold a URL: `/fetch/https://a.example`.
    if url.starts_with('/') && !url.starts_with("//") {
        return 0;
    }
    let start = match url.find("://") {
        Some(scheme) => scheme + 3,
        None if url.starts_with("//") => 2,
        None => 0,
    };
    let rest = url.get(start..).unwrap_or_default();
    let end = rest.find('/').unwrap_or(rest.len());
    // Without a scheme, two slashes may be those of a path whose first segment is empty: a host has a dot or a port.
    let is_host = |name: &str| name.contains(['.', ':', '$', '{', '<']) || name == "localhost";
    if url.starts_with("//") && !rest.get(..end).is_some_and(is_host) {
        return 0;
    }
    start + end
}

/// `https://a.example` without its scheme.
fn without_scheme(url: &str) -> &str {
    let scheme = url.find("//").map(|slashes| slashes + 2);
    scheme
        .filter(|end| *end <= host_end(url))
        .and_then(|end| url.get(end..))
        .unwrap_or(url)
}

impl<'a> Server<'a> {
    /// Whether it has one URL, without variables.
    pub fn is_fixed(&self) -> bool {
        !self.url.contains('{')
    }

    /// Its host with the scheme, and its path, with `{variables}`. A relative URL has no host (OpenAPI 3.0.3, section
    /// 4.7.5).
    pub fn parts(&self) -> (&'a str, &'a str) {
        let url = self.url.trim_end_matches('/');
        url.split_at_checked(host_end(url)).unwrap_or((url, ""))
    }

    /// Whether it may be at a host, which is given with its scheme; schemes count.
    pub fn is_at(&self, host: &str) -> bool {
        let (template, _) = self.parts();
        template.is_empty() || self.ends(template, host).contains(&host.len())
    }

    /// What is left of a URL (without query) below it, whatever the scheme: a path from its slash on. A variable may
    /// end in several places, so there may be several answers; the longest base comes first.
    pub fn below<'u>(&self, url: &'u str) -> Vec<&'u str> {
        let template = without_scheme(self.url.trim_end_matches('/'));
        match self.url.starts_with('/') && !self.url.starts_with("//") {
            true => self.below_path(url.get(host_end(url)..).unwrap_or_default()),
            false => self.rests(template, without_scheme(url)),
        }
    }

    /// The same for a path alone, of whatever host.
    pub fn below_path<'u>(&self, path: &'u str) -> Vec<&'u str> {
        let (_, template) = self.parts();
        self.rests(template, path)
    }

    fn rests<'u>(&self, template: &str, url: &'u str) -> Vec<&'u str> {
        let ends = self.ends(template, url);
        let rests = ends.into_iter().rev().filter_map(|end| url.get(end..));
        rests
            .map(|rest| if rest.is_empty() { "/" } else { rest })
            .filter(|rest| rest.starts_with('/'))
            .collect()
    }

    /// Where a beginning of a text may end that a template stands for.
    fn ends(&self, template: &str, text: &str) -> BTreeSet<usize> {
        let host = host_end(text);
        let mut open = BTreeSet::from([0]);
        let mut rest = template;
        while !rest.is_empty() {
            let (literal, variable, after) = match rest.split_once('{') {
                Some((literal, inside)) => match inside.split_once('}') {
                    Some((name, after)) => (literal, Some(name), after),
                    None => (rest, None, ""),
                },
                None => (rest, None, ""),
            };
            open = open
                .into_iter()
                .filter_map(|at| skip(text, at, literal, host))
                .collect();
            if let Some(name) = variable {
                let declared = self.variables.iter().find(|known| known.name == name);
                open = values(declared, text, &open);
            }
            rest = after;
        }
        open
    }
}

/// The end of a literal that begins at a position. Letters of hosts have no case (RFC 3986, section 3.2.2).
fn skip(text: &str, at: usize, literal: &str, host: usize) -> Option<usize> {
    let end = at.checked_add(literal.len())?;
    let found = text.get(at..end)?.bytes();
    let mut pairs = (at..).zip(found.zip(literal.bytes()));
    let same = pairs.all(|(place, (a, b))| a == b || place < host && a.eq_ignore_ascii_case(&b));
    same.then_some(end)
}

/// Where the values of a variable may end that begin at some places: those that the description lists, or else the
/// default and any text up to the next slash.
fn values(
    declared: Option<&ServerVariable>,
    text: &str,
    starts: &BTreeSet<usize>,
) -> BTreeSet<usize> {
    let host = host_end(text);
    let listed = declared.map_or(&[][..], |variable| variable.values);
    let known = listed
        .iter()
        .copied()
        .chain(declared.map(|variable| variable.default));
    let mut ends = BTreeSet::new();
    for value in known {
        ends.extend(starts.iter().filter_map(|at| skip(text, *at, value, host)));
    }
    if listed.is_empty() {
        let mut covered = 0;
        for start in starts {
            let from = covered.max(*start);
            let run = text.get(from..).unwrap_or_default();
            let run = run.split('/').next().unwrap_or_default();
            ends.extend(run.char_indices().map(|(at, c)| from + at + c.len_utf8()));
            covered = from + run.len();
        }
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn server(url: &'static str) -> Server<'static> {
        Server {
            url,
            description: None,
            variables: &[
                ServerVariable {
                    name: "region",
                    default: "eu",
                    values: &["eu", "us", "us-east"],
                },
                ServerVariable {
                    name: "stage",
                    default: "v1/beta",
                    values: &[],
                },
            ],
        }
    }

    #[test]
    fn urls_are_taken_apart() {
        let cases = [
            (
                "https://a.example/b/c?d=e#f",
                ("https://a.example", "/b/c", "d=e"),
            ),
            ("https://a.example?b", ("https://a.example", "/", "b")),
            ("//a.example/b", ("//a.example", "/b", "")),
            ("$BASE/b", ("$BASE", "/b", "")),
            ("/b?c", ("", "/b", "c")),
        ];
        for (url, parts) in cases {
            assert_eq!(split_url(url), parts, "{url}");
        }
    }

    #[test]
    fn a_server_covers_what_its_variables_allow() {
        let cases: [(&str, &str, &[&str]); 12] = [
            ("https://a.example/v1/", "http://A.example/v1/x", &["/x"]),
            ("https://a.example/v1", "https://a.example/v1", &["/"]),
            ("https://a.example/v1", "https://a.example/v10/x", &[]),
            ("https://a.example", "https://a.example.org/x", &[]),
            (
                "https://{region}.a.example",
                "https://us-east.a.example/x",
                &["/x"],
            ),
            ("https://{region}.a.example", "https://cn.a.example/x", &[]),
            (
                "https://a.example/{stage}",
                "https://a.example/v1/beta/x",
                &["/x", "/beta/x"],
            ),
            (
                "https://a.example/{stage}",
                "https://a.example/v2/x",
                &["/x"],
            ),
            (
                "https://{host}:{port}/api",
                "https://b.example:80/api/x",
                &["/x"],
            ),
            ("/api", "https://b.example/api/x", &["/x"]),
            ("/", "https://b.example/x", &["/x"]),
            ("{base}/api", "b.example/api/x", &["/x"]),
        ];
        for (base, url, rests) in cases {
            assert_eq!(server(base).below(url), rests, "{base} {url}");
        }
    }

    #[test]
    fn hosts_are_matched_with_their_schemes() {
        let at = |url: &'static str, host: &str| server(url).is_at(host);
        assert!(at("https://a.example/v1", "https://a.example"));
        assert!(!at("https://a.example", "http://a.example"));
        assert!(at("https://{host}", "https://b.example:8080"));
        assert!(at("https://{shop}.a.example/v1", "https://mine.a.example"));
        assert!(!at("https://{shop}.a.example", "https://mine.b.example"));
        assert!(at("/v1", "https://b.example"));
    }

    #[test]
    fn many_variables_and_a_long_text_end() {
        let template: &'static str = String::leak("{a}x".repeat(50));
        let text = "x".repeat(500);
        assert!(server(template).is_at(&text));
        assert!(!server(template).is_at(&format!("{text}y")));
    }
}
