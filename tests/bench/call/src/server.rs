//! A server on the loopback address that gives one answer to everything, as fast as it can.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use bench_harness::Result;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// A running server. It ends with the program.
#[derive(Debug)]
pub(crate) struct Server {
    address: SocketAddr,
    connections: Arc<AtomicUsize>,
}

impl Server {
    /// Listens on a free port, on a thread and a runtime of its own, so that it does not share those of the clients.
    ///
    /// # Errors
    ///
    /// What the operating system says.
    pub(crate) fn start(body: &[u8]) -> Result<Self> {
        let mut answer = format!(
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
            body.len()
        )
        .into_bytes();
        answer.extend_from_slice(body);
        let answer: Arc<[u8]> = answer.into();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let listener = runtime.block_on(TcpListener::bind(("127.0.0.1", 0)))?;
        let address = listener.local_addr()?;
        let connections = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&connections);
        std::thread::spawn(move || {
            runtime.block_on(async {
                while let Ok((stream, _)) = listener.accept().await {
                    counter.fetch_add(1, Ordering::Relaxed);
                    tokio::spawn(serve(stream, Arc::clone(&answer)));
                }
            });
        });
        Ok(Self {
            address,
            connections,
        })
    }

    /// `http://`, address and port.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// How many connections came since the last time.
    pub(crate) fn take_connections(&self) -> usize {
        self.connections.swap(0, Ordering::Relaxed)
    }
}

/// Answers each request of a connection; requests have no body. A connection that breaks is the client's affair.
async fn serve(mut stream: TcpStream, answer: Arc<[u8]>) {
    // Without it only the times are longer.
    let _ = stream.set_nodelay(true);
    let mut buffer = Vec::with_capacity(4096);
    while let Ok(1..) = stream.read_buf(&mut buffer).await {
        while let Some(end) = buffer.windows(4).position(|window| window == b"\r\n\r\n") {
            buffer.drain(..end + 4);
            if stream.write_all(&answer).await.is_err() {
                return;
            }
        }
    }
}
