//! The calls of a section, which should be of the operation that it is about.

use trueup_validator::registry::split_url;

use super::call;
use super::route::{self, Target};
use super::section::SectionCheck;
use crate::code::Code;
use crate::document::call::{Call, Quote};
use crate::document::text::range_of;

impl<'a> SectionCheck<'a, '_, '_> {
    pub(super) fn calls(&mut self) {
        for call in &self.section.calls {
            let makes = call::target(self.checks, call);
            match makes {
                Some(makes) if makes.is_twin_of(&self.target) => {
                    call::check(self.checks, self.section, call, self.target, self.report);
                }
                Some(makes) => self.other_call(call, makes),
                None => self.unknown_call(call),
            }
        }
    }

    /// A call of another operation: the heading's or the call's mistake.
    fn other_call(&mut self, call: &Call, makes: Target<'a>) {
        let (here, there) = (self.target.name(), makes.name());
        let same_path = makes.operation.path == self.operation().path;
        let span = match (&call.url, same_path) {
            (Some(url), false) => url.span,
            _ => call.method_span(),
        };
        let message = format!("the section is about `{here}`, this calls `{there}`");
        self.add(Code::CallDiffers, span, message);
        call::check(self.checks, self.section, call, makes, self.report);
    }

    /// Whether a path is that of the section with slashes in its last value, `/images/team/tool:latest`.
    fn holds_slashes(&self, path: &str) -> bool {
        const MOST: usize = 4;
        let last = path.rsplit('/').next().unwrap_or_default();
        if !self.operation().path.ends_with('}') || !last.contains([':', '@']) {
            return false;
        }
        let wanted = self.operation().method.name();
        let shorter = path.rmatch_indices('/').take(MOST);
        let mut shorter = shorter.filter_map(|(at, _)| path.get(..at));
        shorter.any(|path| {
            let found = route::find(self.checks.routes, wanted, path, Some(self.target.service));
            found.is_some_and(|found| found.is_twin_of(&self.target))
        })
    }

    /// A call of nothing that is described.
    fn unknown_call(&mut self, call: &Call) {
        let Some(url) = &call.url else { return };
        let text = url.text.text();
        let (_, path, _) = split_url(text);
        let method = call.effective_method();
        let wanted = self.operation().method.name();
        let here = self.target.name();
        let by_path = route::find(self.checks.routes, wanted, path, Some(self.target.service));
        if by_path.is_some_and(|target| target.is_twin_of(&self.target)) {
            // The method alone is wrong, or the host.
            if method != wanted {
                let message = format!("the section is about `{here}`, this makes `{method}`");
                let issue = self.add(Code::CallDiffers, call.method_span(), message);
                if let Some(named) = &call.method {
                    issue.edit(named.span, wanted);
                }
            }
        } else if method == wanted && self.holds_slashes(path) {
            call::check(self.checks, self.section, call, self.target, self.report);
        } else {
            let range = range_of(text, path);
            let span = if url.quote == Quote::Damaged {
                url.span
            } else {
                url.text.span(range.clone())
            };
            let message = format!(
                "the section is about `{here}`, this calls `{method} {path}`, which nothing is described for"
            );
            let near = route::distance(self.checks.routes, self.target, path).is_some();
            let mended = route::mended(self.checks.routes, self.target, path);
            let mended = mended.filter(|_| near);
            let edit = url.text.contiguous(range);
            let issue = self.add(Code::CallDiffers, span, message);
            if let (Some(mended), Some(edit)) = (mended, edit) {
                issue.edit(edit, mended);
            }
        }
        call::check(self.checks, self.section, call, self.target, self.report);
    }
}
