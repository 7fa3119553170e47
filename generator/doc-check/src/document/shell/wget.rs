//! wget's command line, as far as it decides what travels.

use super::curl;
use super::words::Command;
use crate::document::call::{Call, Client, Data, Word};
use crate::document::text::Spanned;

/// The call that the words behind the name make.
pub(super) fn call<'w>(
    name: &'w Word,
    words: impl Iterator<Item = &'w Word>,
    command: &Command,
) -> Option<Call> {
    let mut call = Call {
        span: name.span.to(command.span),
        client: Client::Other,
        ..Call::default()
    };
    let mut words = words.peekable();
    while let Some(word) = words.next() {
        let text = word.text.text();
        let Some(option) = text.strip_prefix("--") else {
            match text {
                // Names of files and the like.
                "-O" | "-o" | "-a" | "-P" | "-t" | "-T" | "-U" => drop(words.next()),
                _ if text.starts_with('-') => {}
                _ if call.url.is_none() => call.url = Some(word.clone()),
                _ => {}
            }
            continue;
        };
        let (option, value) = match option.split_once('=') {
            Some((option, value)) => {
                let range = crate::document::text::range_of(text, value);
                (
                    option,
                    Some(Word {
                        text: word.text.slice(range),
                        ..word.clone()
                    }),
                )
            }
            None if takes_value(option) => (option, words.next().cloned()),
            None => (option, None),
        };
        if let Some(value) = value {
            apply(&mut call, option, value);
        }
    }
    call.url.is_some().then_some(call)
}

fn takes_value(option: &str) -> bool {
    const OPTIONS: [&str; 12] = [
        "method",
        "header",
        "body-data",
        "body-file",
        "post-data",
        "post-file",
        "user",
        "password",
        "output-document",
        "timeout",
        "tries",
        "user-agent",
    ];
    OPTIONS.contains(&option)
}

fn apply(call: &mut Call, option: &str, value: Word) {
    match option {
        "method" => {
            let method = value.text.text().to_ascii_uppercase();
            call.method = Some(Spanned::new(method, value.span));
        }
        "header" => call.headers.extend(curl::header(&value)),
        "user" => call.user = Some(value),
        "body-file" | "post-file" => call.opaque_body = true,
        "body-data" | "post-data" => call.data.push(Data {
            span: value.span,
            text: value.text,
            file: false,
            encode: false,
        }),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use crate::document::shell::{Variables, calls};
    use crate::document::text::Mapped;

    #[test]
    fn options_become_what_they_say() {
        let text =
            "wget -qO- --method=POST --header='A: b' --body-data '{\"a\":1}' https://h.example/x";
        let calls = calls(&Mapped::verbatim(text, 0), &mut Variables::default());
        let [call] = calls.as_slice() else {
            panic!("{calls:?}")
        };
        assert_eq!(call.effective_method(), "POST");
        assert_eq!(
            call.url.as_ref().unwrap().text.text(),
            "https://h.example/x"
        );
        assert_eq!(call.headers[0].value.value, "b");
        assert_eq!(call.data[0].text.text(), "{\"a\":1}");
    }
}
