//! Reading page after page.

use std::collections::VecDeque;
use std::fmt::{self, Display};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use crate::call::{Call, CallFuture};
use crate::error::{Classify, Error};
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
/// It ends with a page that has no items, with one that leads to itself, or after an error.
pub struct Items<I, T, E> {
    call: Call<T, E>,
    cursor: &'static str,
    split: fn(T) -> Page<I>,
    items: VecDeque<I>,
    state: State<T, E>,
}

enum State<T, E> {
    /// The page at this cursor is to be asked for; `None` is the first.
    At(Option<String>),
    /// The page at this cursor has been asked for.
    Waiting(Option<String>, CallFuture<T, E>),
    Over,
}

impl<I, T, E> Items<I, T, E> {
    pub(crate) fn new(call: Call<T, E>, cursor: &'static str, split: fn(T) -> Page<I>) -> Self {
        Self {
            call,
            cursor,
            split,
            items: VecDeque::new(),
            state: State::At(None),
        }
    }
}

impl<I, T: FromResponse, E: FromResponse + Classify> Items<I, T, E> {
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

    fn take(&mut self, cursor: Option<String>, page: Page<I>) {
        let moves = cursor.as_ref() != Some(&page.next);
        self.state = if page.items.is_empty() || !moves {
            State::Over
        } else {
            State::At(Some(page.next))
        };
        self.items = page.items.into();
    }
}

impl<I: Unpin, T: FromResponse, E: FromResponse + Classify> Stream for Items<I, T, E> {
    type Item = Result<I, Error<E>>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(item) = self.items.pop_front() {
                return Poll::Ready(Some(Ok(item)));
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
                            self.take(cursor, page);
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
