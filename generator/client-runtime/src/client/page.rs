//! Reading page after page.

use std::collections::VecDeque;
use std::fmt::{self, Display};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use crate::client::call::{Call, CallFuture};
use crate::client::error::{Error, Fault, RequestProblem};
use crate::error_details::ErrorDetails;
use crate::response::FromResponse;

/// One page, taken apart: its items, and where the next page begins.
#[derive(Debug)]
pub struct Page<I> {
    items: Vec<I>,
    next: String,
}

impl<I> Page<I> {
    /// A page; `next` is the cursor of the page after it.
    pub fn new(items: Vec<I>, next: impl Display) -> Self {
        Self {
            items,
            next: next.to_string(),
        }
    }
}

/// The items of all pages, in order, each page asked for when the one before has been taken.
///
/// It ends with a page that leads nowhere (its cursor is empty) or to itself, with one without items that leads to the
/// beginning (`0`), and after an error. Any other page without items is no end: the next is asked for. Pages that lead in a circle are an error, and so
/// are a hundred empty ones in a row.
pub struct Items<I, T, E> {
    call: Call<T, E>,
    cursor: &'static str,
    split: fn(T) -> Page<I>,
    items: VecDeque<I>,
    state: State<T, E>,
    way: Way,
    /// What comes after the items of the last page.
    failure: Option<Error<E>>,
}

/// The most pages in a row that may be empty.
const MOST_EMPTY: u32 = 100;

/// Where the pages have led so far, as far as it takes to see a circle: one cursor is remembered, and another in its
/// place whenever as many pages have come since (R. P. Brent, 1980). No more is kept, however long the list is.
#[derive(Debug, Default)]
struct Way {
    remembered: Option<String>,
    /// How many pages came since, and after how many another is remembered.
    steps: u64,
    until: u64,
    /// How many pages in a row were empty.
    empty: u32,
}

impl Way {
    /// Takes a step to a cursor; whether it leads on.
    fn leads_on(&mut self, cursor: &str, is_empty: bool) -> bool {
        self.empty = if is_empty { self.empty + 1 } else { 0 };
        if self.empty >= MOST_EMPTY || self.remembered.as_deref() == Some(cursor) {
            return false;
        }
        self.steps += 1;
        if self.steps > self.until {
            self.remembered = Some(cursor.to_owned());
            self.until = self.until.saturating_mul(2).max(1);
            self.steps = 0;
        }
        true
    }
}

enum State<T, E> {
    /// The page at this cursor is to be asked for; `None` is the first.
    At(Option<String>),
    /// The page at this cursor has been asked for.
    Waiting(Option<String>, CallFuture<T, E>),
    Over,
}

impl<T, E> Call<T, E> {
    /// Reads page after page: `cursor` is the query parameter that says where a page begins, and `split` takes a page
    /// apart.
    #[doc(hidden)]
    pub fn items<I>(self, cursor: &'static str, split: fn(T) -> Page<I>) -> Items<I, T, E> {
        Items::new(self, cursor, split)
    }
}

impl<I, T, E> Items<I, T, E> {
    pub(crate) fn new(call: Call<T, E>, cursor: &'static str, split: fn(T) -> Page<I>) -> Self {
        Self {
            call,
            cursor,
            split,
            items: VecDeque::new(),
            state: State::At(None),
            way: Way::default(),
            failure: None,
        }
    }
}

impl<I, T: FromResponse, E: FromResponse + ErrorDetails> Items<I, T, E> {
    /// The next item, or `None` after the last.
    pub async fn next(&mut self) -> Option<Result<I, Error<E>>>
    where
        I: Unpin,
    {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    fn ask(&self, cursor: Option<&str>) -> CallFuture<T, E> {
        let call = self.call.clone();
        let call = match cursor {
            Some(cursor) => call.query(self.cursor, cursor),
            None => call,
        };
        call.into_future()
    }

    /// Takes a page; an error if what it leads to is no next page.
    fn take(&mut self, cursor: Option<String>, page: Page<I>) -> Option<Error<E>> {
        let is_empty = page.items.is_empty();
        let is_last = page.next.is_empty()
            || cursor.as_ref() == Some(&page.next)
            // Of a page without items a server that counts says that it ends at the beginning.
            || (is_empty && page.next == "0");
        self.items = page.items.into();
        self.state = State::Over;
        if is_last {
            return None;
        }
        if self.way.leads_on(&page.next, is_empty) {
            self.state = State::At(Some(page.next));
            return None;
        }
        Some(Fault::from(self.call.request.error(RequestProblem::Pages)).into())
    }
}

impl<I: Unpin, T: FromResponse, E: FromResponse + ErrorDetails> Stream for Items<I, T, E> {
    type Item = Result<I, Error<E>>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(item) = self.items.pop_front() {
                return Poll::Ready(Some(Ok(item)));
            }
            if let Some(error) = self.failure.take() {
                return Poll::Ready(Some(Err(error)));
            }
            match &mut self.state {
                State::Over => return Poll::Ready(None),
                State::At(cursor) => {
                    let cursor = cursor.take();
                    let future = self.ask(cursor.as_deref());
                    self.state = State::Waiting(cursor, future);
                }
                State::Waiting(cursor, future) => {
                    let page = ready!(Pin::new(future).poll(cx));
                    let cursor = cursor.take();
                    match page {
                        Ok(page) => {
                            let page = (self.split)(page);
                            if let Some(error) = self.take(cursor, page) {
                                self.failure = Some(error);
                            }
                        }
                        Err(error) => {
                            self.state = State::Over;
                            return Poll::Ready(Some(Err(error)));
                        }
                    }
                }
            }
        }
    }
}

impl<I, T, E> fmt::Debug for Items<I, T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items")
            .field("call", &self.call)
            .finish_non_exhaustive()
    }
}
