//! Responses of bytes that are read as they come.

use std::time::Duration;

use trueup_client::{Binary, Bytes, Call, Download, TransportProblem};

use crate::client::{Client, Failed, GET, Problem, builder, client};
use crate::server::{Act, Server, chunk, chunked, head, json, response};

fn get(client: &Client) -> Call<Binary, Problem> {
    client.call(&GET).path("id", 1).accept("image/png")
}

async fn all(mut download: Download<Problem>) -> (Vec<u8>, Option<Failed>) {
    let mut bytes = Vec::new();
    let mut failed = None;
    while let Some(chunk) = download.next().await {
        match chunk {
            Ok(chunk) => bytes.extend_from_slice(&chunk),
            Err(error) => failed = Some(error),
        }
    }
    assert!(download.next().await.is_none(), "it stays over");
    (bytes, failed)
}

#[tokio::test]
async fn a_download_may_be_larger_than_the_limit() {
    const BLOCK: usize = 65_536;
    let length = (160 * BLOCK).to_string();
    let mut start = head(200, &[("content-type", "image/png")]);
    start.extend(format!("content-length: {length}\r\n\r\n").bytes());
    let server = Server::always(vec![Act::Send(start), Act::Repeat(vec![7; BLOCK], 160)]).await;
    let client = client(&server.url);
    let download = get(&client).download().await.unwrap();
    assert_eq!(download.content_type(), Some("image/png"));
    assert_eq!(download.content_length(), Some(160 * BLOCK as u64));
    let (bytes, failed) = all(download).await;
    assert!(failed.is_none(), "{failed:?}");
    assert_eq!(bytes.len(), 160 * BLOCK);
    assert_eq!(server.only().header("accept"), Some("image/png"));

    let Err(Failed::Transport(error)) = get(&client).await else {
        panic!("the limit is for what is held in memory")
    };
    let limit = 8 << 20;
    assert_eq!(error.problem(), &TransportProblem::BodyTooLarge { limit });
}

#[tokio::test]
async fn bytes_come_as_soon_as_they_are_there() {
    let acts = vec![
        chunked(200, &[]),
        chunk(b"a"),
        Act::Wait(Duration::from_secs(60)),
    ];
    let server = Server::always(acts).await;
    let mut download = get(&client(&server.url)).download().await.unwrap();
    assert_eq!(download.content_length(), None);
    let first = download.next().await.unwrap().unwrap();
    assert_eq!(first, Bytes::from_static(b"a"));
    let pending = tokio::time::timeout(Duration::from_millis(50), download.next()).await;
    assert!(pending.is_err());
}

#[tokio::test]
async fn awaited_as_it_is_the_call_gives_all_bytes() {
    let server = Server::always(response(200, &[], b"abc")).await;
    let client = client(&server.url);
    assert_eq!(get(&client).await.unwrap().0, b"abc");
    let (bytes, _) = all(get(&client).download().await.unwrap()).await;
    assert_eq!(bytes, b"abc");
}

#[tokio::test]
async fn a_body_without_bytes_is_over_at_once() {
    let server = Server::always(response(200, &[], b"")).await;
    let download = get(&client(&server.url)).download().await.unwrap();
    assert!(all(download).await.0.is_empty());
}

#[tokio::test]
async fn an_error_status_is_the_error_of_the_call() {
    let server = Server::always(json(404, r#"{"code":7,"message":"none"}"#)).await;
    let error = get(&client(&server.url)).download().await.unwrap_err();
    assert!(error.is_not_found());
    assert_eq!(error.body().unwrap().code, 7);
}

#[tokio::test]
async fn a_download_is_begun_again_but_not_continued() {
    let server = Server::start(|_, before| match before {
        0 => json(503, "{}"),
        _ => vec![chunked(200, &[]), chunk(b"a"), Act::Close],
    })
    .await;
    let download = get(&client(&server.url)).download().await.unwrap();
    let (bytes, failed) = all(download).await;
    assert_eq!(bytes, b"a");
    let failed = failed.unwrap();
    assert_eq!((failed.status(), failed.attempts()), (Some(200), 2));
    assert_eq!(server.received().len(), 2);
}

#[tokio::test]
async fn a_body_that_is_cut_off_ends_in_an_error() {
    let mut start = head(200, &[]);
    start.extend(b"content-length: 3\r\n\r\nab");
    let sized = vec![Act::Send(start)];
    let chunks = vec![chunked(200, &[]), chunk(b"ab")];
    for start in [sized, chunks] {
        for end in [Act::Close, Act::Reset] {
            let mut acts = start.clone();
            acts.extend([Act::Wait(Duration::from_millis(50)), end]);
            let server = Server::always(acts).await;
            let download = get(&client(&server.url)).download().await.unwrap();
            let (bytes, failed) = all(download).await;
            assert_eq!(bytes, b"ab");
            let Some(Failed::Transport(error)) = failed else {
                panic!("{failed:?}")
            };
            assert_eq!(error.problem(), &TransportProblem::Interrupted);
        }
    }
}

#[tokio::test]
async fn a_download_outlives_the_time_of_its_call() {
    let acts = vec![
        chunked(200, &[]),
        chunk(b"a"),
        Act::Wait(Duration::from_millis(1200)),
        chunk(b"b"),
        chunk(b""),
    ];
    let server = Server::always(acts).await;
    let client = builder(&server.url)
        .timeout(Duration::from_secs(1))
        .build()
        .unwrap();
    let (bytes, failed) = all(get(&client).download().await.unwrap()).await;
    assert!(failed.is_none(), "{failed:?}");
    assert_eq!(bytes, b"ab");
}

#[tokio::test]
async fn a_beginning_or_a_silence_can_take_too_long() {
    let server = Server::always(vec![Act::Wait(Duration::from_secs(60))]).await;
    let call = get(&client(&server.url)).timeout(Duration::from_millis(100));
    assert!(call.download().await.unwrap_err().is_timeout());

    let acts = vec![
        chunked(200, &[]),
        chunk(b"a"),
        Act::Wait(Duration::from_secs(60)),
    ];
    let server = Server::always(acts).await;
    let call = get(&client(&server.url)).download();
    let download = call.idle_timeout(Duration::from_millis(100)).await.unwrap();
    let (bytes, failed) = all(download).await;
    assert_eq!(bytes, b"a");
    assert!(failed.unwrap().is_timeout());
}

#[tokio::test]
async fn a_dropped_download_closes_its_connection() {
    let (closed, mut wait) = tokio::sync::mpsc::unbounded_channel();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

        let (mut stream, _) = listener.accept().await.unwrap();
        let _ = stream.read(&mut [0; 4096]).await.unwrap();
        stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await.unwrap();
        // More than any buffer on the way takes up: it ends because nobody reads.
        while stream.write_all(&[7; 65_536]).await.is_ok() {}
        closed.send(()).unwrap();
    });
    let mut download = get(&client(&url)).download().await.unwrap();
    download.next().await.unwrap().unwrap();
    drop(download);
    wait.recv().await.unwrap();
}

#[tokio::test]
async fn downloads_can_be_sent_and_do_not_tell_what_they_hold() {
    fn assert_stream<T: futures_core::Stream + Send + Unpin>(_: &T) {}

    let server = Server::always(response(200, &[], b"abc")).await;
    let call = get(&client(&server.url)).download();
    assert_eq!(
        format!("{:?}", call.clone()),
        "DownloadCall { operation: \"getThing\", .. }"
    );
    let download = call.await.unwrap();
    assert_stream(&download);
    let shown = format!("{download:?}");
    assert!(!shown.contains("abc"), "{shown}");
}
