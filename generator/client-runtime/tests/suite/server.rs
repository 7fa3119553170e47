//! A small HTTP server that does as each test says, right or wrong, and keeps what it was sent.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// A request as it was received.
#[derive(Clone, Debug)]
pub(crate) struct Received {
    pub(crate) method: String,
    /// Path and query.
    pub(crate) target: String,
    /// Names in lower case.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    /// Which connection it came by, from 0.
    pub(crate) connection: usize,
}

impl Received {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(other, _)| other == name)
            .map(|(_, value)| value.as_str())
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}

/// One thing that the server does in answer to a request.
#[derive(Clone, Debug)]
pub(crate) enum Act {
    Send(Vec<u8>),
    Wait(Duration),
    /// Sends the same bytes again and again.
    Repeat(Vec<u8>, usize),
    /// Ends the connection.
    Close,
    /// Ends the connection so that the client sees a reset.
    Reset,
}

/// A whole response with a length.
pub(crate) fn response(status: u16, headers: &[(&str, &str)], body: &[u8]) -> Vec<Act> {
    let mut bytes = head(status, headers);
    bytes.extend(format!("content-length: {}\r\n\r\n", body.len()).bytes());
    bytes.extend_from_slice(body);
    vec![Act::Send(bytes)]
}

/// A whole response of JSON.
pub(crate) fn json(status: u16, body: &str) -> Vec<Act> {
    response(
        status,
        &[("content-type", "application/json")],
        body.as_bytes(),
    )
}

/// The head of a response, without the empty line.
pub(crate) fn head(status: u16, headers: &[(&str, &str)]) -> Vec<u8> {
    let mut text = format!("HTTP/1.1 {status} Some Reason\r\n");
    for (name, value) in headers {
        text += &format!("{name}: {value}\r\n");
    }
    text.into_bytes()
}

/// The head of a chunked response, with the empty line.
pub(crate) fn chunked(status: u16, headers: &[(&str, &str)]) -> Act {
    let mut bytes = head(status, headers);
    bytes.extend(b"transfer-encoding: chunked\r\n\r\n");
    Act::Send(bytes)
}

/// One chunk of a chunked response; an empty one ends it.
pub(crate) fn chunk(bytes: &[u8]) -> Act {
    let mut chunk = format!("{:x}\r\n", bytes.len()).into_bytes();
    chunk.extend_from_slice(bytes);
    chunk.extend(b"\r\n");
    Act::Send(chunk)
}

type Script = dyn Fn(&Received, usize) -> Vec<Act> + Send + Sync;

/// The server. It ends with its runtime.
pub(crate) struct Server {
    pub(crate) url: String,
    received: Arc<Mutex<Vec<Received>>>,
}

impl Server {
    /// Answers each request as `script` says, which is told how many came before.
    pub(crate) async fn start(
        script: impl Fn(&Received, usize) -> Vec<Act> + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let received = Arc::default();
        let serving = Serving {
            script: Arc::new(script),
            received: Arc::clone(&received),
        };
        tokio::spawn(async move {
            for connection in 0.. {
                let (stream, _) = listener.accept().await.unwrap();
                tokio::spawn(serving.clone().plain(stream, connection));
            }
        });
        Self { url, received }
    }

    /// The same over TLS.
    #[cfg(feature = "tls")]
    pub(crate) async fn start_tls(
        acceptor: tokio_rustls::TlsAcceptor,
        script: impl Fn(&Received, usize) -> Vec<Act> + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!(
            "https://localhost:{}",
            listener.local_addr().unwrap().port()
        );
        let received = Arc::default();
        let serving = Serving {
            script: Arc::new(script),
            received: Arc::clone(&received),
        };
        tokio::spawn(async move {
            for connection in 0.. {
                let (stream, _) = listener.accept().await.unwrap();
                let (acceptor, serving) = (acceptor.clone(), serving.clone());
                tokio::spawn(async move {
                    // A client that does not trust the certificate goes away during the handshake.
                    if let Ok(stream) = acceptor.accept(stream).await {
                        let mut stream = stream;
                        serving.serve(&mut stream, connection).await;
                        let _ = stream.shutdown().await;
                    }
                });
            }
        });
        Self { url, received }
    }

    /// Answers every request in the same way.
    pub(crate) async fn always(acts: Vec<Act>) -> Self {
        Self::start(move |_, _| acts.clone()).await
    }

    /// All requests so far.
    pub(crate) fn received(&self) -> Vec<Received> {
        self.received.lock().unwrap().clone()
    }

    /// The only request.
    pub(crate) fn only(&self) -> Received {
        let mut received = self.received();
        assert_eq!(received.len(), 1, "{received:?}");
        received.remove(0)
    }
}

/// A server on a runtime of its own, as the caller has none.
pub(crate) fn serve(server: impl Future<Output = Server> + Send + 'static) -> Server {
    let (send, receive) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        send.send(runtime.block_on(server)).unwrap();
        runtime.block_on(std::future::pending::<()>());
    });
    receive.recv().unwrap()
}

#[derive(Clone)]
struct Serving {
    script: Arc<Script>,
    received: Arc<Mutex<Vec<Received>>>,
}

impl Serving {
    async fn plain(self, mut stream: TcpStream, connection: usize) {
        if self.serve(&mut stream, connection).await == End::Reset {
            // Without lingering, closing throws away what is not sent, and says so.
            stream.set_zero_linger().unwrap();
        }
    }

    async fn serve(
        &self,
        stream: &mut (impl AsyncRead + AsyncWrite + Unpin),
        connection: usize,
    ) -> End {
        while let Some(request) = receive(stream, connection).await {
            let before = {
                let mut received = self.received.lock().unwrap();
                received.push(request.clone());
                received.len() - 1
            };
            for act in (self.script)(&request, before) {
                let sent = match act {
                    Act::Send(bytes) => stream.write_all(&bytes).await,
                    Act::Repeat(bytes, times) => repeat(stream, &bytes, times).await,
                    Act::Wait(time) => {
                        let _ = stream.flush().await;
                        tokio::time::sleep(time).await;
                        Ok(())
                    }
                    Act::Close => return End::Closed,
                    Act::Reset => return End::Reset,
                };
                // A client may go away at any time.
                if sent.is_err() {
                    return End::Closed;
                }
            }
            let _ = stream.flush().await;
        }
        End::Closed
    }
}

#[derive(PartialEq)]
enum End {
    Closed,
    Reset,
}

async fn repeat(
    stream: &mut (impl AsyncWrite + Unpin),
    bytes: &[u8],
    times: usize,
) -> std::io::Result<()> {
    for _ in 0..times {
        stream.write_all(bytes).await?;
    }
    Ok(())
}

async fn receive(stream: &mut (impl AsyncRead + Unpin), connection: usize) -> Option<Received> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.ok()?);
    }
    let head = String::from_utf8(head).unwrap();
    let mut lines = head.trim_end().lines();
    let mut first = lines.next()?.split(' ');
    let (method, target) = (first.next()?.to_owned(), first.next()?.to_owned());
    let headers: Vec<_> = lines
        .map(|line| line.split_once(':').unwrap())
        .map(|(name, value)| (name.to_lowercase(), value.trim().to_owned()))
        .collect();
    let header = |wanted| {
        let mut headers = headers.iter();
        headers.find(|(name, _)| name == wanted)
    };
    let body = match header("content-length") {
        Some((_, length)) => exactly(stream, length.parse().unwrap()).await?,
        None if header("transfer-encoding").is_some() => in_chunks(stream).await?,
        None => Vec::new(),
    };
    Some(Received {
        method,
        target,
        headers,
        body,
        connection,
    })
}

async fn exactly(stream: &mut (impl AsyncRead + Unpin), length: usize) -> Option<Vec<u8>> {
    let mut bytes = vec![0; length];
    stream.read_exact(&mut bytes).await.ok()?;
    Some(bytes)
}

/// A chunked body (RFC 9112, section 7.1), if it comes to its end.
async fn in_chunks(stream: &mut (impl AsyncRead + Unpin)) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let mut line = Vec::new();
        while !line.ends_with(b"\r\n") {
            line.push(stream.read_u8().await.ok()?);
        }
        let length = std::str::from_utf8(&line).unwrap().trim();
        let length = usize::from_str_radix(length, 16).unwrap();
        body.extend(exactly(stream, length).await?);
        exactly(stream, 2).await?;
        if length == 0 {
            return Some(body);
        }
    }
}
