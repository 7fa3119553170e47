//! Media types, wherever they stand: under `content`, or in the lists of Swagger 2.0.

use super::super::check::Checker;
use crate::cursor::{At, Origin};
use crate::diagnostic::{Code, nearest};
use crate::ir::media::is_media_type;

impl<'a> Checker<'a, '_> {
    /// The keys of `content`.
    pub(super) fn media_types(&mut self, at: &At<'a>) {
        let Some(content) = at.get("content") else {
            return;
        };
        for (key, _) in content.entries() {
            if let Some(origin) = content.key_origin(key) {
                self.media_type(key, &origin);
            }
        }
    }

    /// The entries of `consumes` and `produces` (Swagger 2.0).
    pub(super) fn swagger_media_types(&mut self, at: &At<'a>) {
        let lists = ["consumes", "produces"].map(|key| at.get(key));
        for entry in lists.iter().flatten().flat_map(At::items) {
            if let Some(text) = entry.as_str() {
                self.media_type(text, &entry.origin);
            }
        }
    }

    fn media_type(&mut self, text: &str, origin: &Origin) {
        const KNOWN: [&str; 6] = [
            "application/json",
            "application/octet-stream",
            "application/x-www-form-urlencoded",
            "application/xml",
            "multipart/form-data",
            "text/plain",
        ];
        if text.starts_with("x-") && !text.contains('/') || is_media_type(text) {
            return;
        }
        let within = ["schema", "example", "examples", "encoding"].contains(&text);
        let ends = |known: &&&str| known.rsplit(['/', '-']).next() == Some(text);
        let meant = KNOWN.iter().find(ends).copied();
        let help = match meant.or_else(|| nearest(text, KNOWN)) {
            _ if within => {
                format!("put a media type between: `content: {{application/json: {{{text}: …}}}}`")
            }
            Some(meant) => format!("did you mean `{meant}`?"),
            None => "write it as it is sent, like `application/json`".to_owned(),
        };
        let message = format!("`{text}` is no media type");
        self.error(Code::BadMediaType, origin, message, help);
    }
}
