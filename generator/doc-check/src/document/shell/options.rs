//! curl's options, as far as they decide what travels, and those that only take a value.

use super::curl::{Encode, header};
use crate::document::call::{Call, Data, Word};
use crate::document::text::Spanned;

/// What an option does to the call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    Method,
    Header,
    Data,
    RawData,
    Encoded,
    Json,
    Form,
    FormText,
    Upload,
    User,
    Url,
    Get,
    Head,
    Bearer,
    Query,
    /// A file that may hold headers and a credential.
    Unseen,
    UserAgent,
    Cookie,
    /// Nothing that travels, but it takes a value.
    Value,
    Nothing,
}

const LONG: [(&str, Effect); 45] = [
    ("url-query", Effect::Query),
    ("request", Effect::Method),
    ("header", Effect::Header),
    ("data", Effect::Data),
    ("data-ascii", Effect::Data),
    ("data-binary", Effect::Data),
    ("data-raw", Effect::RawData),
    ("data-urlencode", Effect::Encoded),
    ("json", Effect::Json),
    ("form", Effect::Form),
    ("form-string", Effect::FormText),
    ("upload-file", Effect::Upload),
    ("user", Effect::User),
    ("url", Effect::Url),
    ("get", Effect::Get),
    ("head", Effect::Head),
    ("oauth2-bearer", Effect::Bearer),
    ("user-agent", Effect::UserAgent),
    ("cookie", Effect::Cookie),
    ("output", Effect::Value),
    ("write-out", Effect::Value),
    ("max-time", Effect::Value),
    ("connect-timeout", Effect::Value),
    ("retry", Effect::Value),
    ("retry-delay", Effect::Value),
    ("retry-max-time", Effect::Value),
    ("cacert", Effect::Value),
    ("capath", Effect::Value),
    ("cert", Effect::Value),
    ("key", Effect::Value),
    ("proxy", Effect::Value),
    ("resolve", Effect::Value),
    ("referer", Effect::Value),
    ("config", Effect::Unseen),
    ("cookie-jar", Effect::Value),
    ("dump-header", Effect::Value),
    ("interface", Effect::Value),
    ("limit-rate", Effect::Value),
    ("max-redirs", Effect::Value),
    ("range", Effect::Value),
    ("unix-socket", Effect::Value),
    ("stderr", Effect::Value),
    ("trace", Effect::Value),
    ("ciphers", Effect::Value),
    ("aws-sigv4", Effect::Value),
];

pub(super) fn long_option(name: &str) -> Option<Effect> {
    LONG.iter()
        .find(|(option, _)| *option == name)
        .map(|(_, effect)| *effect)
}

pub(super) fn short_option(letter: char) -> Effect {
    match letter {
        'X' => Effect::Method,
        'H' => Effect::Header,
        'd' => Effect::Data,
        'F' => Effect::Form,
        'T' => Effect::Upload,
        'u' => Effect::User,
        'G' => Effect::Get,
        'I' => Effect::Head,
        'A' => Effect::UserAgent,
        'b' => Effect::Cookie,
        'K' => Effect::Unseen,
        'o' | 'w' | 'm' | 'e' | 'E' | 'x' | 'c' | 'D' | 'r' | 'C' | 'Y' | 'y' | 'z' | 'P' | 'Q'
        | 't' => Effect::Value,
        _ => Effect::Nothing,
    }
}

impl Effect {
    pub(super) fn takes_value(self) -> bool {
        !matches!(self, Effect::Get | Effect::Head | Effect::Nothing)
    }

    pub(super) fn apply(self, call: &mut Call, option: &Word, value: Option<&Word>) {
        match (self, value) {
            (Effect::Get, _) => call.get = true,
            (Effect::Head, _) => call.head = true,
            (Effect::Upload, _) => call.opaque_body = true,
            (_, Some(value)) => self.apply_value(call, option, value),
            (_, None) => {}
        }
    }

    fn apply_value(self, call: &mut Call, option: &Word, value: &Word) {
        let text = value.text.text();
        match self {
            Effect::Method => call.method = Some(Spanned::new(text.to_owned(), value.span)),
            Effect::Url => call.url = Some(value.clone()),
            Effect::User => call.user = Some(value.clone()),
            Effect::Header => call.headers.extend(header(value)),
            Effect::Bearer => call.add_header("Authorization", format!("Bearer {text}"), value),
            Effect::UserAgent => call.add_header("User-Agent", text.to_owned(), value),
            Effect::Cookie => call.add_header("Cookie", text.to_owned(), value),
            Effect::Data | Effect::Json => {
                call.json |= self == Effect::Json;
                let file = text.starts_with('@');
                call.add_data(value, file, Encode::No);
            }
            Effect::RawData => call.add_data(value, false, Encode::No),
            Effect::Query => call.queries.push(Data {
                encode: true,
                ..Data::written(value.text.clone())
            }),
            Effect::Unseen => call.unseen = true,
            // `name@file`; in `name=a@b` it is the value.
            Effect::Encoded => {
                let before = text.split('=').next().unwrap_or_default();
                call.add_data(value, before.contains('@'), Encode::Yes);
            }
            Effect::Form => call.add_part(value, true),
            Effect::FormText => call.add_part(value, false),
            _ => {}
        }
        call.span = call.span.to(option.span).to(value.span);
    }
}
