//! A body of many items, each judged by itself, with places in the body.

use super::{Framing, Item};
use crate::node::Check;
use crate::policy::Policy;
use crate::registry::Media;
use crate::violation::Violations;

impl Media<'_> {
    /// Checks a body, of a stream one item.
    ///
    /// # Errors
    /// What is not as the description says.
    pub fn check(&self, body: &[u8], policy: Policy) -> Result<(), Violations> {
        match (self.stream, Framing::of_texts(self.media_type)) {
            (None, Some(framing)) => self.check_texts(body, framing, policy),
            _ => self.check_text(body, policy),
        }
    }

    /// Checks a body as it travels: of a stream each item, with lines, columns and offsets of the body, and pointers within
    /// the item.
    ///
    /// # Errors
    /// What is not as the description says.
    pub fn check_body(&self, body: &[u8], policy: Policy) -> Result<(), Violations> {
        match self.stream {
            Some(stream) => self.check_items(body, &stream.framing.items(body), policy),
            None => self.check(body, policy),
        }
    }

    /// The schema of many texts is that of an array of them (OpenAPI 3.2.0, section 4.14.3); before that version it was
    /// written for each of them as well.
    fn check_texts(&self, body: &[u8], framing: Framing, policy: Policy) -> Result<(), Violations> {
        let items = framing.items(body);
        let Err(each) = self.check_items(body, &items, policy) else {
            return Ok(());
        };
        let whole = self.check_text(&array(&items), policy);
        whole.map_err(|_| each)
    }

    fn check_items(
        &self,
        body: &[u8],
        items: &[Item<'_>],
        policy: Policy,
    ) -> Result<(), Violations> {
        let mut all = Violations::default();
        for item in items {
            let policy = Policy {
                limit: policy.limit.saturating_sub(all.len()),
                ..policy
            };
            let found = self.check_text(item.text(), policy).err();
            let cut = item.is_cut().then(|| Violations::cut(item.text()));
            for mut found in found.into_iter().chain(cut) {
                found.place(|offset, end| item.range(offset, end));
                all.append(found);
            }
        }
        all.within(body)
    }

    /// One text by the schema; without one, any JSON where it is JSON.
    fn check_text(&self, text: &[u8], policy: Policy) -> Result<(), Violations> {
        match (self.schema, self.stream) {
            (Some(schema), _) => Violations::check(text, schema.check, policy),
            // An event of which nothing is said has texts alone.
            (None, Some(stream)) if stream.framing == Framing::Events => Ok(()),
            (None, _) if self.holds_json() => Violations::check(text, Check::ANY, policy),
            (None, _) => Ok(()),
        }
    }
}

/// The items of a body as the items of an array.
fn array(items: &[Item<'_>]) -> Vec<u8> {
    let texts: Vec<&[u8]> = items.iter().map(Item::text).collect();
    [b"[".as_slice(), &texts.join(&b','), b"]"].concat()
}

#[cfg(test)]
mod tests {
    use crate::registry::{Framing, Media, Stream};
    use crate::{Code, Policy};

    fn found(framing: Framing, body: &str) -> Vec<(Code, u32, u32, usize, usize)> {
        let media = Media {
            media_type: "application/json",
            stream: Some(Stream {
                framing,
                ..Stream::DEFAULT
            }),
            ..Media::DEFAULT
        };
        let violations = media.check_body(body.as_bytes(), Policy::RESPONSE);
        let violations = violations.err().unwrap_or_default();
        let all = violations.iter();
        all.map(|it| (it.code, it.line, it.column, it.offset, it.end))
            .collect()
    }

    #[test]
    fn what_is_found_stands_in_the_body() {
        let twice = "{}\n{\"a\": 1,\n";
        assert_eq!(found(Framing::Lines, "{}\n1\n"), []);
        assert_eq!(found(Framing::Lines, twice), [(Code::Syntax, 2, 9, 11, 11)]);
        let sequence = "\u{1e}1\n\u{1e}12";
        assert_eq!(
            found(Framing::Sequence, sequence),
            [(Code::Syntax, 2, 4, 6, 6)]
        );
        let event = "data: {\ndata: \"é\": 1, x\n\n";
        assert_eq!(
            found(Framing::EventData, event),
            [(Code::Syntax, 2, 15, 23, 24)]
        );
        assert_eq!(found(Framing::EventData, "data: [DONE]\n\n").len(), 1);
        assert_eq!(found(Framing::Events, "data: [DONE]\n\n"), []);
        assert_eq!(found(Framing::EventData, "data: [DONE]\n"), []);
    }
}
