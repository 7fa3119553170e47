//! Following redirects without carrying secrets away.

use reqwest::header::{ACCEPT, LOCATION};

use crate::client::carrier::{Carrier, Failure};
use crate::client::operation::{Method, Operation, Success};

/// How many redirects are followed.
const MOST: usize = 5;

/// Why there is no response.
pub(crate) enum Stop {
    Failed(Failure),
    /// The server leads to where this client does not follow.
    Refused,
}

/// Which headers go along on the next hop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Luggage {
    All,
    /// None but what is asked for. Any other header may be a secret.
    None,
}

/// Whether a response leads elsewhere, and the client goes there: only if the operation's method reads, and a redirect
/// is not what it is for.
///
/// A redirect of any other method is an answer like any other: to send a body again, or to make a GET of it, is not
/// ours to decide.
pub(crate) fn leads_on(operation: &Operation, response: &reqwest::Response) -> bool {
    matches!(operation.method, Method::Get | Method::Head)
        && operation.success == Success::Ok
        && target(response).is_some()
}

/// Goes where a response leads to. `again` makes the request anew; that is cheaper than to keep a copy of each for the
/// rare redirect.
pub(crate) async fn follow(
    carrier: &Carrier,
    operation: &'static Operation,
    mut response: reqwest::Response,
    again: impl Fn() -> Option<reqwest::Request>,
) -> Result<reqwest::Response, Stop> {
    let mut luggage = Luggage::All;
    for _ in 0..MOST {
        let Some(target) = target(&response) else {
            return Ok(response);
        };
        let target = target.ok_or(Stop::Refused)?;
        if target.scheme() != response.url().scheme() {
            return Err(Stop::Refused);
        }
        if target.origin() != response.url().origin() {
            // For good: the way may lead back, but by then another server has chosen it.
            luggage = Luggage::None;
        }
        let next = next(again().ok_or(Stop::Refused)?, target, luggage);
        response = carrier
            .execute(next, Some(operation))
            .await
            .map_err(Stop::Failed)?;
    }
    match target(&response) {
        Some(_) => Err(Stop::Refused),
        None => Ok(response),
    }
}

/// Where a response leads to: nowhere, to a place that is no URL, or to a URL.
fn target(response: &reqwest::Response) -> Option<Option<reqwest::Url>> {
    if !matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
        return None;
    }
    let location = response.headers().get(LOCATION)?;
    let location = location.to_str().ok();
    Some(location.and_then(|location| response.url().join(location).ok()))
}

/// The request for the next hop.
fn next(mut message: reqwest::Request, target: reqwest::Url, luggage: Luggage) -> reqwest::Request {
    if luggage == Luggage::None {
        let accept = message.headers_mut().remove(ACCEPT);
        message.headers_mut().clear();
        *message.body_mut() = None;
        if let Some(accept) = accept {
            message.headers_mut().insert(ACCEPT, accept);
        }
    }
    *message.url_mut() = target;
    message
}
