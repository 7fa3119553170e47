//! Streams of updates.

use std::pin::Pin;
use std::time::Duration;

use futures_core::Stream;
use trueup_client::{Streaming, TransportProblem};

use crate::client::{Failed, Problem, Thing, builder, client, thing};
use crate::server::{Act, Server, chunk, chunked, json};

type Items = Vec<Result<Thing, Failed>>;

async fn all(mut updates: Streaming<Thing, Problem>) -> Items {
    let mut items = Vec::new();
    while let Some(item) = updates.next().await {
        items.push(item);
    }
    assert!(
        updates.next().await.is_none(),
        "a stream that is over stays over"
    );
    items
}

/// All items of a stream that comes in these chunks and ends there.
async fn stream(chunks: &[&[u8]]) -> Items {
    let mut acts = vec![chunked(200, &[("content-type", "application/json")])];
    acts.extend(chunks.iter().map(|bytes| chunk(bytes)));
    acts.push(chunk(b""));
    let server = Server::always(acts).await;
    all(client(&server.url).watch().await.unwrap()).await
}

fn ids(items: &Items) -> Vec<i64> {
    items.iter().map(|item| item.as_ref().unwrap().id).collect()
}

const ONE: &[u8] = b"{\"result\":{\"id\":1}}\n";
const TWO: &[u8] = b"{\"result\": {\"id\": 2}, \"error\": null}\r\n";

#[tokio::test]
async fn each_line_is_an_item() {
    assert_eq!(ids(&stream(&[ONE, TWO]).await), [1, 2]);
    assert_eq!(
        ids(&stream(&[&[ONE, b"\n \n", TWO].concat(), ONE]).await),
        [1, 2, 1]
    );
    assert_eq!(ids(&stream(&[]).await), [0; 0]);
}

#[tokio::test]
async fn lines_may_be_cut_anywhere() {
    let text = [ONE, TWO, ONE].concat();
    for size in [1, 2, 3, 7, 30, 50] {
        let chunks: Vec<_> = text.chunks(size).collect();
        assert_eq!(ids(&stream(&chunks).await), [1, 2, 1], "{size}");
    }
}

#[tokio::test]
async fn a_last_line_without_its_end_is_an_item_if_it_is_whole() {
    assert_eq!(ids(&stream(&[ONE, TWO.trim_ascii_end()]).await), [1, 2]);
}

#[tokio::test]
async fn half_a_line_at_the_end_is_reported() {
    let mut items = stream(&[ONE, b"{\"result\":{\"id\""]).await;
    let Some(Err(Failed::Transport(error))) = items.pop() else {
        panic!()
    };
    assert_eq!(error.problem(), &TransportProblem::TruncatedMessage);
    assert_eq!(ids(&items), [1]);
}

#[tokio::test]
async fn items_come_as_soon_as_they_are_there() {
    let server = Server::always(vec![
        chunked(200, &[]),
        chunk(ONE),
        Act::Wait(Duration::from_secs(60)),
    ])
    .await;
    let mut updates = client(&server.url)
        .watch()
        .timeout(Duration::from_secs(5))
        .await
        .unwrap();
    let first = tokio::time::timeout(Duration::from_secs(5), updates.next())
        .await
        .unwrap();
    assert_eq!(first.unwrap().unwrap(), thing(1));
    let pending = tokio::time::timeout(Duration::from_millis(50), updates.next()).await;
    assert!(pending.is_err());
}

#[tokio::test]
async fn a_stream_outlives_the_time_of_its_call() {
    let acts = vec![
        chunked(200, &[]),
        chunk(ONE),
        Act::Wait(Duration::from_millis(1200)),
        chunk(TWO),
        chunk(b""),
    ];
    let server = Server::always(acts).await;
    let updates = client(&server.url)
        .watch()
        .timeout(Duration::from_secs(1))
        .await
        .unwrap();
    assert_eq!(ids(&all(updates).await), [1, 2]);
}

#[tokio::test]
async fn a_silence_can_be_too_long() {
    let server = Server::always(vec![
        chunked(200, &[]),
        chunk(ONE),
        Act::Wait(Duration::from_secs(60)),
    ])
    .await;
    let updates = client(&server.url)
        .watch()
        .idle_timeout(Duration::from_secs(1))
        .await
        .unwrap();
    let items = all(updates).await;
    assert_eq!(items.len(), 2);
    assert!(items[1].as_ref().unwrap_err().is_timeout());
}

#[tokio::test]
async fn an_error_before_the_stream_is_the_error_of_the_call() {
    for body in [
        r#"{"error":{"code":2,"message":"who are you"}}"#,
        r#"{"code":2,"message":"who are you"}"#,
    ] {
        let server =
            Server::always(vec![chunked(500, &[]), chunk(body.as_bytes()), chunk(b"")]).await;
        let error = client(&server.url).watch().await.unwrap_err();
        assert_eq!(error.body().map(|body| body.code), Some(2), "{body}");
        assert!(error.is_unauthenticated());
    }
    let server = Server::always(json(500, r#"{"error":"text","code":3,"message":"m"}"#)).await;
    assert_eq!(
        client(&server.url)
            .watch()
            .await
            .unwrap_err()
            .body()
            .map(|body| body.code),
        Some(3)
    );
}

#[tokio::test]
async fn an_error_within_the_stream_is_an_item() {
    let items = stream(&[ONE, b"{\"error\":{\"code\":5,\"message\":\"gone\"}}\n"]).await;
    let error = items[1].as_ref().unwrap_err();
    assert_eq!(error.to_string(), "watchThings: status 200: gone");
    assert_eq!(error.body().map(|body| body.code), Some(5));
    assert_eq!(items.len(), 2);
}

#[tokio::test]
async fn lines_that_do_not_decode_are_reported_one_by_one() {
    let items = stream(&[
        b"{}\n",
        b"{\"result\":{\"id\":\"x\"}}\n",
        b"nonsense\n",
        b"{\"result\":\n",
        ONE,
    ])
    .await;
    let messages: Vec<_> = items[..4]
        .iter()
        .map(|item| item.as_ref().unwrap_err().to_string())
        .collect();
    assert!(
        messages[0].contains("the line has neither `result` nor `error`"),
        "{messages:?}"
    );
    assert!(
        messages[1].contains("at id (line 1, column 9)"),
        "{messages:?}"
    );
    assert!(
        messages[2].contains("the body is not well-formed"),
        "{messages:?}"
    );
    assert!(
        messages[3].contains("the body ends too early"),
        "{messages:?}"
    );
    assert_eq!(items[4].as_ref().unwrap(), &thing(1));
}

#[tokio::test]
async fn a_line_that_is_too_long_ends_the_stream() {
    let endless = Act::Repeat(b"5\r\n[[[[[\r\n".repeat(100), usize::MAX);
    let server = Server::always(vec![chunked(200, &[]), chunk(ONE), endless]).await;
    let client = builder(&server.url)
        .max_response_bytes(10_000)
        .build()
        .unwrap();
    let items = all(client.watch().await.unwrap()).await;
    let Err(Failed::Transport(error)) = &items[1] else {
        panic!("{items:?}")
    };
    assert_eq!(
        error.problem(),
        &TransportProblem::MessageTooLarge { limit: 10_000 }
    );
    let line = [
        b"{\"result\":{\"id\":1,\"x\":\"",
        vec![b'x'; 20_000].as_slice(),
        b"\"}}\n",
        ONE,
    ]
    .concat();
    let server = Server::always(vec![chunked(200, &[]), chunk(&line), chunk(b"")]).await;
    let client = builder(&server.url)
        .max_response_bytes(10_000)
        .build()
        .unwrap();
    assert_eq!(all(client.watch().await.unwrap()).await.len(), 1);
}

#[tokio::test]
async fn a_connection_that_breaks_ends_the_stream() {
    for end in [Act::Close, Act::Reset] {
        let server = Server::always(vec![
            chunked(200, &[]),
            chunk(ONE),
            Act::Wait(Duration::from_millis(50)),
            end,
        ])
        .await;
        let items = all(client(&server.url).watch().await.unwrap()).await;
        let Err(Failed::Transport(error)) = &items[1] else {
            panic!("{items:?}")
        };
        assert_eq!(error.problem(), &TransportProblem::Interrupted);
        assert_eq!(items.len(), 2);
    }
}

#[tokio::test]
async fn a_stream_is_begun_again_but_not_continued() {
    let server = Server::start(|_, before| match before {
        0 => json(503, "{}"),
        _ => vec![chunked(200, &[]), chunk(ONE), Act::Reset],
    })
    .await;
    let updates = client(&server.url).watch().await.unwrap();
    let items = all(updates).await;
    assert!(items.last().unwrap().is_err());
    assert_eq!(server.received().len(), 2);
}

#[tokio::test]
async fn a_dropped_stream_closes_its_connection() {
    let (closed, mut wait) = tokio::sync::mpsc::unbounded_channel();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        use tokio::io::{AsyncReadExt, AsyncWriteExt};

        let (mut stream, _) = listener.accept().await.unwrap();
        let Act::Send(head) = chunked(200, &[]) else {
            panic!()
        };
        let Act::Send(line) = chunk(ONE) else {
            panic!()
        };
        let mut request = Vec::new();
        while !request.ends_with(b"\r\n\r\n") {
            request.push(stream.read_u8().await.unwrap());
        }
        stream.write_all(&[head, line].concat()).await.unwrap();
        let mut all = Vec::new();
        let _ = stream.read_to_end(&mut all).await;
        closed.send(()).unwrap();
    });
    let mut updates = client(&url).watch().await.unwrap();
    updates.next().await.unwrap().unwrap();
    drop(updates);
    wait.recv().await.unwrap();
}

#[tokio::test]
async fn updates_are_a_stream_that_can_be_sent() {
    fn assert_stream<T: Stream + Send + Unpin>(_: &T) {}

    let server = Server::always(vec![chunked(200, &[]), chunk(ONE), chunk(b"")]).await;
    let mut updates = client(&server.url).watch().await.unwrap();
    assert_stream(&updates);
    let item = std::future::poll_fn(|cx| Pin::new(&mut updates).poll_next(cx)).await;
    assert_eq!(item.unwrap().unwrap(), thing(1));
}
