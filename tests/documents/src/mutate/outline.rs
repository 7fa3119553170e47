//! The parts of a document, by the looks of its lines.

use trueup_validator::registry::{Field, Operation};

use super::Edited;

/// What a run of lines is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A curl command.
    Call,
    /// A JSON body after a label that says request.
    Request,
    /// A JSON body after a label that says response.
    Response,
    /// A JSON body after a label that says error, or of which nothing is said.
    Other,
    /// A heading with method and path.
    Heading,
    /// A row of a list of query parameters: name, type, presence.
    Parameter,
    /// A row of a list of codes.
    Code,
    /// A line that states a base URL.
    Base,
    /// A tier with its limits.
    Rate,
    /// A label.
    Label,
}

/// Some lines, from `first` up to and without `end`, of the section of an operation.
#[derive(Clone, Copy, Debug)]
pub struct Block {
    /// What they are.
    pub what: What,
    /// Index of the first line.
    pub first: usize,
    /// Index after the last line.
    pub end: usize,
    /// The operation that the section documents.
    pub operation: Option<&'static Operation<'static>>,
}

/// A document in lines and blocks.
#[derive(Clone, Debug)]
pub struct Outline {
    /// The lines, without their ends.
    pub lines: Vec<String>,
    /// The blocks.
    pub blocks: Vec<Block>,
    /// Whether it is Markdown.
    pub markdown: bool,
}

impl Outline {
    /// Reads a document.
    pub fn new(name: &str, text: &str) -> Self {
        let mut outline = Self {
            lines: text.lines().map(str::to_owned).collect(),
            blocks: Vec::new(),
            markdown: name.ends_with(".md"),
        };
        outline.scan();
        outline
    }

    /// A line by its index.
    pub fn line(&self, index: usize) -> &str {
        self.lines.get(index).map_or("", String::as_str)
    }

    /// The blocks of some kinds.
    pub fn of(&self, kinds: &[What]) -> Vec<Block> {
        self.blocks
            .iter()
            .filter(|block| kinds.contains(&block.what))
            .copied()
            .collect()
    }

    /// The text with a line replaced by others.
    pub fn replace(&self, index: usize, with: &[String]) -> Edited {
        self.splice(index, index + 1, with)
    }

    /// The text with lines replaced by others.
    pub fn splice(&self, first: usize, end: usize, with: &[String]) -> Edited {
        let mut lines = self.lines.clone();
        lines.splice(first..end.min(lines.len()), with.iter().cloned());
        Edited {
            text: lines.join("\n") + "\n",
            lines: (first + 1, first + with.len().max(1)),
        }
    }

    fn scan(&mut self) {
        let mut operation = None;
        let mut label = What::Other;
        let mut index = 0;
        while index < self.lines.len() {
            let line = self.line(index).to_owned();
            let bare = line.trim().trim_start_matches(['#', ' ', '`', '*', '-']);
            let mut end = index + 1;
            let what = if let Some(found) = heading(bare, self.markdown && !line.starts_with('#')) {
                operation = Some(found);
                label = What::Other;
                Some(What::Heading)
            } else if self.markdown && line.starts_with("## ") {
                (operation, label) = (None, What::Other);
                None
            } else if let Some(kind) = labelled(bare) {
                label = kind;
                Some(What::Label)
            } else if line.trim_start().starts_with("curl ") {
                end = self.end_of_call(index);
                Some(What::Call)
            } else if matches!(line.trim(), "{" | "[") && self.in_json(index) {
                end = self.end_of_json(index);
                Some(label)
            } else {
                row(bare, &line)
            };
            if let Some(what) = what {
                self.blocks.push(Block {
                    what,
                    first: index,
                    end,
                    operation,
                });
            }
            index = end;
        }
    }

    /// Whether a body may begin at a line: in Markdown, behind a fence alone.
    fn in_json(&self, index: usize) -> bool {
        !self.markdown || index > 0 && self.line(index - 1).starts_with("```json")
    }

    fn end_of_call(&self, first: usize) -> usize {
        let mut quoted = false;
        for index in first..self.lines.len() {
            let line = self.line(index);
            quoted ^= line.matches('\'').count() % 2 == 1;
            if !quoted && !line.trim_end().ends_with('\\') {
                return index + 1;
            }
        }
        self.lines.len()
    }

    fn end_of_json(&self, first: usize) -> usize {
        let mut depth = 0usize;
        for index in first..self.lines.len() {
            let line = self.line(index);
            depth += line.matches(['{', '[']).count();
            depth = depth.saturating_sub(line.matches(['}', ']']).count());
            if depth == 0 {
                return index + 1;
            }
        }
        self.lines.len()
    }

    /// Lines with a scalar property in some blocks: index, depth in the body, name, value as JSON.
    pub fn properties(&self, kinds: &[What]) -> Vec<Property> {
        let mut found = Vec::new();
        for block in self.of(kinds) {
            let mut depth = 0usize;
            for index in block.first..block.end {
                let line = self.line(index);
                let bare = line.trim();
                if let Some((name, value)) = property(bare) {
                    found.push(Property {
                        block,
                        index,
                        depth,
                        name: name.to_owned(),
                        value: value.to_owned(),
                    });
                }
                depth += line.matches(['{', '[']).count();
                depth = depth.saturating_sub(line.matches(['}', ']']).count());
            }
        }
        found
    }
}

/// A property that stands on a line of its own.
#[derive(Clone, Debug)]
pub struct Property {
    /// The body.
    pub block: Block,
    /// Index of the line.
    pub index: usize,
    /// How deep it stands: 1 in the outer object.
    pub depth: usize,
    /// Its name.
    pub name: String,
    /// Its value, as JSON.
    pub value: String,
}

impl Property {
    /// The field that describes it, in the outer object of a response or request, or of the items of a list.
    pub fn field(&self, outline: &Outline) -> Option<&'static Field<'static>> {
        let operation = self.block.operation?;
        let media = match self.block.what {
            What::Request | What::Call => operation.request.as_ref()?.json()?,
            _ => operation.response(200)?.json()?,
        };
        let list = outline.line(self.block.first).trim() == "[";
        let schema = media.schema?;
        (self.depth == 1 + usize::from(list))
            .then(|| schema.fields.iter().find(|field| field.name == self.name))
            .flatten()
    }

    /// Whether the value stands for another.
    pub fn is_placeholder(&self) -> bool {
        self.value.contains("...") || self.value.contains("abc123")
    }
}

/// `"name" : value ,`
fn property(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.strip_prefix('"')?.split_once('"')?;
    let value = value.trim_start().strip_prefix(':')?;
    let value = value.trim().trim_end_matches(',').trim_end();
    let scalar = !value.is_empty() && !value.starts_with(['{', '[']);
    scalar.then_some((name, value))
}

fn heading(bare: &str, prose: bool) -> Option<&'static Operation<'static>> {
    if prose {
        return None;
    }
    let (method, rest) = bare.split_once(' ')?;
    let path = rest.trim_matches(['`', ' ', '*']);
    let mut operations = comet_validator::API
        .services
        .iter()
        .flat_map(|service| service.operations);
    operations
        .find(|operation| operation.method.name() == method && operation.path == path)
        .copied()
}

fn labelled(bare: &str) -> Option<What> {
    let words = bare.trim_end_matches(['*', ':']);
    let first = words.split([' ', '*', '.', ',', ':']).next()?;
    let short = bare.ends_with(':') && words.split(' ').count() < 4 || bare.contains("**");
    match first {
        "Request" if short => Some(What::Request),
        "Response" if short => Some(What::Response),
        "Error" | "Any" if short => Some(What::Other),
        _ => None,
    }
}

fn row(bare: &str, line: &str) -> Option<What> {
    let cells: Vec<&str> = line
        .split('|')
        .map(str::trim)
        .filter(|cell| !cell.is_empty())
        .collect();
    if bare.starts_with("Base URL") {
        return Some(What::Base);
    }
    if let Some((name, rest)) = bare.split_once(": ")
        && (rest.contains("(optional)") || rest.contains("(required)"))
        && !name.contains(' ')
    {
        return Some(What::Parameter);
    }
    let table = line.starts_with('|');
    if table
        && cells
            .iter()
            .skip(1)
            .any(|cell| matches!(*cell, "yes" | "no" | "optional" | "required"))
        && cells
            .get(1)
            .is_some_and(|cell| matches!(*cell, "query" | "boolean" | "string" | "uint64"))
    {
        return Some(What::Parameter);
    }
    let code = |number: &str| {
        number
            .parse::<u8>()
            .is_ok_and(|code| (1..=16).contains(&code))
    };
    if let Some((number, name)) = bare.split_once(": ")
        && code(number)
        && name.starts_with(char::is_alphabetic)
    {
        return Some(What::Code);
    }
    match cells.as_slice() {
        [number, name] if table && code(number) && name.starts_with(char::is_alphabetic) => {
            Some(What::Code)
        }
        [tier, a, b]
            if table
                && a.parse::<u32>().is_ok()
                && b.parse::<u32>().is_ok()
                && !tier.is_empty() =>
        {
            Some(What::Rate)
        }
        _ => None,
    }
}
