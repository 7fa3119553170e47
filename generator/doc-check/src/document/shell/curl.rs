//! curl's command line, as far as it decides what travels.

use super::options::{long_option, short_option};
use super::words::Command;
use crate::document::call::{Call, Data, FormPart, Header, Word};
use crate::document::text::{Mapped, Spanned};

/// The call that curl makes of its words behind its name.
pub(super) fn call<'w>(
    name: &'w Word,
    words: &mut impl Iterator<Item = &'w Word>,
    command: &Command,
) -> Call {
    let mut call = Call {
        span: name.span.to(command.span),
        ..Call::default()
    };
    while let Some(word) = words.next() {
        let text = word.text.text();
        if let Some(long) = text.strip_prefix("--").filter(|long| !long.is_empty()) {
            match long_option(long) {
                Some(option) if option.takes_value() => option.apply(&mut call, word, words.next()),
                Some(option) => option.apply(&mut call, word, None),
                None => {}
            }
        } else if let Some(short) = text.strip_prefix('-').filter(|short| !short.is_empty()) {
            short_options(&mut call, word, short, words);
        } else if call.url.is_none() {
            call.url = Some(word.clone());
        }
    }
    if let Some(input) = &command.input {
        read_input(&mut call, input);
    }
    call
}

/// Options in one word, as in `-sSLX POST` or `-XPOST`.
fn short_options<'w>(
    call: &mut Call,
    word: &'w Word,
    letters: &str,
    words: &mut impl Iterator<Item = &'w Word>,
) {
    for (at, letter) in letters.char_indices() {
        let option = short_option(letter);
        if !option.takes_value() {
            option.apply(call, word, None);
            continue;
        }
        // One dash stands before the letters.
        let rest = 1 + at + letter.len_utf8();
        if rest < word.text.text().len() {
            let attached = Word {
                text: word.text.slice(rest..word.text.text().len()),
                ..word.clone()
            };
            option.apply(call, word, Some(&attached));
        } else {
            option.apply(call, word, words.next());
        }
        return;
    }
}

/// Whether curl encodes what it is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encode {
    Yes,
    No,
}

impl Call {
    pub(super) fn add_header(&mut self, name: &str, value: String, word: &Word) {
        self.headers.push(Header {
            name: Spanned::new(name.to_owned(), word.span),
            value: Spanned::new(value, word.span),
        });
    }

    /// `name=value`; with `special`, `name=@file`, `name=<file` and `;type=` after a value mean more than they say.
    pub(super) fn add_part(&mut self, word: &Word, special: bool) {
        let Some((name, value)) = word.text.text().split_once('=') else {
            self.opaque_body = true;
            return;
        };
        let text = match special {
            true if value.starts_with(['@', '<']) => None,
            true => {
                let value = value.split(";type=").next().unwrap_or_default();
                let quoted = value
                    .strip_prefix('"')
                    .and_then(|text| text.strip_suffix('"'));
                Some(quoted.map_or_else(
                    || value.to_owned(),
                    |text| text.replace("\\\"", "\"").replace("\\\\", "\\"),
                ))
            }
            false => Some(value.to_owned()),
        };
        self.parts.push(FormPart {
            name: name.to_owned(),
            text,
            span: word.span,
        });
    }

    pub(super) fn add_data(&mut self, word: &Word, file: bool, encode: Encode) {
        self.data.push(Data {
            text: word.text.clone(),
            span: word.span,
            file,
            encode: encode == Encode::Yes,
        });
    }
}

/// `Name: value`.
pub(super) fn header(word: &Word) -> Option<Header> {
    let text = word.text.text();
    let colon = text.find([':', ';'])?;
    let name = text.get(..colon)?.trim();
    let value = text.get(colon + 1..)?.trim();
    let start = text.len() - text.get(colon + 1..)?.trim_start().len();
    Some(Header {
        name: Spanned::new(name.to_owned(), word.text.span(0..colon)),
        value: Spanned::new(
            value.to_owned(),
            word.text.span(start..(start + value.len()).max(start)),
        ),
    })
}

/// A here-document takes the place of `@-`.
fn read_input(call: &mut Call, input: &Mapped) {
    for data in &mut call.data {
        if data.text.text() == "@-" {
            data.text = input.clone();
            data.file = false;
            data.span = input.whole();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::shell::{Variables, calls};

    fn one(text: &str) -> Call {
        let mut calls = calls(&Mapped::verbatim(text, 0), &mut Variables::default());
        assert_eq!(calls.len(), 1, "{text}");
        calls.remove(0)
    }

    fn url(call: &Call) -> &str {
        call.url.as_ref().map_or("", |url| url.text.text())
    }

    #[test]
    fn every_spelling_is_the_same_call() {
        let spellings = [
            "curl -X POST -H 'A: b' -d '{\"a\":1}' https://h.example/x",
            "$ curl --request POST \\\n  --header \"A: b\" \\\n  --data \"{\\\"a\\\":1}\" \\\n  https://h.example/x",
            "curl -sSLXPOST https://h.example/x -HA:\\ b -d'{\"a\":1}'",
            "curl --url https://h.example/x -H 'A: b' --data-raw '{\"a\":1}' | jq .",
            "TOKEN=1 curl 'https://h.example/x' -H \"A: b\" --json '{\"a\":1}'; echo",
            "curl -X POST \\\\\n-H 'A: b' \\\\\n-d '{\"a\":1}' \\\\\n<https: h.example =\"\" x =\"\"",
            "curl -H 'A: b' -d @- https://h.example/x <<'EOF'\n{\"a\":1}\nEOF\n",
            "curl -k --max-time 5 -o out -d $'{\"a\":1}' -H $'A: b' https://h.example/x # comment",
        ];
        for text in spellings {
            let call = one(text);
            assert_eq!(call.effective_method(), "POST", "{text}");
            assert_eq!(url(&call), "https://h.example/x", "{text}");
            assert_eq!(call.headers[0].name.value, "A", "{text}");
            assert_eq!(call.headers[0].value.value, "b", "{text}");
            assert_eq!(call.data[0].text.text().trim(), "{\"a\":1}", "{text}");
        }
    }

    #[test]
    fn places_lead_back_to_the_document() {
        let text = "curl -d \"{\\\"a\\\": 1}\" -H \"X-Key:  v\" https://h.example/x";
        let call = one(text);
        let body = &call.data[0].text;
        let one_at = body.text().find('1').unwrap();
        assert_eq!(
            text.get(body.source(one_at)..=body.source(one_at)),
            Some("1")
        );
        let value = call.headers[0].value.span;
        assert_eq!(text.get(value.start..value.end), Some("v"));
    }

    #[test]
    fn what_a_shell_would_not_read_so_is_told() {
        let kinds = |text: &str| one(text).troubles.len();
        assert_eq!(kinds("curl https://h.example/x?a=1&b=2"), 1);
        assert_eq!(
            url(&one("curl https://h.example/x?a=1&b=2")),
            "https://h.example/x?a=1&b=2"
        );
        assert_eq!(kinds("curl 'https://h.example/x"), 1);
        assert_eq!(kinds("curl \\\\\nhttps://h.example/x"), 1);
        assert_eq!(kinds("curl \\ \nhttps://h.example/x"), 1);
        assert_eq!(kinds("curl \\\nhttps://h.example/x"), 0);
        assert_eq!(kinds("curl -H \"A: <b>\" https://h.example/<id>/$X"), 0);
        assert_eq!(
            url(&one("curl https://h.example/<id>/$X")),
            "https://h.example/<id>/$X"
        );
    }

    #[test]
    fn queries_may_be_data() {
        let call = one("curl -G https://h.example/x -d a=1 --data-urlencode 'b=1 2' -u me:secret");
        assert_eq!(call.effective_method(), "GET");
        assert_eq!(call.data.len(), 2);
        assert!(call.user.is_some());
        assert_eq!(
            one("curl -I https://h.example/x").effective_method(),
            "HEAD"
        );
    }
}
