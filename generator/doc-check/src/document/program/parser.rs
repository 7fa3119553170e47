//! Reads expressions from the words of a program.

use std::ops::Range;

use super::lex::{Kind, Token, span};
use super::value::{Argument, Link, Value, joined};
use crate::document::text::{Mapped, Span};

/// How deep expressions may be nested; what is deeper is unknown.
const MAX_DEPTH: u32 = 48;

/// Reads expressions from words.
pub(super) struct Parser<'t> {
    pub(super) text: &'t Mapped,
    pub(super) tokens: &'t [Token],
    pub(super) at: usize,
    /// Blocks of code within expressions, to be read as code of their own.
    pub(super) blocks: Vec<Range<usize>>,
}

impl Parser<'_> {
    fn kind(&self, ahead: usize) -> Option<&Kind> {
        self.tokens.get(self.at + ahead).map(|token| &token.kind)
    }

    fn is_mark(&self, mark: u8) -> bool {
        self.kind(0) == Some(&Kind::Mark(mark))
    }

    fn span(&self) -> Span {
        self.tokens
            .get(self.at)
            .map_or(Span::default(), |token| span(self.text, token))
    }

    /// An expression up to a comma, a closing bracket or the end of its line.
    pub(super) fn value(&mut self, depth: u32) -> Value {
        let start = self.at;
        let mut value = self.operand(depth);
        loop {
            match self.kind(0) {
                Some(Kind::Mark(b'+')) => {
                    self.at += 1;
                    let next = self.operand(depth);
                    value = joined(value, next);
                }
                // Texts side by side are one.
                Some(Kind::Text(_))
                    if matches!(value, Value::Text(_)) && depth > 0 && !self.is_separator(1) =>
                {
                    let next = self.operand(depth);
                    value = joined(value, next);
                }
                // What else may be done with a value is not known.
                Some(Kind::Mark(b'|' | b'?' | b'%' | b'*' | b'&' | b'<' | b'>' | b'/' | b'-'))
                    if !self.begins_line() =>
                {
                    self.at += 1;
                    self.operand(depth);
                }
                Some(Kind::Name(word)) if depth > 0 && !self.begins_line() && is_joint(word) => {
                    // A type that a value is taken for changes nothing.
                    let same = matches!(word.as_str(), "as" | "satisfies");
                    self.at += 1;
                    self.operand(depth);
                    if !same {
                        value = Value::Unknown(self.span_from(start));
                    }
                }
                Some(Kind::Arrow) if depth > 0 && !self.is_key(start) => {
                    self.at += 1;
                    self.operand(depth);
                    return Value::Unknown(self.span_from(start));
                }
                _ => return value,
            }
        }
    }

    /// Whether what stands before is a key.
    fn is_separator(&self, ahead: usize) -> bool {
        matches!(
            self.kind(ahead),
            Some(Kind::Mark(b':') | Kind::Arrow | Kind::Assign)
        )
    }

    /// Whether an arrow stands behind a key, and not behind the parameters of a function.
    fn is_key(&self, start: usize) -> bool {
        let first = self.tokens.get(start).map(|token| &token.kind);
        matches!(first, Some(Kind::Text(_) | Kind::Number))
            || matches!(first, Some(Kind::Name(name)) if name.chars().all(|c| c.is_ascii_uppercase() || c == '_'))
    }

    fn begins_line(&self) -> bool {
        self.tokens.get(self.at).is_some_and(|token| token.first)
    }

    fn span_from(&self, start: usize) -> Span {
        let first = self
            .tokens
            .get(start)
            .map_or(Span::default(), |token| span(self.text, token));
        let last = self
            .tokens
            .get(self.at.saturating_sub(1))
            .map_or(first, |token| span(self.text, token));
        first.to(last)
    }

    /// A part of an expression, with nothing done to it.
    pub(super) fn operand(&mut self, depth: u32) -> Value {
        const BEFORE: [&str; 12] = [
            "@", "await", "new", "async", "return", "const", "mut", "yield", "function", "var",
            "let", "try",
        ];
        loop {
            match self.kind(0) {
                Some(Kind::Mark(b'&' | b'!' | b'*')) => self.at += 1,
                Some(Kind::Name(name)) if BEFORE.contains(&name.as_str()) => self.at += 1,
                _ => break,
            }
        }
        let here = self.span();
        if depth > MAX_DEPTH {
            self.skip();
            return Value::Unknown(here);
        }
        match self.kind(0) {
            Some(Kind::Text(text)) => {
                let text = text.clone();
                self.at += 1;
                match self.kind(0) {
                    // PHP: `"…" . $name`
                    Some(Kind::Dot) if self.is_more_text() => {
                        self.at += 1;
                        let next = self.operand(depth + 1);
                        joined(Value::Text(text), next)
                    }
                    // `"…".format(…)`
                    Some(Kind::Dot) => {
                        self.links(Vec::new(), depth);
                        Value::Text(text)
                    }
                    _ => Value::Text(text),
                }
            }
            Some(Kind::Number) => self.number(),
            Some(Kind::Mark(b'-')) if self.kind(1) == Some(&Kind::Number) => {
                self.at += 1;
                self.number()
            }
            Some(Kind::Mark(b'{')) => self.object(depth),
            Some(Kind::Mark(b'[')) => self.list(depth),
            Some(Kind::Mark(b'(')) => {
                let start = self.at;
                let mut items = self.items(b')', depth);
                // `(a).b`
                if self.kind(0) == Some(&Kind::Dot) {
                    return Value::Chain(self.links(Vec::new(), depth));
                }
                match (items.len(), items.pop()) {
                    (1, Some((None, only))) => only,
                    (_, last) => {
                        items.extend(last);
                        Value::List(
                            self.span_from(start),
                            items.into_iter().map(|(_, value)| value).collect(),
                        )
                    }
                }
            }
            Some(Kind::Name(_)) => self.chain(depth),
            Some(Kind::Mark(b',' | b')' | b']' | b'}' | b';')) | None => Value::Unknown(here),
            Some(_) => {
                self.at += 1;
                Value::Unknown(here)
            }
        }
    }

    /// Whether what stands behind a dot is a variable or a text, and no part of the text before.
    fn is_more_text(&self) -> bool {
        match self.kind(1) {
            Some(Kind::Name(name)) => name.starts_with('$'),
            Some(Kind::Text(_)) => true,
            _ => false,
        }
    }

    fn number(&mut self) -> Value {
        let token = self.tokens.get(self.at);
        self.at += 1;
        token.map_or(Value::Unknown(Span::default()), |token| {
            Value::Number(self.text.slice(token.at.clone()))
        })
    }

    /// Passes a word, or a bracket with all that is in it.
    fn skip(&mut self) {
        let mut open = 0usize;
        while let Some(kind) = self.kind(0) {
            match kind {
                Kind::Mark(b'(' | b'[' | b'{') => open += 1,
                Kind::Mark(b')' | b']' | b'}') if open == 0 => return,
                Kind::Mark(b')' | b']' | b'}') => open -= 1,
                _ => {}
            }
            self.at += 1;
            if open == 0 {
                return;
            }
        }
    }

    /// The things in a bracket, each with its key if it has one.
    fn items(&mut self, close: u8, depth: u32) -> Vec<(Option<Value>, Value)> {
        self.at += 1;
        let mut items = Vec::new();
        while let Some(kind) = self.kind(0) {
            match kind {
                Kind::Mark(mark) if *mark == close => {
                    self.at += 1;
                    break;
                }
                Kind::Mark(b',' | b';') => self.at += 1,
                // A bracket that closes something else: this one is not closed.
                Kind::Mark(b')' | b']' | b'}') => break,
                _ => {
                    let before = self.at;
                    items.push(self.item(depth));
                    self.at = self.at.max(before + 1);
                }
            }
        }
        items
    }

    fn item(&mut self, depth: u32) -> (Option<Value>, Value) {
        let first = self.value(depth + 1);
        let separated = matches!(
            self.kind(0),
            Some(Kind::Mark(b':') | Kind::Arrow | Kind::Assign)
        );
        if !separated {
            return (None, first);
        }
        self.at += 1;
        let value = self.value(depth + 1);
        (Some(first), value)
    }

    /// `{a: 1}`, or a block of code.
    fn object(&mut self, depth: u32) -> Value {
        let start = self.at;
        let before = start.checked_sub(1).and_then(|at| self.tokens.get(at));
        // PowerShell: `@{ name = "n" }`
        let table = before.is_some_and(|before| before.kind == Kind::Name("@".to_owned()));
        // C#: `new { name = "n" }`, `new Client { Base = … }`
        let made = matches!((self.kind(1), self.kind(2)), (Some(Kind::Name(_)), Some(Kind::Assign)))
            && before.is_some_and(|it| matches!(&it.kind, Kind::Name(name) if name == "new" || name.starts_with(char::is_uppercase)));
        let keyed = match (self.kind(1), self.kind(2)) {
            _ if table || made => true,
            (Some(Kind::Mark(b'}')), _) => true,
            (
                Some(Kind::Name(_) | Kind::Text(_)),
                Some(Kind::Mark(b':' | b',' | b'}') | Kind::Arrow),
            ) => true,
            (Some(Kind::Mark(b'.' | b'[')), _) => true,
            // Lists in braces, as Go and Java have them.
            (Some(Kind::Mark(b'{') | Kind::Text(_) | Kind::Number), _) => true,
            _ => false,
        };
        if !keyed {
            self.skip();
            self.blocks
                .push(start + 1..self.at.saturating_sub(1).max(start + 1));
            return Value::Unknown(self.span_from(start));
        }
        let items = self.items(b'}', depth);
        if !items.is_empty() && items.iter().all(|(key, _)| key.is_none()) && !names(&items) {
            return Value::List(
                self.span_from(start),
                items.into_iter().map(|(_, value)| value).collect(),
            );
        }
        let pairs = items.into_iter().map(|(key, value)| match key {
            Some(key) => (key, value),
            // `{name}` is `{name: name}`.
            None => (value.clone(), value),
        });
        Value::Object(self.span_from(start), pairs.collect())
    }

    /// `[1, 2]`, or `['a' => 1]`.
    fn list(&mut self, depth: u32) -> Value {
        let start = self.at;
        let items = self.items(b']', depth);
        // Go: `[]byte("…")`
        if items.is_empty() && matches!(self.kind(0), Some(Kind::Name(_))) && !self.begins_line() {
            return self.chain(depth);
        }
        match items.iter().any(|(key, _)| key.is_some()) {
            true => Value::Object(
                self.span_from(start),
                items
                    .into_iter()
                    .filter_map(|(key, value)| Some((key?, value)))
                    .collect(),
            ),
            false => Value::List(
                self.span_from(start),
                items.into_iter().map(|(_, value)| value).collect(),
            ),
        }
    }

    /// A chain that begins with a name.
    pub(super) fn chain(&mut self, depth: u32) -> Value {
        let mut links = Vec::new();
        links.extend(self.link(depth));
        let mut links = self.links(links, depth);
        self.initialiser(&mut links, depth);
        match links.as_slice() {
            [only] if only.index.is_none() => match (&only.arguments, only.name.as_str()) {
                // PHP: `array('a' => 1)`
                // Python: `dict(a=1)`
                (Some(arguments), "array" | "dict") => listed(only.span, arguments),
                _ => Value::Chain(links),
            },
            // Go: `map[string]string{…}`
            [only] if only.name == "map" && self.is_name(0) => {
                self.at += 1;
                match self.is_mark(b'{') {
                    true => self.object(depth),
                    false => Value::Chain(links),
                }
            }
            _ => Value::Chain(links),
        }
    }

    /// C#: `new HttpClient { BaseAddress = … }`
    fn initialiser(&mut self, links: &mut [Link], depth: u32) {
        let set = matches!(
            (self.kind(1), self.kind(2)),
            (Some(Kind::Name(_)), Some(Kind::Assign))
        );
        if let Some(last) = links.last_mut()
            && last.name.starts_with(char::is_uppercase)
            && set
            && self.is_mark(b'{')
            && depth <= MAX_DEPTH
        {
            let value = self.object(depth);
            let arguments = last.arguments.get_or_insert_default();
            arguments.push(Argument { name: None, value });
        }
    }

    fn is_name(&self, ahead: usize) -> bool {
        matches!(self.kind(ahead), Some(Kind::Name(_)))
    }

    /// The further links of a chain.
    fn links(&mut self, mut links: Vec<Link>, depth: u32) -> Vec<Link> {
        while self.kind(0) == Some(&Kind::Dot) {
            self.at += 1;
            // `::<T>`
            if self.is_mark(b'<') {
                while self.kind(0).is_some() && !self.is_mark(b'>') {
                    self.at += 1;
                }
                self.at += 1;
                if let Some(last) = links.last_mut() {
                    self.arguments(last, depth);
                }
                continue;
            }
            match self.link(depth) {
                Some(link) => links.push(link),
                None => break,
            }
        }
        links
    }

    fn link(&mut self, depth: u32) -> Option<Link> {
        let Some(Kind::Name(name)) = self.kind(0) else {
            return None;
        };
        let mut link = Link {
            name: name.clone(),
            span: self.span(),
            arguments: None,
            index: None,
        };
        self.at += 1;
        self.arguments(&mut link, depth);
        Some(link)
    }

    fn arguments(&mut self, link: &mut Link, depth: u32) {
        // Rust: `json!(…)`, and `?` behind what may fail.
        if self.is_mark(b'!') && matches!(self.kind(1), Some(Kind::Mark(b'(' | b'{' | b'['))) {
            self.at += 1;
        }
        if depth <= MAX_DEPTH && self.is_mark(b'(') {
            let items = self.items(b')', depth);
            let argument = |(key, value): (Option<Value>, Value)| Argument {
                name: key.and_then(|key| key.name()),
                value,
            };
            link.arguments = Some(items.into_iter().map(argument).collect());
        }
        while self.is_mark(b'[') && !self.begins_line() && depth <= MAX_DEPTH {
            let mut items = self.items(b']', depth);
            link.index = items.pop().map(|(_, value)| Box::new(value));
        }
        while self.is_mark(b'?')
            && matches!(self.kind(1), Some(Kind::Dot | Kind::Mark(b';' | b')')))
        {
            self.at += 1;
        }
    }
}

/// Words between two parts of an expression: `a if b else c`, `f(x) for x in y`.
fn is_joint(word: &str) -> bool {
    const WORDS: [&str; 13] = [
        "if",
        "else",
        "for",
        "in",
        "or",
        "and",
        "not",
        "is",
        "unless",
        "as",
        "satisfies",
        "instanceof",
        "to",
    ];
    WORDS.contains(&word)
}

/// Whether all of some things are single names.
fn names(items: &[(Option<Value>, Value)]) -> bool {
    items
        .iter()
        .all(|(_, value)| value.name().is_some() && !matches!(value, Value::Text(_)))
}

fn listed(span: Span, arguments: &[Argument]) -> Value {
    let named = |argument: &Argument| {
        let name = argument.name.as_ref()?;
        let span = argument.value.span();
        let mut key = Mapped::default();
        key.push_decoded(name, Span::new(span.start, span.start));
        Some((Value::Text(key), argument.value.clone()))
    };
    match arguments.iter().all(|argument| argument.name.is_some()) {
        true => Value::Object(span, arguments.iter().filter_map(named).collect()),
        false => Value::List(
            span,
            arguments
                .iter()
                .map(|argument| argument.value.clone())
                .collect(),
        ),
    }
}
