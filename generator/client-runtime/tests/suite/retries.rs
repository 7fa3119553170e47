//! What is sent again, how often and when, and what is not.

use std::time::{Duration, Instant};

use trueup_client::RetryPolicy;

use crate::client::{Failed, PUT, Thing, client, thing};
use crate::faults::transport;
use crate::server::{Act, Server, chunked, json, response};

/// Fails so often, then succeeds.
async fn failing(times: usize, acts: Vec<Act>) -> Server {
    Server::start(move |_, before| {
        if before < times {
            acts.clone()
        } else {
            json(200, r#"{"id":1}"#)
        }
    })
    .await
}

fn busy(status: u16) -> Vec<Act> {
    json(status, r#"{"code":1,"message":"busy"}"#)
}

#[tokio::test]
async fn an_idempotent_operation_is_tried_again() {
    let faults = [
        busy(503),
        busy(429),
        busy(502),
        busy(504),
        busy(408),
        vec![Act::Close],
        vec![Act::Reset],
    ];
    for acts in faults {
        let server = failing(2, acts).await;
        assert_eq!(client(&server.url).get().await.unwrap(), thing(1));
        assert_eq!(server.received().len(), 3);
    }
    let server = failing(1, busy(503)).await;
    let answer = client(&server.url)
        .call::<Thing>(&PUT)
        .json(&thing(5))
        .await
        .unwrap();
    assert_eq!(answer, thing(1));
    assert!(
        server
            .received()
            .iter()
            .all(|request| request.json()["id"] == 5),
        "the body goes along again"
    );
}

#[tokio::test]
async fn what_the_body_says_comes_before_the_status() {
    let waking = |status| json(status, r#"{"code":2,"message":"waking up"}"#);
    let server = failing(2, waking(500)).await;
    assert_eq!(client(&server.url).get().await.unwrap(), thing(1));
    assert_eq!(server.received().len(), 3);

    let server = failing(9, waking(500)).await;
    client(&server.url).add().await.unwrap_err();
    assert_eq!(server.received().len(), 1, "what is not idempotent is not");

    let stranger = json(503, r#"{"code":2,"message":"who are you"}"#);
    let server = failing(9, stranger).await;
    let error = client(&server.url).get().await.unwrap_err();
    assert!(error.is_unauthenticated() && !error.is_transient());
    assert_eq!(server.received().len(), 1, "it would not help");

    let line = json(500, r#"{"error":{"code":2,"message":"waking up"}}"#);
    let server = failing(1, line).await;
    client(&server.url).watch().await.unwrap();
    assert_eq!(
        server.received().len(),
        2,
        "a stream has the body in an envelope"
    );
}

#[tokio::test]
async fn attempts_are_counted_and_limited() {
    let server = failing(9, busy(503)).await;
    let client = client(&server.url);
    let Failed::Api(error) = client.get().await.unwrap_err() else {
        panic!()
    };
    assert_eq!(
        (error.status(), error.attempts(), server.received().len()),
        (503, 3, 3)
    );
    client.get().retry(RetryPolicy::none()).await.unwrap_err();
    assert_eq!(server.received().len(), 4);
    let policy = RetryPolicy::default()
        .attempts(9)
        .first_wait(Duration::ZERO);
    assert_eq!(client.get().retry(policy).await.unwrap(), thing(1));
}

#[tokio::test]
async fn what_is_not_idempotent_is_never_sent_twice() {
    let eager = RetryPolicy::default()
        .attempts(9)
        .first_wait(Duration::ZERO);
    let faults = [
        busy(503),
        busy(429),
        busy(500),
        vec![Act::Close],
        vec![Act::Reset],
        vec![chunked(200, &[]), Act::Reset],
    ];
    for acts in faults {
        let server = failing(9, acts).await;
        client(&server.url).add().retry(eager).await.unwrap_err();
        assert_eq!(server.received().len(), 1);
    }
}

#[tokio::test]
async fn what_is_not_idempotent_is_not_sent_twice_by_an_old_connection() {
    // The second request goes out on a connection that the server closes as soon as it has read it.
    let server = Server::start(|_, before| {
        if before == 0 {
            json(200, r#"{"id":1}"#)
        } else {
            vec![Act::Reset]
        }
    })
    .await;
    let client = client(&server.url);
    client.add().await.unwrap();
    client.add().await.unwrap_err();
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert_eq!(server.received().len(), 2);
}

#[tokio::test]
async fn final_answers_are_not_asked_for_again() {
    for status in [400, 401, 404, 500, 501] {
        let server = failing(1, busy(status)).await;
        client(&server.url).get().await.unwrap_err();
        assert_eq!(server.received().len(), 1, "{status}");
    }
    let server = failing(1, json(200, "{}")).await;
    assert!(matches!(
        client(&server.url).get().await,
        Err(Failed::Decode(_))
    ));
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn the_server_says_how_long_to_wait() {
    let server = failing(1, response(429, &[("retry-after", "1")], b"")).await;
    let began = Instant::now();
    client(&server.url).get().await.unwrap();
    assert!(began.elapsed() >= Duration::from_secs(1));
    let server = failing(1, response(429, &[("retry-after", "3600")], b"")).await;
    let error = client(&server.url).get().await.unwrap_err();
    assert_eq!(
        (error.status(), server.received().len()),
        (Some(429), 1),
        "an hour is too long"
    );
}

#[tokio::test]
async fn no_attempt_begins_that_has_no_time() {
    let server = failing(9, response(503, &[("retry-after", "5")], b"")).await;
    let began = Instant::now();
    let error = client(&server.url)
        .get()
        .timeout(Duration::from_secs(2))
        .await
        .unwrap_err();
    assert_eq!(
        error.status(),
        Some(503),
        "the server's answer is worth more than `the time is up`"
    );
    assert!(began.elapsed() < Duration::from_secs(2));
}

#[tokio::test]
async fn the_time_is_for_all_attempts_together() {
    let server = Server::always(vec![Act::Wait(Duration::from_millis(200)), Act::Close]).await;
    let policy = RetryPolicy::default()
        .attempts(100)
        .first_wait(Duration::ZERO);
    let began = Instant::now();
    let error = client(&server.url)
        .get()
        .retry(policy)
        .timeout(Duration::from_millis(500))
        .await
        .unwrap_err();
    assert!(began.elapsed() < Duration::from_secs(3));
    let error = transport(error);
    assert!(error.is_timeout() && error.attempts() <= 3, "{error}");
}
