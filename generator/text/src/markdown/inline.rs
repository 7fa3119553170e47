//! What stands on a line: text, code, emphasis, links, images.

use pulldown_cmark::{LinkType, Tag};

use super::code::code;
use super::destination;
use crate::hidden::prose;

/// Where the line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// In a block of its own: what begins a line could begin a block.
    Block,
    /// In one cell of a table: there is one line, and `|` ends it.
    Cell,
}

/// How many emphases and links are opened within each other.
const DEEPEST: usize = 6;

/// Writes the inside of one block.
#[derive(Debug)]
pub(super) struct Inline {
    text: String,
    place: Place,
    open: Vec<Open>,
    /// What is open and not written: beyond the deepest, or inside of the text for an image.
    unwritten: usize,
    /// The text for an image that is open.
    alternative: Option<String>,
    /// Whether all of it is bold, so that nothing inside is.
    bold: bool,
}

/// What was opened, and where its content begins.
#[derive(Debug)]
enum Open {
    Emphasis {
        start: usize,
        mark: &'static str,
    },
    Link {
        start: usize,
        kind: LinkType,
        destination: String,
    },
    Image {
        destination: String,
    },
}

impl Inline {
    pub(super) fn new(place: Place) -> Self {
        Self {
            text: String::new(),
            place,
            open: Vec::new(),
            unwritten: 0,
            alternative: None,
            bold: false,
        }
    }

    /// Whether nothing was written yet.
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// From here to the next [`take`](Self::take), nothing is bold within.
    pub(super) fn all_bold(&mut self) {
        self.bold = true;
    }

    /// What was written, without white space around it. What is open is closed by who opened it, so there is nothing.
    pub(super) fn take(&mut self) -> String {
        self.bold = false;
        let text = std::mem::take(&mut self.text);
        text.trim_matches([' ', '\n']).to_owned()
    }

    /// Text that is safe already.
    pub(super) fn push(&mut self, safe: &str) {
        self.text.push_str(safe);
    }

    pub(super) fn start(&mut self, tag: Tag<'_>) {
        if self.alternative.is_some() || self.open.len() >= DEEPEST {
            self.unwritten += 1;
            return;
        }
        let start = self.text.len();
        let opened = match tag {
            Tag::Emphasis => Open::Emphasis { start, mark: "*" },
            Tag::Strong => Open::Emphasis {
                start,
                mark: if self.bold { "" } else { "**" },
            },
            Tag::Strikethrough => Open::Emphasis { start, mark: "~~" },
            Tag::Link {
                link_type,
                dest_url,
                ..
            } => Open::Link {
                start,
                kind: link_type,
                destination: dest_url.into_string(),
            },
            Tag::Image { dest_url, .. } => {
                self.alternative = Some(String::new());
                Open::Image {
                    destination: dest_url.into_string(),
                }
            }
            _ => Open::Emphasis { start, mark: "" },
        };
        self.open.push(opened);
    }

    pub(super) fn end(&mut self) {
        if self.unwritten > 0 {
            self.unwritten -= 1;
            return;
        }
        match self.open.pop() {
            Some(Open::Emphasis { start, mark }) => {
                let content = self.text.split_off(start);
                self.emphasis(mark, &content);
            }
            Some(Open::Link {
                start,
                kind,
                destination,
            }) => {
                let content = self.text.split_off(start);
                self.link(kind, &destination, &content);
            }
            Some(Open::Image { destination }) => {
                let alternative = self.alternative.take().unwrap_or_default();
                self.image(&destination, &alternative);
            }
            None => {}
        }
    }

    /// A mark is one only beside what it marks.
    fn emphasis(&mut self, mark: &str, content: &str) {
        let space = |at: Option<char>| at.is_none_or(char::is_whitespace);
        let marked = !space(content.chars().next()) && !space(content.chars().next_back());
        let mark = if marked { mark } else { "" };
        self.text.push_str(mark);
        self.text.push_str(content);
        self.text.push_str(mark);
    }

    fn link(&mut self, kind: LinkType, destination: &str, content: &str) {
        let own = matches!(kind, LinkType::Autolink | LinkType::Email);
        let destination = match kind {
            LinkType::Email => format!("mailto:{destination}"),
            _ => destination.to_owned(),
        };
        // A link inside another link is not a link.
        let within = self.within_link();
        let (auto, link) = (
            destination::autolink(&destination),
            destination::link(&destination),
        );
        match (auto, link) {
            (Some(auto), _) if !within && (own || content.trim().is_empty()) => {
                let shown = auto.strip_prefix("mailto:").unwrap_or(&auto);
                self.text.push_str(&format!("<{shown}>"));
            }
            (_, Some(link)) if !within && !content.trim().is_empty() => {
                self.text.push_str(&format!("[{}]({link})", content.trim()));
            }
            _ => {
                self.text.push_str(content);
                if !own && !within && !destination.is_empty() {
                    self.text.push_str(" (");
                    self.code(&destination);
                    self.text.push(')');
                }
            }
        }
    }

    fn image(&mut self, destination: &str, alternative: &str) {
        match destination::image(destination) {
            // rustdoc takes an address in the text for an image for one that somebody forgot to mark.
            Some(image) if !alternative.contains("://") => {
                let mut text = Self::new(self.place);
                text.label(alternative);
                self.text.push_str(&format!("![{}]({image})", text.take()));
            }
            _ => {
                self.text(alternative);
                self.text
                    .push_str(if alternative.is_empty() { "(" } else { " (" });
                self.code(destination);
                self.text.push(')');
            }
        }
    }

    fn within_link(&self) -> bool {
        self.open
            .iter()
            .any(|open| matches!(open, Open::Link { .. }))
    }

    /// Text as it is to be read. Addresses become links, as they do for code hosts.
    pub(super) fn text(&mut self, text: &str) {
        if let Some(alternative) = &mut self.alternative {
            alternative.push_str(text);
            return;
        }
        if self.within_link() {
            return self.label(text);
        }
        let text = prose(text);
        let mut rest = text.as_str();
        while let Some((before, from)) = split_at_word(rest, "http") {
            self.escape(before, true);
            match address(from) {
                Some((address, after)) => {
                    self.text.push_str(&format!("<{address}>"));
                    rest = after;
                }
                None => {
                    self.escape("http", true);
                    rest = from.strip_prefix("http").unwrap_or_default();
                }
            }
        }
        self.escape(rest, false);
    }

    /// Text in which there can be no link.
    pub(super) fn label(&mut self, text: &str) {
        self.escape(&prose(text), false);
    }

    /// A span of code.
    pub(super) fn code(&mut self, text: &str) {
        if let Some(alternative) = &mut self.alternative {
            alternative.push_str(text);
            return;
        }
        let text = text.replace(['\n', '\r'], " ");
        if text.trim().is_empty() {
            return;
        }
        match self.place {
            Place::Block => self.text.push_str(&code(&text)),
            // Between backslashes and bars, no two readers of tables agree.
            Place::Cell if text.contains('|') && text.contains('\\') => self.label(&text),
            Place::Cell => self.text.push_str(&code(&text).replace('|', "\\|")),
        }
    }

    pub(super) fn soft_break(&mut self) {
        if let Some(alternative) = &mut self.alternative {
            alternative.push(' ');
            return;
        }
        while self.text.ends_with(' ') {
            self.text.pop();
        }
        if self.text.is_empty() || self.text.ends_with('\n') {
            return;
        }
        self.text.push(if self.bold || self.place == Place::Cell {
            ' '
        } else {
            '\n'
        });
    }

    pub(super) fn hard_break(&mut self) {
        let lines = !self.bold && self.place == Place::Block && self.alternative.is_none();
        if lines && !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push_str("\\\n");
        } else {
            self.soft_break();
        }
    }

    /// Writes text with a backslash before whatever could be markup; `followed` by more of the same text.
    fn escape(&mut self, text: &str, followed: bool) {
        let mut characters = text.chars().peekable();
        let mut previous = None;
        while let Some(character) = characters.next() {
            let next = characters.peek().copied();
            let line_start = self.at_line_start();
            if character == ' ' || character == '\n' || character == '\t' {
                if !line_start && !self.text.ends_with(' ') {
                    self.text.push(' ');
                }
            } else {
                let neighbours = (previous, next.or(followed.then_some('h')));
                if self.is_markup(character, neighbours, line_start) {
                    self.text.push('\\');
                }
                self.text.push(character);
            }
            previous = Some(character);
        }
    }

    fn at_line_start(&self) -> bool {
        self.text.is_empty() || self.text.ends_with('\n')
    }

    fn is_markup(
        &self,
        character: char,
        (previous, next): (Option<char>, Option<char>),
        line_start: bool,
    ) -> bool {
        match character {
            '\\' | '`' | '*' | '[' | ']' | '<' | '~' | '|' => true,
            '_' => {
                !(previous.is_some_and(char::is_alphanumeric)
                    && next.is_some_and(char::is_alphanumeric))
            }
            '&' => next.is_none_or(|next| next == '#' || next.is_ascii_alphabetic()),
            '!' => next.is_none(),
            '#' | '+' | '-' | '=' | '>' => line_start,
            '.' | ')' => next.is_none_or(char::is_whitespace) && self.after_list_number(),
            _ => false,
        }
    }

    /// Whether the line holds nothing but what could be the number of an item.
    fn after_list_number(&self) -> bool {
        let mut digits = 0;
        for character in self.text.chars().rev() {
            match character {
                '\n' => return digits > 0,
                digit if digit.is_ascii_digit() && digits < 9 => digits += 1,
                _ => return false,
            }
        }
        digits > 0
    }
}

/// The text before a word, and the text from it on.
fn split_at_word<'t>(text: &'t str, word: &str) -> Option<(&'t str, &'t str)> {
    text.split_at_checked(text.find(word)?)
}

/// The address at the beginning of a text, and what follows it. As for code hosts, punctuation at its end belongs to
/// the sentence (GitHub Flavored Markdown, section 6.9).
fn address(text: &str) -> Option<(String, &str)> {
    // Only what passes here is gone through to its end, and then once.
    if !destination::is_web(text) {
        return None;
    }
    let ends = |character: char| character.is_whitespace() || "<>\"`\\|".contains(character);
    let end = text.find(ends).unwrap_or(text.len());
    let mut address = text.split_at_checked(end)?.0;
    let mut open = 0isize;
    for character in address.chars() {
        open += isize::from(character == '(') - isize::from(character == ')');
    }
    while let Some(last) = address.chars().next_back() {
        let sentence = ".,:;!?'*_~]".contains(last) || (last == ')' && open < 0);
        if !sentence {
            break;
        }
        open += isize::from(last == ')');
        address = address.strip_suffix(last).unwrap_or_default();
    }
    let after = text.strip_prefix(address)?;
    Some((destination::autolink(address)?, after))
}
