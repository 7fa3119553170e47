//! Places of a document that can be broken, by the looks of its lines alone, apart from the readers under test.

use crate::known::Known;

/// A place, and what is written there instead.
pub(crate) struct Place {
    /// What it is.
    pub(crate) kind: String,
    /// Its line, from 1.
    pub(crate) line: u32,
    /// The bytes that are replaced.
    start: usize,
    end: usize,
    with: String,
}

impl Place {
    /// The text with the place broken.
    pub(crate) fn broken(&self, text: &str) -> String {
        format!("{}{}{}", &text[..self.start], self.with, &text[self.end..])
    }
}

/// The places of a document.
pub(crate) fn places(name: &str, text: &str, known: &Known) -> Vec<Place> {
    let mut scan = Scan {
        known,
        mdx: name.ends_with(".mdx"),
        places: Vec::new(),
        fence: None,
        comment: false,
        after_endpoint: false,
        line: 0,
        offset: 0,
    };
    let mut blank = true;
    let mut indented = false;
    for line in text.split_inclusive('\n') {
        scan.line += 1;
        let deep = line.starts_with("    ") && !scan.mdx;
        indented = deep && (indented || blank) || indented && line.trim().is_empty();
        scan.line(line, indented);
        blank = line.trim().is_empty();
        scan.offset += line.len();
    }
    scan.places
}

struct Scan<'k> {
    known: &'k Known,
    mdx: bool,
    places: Vec<Place>,
    /// The language of the fence that is open.
    fence: Option<String>,
    /// Whether a comment is open.
    comment: bool,
    /// Whether an endpoint stands above.
    after_endpoint: bool,
    line: u32,
    /// Where the line begins.
    offset: usize,
}

impl Scan<'_> {
    fn line(&mut self, line: &str, indented: bool) {
        let trimmed = line.trim();
        if self.fence.is_none() {
            self.comment |= trimmed.starts_with("<!--");
            if self.comment {
                self.comment = !trimmed.contains("-->");
                return;
            }
        }
        if let Some(label) = trimmed.strip_prefix("```") {
            self.fence = match self.fence {
                Some(_) => None,
                None => Some(
                    label
                        .split([' ', '{'])
                        .next()
                        .unwrap_or_default()
                        .to_owned(),
                ),
            };
            return;
        }
        match self.fence.clone() {
            Some(language) => self.code(line, &language),
            // Indented lines of lists are no code, and what looks like a row is one.
            None if indented && !trimmed.starts_with(['-', '*', '+', '|']) => self.code(line, ""),
            None => self.prose(line),
        }
    }

    fn add(&mut self, kind: impl Into<String>, start: usize, end: usize, with: String) {
        self.places.push(Place {
            kind: kind.into(),
            line: self.line,
            start: self.offset + start,
            end: self.offset + end,
            with,
        });
    }

    fn prose(&mut self, line: &str) {
        if let Some((start, end)) = endpoint(line)
            && self.path(line, start, end, "endpoint")
        {
            self.after_endpoint = true;
            return;
        }
        if self.after_endpoint
            && let Some((start, end)) = row(line)
        {
            let name = &line[start..end];
            let last = name
                .rsplit(['.', ']'])
                .find(|it| !it.is_empty())
                .unwrap_or(name);
            if !self.known.has_name(name) && !self.known.has_name(last) {
                return;
            }
            self.add("parameter row", start, end, mistyped(name));
            if let Some((from, to, with)) = type_word(line, end) {
                self.add("type of a row", from, to, with.to_owned());
            }
        }
    }

    fn code(&mut self, line: &str, language: &str) {
        let trimmed = line.trim();
        if let Some((start, end)) = endpoint(line) {
            let alone = line[..start].trim().chars().all(|c| c.is_ascii_uppercase());
            let rest = line[end..].trim();
            if alone && rest.is_empty() {
                self.after_endpoint |= self.path(line, start, end, "endpoint");
                return;
            }
            if alone && rest.starts_with("HTTP/") {
                self.path(line, start, end, "call (message)");
                return;
            }
        }
        if let Some((start, end)) = url(line) {
            let kind = match language {
                "" => "call".to_owned(),
                language => format!("call ({language})"),
            };
            self.path(line, start, end, &kind);
        } else if let Some((start, end)) = key(trimmed) {
            let from = line.len() - line.trim_start().len();
            let name = &trimmed[start..end];
            if self.known.has_name(name) {
                self.add("JSON key", from + start, from + end, mistyped(name));
                if let Some((at, number)) = number(trimmed, end) {
                    let with = format!("\"x{number}\"");
                    self.add("JSON value", from + at, from + at + number.len(), with);
                }
            }
        }
    }

    /// A path that is described: a letter of its last fixed segment goes.
    fn path(&mut self, line: &str, start: usize, end: usize, kind: &str) -> bool {
        let path = &line[start..end];
        if !self.known.has_path(path) {
            return false;
        }
        let path = path.split(['?', '#']).next().unwrap_or_default();
        let mut at = path.len();
        for segment in path.rsplit('/') {
            at -= segment.len();
            let plain = segment
                .bytes()
                .all(|b| b.is_ascii_lowercase() || matches!(b, b'-' | b'_'));
            let mut typo = segment.to_owned();
            if plain && segment.len() >= 4 {
                typo.remove(segment.len() / 2);
                let broken = format!("{}{typo}{}", &path[..at], &path[at + segment.len()..]);
                if !self.known.has_path(&broken) {
                    self.add(kind, start + at, start + at + segment.len(), typo);
                    return true;
                }
            }
            at = at.saturating_sub(1);
        }
        false
    }
}

fn mistyped(name: &str) -> String {
    let mut name = name.to_owned();
    let middle = name.len() / 2;
    let middle = (0..=middle)
        .rev()
        .find(|at| name.is_char_boundary(*at))
        .unwrap_or(0);
    name.insert(middle, 'q');
    name
}

/// Where the path of an endpoint stands in a line: behind a method in capitals, or behind a key.
fn endpoint(line: &str) -> Option<(usize, usize)> {
    const METHODS: [&str; 6] = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD"];
    const KEYS: [&str; 4] = ["endpoint", "url", "path", "route"];
    let method = METHODS
        .iter()
        .filter_map(|method| Some(word(line, method)? + method.len()))
        .min();
    let from = method.or_else(|| {
        let lower = line.to_ascii_lowercase();
        let bare = lower.trim_start_matches(['-', '*', ' ', '|', '`']);
        let key = KEYS.iter().find(|key| bare.starts_with(**key))?;
        let after = &bare[key.len()..];
        after
            .starts_with(['*', ':', ' ', '|'])
            .then(|| line.len() - after.len())
    })?;
    let rest = &line[from..];
    let slash = rest.find('/')?;
    // The host of a URL belongs to what stands before.
    let slash = match rest.get(slash..slash + 2) {
        Some("//") => slash + 2 + rest[slash + 2..].find('/')?,
        _ => slash,
    };
    if slash > 60 {
        return None;
    }
    let start = from + slash;
    Some((start, start + path_end(&line[start..])))
}

fn word(line: &str, word: &str) -> Option<usize> {
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    line.match_indices(word).map(|(at, _)| at).find(|at| {
        !letter(line[..*at].chars().next_back()) && !letter(line[at + word.len()..].chars().next())
    })
}

/// How far a path goes; spaces within brackets belong to it.
fn path_end(text: &str) -> usize {
    let mut depth = 0usize;
    for (at, c) in text.char_indices() {
        match c {
            '(' | '{' | '<' => depth += 1,
            ')' | '}' | '>' if depth == 0 => return at,
            ')' | '}' | '>' => depth -= 1,
            '`' | '"' | '\'' | '|' | '*' | ',' | ']' => return at,
            c if c.is_whitespace() && depth == 0 => return at,
            _ => {}
        }
    }
    text.len()
}

/// Where the path of a URL stands in a line of code, or a path in quotes.
fn url(line: &str) -> Option<(usize, usize)> {
    let start = match line.find("://") {
        Some(scheme) => {
            let rest = &line[scheme + 3..];
            scheme + 3 + rest.find('/')?
        }
        None => {
            ["\"/", "'/", "`/", "}/"]
                .iter()
                .filter_map(|mark| line.find(mark))
                .min()?
                + 1
        }
    };
    Some((start, start + path_end(&line[start..])))
}

/// The name in a row of a table, an item of a list or a component.
fn row(line: &str) -> Option<(usize, usize)> {
    for mark in [
        "Property name=\"",
        "ParamField query=\"",
        "ParamField body=\"",
        "ParamField path=\"",
        "ResponseField name=\"",
    ] {
        if let Some(at) = line.find(mark) {
            let start = at + mark.len();
            return Some((start, start + line[start..].find('"')?));
        }
    }
    let trimmed = line.trim_start();
    let cell = trimmed
        .strip_prefix("| ")
        .or_else(|| trimmed.strip_prefix("<td>"));
    let inside = match cell {
        Some(cell) => cell,
        None => ["- ", "* ", "+ "]
            .iter()
            .find_map(|mark| trimmed.strip_prefix(mark))?,
    };
    let name = inside.trim_start().trim_start_matches(['*', '`', '_']);
    let name = name.strip_prefix("<code>").unwrap_or(name);
    let start = line.len() - name.len();
    let letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-' | '[' | ']');
    let length = name.find(|c| !letter(c))?;
    let after = &name[length..];
    let marked = name.len() < inside.trim_start().len();
    let ends = after.trim_start_matches(['*', '`', '_']).trim_start();
    let ends = ends.starts_with(['|', ':', '(', '-', '–', '<', ',']);
    (length > 0 && ends && (marked || cell.is_some() || after.starts_with(':')))
        .then_some((start, start + length))
}

/// The first word for a type behind an offset, and another type.
fn type_word(line: &str, from: usize) -> Option<(usize, usize, &'static str)> {
    const TYPES: [(&str, &str); 6] = [
        ("string", "boolean"),
        ("integer", "boolean"),
        ("boolean", "integer"),
        ("number", "boolean"),
        ("object", "boolean"),
        ("bool", "integer"),
    ];
    let rest = line.get(from..from + 40).or(line.get(from..))?;
    let end = rest.find('.').unwrap_or(rest.len());
    let rest = &rest[..end];
    let found = TYPES
        .iter()
        .filter_map(|(name, other)| Some((word(rest, name)?, name, other)));
    let (at, name, other) = found.min()?;
    // What stands far behind the name describes it.
    let words = rest[..at]
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|it| !it.is_empty());
    if !words.into_iter().all(|it| {
        [
            "A", "a", "An", "an", "type", "required", "optional", "true", "false",
        ]
        .contains(&it)
    }) {
        return None;
    }
    // A list of them is another type.
    let bare = !rest[at + name.len()..].starts_with("[]") && !rest[..at].contains("rray");
    bare.then_some((from + at, from + at + name.len(), other))
}

/// The name of a property that a line of JSON begins with.
fn key(line: &str) -> Option<(usize, usize)> {
    let inside = line.trim_start_matches(['{', '[', ' ']);
    let start = line.len() - inside.len() + 1;
    let name = inside.strip_prefix('"')?;
    let length = name.find('"')?;
    name[length + 1..]
        .trim_start()
        .starts_with(':')
        .then_some((start, start + length))
}

/// The number that stands behind a name.
fn number(line: &str, from: usize) -> Option<(usize, &str)> {
    let rest = &line[from..];
    let at = from + rest.find(':')? + 1;
    let value = line[at..].trim_start();
    let at = line.len() - value.len();
    let length = value
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(value.len());
    let after = value[length..].trim_start();
    (length > 0 && (after.is_empty() || after.starts_with([',', '}'])))
        .then(|| (at, &value[..length]))
}
