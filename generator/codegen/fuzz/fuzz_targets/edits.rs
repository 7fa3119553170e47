//! Edits of documents that are in order: most of what comes out is still YAML, and much of it still OpenAPI, so that
//! every phase gets its share.

#![no_main]

use libfuzzer_sys::arbitrary::{Arbitrary, Result, Unstructured};

const DOCUMENT: &str = include_str!("../../tests/any_input/everything.yaml");
const FRAGMENT: &str = include_str!("../../tests/any_input/parts.yaml");

/// What stands in a document, or could.
const PIECES: &[&str] = &[
    "",
    "\n",
    "\n  ",
    " ",
    "- ",
    ": ",
    "{",
    "}",
    "[",
    "]",
    ",",
    "'",
    "\"",
    "#",
    "|\n",
    ">\n",
    "? ",
    "&a ",
    "*a",
    "<<: ",
    "!!str ",
    "null",
    "true",
    "0",
    "-1",
    "1.5",
    "1e400",
    "99999999999999999999",
    "\u{feff}",
    "\u{85}",
    "\r",
    "é",
    "💥",
    "$ref: ",
    "'#/components/schemas/Pet'",
    "'parts.yaml#/'",
    "allOf: ",
    "oneOf: ",
    "anyOf: ",
    "not: ",
    "type: ",
    "string",
    "integer",
    "array",
    "object",
    "items: ",
    "properties: ",
    "required: ",
    "enum: ",
    "default: ",
    "nullable: true",
    "pattern: ",
    "'^[a-f]{64}$'",
    "'(a+)+'",
    "format: ",
    "int64",
    "discriminator: ",
    "additionalProperties: ",
    "minimum: ",
    "maxLength: ",
    "uniqueItems: ",
    "readOnly: true",
    "example: ",
    "in: ",
    "path",
    "style: ",
    "explode: ",
    "schema: ",
    "content: ",
    "application/json",
    "security: ",
    "x-trueup-",
    "zero: ",
    "stream: ",
    "exclusive: ",
    "self",
    "fn",
];

/// What to do at a place of a text.
#[derive(Debug)]
struct Edit<'a> {
    at: usize,
    remove: usize,
    insert: Insert<'a>,
}

#[derive(Debug)]
enum Insert<'a> {
    Piece(&'static str),
    Text(&'a str),
    /// Bytes of the text itself, from a place of it.
    Copy(usize, usize),
}

impl<'a> Arbitrary<'a> for Edit<'a> {
    fn arbitrary(input: &mut Unstructured<'a>) -> Result<Self> {
        let at = u16::arbitrary(input)?.into();
        let remove = u8::arbitrary(input)?.into();
        let insert = match input.int_in_range(0..=3)? {
            0 | 1 => Insert::Piece(input.choose(PIECES)?),
            2 => Insert::Text(<&str>::arbitrary(input)?),
            _ => Insert::Copy(u16::arbitrary(input)?.into(), u8::arbitrary(input)?.into()),
        };
        Ok(Self { at, remove, insert })
    }
}

fn edited(text: &str, edits: &[Edit]) -> String {
    let mut text = text.to_owned();
    for edit in edits {
        let start = text.floor_char_boundary(edit.at % (text.len() + 1));
        let end = text.floor_char_boundary(start + edit.remove).max(start);
        let insert = match edit.insert {
            Insert::Piece(piece) => piece.to_owned(),
            Insert::Text(text) => text.to_owned(),
            Insert::Copy(from, length) => {
                let from = text.floor_char_boundary(from % (text.len() + 1));
                text[from..text.floor_char_boundary(from + length).max(from)].to_owned()
            }
        };
        text.replace_range(start..end, &insert);
    }
    text
}

libfuzzer_sys::fuzz_target!(|edits: (Vec<Edit>, Vec<Edit>)| {
    let (document, fragment) = (edited(DOCUMENT, &edits.0), edited(FRAGMENT, &edits.1));
    trueup_codegen_fuzz::survives([("everything.yaml", document), ("parts.yaml", fragment)]);
});
