//! Libraries that make calls: which names begin one, and what is said where.

use super::value::{Argument, Link, Value};

/// How a call begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Begin<'v> {
    /// `get(url, …)`, and whatever options follow.
    Method(&'v str, &'v [Argument]),
    /// `request(method, url, …)`
    Named(&'v [Argument]),
    /// `request("GET /books", {…})`: what the path and the body have stands side by side.
    Line(&'v [Argument]),
    /// `fetch(url, {…})`, `axios({…})`
    Options(&'v [Argument]),
    /// What follows in the chain says it all.
    Builder(&'v [Argument]),
}

const METHODS: [&str; 7] = ["get", "post", "put", "patch", "delete", "head", "options"];

/// The call that a chain begins at one of its links. `is_client` says whether a name stands for a client.
pub(super) fn begin<'v>(
    links: &'v [Link],
    at: usize,
    is_client: impl Fn(&str) -> bool,
) -> Option<Begin<'v>> {
    const ROOTS: [&str; 11] = [
        "requests", "httpx", "axios", "reqwest", "http", "$http", "ky", "Http", "Unirest",
        "HTTParty", "Faraday",
    ];
    let link = links.get(at)?;
    let before = at.checked_sub(1).and_then(|before| links.get(before));
    let named = |name: &str| before.is_some_and(|before| before.name == name);
    let arguments = link.arguments.as_deref()?;
    let name = link.name.as_str();
    let lower = name.to_ascii_lowercase();
    let root = links.first().map_or("", |link| &link.name);
    if at == 0 || named("window") || named("globalThis") {
        match name {
            // Swift
            "URLRequest" => return Some(Begin::Options(arguments)),
            "fetch" | "axios" | "$fetch" | "ofetch" | "got" => {
                return Some(Begin::Options(arguments));
            }
            "curl_setopt_array" => return Some(Begin::Options(arguments)),
            _ if is_client(name) && !arguments.is_empty() => {
                return Some(Begin::Options(arguments));
            }
            _ => {}
        }
    }
    // Go
    if root == "http" && matches!(name, "NewRequest" | "NewRequestWithContext") {
        let skipped = usize::from(name == "NewRequestWithContext");
        return Some(Begin::Named(arguments.get(skipped..).unwrap_or_default()));
    }
    // Ruby: `Net::HTTP::Get.new(url)`
    if name == "new" && links.iter().any(|link| link.name == "HTTP") {
        let method = before.map(|before| before.name.as_str());
        let method = method.filter(|it| METHODS.contains(&it.to_ascii_lowercase().as_str()))?;
        return Some(Begin::Method(method, arguments));
    }
    // Java and Kotlin
    if name == "Builder" && named("Request") || name == "newBuilder" && named("HttpRequest") {
        return Some(Begin::Builder(arguments));
    }
    // Python: `from requests import post`, and then `post(url, json=…)`
    let options = ["headers", "json", "data", "params", "auth", "timeout"];
    let given = |it: &Argument| it.name.as_deref().is_some_and(|it| options.contains(&it));
    if links.len() == 1 && METHODS.contains(&name) && arguments.iter().any(given) {
        return Some(Begin::Method(name, arguments));
    }
    // `octokit.request("POST /books", {…})`
    if before.is_some() && name == "request" && is_line(arguments) {
        return Some(Begin::Line(arguments));
    }
    let client = ROOTS.contains(&root)
        || is_client(root)
        || links.get(..at)?.iter().any(|it| it.name == "HTTP");
    let addressed = arguments
        .first()
        .is_some_and(|first| is_address(&first.value));
    // Rust: `client.post(url).send()`
    let mut later = links.get(at..).unwrap_or_default().iter();
    let mut sent = || later.any(|it| matches!(it.name.as_str(), "send" | "bearer_auth"));
    let sends = before.is_some() && (client || addressed || sent());
    if sends && matches!(lower.as_str(), "request" | "fetch") {
        let whole = matches!(arguments, [only] if matches!(only.value, Value::Object(..)));
        return Some(match whole {
            true => Begin::Options(arguments),
            false => Begin::Named(arguments),
        });
    }
    if sends && METHODS.contains(&lower.as_str()) && !arguments.is_empty() {
        return Some(Begin::Method(name, arguments));
    }
    // C#: `client.PostAsJsonAsync(url, body)`
    if before.is_some()
        && let Some(name) = name.strip_suffix("Async")
    {
        let parts = ["AsJson", "FromJson", "String", "Stream", "ByteArray"];
        let part = parts.iter().find_map(|part| name.strip_suffix(part));
        let method = part.unwrap_or(name);
        let known = METHODS.iter().any(|it| it.eq_ignore_ascii_case(method));
        return (known && !arguments.is_empty()).then_some(Begin::Method(method, arguments));
    }
    if matches!(name, "ajax") && matches!(root, "$" | "jQuery") {
        return Some(Begin::Options(arguments));
    }
    None
}

/// Whether the first of some arguments is a method and a path.
fn is_line(arguments: &[Argument]) -> bool {
    let first = arguments.first().map(|first| &first.value);
    let Some(Value::Text(text)) = first else {
        return false;
    };
    let words = text.text().split_once(' ');
    words.is_some_and(|(method, path)| {
        let mut methods = METHODS.iter();
        methods.any(|it| it.eq_ignore_ascii_case(method)) && path.starts_with('/')
    })
}

/// Whether a value is a URL by its looks.
fn is_address(value: &Value) -> bool {
    let Value::Text(text) = value else {
        return false;
    };
    let text = text.text();
    text.starts_with("http://")
        || text.starts_with("https://")
        || text.starts_with('{') && text.contains("}/")
}

/// Whether what a client has under a name are headers or a credential.
pub(super) fn is_headers(name: &str) -> bool {
    const NAMES: [&str; 8] = [
        "DefaultRequestHeaders",
        "headers",
        "auth",
        "defaults",
        "default_headers",
        "bearer_auth",
        "interceptors",
        "Header",
    ];
    NAMES.contains(&name)
}

/// Whether a value is a client that calls can be made of.
pub(super) fn is_client(links: &[Link]) -> bool {
    const MAKERS: [&str; 9] = [
        "Session",
        "Client",
        "AsyncClient",
        "ClientSession",
        "create",
        "HttpClient",
        "OkHttpClient",
        "newHttpClient",
        "extend",
    ];
    const OF: [&str; 12] = [
        "requests",
        "httpx",
        "aiohttp",
        "axios",
        "reqwest",
        "Client",
        "http",
        "GuzzleHttp",
        "HttpClient",
        "OkHttpClient",
        "ky",
        "got",
    ];
    let is_made = links
        .iter()
        .any(|link| MAKERS.contains(&link.name.as_str()));
    // `pets::Client` is the client of an API, not of HTTP.
    let mut names = links.iter().map(|link| link.name.as_str()).enumerate();
    is_made && names.any(|(at, name)| OF.contains(&name) && (at == 0 || name != "Client"))
}
