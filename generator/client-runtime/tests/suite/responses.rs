//! What becomes of a response.

use std::time::Duration;

use trueup_client::{Binary, Body, DecodeFailure, ErrorKind, FromResponse, NoContent, Text};

use crate::client::{ADD, Failed, GET, LIST, PRIVATE, SECRET, Thing, client, thing};
use crate::server::{Server, json, response};

async fn answer(status: u16, body: &str) -> Result<Thing, Failed> {
    let server = Server::always(json(status, body)).await;
    client(&server.url).add().await
}

#[tokio::test]
async fn every_success_is_decoded() {
    for status in [200, 201, 299] {
        assert_eq!(
            answer(status, r#"{"id":7,"more":[]}"#).await.unwrap(),
            thing(7)
        );
    }
}

#[tokio::test]
async fn bodies_that_are_not_json() {
    let server = Server::always(response(200, &[], b"\xc3\xa9\xff")).await;
    let client = client(&server.url);
    assert_eq!(
        client.call::<Binary>(&LIST).await.unwrap().0,
        b"\xc3\xa9\xff"
    );
    assert_eq!(client.call::<NoContent>(&LIST).await.unwrap(), NoContent);
    let error = client.call::<Text>(&LIST).await.unwrap_err();
    assert!(
        error.to_string().contains("the body is not UTF-8 text"),
        "{error}"
    );
    let server = Server::always(response(204, &[], b"")).await;
    assert_eq!(
        crate::client::client(&server.url)
            .call::<NoContent>(&LIST)
            .await
            .unwrap(),
        NoContent
    );
}

#[tokio::test]
async fn a_type_may_depend_on_the_status() {
    #[derive(Debug, PartialEq)]
    enum Outcome {
        Done(Thing),
        Accepted(Text),
    }

    impl FromResponse for Outcome {
        fn from_response(body: Body<'_>) -> Result<Self, DecodeFailure> {
            match body.status() {
                202 => Ok(Self::Accepted(Text::from_response(body)?)),
                _ => Ok(Self::Done(body.json()?)),
            }
        }
    }

    for (status, body, expected) in [
        (200, r#"{"id":1}"#, Outcome::Done(thing(1))),
        (202, "later", Outcome::Accepted(Text("later".to_owned()))),
    ] {
        let server = Server::always(response(status, &[], body.as_bytes())).await;
        assert_eq!(
            client(&server.url).call::<Outcome>(&ADD).await.unwrap(),
            expected
        );
    }
}

#[tokio::test]
async fn an_error_body_is_decoded() {
    let error = answer(422, r#"{"code":3,"message":"no tea"}"#)
        .await
        .unwrap_err();
    assert_eq!(error.to_string(), "addThing: status 422: no tea");
    assert_eq!(error.status(), Some(422));
    assert_eq!(error.operation(), "addThing");
    assert_eq!(error.body().map(|body| body.code), Some(3));
    assert_eq!(error.kind(), None);
}

#[tokio::test]
async fn predicates_follow_the_status_and_the_rules() {
    let kind = |status| async move {
        answer(status, r#"{"code":1,"message":""}"#)
            .await
            .unwrap_err()
            .kind()
    };
    assert_eq!(kind(401).await, Some(ErrorKind::Unauthenticated));
    assert_eq!(kind(404).await, Some(ErrorKind::NotFound));
    assert_eq!(kind(403).await, Some(ErrorKind::Forbidden));
    assert_eq!(kind(405).await, Some(ErrorKind::Unsupported));
    assert_eq!(kind(409).await, Some(ErrorKind::Conflict));
    assert_eq!(kind(429).await, Some(ErrorKind::RateLimited));
    assert_eq!(kind(503).await, Some(ErrorKind::Transient));
    assert_eq!(kind(400).await, None);
    let error = answer(500, r#"{"code":2,"message":"who are you?"}"#)
        .await
        .unwrap_err();
    assert!(error.is_unauthenticated() && !error.is_not_found() && !error.is_transient());
}

#[tokio::test]
async fn an_error_body_of_another_type_is_shown_in_part() {
    let page = format!("<html>{}</html>", "x".repeat(10_000));
    let error = answer(502, &page).await.unwrap_err();
    assert!(error.is_transient());
    let text = error.to_string();
    assert!(
        text.starts_with("addThing: status 502 with the unexpected body \"<html>xxx"),
        "{text}"
    );
    assert!(text.len() < 300);
    let server = Server::always(json(500, r#"{"code":1,"message":""}"#)).await;
    let error = client(&server.url).undeclared(&ADD).await.unwrap_err();
    assert!(error.body().is_none() && error.status() == Some(500));
}

#[tokio::test]
async fn retry_after_is_passed_on() {
    let acts = response(429, &[("retry-after", "7")], br#"{"code":1,"message":""}"#);
    let server = Server::always(acts).await;
    let Failed::Api(error) = client(&server.url).add().await.unwrap_err() else {
        panic!()
    };
    assert_eq!(error.retry_after(), Some(Duration::from_secs(7)));
}

#[tokio::test]
async fn a_body_that_does_not_decode_tells_where() {
    let server = Server::always(json(200, "{\"a\": [1,\n 2],\n \"b\": [3, \"four\"]}")).await;
    let error = client(&server.url).list().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "listThings: status 200, but the body is not of the expected type: invalid type: string \"four\", \
         expected i64 at b[1] (line 3, column 16), near \"{\\\"a\\\": [1,\\n 2],\\n \\\"b\\\": [3, \\\"four\\\"]}\""
    );
    let Failed::Decode(error) = error else {
        panic!()
    };
    assert_eq!(
        (error.path(), error.position(), error.status()),
        (Some("b[1]"), Some((3, 16)), 200)
    );
}

#[tokio::test]
async fn truncated_and_empty_bodies_do_not_decode() {
    let error = answer(200, r#"{"id": 1"#).await.unwrap_err();
    assert!(
        error.to_string().contains("the body ends too early"),
        "{error}"
    );
    let error = answer(200, "").await.unwrap_err();
    assert!(
        error.to_string().contains("the body ends too early"),
        "{error}"
    );
    let error = answer(200, "<html>").await.unwrap_err();
    assert!(
        error.to_string().contains("the body is not well-formed"),
        "{error}"
    );
}

#[tokio::test]
async fn a_long_body_is_shown_around_the_place_alone() {
    let body = format!(
        r#"{{"a": "{}", "id": "x", "b": "{}"}}"#,
        "a".repeat(5_000),
        "b".repeat(5_000)
    );
    let text = answer(200, &body).await.unwrap_err().to_string();
    assert!(
        text.contains(r#"aaa\", \"id\": \"x\""#) && text.len() < 500,
        "{text}"
    );
    let body = format!(r#"{{"id": "{}"}}"#, "a".repeat(5_000));
    let text = answer(200, &body).await.unwrap_err().to_string();
    assert!(text.len() < 700, "{text}");
}

#[tokio::test]
async fn of_a_body_with_secrets_nothing_is_shown() {
    for (status, body) in [
        (200, r#"{"id": "hunter2"}"#),
        (200, r#"{"hunter2": 5}"#),
        (200, "hunter2"),
        (500, r#"{"hunter2": 5}"#),
    ] {
        let server = Server::always(json(status, body)).await;
        let error = client(&server.url)
            .call::<Thing>(&PRIVATE)
            .await
            .unwrap_err();
        assert!(!error.to_string().contains(SECRET), "{error}");
        if let Failed::Decode(error) = error {
            assert!(!format!("{error:?}").contains(SECRET), "{error:?}");
            assert_eq!(
                (error.path(), error.excerpt(), error.length()),
                (None, None, body.len())
            );
        }
    }
}

/// What a declared error body says is for people, and no property of a secret type.
#[tokio::test]
async fn the_message_of_an_error_is_shown_also_where_a_success_holds_secrets() {
    let server = Server::always(json(500, r#"{"code": 1, "message": "no such key"}"#)).await;
    let error = client(&server.url)
        .call::<Thing>(&PRIVATE)
        .await
        .unwrap_err();
    assert_eq!(error.to_string(), "getKey: status 500: no such key");
}

#[tokio::test]
async fn a_success_that_is_a_failure_keeps_its_body() {
    let server = Server::always(json(200, r#"{"id":9,"problem":"no route"}"#)).await;
    let client = client(&server.url);
    assert_eq!(client.add().await.unwrap().problem, "no route");
    let error = client.add().checked().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "addThing: status 200, but the call failed: no route"
    );
    let Failed::Failure(error) = error else {
        panic!()
    };
    assert_eq!(error.message(), "no route");
    assert_eq!(error.body::<Thing>().map(|body| body.id), Some(9));
    assert!(error.body::<String>().is_none());
    let server = Server::always(json(200, r#"{"id":9}"#)).await;
    assert_eq!(
        crate::client::client(&server.url)
            .add()
            .checked()
            .await
            .unwrap(),
        thing(9)
    );
}

#[tokio::test]
async fn a_failure_among_secrets_is_told_only_to_those_who_ask() {
    let server = Server::always(json(200, r#"{"id":9,"problem":"hunter2"}"#)).await;
    let call = client(&server.url).call::<Thing>(&PRIVATE).checked();
    let Failed::Failure(error) = call.await.unwrap_err() else {
        panic!()
    };
    assert_eq!(error.message(), "hunter2");
    assert!(!format!("{error} {error:?}").contains("hunter2"));
}

#[tokio::test]
async fn errors_are_small_and_can_be_sent() {
    fn assert_usable<T: Send + Sync + std::error::Error + 'static>() {}
    assert_usable::<Failed>();
    assert!(size_of::<Failed>() <= 16);
    let server = Server::always(json(200, r#"{"id":1}"#)).await;
    let call = client(&server.url).call::<Thing>(&GET).path("id", 1);
    tokio::spawn(call.into_future()).await.unwrap().unwrap();
}

#[tokio::test]
async fn every_error_of_a_response_knows_how_often_and_how_long() {
    for (status, body) in [
        (429, r#"{"code":1,"message":"slow"}"#),
        (429, "slow"),
        (200, "slow"),
    ] {
        let server = Server::always(response(
            status,
            &[("retry-after", "3600")],
            body.as_bytes(),
        ))
        .await;
        let error = client(&server.url).get().await.unwrap_err();
        assert_eq!(error.retry_after(), Some(Duration::from_secs(3600)));
        assert_eq!(
            (error.operation(), error.status(), error.attempts()),
            ("getThing", Some(status), 1)
        );
    }
    let error = client("http://127.0.0.1:1").get().await.unwrap_err();
    assert_eq!((error.retry_after(), error.attempts()), (None, 3));
}

#[tokio::test]
async fn errors_of_all_operations_can_be_of_one_type() {
    let reply = response(
        401,
        &[("content-type", "application/json"), ("x-request-id", "r7")],
        br#"{"code": 3, "message": "no"}"#,
    );
    let server = Server::always(reply).await;
    let first = client(&server.url).get().await.unwrap_err();
    let Failed::Api(api) = &first else {
        panic!("{first}");
    };
    let as_error: &dyn std::error::Error = &**api;
    assert_eq!(as_error.to_string(), first.to_string());
    let second = client(&server.url)
        .undeclared(&GET)
        .path("id", 1)
        .await
        .unwrap_err();
    let errors: Vec<trueup_client::ErasedError> = vec![first.erase(), second.erase()];
    assert!(errors.iter().all(|error| error.is_unauthenticated()));
    assert!(errors.iter().all(|error| error.request_id() == Some("r7")));
    let body = errors[0]
        .body()
        .unwrap()
        .downcast_ref::<crate::client::Problem>();
    assert_eq!(body.unwrap().code, 3);
    assert!(errors[1].body().is_none());
}
