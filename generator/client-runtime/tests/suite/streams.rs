//! Streams of updates.

use std::pin::Pin;
use std::time::Duration;

use futures_core::Stream;
use trueup_client::{Framing, FromResponse, ServerSentEvent, Streaming, Text, TransportProblem};

use crate::client::{Failed, Problem, Thing, WATCH, builder, client, thing};
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
        messages[0].contains("the item has neither `result` nor `error`"),
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

/// A stream of another framing than lines in envelopes.
async fn framed<T: FromResponse>(
    framing: Framing,
    chunks: &[&[u8]],
) -> (Vec<Result<T, Failed>>, Option<String>, Option<Duration>) {
    let mut acts = vec![chunked(200, &[])];
    acts.extend(chunks.iter().map(|bytes| chunk(bytes)));
    acts.push(chunk(b""));
    let server = Server::always(acts).await;
    let call = client(&server.url).call::<T>(&WATCH).stream(framing, None);
    let mut updates = call.await.unwrap();
    let mut items = Vec::new();
    while let Some(item) = updates.next().await {
        items.push(item);
    }
    let id = updates.last_event_id().map(str::to_owned);
    (items, id, updates.reconnection_time())
}

#[tokio::test]
async fn texts_of_a_sequence_are_items() {
    let chunks: [&[u8]; 3] = [
        b"\x1e{\"id\": 1}\n\x1e{\"id\"",
        b":\n2}\n",
        b"\x1e{\"id\": ",
    ];
    let (mut items, ..) = framed::<Thing>(Framing::Sequence, &chunks).await;
    let Some(Err(Failed::Transport(error))) = items.pop() else {
        panic!("{items:?}")
    };
    assert_eq!(error.problem(), &TransportProblem::TruncatedMessage);
    assert_eq!(ids(&items), [1, 2]);
}

#[tokio::test]
async fn a_line_is_an_item_without_an_envelope() {
    let chunks: [&[u8]; 2] = [b"{\"id\": 1}\n{\"id\":", b" 2}"];
    let (items, ..) = framed::<Thing>(Framing::Lines, &chunks).await;
    assert_eq!(ids(&items), [1, 2]);
}

#[tokio::test]
async fn events_are_items_with_their_fields() {
    let chunks: [&[u8]; 2] = [
        b": hello\n\nevent: added\nid: 7\nretry: 250\ndata: {\"id\":\ndata: 1}\r",
        b"\n\r\ndata: {\"id\": 2}\n\nid: 8\n\ndata: {\"id\": 3}",
    ];
    let (items, id, time) = framed::<ServerSentEvent<Thing>>(Framing::EventData, &chunks).await;
    let items: Vec<_> = items.into_iter().map(Result::unwrap).collect();
    assert_eq!(
        items.iter().map(|item| item.data.id).collect::<Vec<_>>(),
        [1, 2]
    );
    assert_eq!(items[0].event.as_deref(), Some("added"));
    assert_eq!(items[0].id.as_deref(), Some("7"));
    assert_eq!(items[0].retry, Some(Duration::from_millis(250)));
    assert_eq!(items[1].event, None);
    assert_eq!(id.as_deref(), Some("8"));
    assert_eq!(time, Some(Duration::from_millis(250)));
}

#[tokio::test]
async fn data_that_do_not_decode_are_an_error_and_the_stream_goes_on() {
    let chunks: [&[u8]; 1] = [b"data: [DONE]\n\ndata: {\"id\": 2}\n\n"];
    let (items, ..) = framed::<ServerSentEvent<Thing>>(Framing::EventData, &chunks).await;
    assert!(matches!(items[0], Err(Failed::Decode(_))), "{items:?}");
    assert_eq!(items[1].as_ref().unwrap().data.id, 2);
    let (items, ..) = framed::<ServerSentEvent<Text>>(Framing::EventData, &chunks).await;
    assert_eq!(items[0].as_ref().unwrap().data.0, "[DONE]");
}

#[tokio::test]
async fn a_stream_goes_on_from_an_event() {
    let server = Server::always(vec![chunked(200, &[]), chunk(b"")]).await;
    let call = client(&server.url).watch().last_event_id("7");
    assert!(all(call.await.unwrap()).await.is_empty());
    let request = &server.received()[0];
    assert_eq!(request.header("last-event-id"), Some("7"));
}
