//! What rustdoc sees in a text: its parser with its options, and how it reads what stands after a fence.

use pulldown_cmark::{BrokenLink, CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

/// Options of `rustdoc::html::markdown::main_body_opts`.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION
}

/// What there is in a text.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    /// What must not be there.
    pub(crate) faults: Vec<String>,
    pub(crate) headings: Vec<String>,
    pub(crate) html: Vec<String>,
    pub(crate) cells: Vec<String>,
    /// Blocks of code that are tested.
    pub(crate) tested: Vec<String>,
    /// Blocks of shell commands.
    pub(crate) commands: Vec<String>,
    last: String,
}

impl Seen {
    pub(crate) fn of(text: &str) -> Self {
        let mut seen = Self::default();
        let mut broken = Vec::new();
        let callback = |link: BrokenLink<'_>| {
            broken.push(format!("a reference to an item: {}", link.reference));
            None
        };
        let mut depth = 0usize;
        let mut letters = String::new();
        let mut block = None;
        for event in Parser::new_with_broken_link_callback(text, options(), Some(callback)) {
            match &event {
                Event::Start(Tag::Paragraph | Tag::Heading { .. } | Tag::TableCell) => {
                    letters.clear()
                }
                Event::Start(Tag::List(_) | Tag::BlockQuote(_)) => depth += 1,
                Event::End(TagEnd::List(_) | TagEnd::BlockQuote(_)) => depth -= 1,
                Event::End(TagEnd::Heading(_)) => seen.headings.push(letters.clone()),
                Event::End(TagEnd::TableCell) => seen.cells.push(letters.clone()),
                Event::End(TagEnd::Paragraph) if depth == 0 => seen.last.clone_from(&letters),
                Event::Start(Tag::CodeBlock(kind)) => {
                    letters.clear();
                    block = Some(kind.clone());
                }
                Event::End(TagEnd::CodeBlock) => match block.take() {
                    Some(CodeBlockKind::Fenced(info)) if !is_rust(&info) => {
                        if matches!(&*info, "sh" | "bash") {
                            seen.commands.push(letters.clone());
                        }
                    }
                    _ => seen.tested.push(letters.clone()),
                },
                Event::Text(text) | Event::Code(text) => letters.push_str(text),
                Event::Html(html) | Event::InlineHtml(html) => seen.html.push(html.to_string()),
                _ => {}
            }
            seen.faults.extend(fault(&event));
        }
        seen.faults.extend(broken);
        seen
    }

    /// Whether the last paragraph, in no list and no quote, has this text.
    pub(crate) fn ends_with(&self, text: &str) -> bool {
        self.last == text
    }
}

fn fault(event: &Event<'_>) -> Option<String> {
    match event {
        Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => {
            Some("code that is tested".to_owned())
        }
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) if is_rust(info) => {
            Some(format!("code that is tested: {info}"))
        }
        Event::Start(Tag::Link { dest_url, .. }) if !leads_outside(dest_url) => {
            Some(format!("a link to {dest_url}"))
        }
        Event::Start(Tag::Image { dest_url, .. })
            if !dest_url.to_lowercase().starts_with("http") =>
        {
            Some(format!("an image from {dest_url}"))
        }
        Event::Start(Tag::FootnoteDefinition(_)) | Event::FootnoteReference(_) => {
            Some("a footnote".to_owned())
        }
        _ => None,
    }
}

fn leads_outside(destination: &str) -> bool {
    let start = destination.to_lowercase();
    start.starts_with("http://")
        || start.starts_with("https://")
        || start.starts_with('#')
        || start.contains('@')
}

/// Whether rustdoc takes a block for Rust (`LangString::parse` of `rustdoc::html::markdown`).
fn is_rust(info: &str) -> bool {
    let words = info
        .split(|one: char| one.is_whitespace() || one == ',')
        .filter(|word| !word.is_empty());
    let (mut rust, mut others) = (false, false);
    for word in words {
        match word {
            "rust" | "should_panic" | "no_run" | "ignore" | "compile_fail" | "test_harness"
            | "standalone_crate" => {
                rust = true;
            }
            edition if edition.starts_with("edition") || edition.starts_with("ignore-") => {
                rust = true
            }
            code if code.len() == 5 && code.starts_with('E') => rust = true,
            _ => others = true,
        }
    }
    rust || !others
}
