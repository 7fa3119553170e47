//! A stream of a million updates, and bodies of hundreds of megabytes, in constant memory.
//!
//! A program of its own: the peak of resident memory belongs to a process, and other tests would raise it. These here
//! hold little, whichever of them run at the same time.
#![expect(
    clippy::unwrap_used,
    reason = "a test that meets what it did not expect stops"
)]
#![cfg(target_os = "linux")]

use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use trueup_client::{
    Binary, Builder, Bytes, Call, Core, Credential, FromCore, Method, NoContent, Operation,
    RequestBody, Retry, Success, Undeclared,
};

struct Client(Core);

impl FromCore for Client {
    fn from_core(core: Core) -> Self {
        Self(core)
    }
}

static WATCH: Operation = Operation {
    id: "watch",
    method: Method::Get,
    path: "/watch",
    security: &[],
    retry: Retry::Never,
    success: Success::Ok,
    sensitive: false,
};

const UPDATES: u64 = 1_000_000;

/// The most memory that this process has had, in KiB.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status
        .lines()
        .find(|line| line.starts_with("VmHWM:"))
        .unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

async fn serve(mut stream: tokio::net::TcpStream) {
    let mut request = [0; 4096];
    let _ = stream.read(&mut request).await.unwrap();
    stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await.unwrap();
    let mut block = String::new();
    for number in 0..UPDATES {
        block += &format!(
            "{{\"result\":{{\"number\":{number},\"note\":\"one of very many updates\"}}}}\n"
        );
        if block.len() > 60_000 {
            stream.write_all(block.as_bytes()).await.unwrap();
            block.clear();
        }
    }
    stream.write_all(block.as_bytes()).await.unwrap();
}

#[tokio::test]
async fn a_million_updates_take_no_more_memory_than_one() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { serve(listener.accept().await.unwrap().0).await });
    let client: Client = Builder::new(url, Credential::none()).build().unwrap();
    let call = Call::<serde_json::Value, Undeclared>::new(&client.0, &WATCH);
    let mut updates = call
        .stream(trueup_client::Framing::Lines, Some(("result", "error")))
        .await
        .unwrap();
    let mut count = 0;
    let mut early = 0;
    while let Some(update) = updates.next().await {
        assert_eq!(update.unwrap()["number"], count);
        count += 1;
        if count == UPDATES / 100 {
            early = peak();
        }
    }
    assert_eq!(count, UPDATES);
    // The kernel rounds: the peak may read a little lower later on.
    let grown = peak().saturating_sub(early);
    assert!(
        grown < 8 << 10,
        "the last 99 % of the stream took {grown} KiB more"
    );
}

const BLOCK: usize = 65_536;
const BLOCKS: usize = 4_000;

/// Serves one connection.
async fn start<F: Future<Output = ()> + Send>(
    serve: impl FnOnce(tokio::net::TcpStream) -> F + Send + 'static,
) -> Client {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { serve(listener.accept().await.unwrap().0).await });
    Builder::new(url, Credential::none()).build().unwrap()
}

#[tokio::test]
async fn a_download_takes_no_more_memory_than_a_chunk() {
    let client = start(|mut stream| async move {
        let _ = stream.read(&mut [0; 4096]).await.unwrap();
        let head = format!(
            "HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n",
            BLOCK * BLOCKS
        );
        stream.write_all(head.as_bytes()).await.unwrap();
        for _ in 0..BLOCKS {
            stream.write_all(&[7; BLOCK]).await.unwrap();
        }
    })
    .await;
    let call = Call::<Binary, Undeclared>::new(&client.0, &WATCH);
    let mut download = call.download().await.unwrap();
    let (mut length, mut early) = (0, 0);
    while let Some(chunk) = download.next().await {
        length += chunk.unwrap().len();
        if early == 0 && length > BLOCK * BLOCKS / 20 {
            early = peak();
        }
    }
    assert_eq!(length, BLOCK * BLOCKS);
    let grown = peak().saturating_sub(early);
    assert!(grown < 8 << 10, "the rest took {grown} KiB more");
}

static SEND: Operation = Operation {
    id: "send",
    method: Method::Post,
    ..WATCH
};

/// So many blocks, each made when it is asked for.
struct Blocks {
    left: usize,
    early: tokio::sync::mpsc::UnboundedSender<u64>,
}

impl futures_core::Stream for Blocks {
    type Item = Result<Bytes, std::io::Error>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.left == BLOCKS * 19 / 20 {
            self.early.send(peak()).unwrap();
        }
        let Some(left) = self.left.checked_sub(1) else {
            return Poll::Ready(None);
        };
        self.left = left;
        Poll::Ready(Some(Ok(vec![7; BLOCK].into())))
    }
}

#[tokio::test]
async fn an_upload_takes_no_more_memory_than_a_chunk() {
    let (early, mut early_peak) = tokio::sync::mpsc::unbounded_channel();
    let client = start(|mut stream| async move {
        let mut block = vec![0; BLOCK];
        let mut received = 0;
        while received < BLOCK * BLOCKS {
            received += stream.read(&mut block).await.unwrap();
        }
        let answer = b"HTTP/1.1 204 No Content\r\n\r\n";
        stream.write_all(answer).await.unwrap();
    })
    .await;
    let blocks = Blocks {
        left: BLOCKS,
        early,
    };
    let body = RequestBody::stream(blocks);
    let call = Call::<NoContent, Undeclared>::new(&client.0, &SEND);
    call.body("application/octet-stream", body).await.unwrap();
    let grown = peak().saturating_sub(early_peak.recv().await.unwrap());
    assert!(grown < 8 << 10, "the rest took {grown} KiB more");
}
