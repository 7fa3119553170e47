//! Traces as text, to look for what must or must not be in them.

use std::cell::RefCell;
use std::fmt::{Debug, Write};
use std::sync::{Arc, Mutex, Once};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// Keeps all that this thread traces, as long as the guard lives.
pub(crate) fn capture() -> (Traces, Guard) {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| tracing::subscriber::set_global_default(PerThread).unwrap());
    let traces = Traces::default();
    CAPTURED.set(Some(traces.clone()));
    (traces, Guard(()))
}

thread_local! {
    static CAPTURED: RefCell<Option<Traces>> = const { RefCell::new(None) };
}

/// Ends the capture of this thread when it is dropped.
pub(crate) struct Guard(());

impl Drop for Guard {
    fn drop(&mut self) {
        CAPTURED.set(None);
    }
}

#[derive(Clone, Default)]
pub(crate) struct Traces(Arc<Mutex<String>>);

impl Traces {
    /// A line for each event and each span, the level first, then the fields. What a span learns later is a line too.
    pub(crate) fn text(&self) -> String {
        self.0.lock().unwrap().clone()
    }

    /// The lines of the level `WARN`.
    pub(crate) fn warnings(&self) -> Vec<String> {
        let text = self.text();
        let lines = text.lines().filter(|line| line.starts_with("WARN"));
        lines.map(str::to_owned).collect()
    }

    fn line(&self, metadata: &Metadata<'_>, record: impl FnOnce(&mut Line)) {
        let mut line = Line(metadata.level().to_string());
        record(&mut line);
        let mut text = self.0.lock().unwrap();
        *text += &line.0;
        text.push('\n');
    }
}

/// Hands what a thread traces to the capture of that thread. One subscriber for all: `tracing` remembers of each place
/// whether anybody listens, and a place first reached by a test that does not would be taken for one that nobody hears.
struct PerThread;

impl PerThread {
    fn with(record: impl FnOnce(&Traces)) {
        CAPTURED.with_borrow(|captured| captured.as_ref().map(record));
    }
}

impl Subscriber for PerThread {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, attributes: &Attributes<'_>) -> Id {
        Self::with(|traces| traces.line(attributes.metadata(), |line| attributes.record(line)));
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        let mut line = Line::default();
        values.record(&mut line);
        line.0.push('\n');
        Self::with(|traces| *traces.0.lock().unwrap() += &line.0);
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        Self::with(|traces| traces.line(event.metadata(), |line| event.record(line)));
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

#[derive(Default)]
struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0, " {field}={value:?}").unwrap();
    }
}
