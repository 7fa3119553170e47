//! Following redirects without carrying secrets away.

use reqwest::header::LOCATION;

use crate::operation::{Method, Operation};

/// How many redirects are followed.
const MOST: usize = 5;

/// Why there is no response.
pub(crate) enum Stop {
    Failed(reqwest::Error),
    /// The server leads to where this client does not follow.
    Refused,
}

/// Sends a request, and follows redirects if its method only reads.
///
/// A redirect of any other method is returned as it is: to send a body again, or to make a GET of it, is not ours to
/// decide.
pub(crate) async fn send(
    http: &reqwest::Client,
    operation: &Operation,
    message: reqwest::Request,
) -> Result<reqwest::Response, Stop> {
    if !matches!(operation.method, Method::Get | Method::Head) {
        return http.execute(message).await.map_err(Stop::Failed);
    }
    let mut message = message;
    for _ in 0..=MOST {
        // A body that could not be copied would be a stream, and there is none.
        let again = message.try_clone();
        let response = http.execute(message).await.map_err(Stop::Failed)?;
        let target = target(&response);
        let (Some(target), Some(again)) = (target, again) else {
            return Ok(response);
        };
        message = next(again, target.ok_or(Stop::Refused)?)?;
    }
    Err(Stop::Refused)
}

/// Where a response leads to: nowhere, to a place that is no URL, or to a URL.
fn target(response: &reqwest::Response) -> Option<Option<reqwest::Url>> {
    if !matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
        return None;
    }
    let location = response.headers().get(LOCATION)?;
    Some(
        location
            .to_str()
            .ok()
            .and_then(|location| response.url().join(location).ok()),
    )
}

/// The request for the next hop. All headers stay behind when it goes to another host or port, since any of them may
/// be a secret.
fn next(mut message: reqwest::Request, target: reqwest::Url) -> Result<reqwest::Request, Stop> {
    if target.scheme() != message.url().scheme() {
        return Err(Stop::Refused);
    }
    if target.origin() != message.url().origin() {
        let accept = message.headers_mut().remove(reqwest::header::ACCEPT);
        message.headers_mut().clear();
        *message.body_mut() = None;
        if let Some(accept) = accept {
            message
                .headers_mut()
                .insert(reqwest::header::ACCEPT, accept);
        }
    }
    *message.url_mut() = target;
    Ok(message)
}
