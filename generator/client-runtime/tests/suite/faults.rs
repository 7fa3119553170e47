//! Servers and networks that misbehave.

use std::time::{Duration, Instant};

use trueup_client::{RateLimit, RetryPolicy, TransportError, TransportProblem};

use crate::client::{Failed, GET, Thing, builder, client, thing};
use crate::server::{Act, Server, chunk, chunked, head, json, response};

pub(crate) fn transport(error: Failed) -> TransportError {
    match error {
        Failed::Transport(error) => *error,
        other => panic!("{other}"),
    }
}

/// One attempt, within a short time.
async fn impatient(acts: Vec<Act>) -> Failed {
    let server = Server::always(acts).await;
    let call = client(&server.url).get().retry(RetryPolicy::none());
    call.timeout(Duration::from_millis(300)).await.unwrap_err()
}

/// One attempt, with time enough for a busy machine.
async fn once(acts: Vec<Act>) -> Failed {
    let server = Server::always(acts).await;
    let call = client(&server.url).get().retry(RetryPolicy::none());
    call.await.unwrap_err()
}

const LONG: Duration = Duration::from_secs(60);

#[tokio::test]
async fn nobody_listens() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let host = listener.local_addr().unwrap();
    let url = format!("http://{host}");
    drop(listener);
    let error = client(&url).get().await.unwrap_err();
    assert!(error.is_connect() && error.is_transient() && !error.is_timeout());
    assert!(std::error::Error::source(&error).is_some());
    let error = error.to_string();
    let begin = format!("getThing: {host} cannot be reached: ");
    let end = error.strip_prefix(&begin).unwrap();
    assert!(
        end.contains("refused") && end.ends_with(" (after 3 attempts)"),
        "{error}"
    );
}

#[tokio::test]
async fn the_server_says_nothing_for_too_long() {
    let began = Instant::now();
    let error = impatient(vec![Act::Wait(LONG)]).await;
    assert!(error.is_timeout() && error.is_transient());
    assert_eq!(error.to_string(), "getThing: the time is up");
    assert!(began.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn the_head_or_the_body_drips() {
    let drip = |bytes: &[u8]| -> Vec<Act> {
        let one = |byte| [Act::Send(vec![byte]), Act::Wait(Duration::from_millis(50))];
        bytes.iter().copied().flat_map(one).collect()
    };
    assert!(
        impatient(drip(
            &[b"HTTP/1.1 200 OK\r\n".to_vec(), vec![b'a'; 1000]].concat()
        ))
        .await
        .is_timeout()
    );
    let mut acts = vec![Act::Send(
        [head(200, &[]), b"content-length: 999\r\n\r\n".to_vec()].concat(),
    )];
    acts.extend(drip(&[b' '; 999]));
    assert!(impatient(acts).await.is_timeout());
}

#[tokio::test]
async fn the_connection_breaks_in_the_body() {
    let half = [
        head(200, &[]),
        b"content-length: 100\r\n\r\n{\"id\":".to_vec(),
    ]
    .concat();
    for end in [Act::Close, Act::Reset] {
        let error = transport(once(vec![Act::Send(half.clone()), end]).await);
        assert_eq!(error.problem(), &TransportProblem::Interrupted);
        assert_eq!(error.status(), Some(200));
    }
    let error = transport(once(vec![chunked(200, &[]), chunk(b"{\"id\":1}"), Act::Close]).await);
    assert_eq!(error.problem(), &TransportProblem::Interrupted);
}

#[tokio::test]
async fn the_connection_breaks_before_the_head() {
    for acts in [
        vec![Act::Close],
        vec![Act::Reset],
        vec![Act::Send(b"HTTP/1.1 2".to_vec()), Act::Close],
    ] {
        assert_eq!(
            transport(once(acts).await).problem(),
            &TransportProblem::Interrupted
        );
    }
}

#[tokio::test]
async fn what_comes_is_not_http() {
    for text in ["SSH-2.0-x\r\n\r\n", "HTTP/1.1 abc\r\n\r\n", "{}\r\n\r\n"] {
        let error = transport(once(vec![Act::Send(text.into()), Act::Close]).await);
        assert_eq!(error.problem(), &TransportProblem::NotHttp, "{text}");
    }
}

#[tokio::test]
async fn a_body_that_says_it_is_too_large_is_not_read() {
    let head = [head(200, &[]), b"content-length: 9000000\r\n\r\n".to_vec()].concat();
    let error = transport(once(vec![Act::Send(head), Act::Wait(LONG)]).await);
    assert_eq!(
        error.problem(),
        &TransportProblem::BodyTooLarge { limit: 8 << 20 }
    );
}

#[tokio::test]
async fn a_body_without_end_is_cut_off() {
    let acts = vec![
        chunked(200, &[]),
        Act::Repeat(b"4\r\n    \r\n".repeat(1000), usize::MAX),
    ];
    let server = Server::always(acts).await;
    let client = builder(&server.url)
        .max_response_bytes(100_000)
        .build()
        .unwrap();
    let error = transport(client.get().await.unwrap_err());
    assert_eq!(
        error.problem(),
        &TransportProblem::BodyTooLarge { limit: 100_000 }
    );
    assert_eq!(
        server.received().len(),
        1,
        "a body that is too large is not asked for again"
    );
    let acts = vec![
        Act::Send([head(200, &[]), b"\r\n".to_vec()].concat()),
        Act::Repeat(vec![b' '; 999], usize::MAX),
    ];
    let server = Server::always(acts).await;
    let client = builder(&server.url)
        .max_response_bytes(100_000)
        .build()
        .unwrap();
    assert!(matches!(
        transport(client.get().await.unwrap_err()).problem(),
        TransportProblem::BodyTooLarge { .. }
    ));
}

#[tokio::test]
async fn a_body_of_just_the_limit_is_taken() {
    let body = format!("{{\"id\":1{}}}", " ".repeat(992));
    for (limit, taken) in [(body.len(), true), (body.len() - 1, false)] {
        let (first, second) = body.split_at(500);
        let acts = vec![
            chunked(200, &[]),
            chunk(first.as_bytes()),
            chunk(second.as_bytes()),
            chunk(b""),
        ];
        let server = Server::always(acts).await;
        let client = builder(&server.url)
            .max_response_bytes(limit)
            .build()
            .unwrap();
        assert_eq!(client.get().await.is_ok(), taken);
    }
}

#[tokio::test]
async fn a_compressed_body_is_refused_unread() {
    let bomb = response(200, &[("content-encoding", "gzip")], b"\x1f\x8b\x08");
    let error = transport(once(bomb).await);
    assert_eq!(error.problem(), &TransportProblem::UnexpectedEncoding);
    let server = Server::always(response(
        200,
        &[("content-encoding", "identity")],
        br#"{"id":1}"#,
    ))
    .await;
    assert_eq!(client(&server.url).get().await.unwrap(), thing(1));
}

#[tokio::test]
async fn the_content_type_does_not_matter() {
    let server = Server::always(response(
        200,
        &[("content-type", "text/html")],
        br#"{"id":1}"#,
    ))
    .await;
    assert_eq!(client(&server.url).get().await.unwrap(), thing(1));
}

#[tokio::test]
async fn a_timeout_without_end_is_none() {
    let server = Server::always(json(200, r#"{"id":1}"#)).await;
    client(&server.url)
        .get()
        .timeout(Duration::MAX)
        .await
        .unwrap();
}

#[tokio::test]
async fn a_dropped_call_closes_its_connection() {
    let (closed, mut wait) = tokio::sync::mpsc::unbounded_channel();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut all = Vec::new();
        let _ = tokio::io::AsyncReadExt::read_to_end(&mut stream, &mut all).await;
        closed.send(()).unwrap();
    });
    let call = client(&url).get().into_future();
    let _ = tokio::time::timeout(Duration::from_millis(100), call).await;
    wait.recv().await.unwrap();
}

#[tokio::test]
async fn a_rate_limit_spreads_requests_over_time() {
    let server = Server::always(json(200, r#"{"id":1}"#)).await;
    let client = builder(&server.url)
        .rate_limit(RateLimit::per_minute(600, 2))
        .build()
        .unwrap();
    let began = Instant::now();
    for _ in 0..5 {
        client.get().await.unwrap();
    }
    let took = began.elapsed();
    assert!(
        took >= Duration::from_millis(290) && took < Duration::from_secs(5),
        "{took:?}"
    );
    let error = client
        .call::<Thing>(&GET)
        .path("id", 1)
        .timeout(Duration::from_millis(5))
        .await
        .unwrap_err();
    assert!(
        error.is_timeout(),
        "waiting for one's turn counts towards the time"
    );
}
