//! A stream of a million updates, in constant memory.
//!
//! A program of its own: the peak of resident memory belongs to a process, and other tests would raise it.
#![expect(
    clippy::unwrap_used,
    reason = "a test that meets what it did not expect stops"
)]
#![cfg(target_os = "linux")]

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use trueup_client::{
    Builder, Call, Core, Credential, FromCore, Method, Operation, Retry, Undeclared,
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
    let mut updates = call.stream("result", "error").await.unwrap();
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
