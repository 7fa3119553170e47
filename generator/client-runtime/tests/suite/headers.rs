//! Headers of responses, beside the value and the error.

use std::error::Error as _;

use trueup_client::{DecodeFailure, FromHeaders, HeaderForm, NoContent, Response, ResponseHeaders};

use crate::client::{ELSEWHERE, Failed, GET, PRIVATE, Thing, client, thing};
use crate::server::{Server, json, response};

#[derive(Debug, PartialEq)]
struct Described {
    total: i64,
    tag: Option<String>,
}

impl FromHeaders for Described {
    fn fits(status: u16) -> bool {
        matches!(status, 200 | 302 | 429)
    }

    fn from_headers(headers: &ResponseHeaders, _: u16) -> Result<Self, DecodeFailure> {
        Ok(Self {
            total: headers.required("X-Total", HeaderForm::Literal)?,
            tag: headers.optional("ETag", HeaderForm::Text)?,
        })
    }
}

const BODY: &[u8] = br#"{"id":1}"#;

#[tokio::test]
async fn a_success_gives_its_headers_when_asked() {
    let server = Server::always(response(200, &[("x-total", "7"), ("etag", "\"a\"")], BODY)).await;
    let client = client(&server.url);
    assert_eq!(client.get().await.unwrap(), thing(1));
    let call = client.get().with_headers::<Described>();
    let Response {
        value,
        status,
        headers,
        ..
    } = call.clone().await.unwrap();
    assert_eq!((value, status), (thing(1), 200));
    let tag = Some("\"a\"".to_owned());
    assert_eq!(headers, Described { total: 7, tag });
    let raw = client.get().with_response().await.unwrap();
    assert_eq!(raw.headers.get("ETag"), Some("\"a\""));
    assert!(
        raw.headers
            .iter()
            .any(|(name, value)| (name, value) == ("x-total", b"7"))
    );
}

#[tokio::test]
async fn headers_that_are_not_as_described_fail_only_if_asked_for() {
    let server = Server::always(response(200, &[("x-total", "hunter2")], BODY)).await;
    let client = client(&server.url);
    assert_eq!(client.get().await.unwrap(), thing(1));
    let error = client.get().with_headers::<Described>().await.unwrap_err();
    let text = error.to_string();
    assert!(
        text.contains("the header `X-Total` is not of its type"),
        "{text}"
    );
    assert!(
        !format!("{text} {error:?}").contains("hunter2"),
        "{error:?}"
    );
    assert!(error.source().is_none());
    let secret = client.call::<Thing>(&PRIVATE).with_headers::<Described>();
    let text = secret.await.unwrap_err().to_string();
    assert!(!text.contains("X-Total"), "{text}");
}

#[tokio::test]
async fn an_error_has_the_headers_of_its_status() {
    for (status, is_described) in [(429, true), (404, false)] {
        let headers = [("x-total", "3"), ("set-cookie", "key=hunter2")];
        let server = Server::always(response(status, &headers, b"{\"message\": \"no\"}")).await;
        let error: Failed = client(&server.url).get().await.unwrap_err();
        let described = error.described_headers::<Described>();
        let expected = is_described.then_some(Described {
            total: 3,
            tag: None,
        });
        assert_eq!(described, expected, "{status}");
        assert_eq!(error.headers().unwrap().get("X-Total"), Some("3"));
        assert!(
            !format!("{error:?} {error}").contains("hunter2"),
            "{error:?}"
        );
    }
    let error = client("http://localhost:1").get().await.unwrap_err();
    assert!(error.headers().is_none() && error.described_headers::<Described>().is_none());
}

#[tokio::test]
async fn a_redirect_can_be_what_a_call_is_for() {
    let location = [("location", "http://localhost:1/"), ("x-total", "1")];
    for status in [302, 200, 304] {
        let server = Server::always(response(status, &location, b"")).await;
        let client = client(&server.url);
        let call = client.call::<NoContent>(&ELSEWHERE).with_response();
        let response = call.await.unwrap();
        assert_eq!(response.status, status);
        assert_eq!(
            response.headers.get("location"),
            Some("http://localhost:1/")
        );
        assert_eq!(server.received().len(), 1, "it is not followed");
    }
    let server = Server::always(json(404, "{}")).await;
    assert!(
        client(&server.url)
            .call::<NoContent>(&ELSEWHERE)
            .await
            .is_err()
    );
    // An operation that gives something follows, here to nobody.
    let server = Server::always(response(302, &location, b"")).await;
    assert!(
        client(&server.url)
            .call::<Thing>(&GET)
            .path("id", 1)
            .await
            .is_err()
    );
}
