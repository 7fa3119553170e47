//! Code in documents: commands, messages, bodies, and what each body shows.

use super::assemble::Assembler;
use super::http::{self, Message};
use super::{endpoint, label};
use crate::document::model::{Announced, Certainty, Example, Filled, Looks, Role, Unread, Where};
use crate::document::shell;
use crate::document::text::{Mapped, Span};

impl Assembler {
    pub(super) fn code(&mut self, language: &str, text: &Mapped, span: Span) {
        self.announced = None;
        if text.text().trim().is_empty() {
            return;
        }
        match Kinds::of(language, text) {
            Kinds::Shell => {
                let calls = shell::calls(text);
                if calls.is_empty() {
                    return;
                }
                for call in calls {
                    self.call(call);
                }
            }
            Kinds::Http => match http::read(text) {
                Some(Message::Request(call)) => self.call(*call),
                Some(Message::Response(status, body)) => {
                    let role = match status {
                        ..400 => Role::Response(Some(status)),
                        _ => Role::Error(Some(status)),
                    };
                    if !body.text().is_empty() {
                        self.example(role, body, Certainty::Said);
                    }
                }
                Some(Message::Line) => self.statement_in_code(text, span),
                None => {}
            },
            Kinds::Json => {
                if self.detached {
                    return;
                }
                let (role, certainty) = self.role(language);
                self.example(role, text.clone(), certainty);
            }
            Kinds::Other => self.unread_call(text),
        }
        self.fill(Filled::Block);
    }

    /// Code that seems to make a call, in a language that is not read.
    fn unread_call(&mut self, text: &Mapped) {
        const MARKS: [&str; 12] = [
            "fetch(",
            "axios",
            "requests.",
            "httpx.",
            "http.NewRequest",
            "reqwest",
            "Net::HTTP",
            "HttpClient",
            "http.Get(",
            "http.Post(",
            "curl_",
            "Invoke-RestMethod",
        ];
        let code = text.text();
        let found = MARKS
            .iter()
            .filter_map(|mark| Some((code.find(mark)?, mark.len())));
        if let Some((at, length)) = found.min() {
            self.document.unread.push(Unread {
                what: Looks::Call,
                span: text.span(at..at + length),
                reason: "code in this language is not read".into(),
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

    fn example(&mut self, role: Role, text: Mapped, certainty: Certainty) {
        self.section.examples.push(Example {
            role,
            text,
            certainty,
        });
    }

    /// What a body shows that stands here.
    fn role(&self, language: &str) -> (Role, Certainty) {
        let hint = language
            .split_once([' ', '{', ':'])
            .map_or("", |(_, hint)| hint);
        let hint = hint.trim_matches(|c: char| !c.is_alphanumeric());
        let hint = hint.strip_prefix("title=\"").unwrap_or(hint);
        let label = self.label.and_then(|label| self.section.labels.get(label));
        // A second body under one label may be anything.
        let certainty = match label {
            Some(label) if label.filled == Filled::Block => Certainty::Guessed,
            _ => Certainty::Said,
        };
        match label::read(hint).or(label.map(|label| label.what)) {
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

/// What code is.
enum Kinds {
    Shell,
    Http,
    Json,
    Other,
}

impl Kinds {
    fn of(language: &str, text: &Mapped) -> Kinds {
        let word = language
            .split(|c: char| !c.is_ascii_alphanumeric())
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase();
        let start = text.text().trim_start();
        match word.as_str() {
            "sh" | "bash" | "shell" | "zsh" | "console" | "curl" | "terminal" | "cmd" => {
                Kinds::Shell
            }
            "http" => Kinds::Http,
            "json" | "jsonc" | "json5" | "ndjson" | "jsonl" => Kinds::Json,
            "" | "text" | "txt" | "plain" | "plaintext" | "js" | "javascript" | "yaml" => {
                Kinds::guess(start, &word)
            }
            _ => Kinds::Other,
        }
    }

    fn guess(start: &str, word: &str) -> Kinds {
        if start.starts_with(['{', '[']) {
            Kinds::Json
        } else if word == "js" || word == "javascript" || word == "yaml" {
            Kinds::Other
        } else if start.starts_with("curl ") || start.starts_with("$ curl ") {
            Kinds::Shell
        } else {
            Kinds::Http
        }
    }
}
