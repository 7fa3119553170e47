//! PowerShell: `Invoke-RestMethod -Uri … -Method Post -Headers @{…} -Body …`.

use super::lex::{self, Kind, Token};
use super::parser::Parser;
use super::read::Reader;
use super::value::Value;
use crate::document::call::{Call, Client};
use crate::document::text::Mapped;

/// Whether a command that makes a call begins at a word.
pub(super) fn is_call(tokens: &[Token], at: usize) -> bool {
    length(tokens, at).is_some()
}

/// How many words the name of the command has.
fn length(tokens: &[Token], at: usize) -> Option<usize> {
    let name = |ahead: usize| match tokens.get(at + ahead).map(|token| &token.kind) {
        Some(Kind::Name(name)) => name.to_ascii_lowercase(),
        _ => String::new(),
    };
    match name(0).as_str() {
        "invoke" if matches!(name(2).as_str(), "restmethod" | "webrequest") => Some(3),
        "irm" | "iwr" => Some(1),
        _ => None,
    }
}

impl Reader<'_> {
    /// Reads the parameters of a command up to the end of its line, which a backtick moves below.
    pub(super) fn cmdlet(&mut self, parser: &mut Parser<'_>) {
        let Some(first) = parser.tokens.get(parser.at) else {
            return;
        };
        let span = lex::span(parser.text, first);
        let index = self.calls.len();
        self.calls.push(Call {
            span,
            client: Client::Other,
            ..Call::default()
        });
        parser.at += length(parser.tokens, parser.at).unwrap_or(1);
        while let Some(token) = parser.tokens.get(parser.at).filter(|token| !token.first) {
            match (
                &token.kind,
                parser.tokens.get(parser.at + 1).map(|next| &next.kind),
            ) {
                (Kind::Mark(b'-'), Some(Kind::Name(name))) => {
                    let name = name.clone();
                    parser.at += 2;
                    let value = parser.operand(1);
                    self.parameter(index, &name, &value);
                }
                // `@settings` hands over all parameters of a table.
                (Kind::Name(name), _) if name.starts_with('@') => {
                    let table = format!("${}", name.trim_start_matches('@'));
                    parser.at += 1;
                    if let Some(Value::Object(_, pairs)) = self.names.get(&table).cloned() {
                        for (key, value) in pairs {
                            self.parameter(index, &key.name().unwrap_or_default(), &value);
                        }
                    }
                }
                (Kind::Mark(b';' | b'|' | b')' | b'}'), _) => break,
                _ => {
                    let value = parser.operand(1);
                    if self.calls.get(index).is_some_and(|call| call.url.is_none()) {
                        self.option(index, "url", &value);
                    }
                    // Whatever it is, it is behind us.
                    if parser
                        .tokens
                        .get(parser.at)
                        .is_some_and(|next| next.at == token.at)
                    {
                        parser.at += 1;
                    }
                }
            }
        }
    }

    fn parameter(&mut self, index: usize, name: &str, value: &Value) {
        match name.to_ascii_lowercase().as_str() {
            "contenttype" => {
                let mut name = Mapped::default();
                name.push_decoded("Content-Type", value.span());
                self.header(index, &name, value);
            }
            "uri" | "method" | "headers" | "body" => self.option(index, name, value),
            "token" => {
                self.push_header(index, "Authorization", "Bearer {token}", value.span());
            }
            _ => {}
        }
    }
}
