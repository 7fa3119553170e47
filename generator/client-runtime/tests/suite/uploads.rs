//! Request bodies that are sent as they come.

use std::collections::VecDeque;
use std::error::Error as _;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use futures_core::Stream;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::sync::mpsc;
use trueup_client::{
    Bytes, Call, MultipartBody, Parts, RequestBody, RequestProblem, TransportProblem, Upload,
};

use crate::client::{ADD, Client, Failed, GET, PUT, Problem, Thing, client, thing};
use crate::server::{Server, json, response};

/// Gives these chunks, each on the second asking, and then ends or hangs.
pub(crate) struct Source {
    chunks: VecDeque<io::Result<Bytes>>,
    hangs: bool,
    asked: bool,
}

impl Source {
    pub(crate) fn new(chunks: impl IntoIterator<Item = &'static [u8]>) -> Self {
        let chunks = chunks
            .into_iter()
            .map(|chunk| Ok(Bytes::from_static(chunk)));
        Self {
            chunks: chunks.collect(),
            hangs: false,
            asked: false,
        }
    }

    fn fails(mut self) -> Self {
        self.chunks
            .push_back(Err(io::Error::other("the disk is gone")));
        self
    }

    fn hangs(mut self) -> Self {
        self.hangs = true;
        self
    }
}

impl Stream for Source {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.asked = !self.asked;
        if self.asked {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        match self.chunks.pop_front() {
            None if self.hangs => Poll::Pending,
            next => Poll::Ready(next),
        }
    }
}

fn abc() -> Source {
    Source::new([b"a".as_slice(), b"", b"bc"])
}

fn put(client: &Client, body: impl Into<RequestBody>) -> Call<Thing, Problem> {
    client.call(&PUT).body("application/octet-stream", body)
}

async fn answering() -> Server {
    Server::always(json(200, r#"{"id":1}"#)).await
}

fn problem(error: &Failed) -> &TransportProblem {
    match error {
        Failed::Transport(error) => error.problem(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_stream_is_sent_in_chunks() {
    static BLOCK: [u8; 65_536] = [7; 65_536];
    let server = answering().await;
    let blocks = std::iter::repeat_n(BLOCK.as_slice(), 160);
    let body = RequestBody::stream(Source::new(blocks));
    let answer = put(&client(&server.url), body).await.unwrap();
    assert_eq!(answer, thing(1));
    let request = server.only();
    assert_eq!(request.header("transfer-encoding"), Some("chunked"));
    assert_eq!(request.header("content-length"), None);
    assert_eq!(
        request.header("content-type"),
        Some("application/octet-stream")
    );
    assert_eq!(request.body.len(), 160 * BLOCK.len());
    assert!(request.body.iter().all(|byte| *byte == 7));
}

#[tokio::test]
async fn a_length_that_is_known_is_told() {
    let server = answering().await;
    let body = RequestBody::sized_stream(abc(), 3);
    assert!(format!("{body:?}").contains("Some(3)"), "{body:?}");
    put(&client(&server.url), body).await.unwrap();
    let request = server.only();
    assert_eq!(request.header("transfer-encoding"), None);
    assert_eq!(request.header("content-length"), Some("3"));
    assert_eq!(request.body, b"abc");
}

#[tokio::test]
async fn a_length_that_is_wrong_is_an_error() {
    for length in [1, 2, 4] {
        let server = answering().await;
        let body = RequestBody::sized_stream(abc(), length);
        let error = put(&client(&server.url), body).await.unwrap_err();
        assert_eq!(problem(&error), &TransportProblem::RequestBody, "{length}");
        assert!(server.received().is_empty(), "{length}: it was whole");
    }
}

#[tokio::test]
async fn whatever_holds_bytes_is_a_body() {
    let server = answering().await;
    let client = client(&server.url);
    let bodies: [RequestBody; 7] = [
        Bytes::from_static(b"abc").into(),
        b"abc".to_vec().into(),
        b"abc".as_slice().into(),
        b"abc".into(),
        "abc".into(),
        "abc".to_owned().into(),
        [b'a', b'b', b'c'].into(),
    ];
    for body in bodies {
        put(&client, body).await.unwrap();
    }
    let received = server.received();
    assert_eq!(received.len(), 7);
    for request in received {
        assert_eq!(request.header("content-length"), Some("3"));
        assert_eq!(request.body, b"abc");
    }
}

#[tokio::test]
async fn a_stream_is_never_sent_twice() {
    let server = Server::always(json(503, r#"{"code":1,"message":"waking up"}"#)).await;
    let call = put(&client(&server.url), RequestBody::stream(abc()));
    let again = call.clone();
    let error = call.await.unwrap_err();
    assert_eq!((error.status(), error.attempts()), (Some(503), 1));
    assert!(error.is_transient());
    let Err(Failed::Request(error)) = again.await else {
        panic!()
    };
    assert!(matches!(error.problem(), RequestProblem::Spent));
    assert!(error.to_string().contains("has been sent already"));
    assert_eq!(server.only().body, b"abc");

    let error = put(&client(&server.url), "abc").await.unwrap_err();
    assert_eq!(error.attempts(), 3, "bytes are sent again");
}

#[tokio::test]
async fn no_redirect_takes_a_stream_along() {
    let server = Server::always(response(307, &[("location", "/elsewhere")], b"")).await;
    let client = client(&server.url);
    let call = client.call::<Thing>(&GET).path("id", 1);
    let call = call.body("text/plain", RequestBody::stream(abc()));
    let error = call.await.unwrap_err();
    assert_eq!(problem(&error), &TransportProblem::Redirect);
    assert_eq!(server.only().body, b"abc");
}

#[tokio::test]
async fn a_stream_that_fails_breaks_the_body_off() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut all = Vec::new();
        let _ = stream.read_to_end(&mut all).await;
        String::from_utf8(all).unwrap()
    });
    let body = RequestBody::stream(abc().fails());
    let error = put(&client(&url), body).await.unwrap_err();
    assert_eq!(problem(&error), &TransportProblem::RequestBody);
    assert!(!error.is_transient());
    assert_eq!(error.attempts(), 1);
    let source = error.source().unwrap();
    assert_eq!(source.to_string(), "the disk is gone");
    assert!(source.is::<io::Error>());
    let received = server.await.unwrap();
    assert!(received.starts_with("PUT /things "), "{received}");
    assert!(!received.ends_with("0\r\n\r\n"), "it ended: {received}");
}

#[tokio::test]
async fn a_stream_that_hangs_is_given_up_when_the_time_is_up() {
    let server = answering().await;
    let call = put(&client(&server.url), RequestBody::stream(abc().hangs()));
    let error = call.timeout(Duration::from_millis(100)).await.unwrap_err();
    assert!(error.is_timeout());
    assert!(server.received().is_empty());
}

/// Never gives anything, and tells when it is dropped.
struct Silent(#[expect(dead_code, reason = "it is there to be dropped")] mpsc::Sender<()>);

impl Stream for Silent {
    type Item = io::Result<Bytes>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Pending
    }
}

#[tokio::test]
async fn a_dropped_call_drops_its_stream() {
    let server = answering().await;
    let (dropped, mut wait) = mpsc::channel(1);
    let call = put(&client(&server.url), RequestBody::stream(Silent(dropped)));
    let sending = tokio::time::timeout(Duration::from_millis(100), call);
    assert!(sending.await.is_err());
    assert_eq!(wait.recv().await, None);
}

/// Never ends.
struct Endless;

impl Stream for Endless {
    type Item = io::Result<Bytes>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(Some(Ok(Bytes::from_static(&[7; 4096]))))
    }
}

#[tokio::test]
async fn a_server_that_refuses_before_it_has_read_all_is_heard() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let _ = stream.read(&mut [0; 128]).await.unwrap();
        let answer = b"HTTP/1.1 413 Content Too Large\r\ncontent-length: 0\r\n\r\n";
        stream.write_all(answer).await.unwrap();
        std::future::pending::<()>().await;
    });
    let call = put(&client(&url), RequestBody::stream(Endless));
    assert_eq!(call.await.unwrap_err().status(), Some(413));
}

struct Form(Upload);

impl MultipartBody for Form {
    fn parts(&self, parts: &mut Parts) {
        parts.field("caption", "cat");
        parts.files("photo", [&self.0]);
        parts.files("thumbnail", [&Upload::new("small")]);
    }
}

#[tokio::test]
async fn a_file_in_a_form_can_be_a_stream() {
    for (content, is_sized) in [
        (RequestBody::stream(abc()), false),
        (RequestBody::sized_stream(abc(), 3), true),
    ] {
        let server = answering().await;
        let client = client(&server.url);
        let form = Form(Upload::new(content).file_name("cat.png"));
        client.call::<Thing>(&ADD).multipart(&form).await.unwrap();
        let request = server.only();
        assert_eq!(request.header("content-length").is_some(), is_sized);
        let media_type = request.header("content-type").unwrap();
        let (_, boundary) = media_type.split_once("boundary=").unwrap();
        let body = String::from_utf8(request.body.clone()).unwrap();
        let parts: Vec<_> = body.split(&format!("--{boundary}")).collect();
        assert_eq!(parts.len(), 5, "{body}");
        assert!(parts[1].ends_with("\r\n\r\ncat\r\n"), "{body}");
        assert!(parts[2].contains("filename=\"cat.png\""), "{body}");
        assert!(parts[2].ends_with("\r\n\r\nabc\r\n"), "{body}");
        assert!(parts[3].ends_with("\r\n\r\nsmall\r\n"), "{body}");
        assert_eq!(parts[4], "--\r\n");

        let Err(Failed::Request(error)) = client.call::<Thing>(&ADD).multipart(&form).await else {
            panic!()
        };
        assert!(error.to_string().contains("sent already"), "{error}");
    }
}
