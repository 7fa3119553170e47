//! JSON as documents show it: a tree with places, and the gaps and stand-ins that a JSON parser would refuse.

use std::ops::Deref;

/// A value and its byte range in the text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Node {
    /// Offset of the first byte.
    pub(crate) start: usize,
    /// Offset after the last byte.
    pub(crate) end: usize,
    /// The value.
    pub(crate) value: Value,
}

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Null,
    Boolean(bool),
    /// The number as it is written.
    Number(String),
    Text(String),
    Array(Vec<Node>),
    Object(Members),
}

/// The properties of an object in their order, which reads as a slice.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Members {
    list: Vec<Member>,
    /// Where there are many: their places in the order of their names, those of one name in the order of the object.
    by_name: Vec<usize>,
}

impl Members {
    /// Among so few a name is found by looking at all.
    const FEW: usize = 16;

    fn new(list: Vec<Member>) -> Self {
        let mut by_name = Vec::new();
        if list.len() > Self::FEW {
            by_name.extend(0..list.len());
            by_name.sort_by_key(|place| list.get(*place).map(|member| &member.name));
        }
        Self { list, by_name }
    }

    /// The last of a name, which is the one that parsers keep.
    fn get(&self, name: &str) -> Option<&Member> {
        if self.by_name.is_empty() {
            return self.list.iter().rev().find(|member| member.name == name);
        }
        let member = |place: &usize| self.list.get(*place);
        let is_before = |place: &usize| member(place).is_some_and(|member| *member.name <= *name);
        let after = self.by_name.partition_point(is_before);
        let last = self.by_name.get(after.checked_sub(1)?)?;
        member(last).filter(|member| member.name == name)
    }
}

impl Deref for Members {
    type Target = [Member];

    fn deref(&self) -> &[Member] {
        &self.list
    }
}

/// A property of an object.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Member {
    pub(crate) name: String,
    /// Byte range of the name, with its quotes.
    pub(crate) key: (usize, usize),
    pub(crate) value: Node,
}

impl Node {
    /// The properties, of an object.
    pub(crate) fn members(&self) -> &[Member] {
        match &self.value {
            Value::Object(members) => members,
            _ => &[],
        }
    }

    /// The last property of a name, which is the one that parsers keep.
    pub(crate) fn get(&self, name: &str) -> Option<&Member> {
        match &self.value {
            Value::Object(members) => members.get(name),
            _ => None,
        }
    }
}

const MAX_DEPTH: u32 = 128;

/// Reads a text that is one JSON value; `None` if it is not, or too deep.
pub(crate) fn parse(text: &str) -> Option<Node> {
    let mut parser = Parser {
        bytes: text.as_bytes(),
        text,
        at: 0,
    };
    let node = parser.value(0)?;
    parser.space();
    (parser.at == text.len()).then_some(node)
}

struct Parser<'t> {
    bytes: &'t [u8],
    text: &'t str,
    at: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.at += 1;
        }
    }

    fn pass(&mut self, byte: u8) -> bool {
        self.space();
        let there = self.peek() == Some(byte);
        self.at += usize::from(there);
        there
    }

    /// Depth is bounded, and with it the recursion.
    fn value(&mut self, depth: u32) -> Option<Node> {
        self.space();
        let start = self.at;
        let value = match self.peek()? {
            _ if depth > MAX_DEPTH => return None,
            b'{' => self.object(depth)?,
            b'[' => self.array(depth)?,
            b'"' => Value::Text(self.string()?),
            _ => self.word()?,
        };
        Some(Node {
            start,
            end: self.at,
            value,
        })
    }

    fn object(&mut self, depth: u32) -> Option<Value> {
        self.at += 1;
        let mut members = Vec::new();
        if self.pass(b'}') {
            return Some(Value::Object(Members::new(members)));
        }
        loop {
            self.space();
            let start = self.at;
            if self.peek() != Some(b'"') {
                return None;
            }
            let name = self.string()?;
            let key = (start, self.at);
            if !self.pass(b':') {
                return None;
            }
            let value = self.value(depth + 1)?;
            members.push(Member { name, key, value });
            if self.pass(b'}') {
                return Some(Value::Object(Members::new(members)));
            }
            if !self.pass(b',') {
                return None;
            }
        }
    }

    fn array(&mut self, depth: u32) -> Option<Value> {
        self.at += 1;
        let mut items = Vec::new();
        if self.pass(b']') {
            return Some(Value::Array(items));
        }
        loop {
            items.push(self.value(depth + 1)?);
            if self.pass(b']') {
                return Some(Value::Array(items));
            }
            if !self.pass(b',') {
                return None;
            }
        }
    }

    fn string(&mut self) -> Option<String> {
        let start = self.at;
        self.at = string_end(self.bytes, start)?;
        serde_json::from_str(self.text.get(start..self.at)?).ok()
    }

    fn word(&mut self) -> Option<Value> {
        let start = self.at;
        while matches!(self.peek(), Some(byte) if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'+' | b'.'))
        {
            self.at += 1;
        }
        match self.text.get(start..self.at)? {
            "null" => Some(Value::Null),
            "true" => Some(Value::Boolean(true)),
            "false" => Some(Value::Boolean(false)),
            number => serde_json::from_str::<serde_json::Number>(number)
                .ok()
                .map(|_| Value::Number(number.to_owned())),
        }
    }
}

/// The offset after the string that begins at an offset; a string does not go past its line.
pub(super) fn string_end(bytes: &[u8], start: usize) -> Option<usize> {
    let mut at = start + 1;
    loop {
        match bytes.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' => at += 2,
            b'\n' => return None,
            _ => at += 1,
        }
    }
}

/// How deep a JSON text is nested, fed line by line.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Nesting {
    depth: usize,
}

impl Nesting {
    /// Whether no value is open.
    pub(crate) fn is_outside(&self) -> bool {
        self.depth == 0
    }

    /// Reads one more line; where the value ends in it, the offset after its end.
    pub(crate) fn line(&mut self, line: &str) -> Option<usize> {
        let bytes = line.as_bytes();
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            match byte {
                b'"' => {
                    // A quote that is never closed: what follows in the line is taken for text.
                    at = string_end(bytes, at).unwrap_or(bytes.len());
                    continue;
                }
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' => {
                    self.depth = self.depth.saturating_sub(1);
                    if self.depth == 0 {
                        return Some(at + 1);
                    }
                }
                _ => {}
            }
            at += 1;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trees_have_places() {
        let text = r#" {"a": [1, "x\n"], "b": {}} "#;
        let tree = parse(text).unwrap();
        let a = tree.get("a").unwrap();
        assert_eq!(text.get(a.key.0..a.key.1), Some("\"a\""));
        assert_eq!(text.get(a.value.start..a.value.end), Some(r#"[1, "x\n"]"#));
        for broken in ["", "{", "[1,]", "{\"a\" 1}", "01", "\"a\nb\"", "[1] 2"] {
            assert_eq!(parse(broken), None, "{broken}");
        }
        assert_eq!(parse(&"[".repeat(100_000)), None);
    }

    #[test]
    fn the_last_of_a_name_is_found_among_few_and_many() {
        for count in [2, Members::FEW, Members::FEW + 1, 100] {
            let members = (0..count).map(|index| format!(r#""{}": {index}"#, index % 7));
            let text = format!("{{{}}}", members.collect::<Vec<_>>().join(", "));
            let tree = parse(&text).unwrap();
            for name in 0..8 {
                let last = (0..count).rev().find(|index| index % 7 == name);
                let found = tree
                    .get(&name.to_string())
                    .map(|member| &member.value.value);
                let expected = last.map(|index| Value::Number(index.to_string()));
                assert_eq!(found, expected.as_ref(), "{name} of {count}");
            }
        }
    }

    #[test]
    fn the_end_of_a_value_is_found_line_by_line() {
        let mut nesting = Nesting::default();
        assert_eq!(nesting.line("{ \"a}\": ["), None);
        assert_eq!(nesting.line("\"unclosed }"), None);
        assert_eq!(nesting.line("] } tail"), Some(3));
    }
}
