//! Headings: which begin a section, which state its endpoint, and which are labels within it.

use super::assemble::{Assembler, Look};
use super::inline::Inline;
use super::{component, endpoint, label};
use crate::document::model::{Announced, Certainty, Endpoint, Filled, Where};
use crate::document::text::{Mapped, Spanned};

impl Assembler<'_> {
    pub(super) fn open(&mut self, heading: Mapped, level: u8) {
        let start = heading.whole().start;
        self.close(start);
        self.level = level;
        self.section.span.start = start;
        self.section.base = self.base;
        self.section.prose.push(heading.clone());
        self.section.heading = Some(heading);
    }

    pub(super) fn heading(&mut self, level: u8, line: Inline) {
        let line = without_anchor(line);
        self.parents.reset();
        self.stated_below = self.later.pop().unwrap_or_default();
        // A label may lead from an announcement to what it announces.
        match label::read(line.text.text()).is_some() && !self.is_plain() {
            true => self.announced = None,
            false => self.lost(&line.text, Look::Title),
        }
        let annotated = component::annotation(&line.text, self.site.components);
        let inside = level > self.level && self.section.heading.is_some();
        if let Some((text, stated)) = annotated {
            self.open(text, level);
            return self.block(stated);
        }
        let text = line.text;
        let path = self.stated.path_above(level);
        let below_path = path.is_some();
        if let Some(endpoint) = self.endpoint_in(&text, path) {
            let known = self.section.endpoint.as_ref();
            let same = known.is_some_and(|known| known.same(&endpoint));
            if !(inside && same) {
                self.open_endpoint(text, level, endpoint, below_path);
            }
            return;
        }
        // `### Method: POST`
        if inside && self.pair(&text) {
            return;
        }
        let what = label::read(text.text()).filter(|_| !self.is_object(&text));
        let beside = level == self.level && level > 1 && self.states_below();
        let known = self.section.is_stated();
        if inside && (what.is_some() || known) || beside && what.is_some() {
            self.section.prose.push(text.clone());
            self.headed_label(what, &text, level);
            return;
        }
        let span = text.whole();
        let bracketed = || endpoint::path_alone(&endpoint::in_brackets(&text)?);
        let path = endpoint::path_alone(&text).or_else(bracketed);
        self.open(text, level);
        match path {
            Some(path) => self.stated.set_path_above(level, path),
            None => self.set_label(what, span),
        }
    }

    /// A label that is a heading, below others.
    fn headed_label(&mut self, what: Option<Announced>, text: &Mapped, level: u8) {
        while self.headed.pop_if(|(above, _)| *above >= level).is_some() {}
        let above = self.headed.last().map(|(_, label)| *label);
        let above = above.and_then(|label| self.section.labels.get_mut(label));
        let above = above.map(|label| {
            // What stands under a heading of its own stands under the one above, too.
            label.filled = label.filled.max(Filled::Words);
            label.what
        });
        let what = match (above, what) {
            (Some(above), Some(what)) => below_answer(above, what, text.text()),
            (_, what) => what,
        };
        self.set_label(what, text.whole());
        self.headed.extend(self.label.map(|label| (level, label)));
    }

    /// The endpoint that a heading states, perhaps of a path that stands above it.
    fn endpoint_in(&self, text: &Mapped, path: Option<Spanned<String>>) -> Option<Endpoint> {
        let of_site = || endpoint::read_of(text, &self.site.methods);
        endpoint::read_in(text).or_else(of_site).or_else(|| {
            let bracketed = || endpoint::method_alone(&endpoint::in_brackets(text)?);
            let method = endpoint::method_alone(text).or_else(bracketed)?;
            Some(Endpoint {
                span: method.span,
                method,
                path: path?,
                certainty: Certainty::Said,
            })
        })
    }

    fn open_endpoint(&mut self, text: Mapped, level: u8, endpoint: Endpoint, below_path: bool) {
        // What is listed under a path, before its methods, is listed for the first of them.
        let lists = match below_path && self.section.endpoint.is_none() {
            true => std::mem::take(&mut self.section.lists),
            false => Vec::new(),
        };
        self.open(text, level);
        self.section.endpoint = Some(endpoint);
        self.section.lists = lists;
    }

    /// Whether a heading is the name of an object, beside no endpoint of which it could be a part: `Body` may be one.
    pub(super) fn is_object(&self, heading: &Mapped) -> bool {
        let name = heading.text().trim().trim_matches('`');
        let is_known = |name: &str| self.site.objects.contains(name);
        let known = is_known(name) || object(name).is_some_and(|name| is_known(&name));
        self.section.endpoint.is_none() && known
    }

    /// Whether the section's endpoint stands below its heading, so that a label of the same level belongs to it.
    pub(super) fn states_below(&self) -> bool {
        match (&self.section.endpoint, &self.section.heading) {
            (Some(endpoint), Some(heading)) => {
                self.section.is_stated() && endpoint.span.start >= heading.whole().end
            }
            _ => false,
        }
    }
}

/// What a label announces below another: the body and the fields below "Response" are its own.
fn below_answer(above: Announced, what: Announced, text: &str) -> Option<Announced> {
    let answer = matches!(above, Announced::Response(_) | Announced::Error(_));
    if !answer || text.to_ascii_lowercase().contains("request") {
        return Some(what);
    }
    match what {
        Announced::Request | Announced::Example => Some(above),
        Announced::Parameters(Where::Body | Where::Anywhere) => {
            Some(Announced::Parameters(Where::Response))
        }
        // No call sends them.
        Announced::Parameters(Where::Header) => None,
        what => Some(what),
    }
}

/// A heading without the name that links to it have for it: `Pods {#pods}`.
fn without_anchor(line: Inline) -> Inline {
    let text = line.text.text().trim_end();
    let anchor = text.strip_suffix('}').and_then(|text| text.rfind(" {#"));
    match anchor {
        Some(at) => line.slice(0..at).trim(),
        None => line,
    }
}

/// The name of the object that a heading is about: `Book` of "The book object".
pub(crate) fn object(heading: &str) -> Option<String> {
    const KINDS: [&str; 4] = ["object", "model", "resource", "schema"];
    let (rest, kind) = heading.rsplit_once(' ')?;
    let is_kind = KINDS.iter().any(|it| it.eq_ignore_ascii_case(kind));
    let words = rest.split_whitespace();
    let words = words.filter(|word| !word.eq_ignore_ascii_case("the"));
    let capital = |word: &str| {
        let (first, rest) = word.split_at_checked(1).unwrap_or((word, ""));
        first.to_ascii_uppercase() + rest
    };
    is_kind.then(|| words.map(capital).collect())
}
