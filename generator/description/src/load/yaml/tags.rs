//! Tags: those of the core schema that say what JSON can (YAML 1.2.2, section 10.3.1).

use std::borrow::Cow;

use saphyr_parser::{ScalarStyle, Tag};

use super::super::scalar::{self, Plain};
use super::Builder;
use crate::diagnostic::Code;
use crate::source::Span;

impl Builder<'_> {
    /// The style in which a scalar is to be read: `!!str` makes a text of what would be another value, as quotes do.
    /// Other tags may only say what the value is anyway.
    pub(super) fn tagged(
        &mut self,
        text: &str,
        style: ScalarStyle,
        tag: Option<Cow<'_, Tag>>,
        span: Span,
    ) -> ScalarStyle {
        let Some(tag) = tag else { return style };
        let is_plain = style == ScalarStyle::Plain;
        if is_text(&tag) {
            return if is_plain {
                ScalarStyle::SingleQuoted
            } else {
                style
            };
        }
        let fits = match (tag.suffix.as_str(), scalar::resolve(text)) {
            ("null", Plain::Null) | ("bool", Plain::Bool(_)) | ("float", Plain::Number(_)) => true,
            ("int", Plain::Number(number)) => number.is_integer(),
            _ => false,
        };
        if !(fits && is_plain && tag.is_yaml_core_schema()) {
            self.refuse_tag(&tag, span);
        }
        style
    }

    /// Says so if a collection has another tag than the one that says what it is anyway.
    pub(super) fn expect_tag(&mut self, tag: Option<Cow<'_, Tag>>, kind: &str, span: Span) {
        if let Some(tag) = tag
            && !(tag.is_yaml_core_schema() && tag.suffix == kind)
        {
            self.refuse_tag(&tag, span);
        }
    }

    fn refuse_tag(&mut self, tag: &Tag, span: Span) {
        let name = if tag.is_yaml_core_schema() {
            format!("!!{}", tag.suffix)
        } else {
            format!("{}{}", tag.handle, tag.suffix)
        };
        let message = format!("the tag `{name}` has no counterpart in JSON here");
        let help = match tag.suffix.as_str() {
            "binary" => {
                "remove it: bytes in JSON are texts in base64, which `format: byte` or `contentEncoding: base64` says"
            }
            _ => "remove it; put texts in quotes, or write `!!str`",
        };
        self.report(Code::BadYamlFeature, span, message, help);
    }
}

/// `!!str`, or `!`, which makes a text of a scalar too (YAML 1.2.2, section 6.9.1).
fn is_text(tag: &Tag) -> bool {
    tag.is_yaml_core_schema() && tag.suffix == "str" || tag.handle.is_empty() && tag.suffix == "!"
}
