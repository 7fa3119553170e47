//! Code in documents: commands, messages, bodies, and what each body shows.

use super::assemble::Assembler;
use super::http::{self, Message};
use super::inline::Inline;
use super::{bodies, endpoint, label};
use crate::document::call::{Call, Client, Data};
use crate::document::events::is_event_stream;
use crate::document::model::{
    Announced, Certainty, Endpoint, Example, Filled, Looks, Role, Unread, Where,
};
use crate::document::text::{Mapped, Span, Spanned};
use crate::document::{json, mend, program, shell};

impl Assembler<'_> {
    pub(super) fn code(&mut self, language: &str, text: &Mapped, span: Span) {
        let announced = self.announced.take();
        let partial = announced.is_some_and(|it| is_about_a_part(it.text()));
        if text.text().trim().is_empty() {
            return;
        }
        if self.path_in_code(text) {
            return;
        }
        match Kinds::of(language, text) {
            Kinds::Shell => {
                let calls = shell::calls(text, &mut self.variables);
                if calls.is_empty() {
                    return;
                }
                let ends = |call: &Call| {
                    let data = call.data.iter().map(|data| data.span.end);
                    data.fold(call.span.end, usize::max)
                };
                let end = calls.iter().map(ends).max().unwrap_or(0);
                // What stands behind a body that breaks off is the rest of it.
                let whole = calls
                    .last()
                    .is_none_or(|call| call.data.iter().all(is_whole));
                for call in calls {
                    self.call(call);
                }
                if whole {
                    self.output(text, end);
                }
            }
            Kinds::Http => self.messages(text, span),
            Kinds::Json => {
                if self.detached {
                    return;
                }
                if let Some(reason) = Self::is_no_body(partial, language, text) {
                    self.section.unread_body = true;
                    self.document.unread.push(Unread {
                        what: Looks::Example,
                        span,
                        reason: reason.into(),
                    });
                    return self.fill(Filled::Block);
                }
                let (role, certainty) = self.role(language);
                let types = bodies::types(text);
                self.examples(role, types.as_ref().unwrap_or(text), certainty);
            }
            Kinds::Events => self.events(text),
            Kinds::Program => {
                // Other languages have other names.
                let scope = self.programs.entry(language.to_owned()).or_default();
                let read = program::read(text, scope);
                if text.text().trim_start().starts_with('{') && read.calls.is_empty() {
                    self.section.unread_body = true;
                    self.document.unread.push(Unread {
                        what: Looks::Example,
                        span,
                        reason: "it is an object of a program, and no JSON".into(),
                    });
                } else if read.calls.is_empty()
                    && read.unread.is_empty()
                    && program::is_likely(text.text())
                {
                    self.document.unread.push(Unread {
                        what: Looks::Call,
                        span: text
                            .slice(0..text.text().find('\n').unwrap_or(text.text().len()))
                            .whole(),
                        reason: "how it is made here is not known".into(),
                    });
                }
                for call in read.calls {
                    self.call(call);
                }
                self.document
                    .unread
                    .extend(read.unread.into_iter().map(|(span, reason)| Unread {
                        what: Looks::Call,
                        span,
                        reason: reason.into(),
                    }));
            }
            Kinds::Other => {}
        }
        self.fill(Filled::Block);
    }

    /// Why a block is not the body that stands in its place.
    fn is_no_body(partial: bool, language: &str, text: &Mapped) -> Option<&'static str> {
        if partial {
            return Some("it is said to be the text of a property");
        }
        let relaxed =
            language.starts_with("json5") && json::parse(&mend::mend(text.text()).text).is_none();
        relaxed.then_some("JSON5 is read as far as it is JSON")
    }

    /// What a command prints stands behind it.
    fn output(&mut self, text: &Mapped, end: usize) {
        let mut at = 0;
        for line in text.text().split_inclusive('\n') {
            let trimmed = line.trim_start();
            if text.source(at) >= end && !trimmed.is_empty() {
                let rest = text.slice(at..text.text().len());
                if trimmed.starts_with("HTTP/") {
                    return self.message(&rest, rest.whole());
                }
                if is_event_stream(rest.text()) {
                    return self.events(&rest);
                }
                if trimmed.starts_with(['{', '[']) {
                    return self.examples(Role::Response(None), &rest.trim(), Certainty::Guessed);
                }
            }
            at += line.len();
        }
    }

    /// A message, or each of several in one block.
    fn messages(&mut self, text: &Mapped, span: Span) {
        if let Some(traced) = http::traced(text) {
            traced
                .iter()
                .for_each(|message| self.message(message, span));
            return;
        }
        let messages = http::messages(text);
        if let [one] = messages.as_slice() {
            return self.message(one, span);
        }
        let lines = messages.iter().map(line_alone);
        let lines: Option<Vec<Endpoint>> = lines.collect();
        if let Some(lines) = lines.filter(|lines| is_index(lines)) {
            lines.into_iter().for_each(|it| self.stated.mention(it));
            return;
        }
        for message in &messages {
            match http::read(message, true) {
                // Several lines alone are forms of one endpoint, or an index.
                Some(Message::Request(call))
                    if call.client == Client::Line && call.data.is_empty() =>
                {
                    self.line_of_several(message, *call, span);
                }
                Some(Message::Request(call)) => self.call(*call),
                Some(Message::Response(..) | Message::Line) | None => self.message(message, span),
            }
        }
    }

    /// Bodies in a line, behind the words that announce them: "Body: `{…}`".
    pub(super) fn inline_bodies(&mut self, line: &Inline) {
        let mut from = 0;
        for range in &line.codes {
            let words = line.text.text().get(from..range.start).unwrap_or_default();
            from = range.end;
            let role = match words.trim_end().strip_suffix(':').and_then(label::read) {
                Some(Announced::Request) => Role::Request,
                Some(Announced::Response(status)) => Role::Response(status),
                Some(Announced::Error(status)) => Role::Error(status),
                _ => continue,
            };
            let code = line.text.slice(range.clone());
            let text = code.text();
            if text.starts_with(['{', '[']) && json::parse(&mend::mend(text).text).is_some() {
                self.examples(role, &code, Certainty::Said);
            }
        }
    }

    fn line_of_several(&mut self, message: &Mapped, call: Call, span: Span) {
        let Some(endpoint) = message.lines().iter().find_map(endpoint::read) else {
            return;
        };
        match &self.section.endpoint {
            None => self.statement(endpoint, span.start),
            Some(known) if endpoint.is_form_of(known) => self.section.calls.push(call),
            Some(_) => self.stated.mention(endpoint),
        }
    }

    fn message(&mut self, text: &Mapped, span: Span) {
        let label = self.announced_now();
        let announced = self.section.is_stated()
            && matches!(
                label,
                Some(Announced::Call | Announced::Request | Announced::Example)
            );
        match http::read(text, announced) {
            Some(Message::Request(call)) => {
                // What nothing else states, the first line does.
                if self.section.endpoint.is_none() {
                    self.statement_in_code(text, span);
                }
                self.call(*call);
            }
            Some(Message::Response(status, body)) => {
                let role = match status {
                    ..400 => Role::Response(Some(status)),
                    _ => Role::Error(Some(status)),
                };
                // The marks of a template are no body.
                let marked = ["{%", "{{"]
                    .iter()
                    .any(|mark| body.text().starts_with(mark));
                if body.text().is_empty() {
                    // Without a body, it says what the answer is.
                    let line = text
                        .lines()
                        .into_iter()
                        .find(|it| !it.text().trim().is_empty());
                    let line = line.map(|line| Spanned::new(status, line.trim().whole()));
                    self.section.statuses.extend(line);
                } else if is_event_stream(body.text()) {
                    self.whole(role, &body, Certainty::Said);
                } else if body.text().starts_with(['{', '[', '"']) && !marked {
                    self.examples(role, &body, Certainty::Said);
                }
            }
            Some(Message::Line) => self.statement_in_code(text, span),
            None => {}
        }
    }

    /// A body of events, which only a server sends.
    fn events(&mut self, text: &Mapped) {
        if self.detached {
            return;
        }
        match self.role("") {
            (Role::Request, _) => self.whole(Role::Response(None), text, Certainty::Guessed),
            (role, certainty) => self.whole(role, text, certainty),
        }
    }

    /// A body that is not divided here.
    fn whole(&mut self, role: Role, text: &Mapped, certainty: Certainty) {
        self.section.examples.push(Example {
            role,
            text: text.clone(),
            inside: None,
            certainty,
        });
    }

    /// A body, or several one after another.
    fn examples(&mut self, role: Role, text: &Mapped, certainty: Certainty) {
        let inside = bodies::inside(text);
        for text in bodies::values(text) {
            self.section.examples.push(Example {
                role,
                text,
                inside: inside.clone(),
                certainty,
            });
        }
    }

    fn statement_in_code(&mut self, text: &Mapped, span: Span) {
        for line in text.lines() {
            if let Some(endpoint) = endpoint::read(&line) {
                self.statement(endpoint, span.start);
                return;
            }
        }
    }

    /// What a body shows that stands here.
    fn role(&self, language: &str) -> (Role, Certainty) {
        let label = self.label.and_then(|label| self.section.labels.get(label));
        // A second body under one label may be anything.
        let certainty = match label {
            Some(label) if label.filled == Filled::Block => Certainty::Guessed,
            _ => Certainty::Said,
        };
        match hint(language).or(label.map(|label| label.what)) {
            Some(Announced::Request | Announced::Parameters(Where::Body)) => {
                (Role::Request, certainty)
            }
            Some(Announced::Response(status)) => (Role::Response(status), certainty),
            Some(Announced::Error(status)) => (Role::Error(status), certainty),
            _ if self.section.calls.is_empty() => (Role::Request, Certainty::Guessed),
            _ => (Role::Response(None), Certainty::Guessed),
        }
    }
}

/// The endpoint that a message is, if it is a line of one and nothing else.
fn line_alone(message: &Mapped) -> Option<Endpoint> {
    let line = message.trim();
    let alone = !line.text().contains('\n');
    alone.then(|| endpoint::read(&line)).flatten()
}

/// Whether some lines are an index of what follows, and not forms of one endpoint: several methods, of several paths.
fn is_index(lines: &[Endpoint]) -> bool {
    const FEWEST: usize = 3;
    let Some((first, rest)) = lines.split_first() else {
        return false;
    };
    let methods = rest.iter().any(|it| it.method.value != first.method.value);
    let paths = rest.iter().any(|it| it.path.value != first.path.value);
    lines.len() >= FEWEST && methods && paths
}

/// Whether the JSON of a body ends where the body does; other bodies are whole as they stand.
fn is_whole(data: &Data) -> bool {
    let text = data.text.text().trim();
    !text.starts_with(['{', '[']) || json::parse(&mend::mend(text).text).is_some()
}

/// Whether a sentence announces the value of one property: "The value of `x` will be a string containing JSON:".
fn is_about_a_part(text: &str) -> bool {
    let lower = text.to_lowercase();
    let text = ["string containing", "string that contains", "as a string"];
    lower.contains("value of") && text.iter().any(|it| lower.contains(it))
}

/// What the words behind the language of a fence announce, if that is a body.
fn hint(language: &str) -> Option<Announced> {
    let (_, hint) = language.split_once([' ', '{', ':'])?;
    let named = |quote: char| hint.split(quote).nth(1);
    let title = named('"').or_else(|| named('\''));
    let title = title
        .unwrap_or(hint)
        .trim_matches(|c: char| !c.is_alphanumeric());
    let body = |what: &Announced| {
        matches!(
            what,
            Announced::Request | Announced::Response(_) | Announced::Error(_)
        )
    };
    label::read(title).filter(body)
}

/// What code is.
enum Kinds {
    Shell,
    Http,
    Json,
    Events,
    Program,
    Other,
}

impl Kinds {
    /// By what it holds, and where that may be several things by the label of its fence.
    fn of(language: &str, text: &Mapped) -> Kinds {
        let word = language
            .split(|c: char| !c.is_ascii_alphanumeric())
            .find(|word| !word.is_empty())
            .unwrap_or_default()
            .to_ascii_lowercase();
        let start = text.text().trim_start();
        match word.as_str() {
            "json" | "jsonc" | "json5" | "ndjson" | "jsonl" => return Kinds::Json,
            "http" | "rest" => return Kinds::Http,
            "yaml" | "yml" | "xml" | "toml" | "ini" | "html" | "css" | "sql" | "graphql"
            | "mermaid" | "diff" | "dockerfile" | "proto" | "protobuf" | "nginx" | "csv" => {
                return Kinds::Other;
            }
            _ => {}
        }
        let is_script = matches!(
            word.as_str(),
            "js" | "javascript"
                | "jsx"
                | "mjs"
                | "ts"
                | "typescript"
                | "tsx"
                | "node"
                | "nodejs"
                | "python"
                | "py"
                | "python3"
                | "go"
                | "golang"
                | "rust"
                | "rs"
                | "ruby"
                | "rb"
                | "java"
                | "kotlin"
                | "kt"
                | "php"
                | "powershell"
                | "pwsh"
                | "ps1"
                | "csharp"
                | "cs"
                | "swift"
                | "dart"
        );
        if matches!(
            word.as_str(),
            "sh" | "bash"
                | "shell"
                | "zsh"
                | "fish"
                | "console"
                | "curl"
                | "terminal"
                | "cmd"
                | "shellsession"
        ) {
            // Some consoles take requests as they are sent, and print bodies.
            let commands = || text.text().lines().any(shell::is_command);
            return match () {
                () if is_json(start) && !commands() => Kinds::Json,
                () if is_request(start) => Kinds::Http,
                () if !commands() && program::is_likely(start) => Kinds::Program,
                () => Kinds::Shell,
            };
        }
        // An object in a script that is JSON is read as such.
        let is_json_there = || json::parse(&mend::mend(text.text()).text).is_some();
        if is_event_stream(start) {
            Kinds::Events
        } else if start.starts_with(['{', '[']) && !is_script
            || word.starts_with('j') && is_json(start)
            || is_script && start.starts_with('{') && is_json_there()
        {
            Kinds::Json
        } else if text.text().lines().any(shell::is_command) {
            Kinds::Shell
        } else if is_script || program::is_likely(start) {
            Kinds::Program
        } else if is_json(start) {
            Kinds::Json
        } else {
            Kinds::Http
        }
    }
}

/// Whether a text begins with the line of a request: `POST /books`.
fn is_request(start: &str) -> bool {
    let line = start.lines().next().unwrap_or_default();
    let words = line.split_once(' ');
    words.is_some_and(|(method, path)| {
        endpoint::is_method(method) && path.trim_start().starts_with('/')
    })
}

/// Whether a text begins as a body does: with a bracket, or with the name of a property.
fn is_json(start: &str) -> bool {
    let named = |rest: &str| {
        let after = rest.split_once('"').map(|(_, after)| after.trim_start());
        after.is_some_and(|after| after.starts_with(':'))
    };
    match start.strip_prefix(['{', '[']) {
        Some(rest) => rest.trim_start().starts_with(['"', '{', '[', '}', ']']),
        None => start.strip_prefix('"').is_some_and(named),
    }
}
