//! Servers and networks that misbehave, seen through the client: a call that may be repeated and a payment that must not.

use std::io::Write;
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use comet_lnd::trueup_client::SecretBytes;
use comet_lnd::{Client, Macaroon, Seconds32, SendPaymentV2Request};

use crate::traces::capture;

/// The macaroon, which must not be seen anywhere.
const SECRET: [u8; 8] = *b"secret!!";

/// The time that a call has, and what a busy machine may need beyond it.
const TIME: Duration = Duration::from_millis(1500);
const SLACK: Duration = Duration::from_secs(8);

/// What a server does with its n-th connection, once it has read a request there.
type Act = fn(&mut TcpStream, usize);

/// What must come of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Value,
    Connect,
    Timeout,
    Transport,
    Decode,
    Api,
    UnexpectedStatus,
}

/// A fault, what must come of `getInfo`, and how often it is sent.
struct Fault(&'static str, Act, End, usize);

const FAULTS: &[Fault] = &[
    Fault(
        "the server closes without a word",
        |_, _| {},
        End::Transport,
        3,
    ),
    Fault(
        "a reset within the body",
        |to, _| {
            send(
                to,
                "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"alias\":",
            );
        },
        End::Transport,
        3,
    ),
    Fault("a head that never comes", |to, _| wait(to), End::Timeout, 1),
    Fault(
        "a body that drips",
        |to, _| {
            send(to, "HTTP/1.1 200 OK\r\ncontent-length: 1000000\r\n\r\n");
            while send(to, " ") {
                thread::sleep(Duration::from_millis(20));
            }
        },
        End::Timeout,
        1,
    ),
    Fault(
        "truncated JSON",
        |to, _| reply(to, 200, "", "{\"alias\": \"al"),
        End::Decode,
        1,
    ),
    Fault(
        "a page of HTML",
        |to, _| reply(to, 200, "content-type: text/html\r\n", "<p>hello"),
        End::Decode,
        1,
    ),
    Fault(
        "a proxy's page as an error",
        |to, _| reply(to, 500, "", "<p>oh"),
        End::UnexpectedStatus,
        1,
    ),
    Fault(
        "an endless body",
        |to, _| {
            send(to, "HTTP/1.1 200 OK\r\n\r\n");
            while send(to, &" ".repeat(1 << 16)) {}
        },
        End::Transport,
        1,
    ),
    Fault(
        "a packed body that nobody asked for",
        |to, _| {
            reply(to, 200, "content-encoding: gzip\r\n", "\u{1f}");
        },
        End::Transport,
        1,
    ),
    Fault(
        "a redirect to another host",
        |to, count| match count {
            0 => reply(
                to,
                307,
                &format!("location: http://127.0.0.2:{}/v1/getinfo\r\n", port(to)),
                "",
            ),
            _ => reply(to, 200, "", "{}"),
        },
        End::Value,
        2,
    ),
    Fault(
        "too many requests, then an answer",
        |to, count| match count {
            0 => reply(
                to,
                429,
                "retry-after: 0\r\n",
                "{\"code\":8,\"message\":\"slow\"}",
            ),
            _ => reply(to, 200, "", "{}"),
        },
        End::Value,
        2,
    ),
    Fault(
        "unavailable, then an answer",
        |to, count| match count {
            0 => reply(to, 503, "", ""),
            _ => reply(to, 200, "", "{}"),
        },
        End::Value,
        2,
    ),
    Fault(
        "a node that starts, then an answer",
        |to, count| match count {
            0 => reply(
                to,
                500,
                "",
                "{\"code\":2,\"message\":\"in the process of starting up\"}",
            ),
            _ => reply(to, 200, "", "{}"),
        },
        End::Value,
        2,
    ),
    Fault(
        "a longer wait than there is time",
        |to, _| {
            reply(
                to,
                503,
                "retry-after: 3600\r\n",
                "{\"code\":14,\"message\":\"later\"}",
            );
        },
        End::Api,
        1,
    ),
];

#[tokio::test]
async fn faults_end_as_the_table_says() {
    for Fault(what, act, end, times) in FAULTS {
        let (traces, _guard) = capture();
        let server = Server::start(*act);
        let began = Instant::now();
        let outcome = server.client().get_info().timeout(TIME).await;
        assert!(began.elapsed() < TIME + SLACK, "{what}");
        assert_eq!(ended(&outcome), *end, "{what}: {outcome:?}");
        assert_eq!(server.count(), *times, "{what}");
        let shown = match &outcome {
            Ok(_) => String::new(),
            Err(error) => format!("{error} {error:?}"),
        };
        for secret in ["secret!!", SecretBytes::new(SECRET).to_hex().expose()] {
            assert!(
                !shown.contains(secret) && !traces.text().contains(secret),
                "{what}: {shown}"
            );
        }
    }
}

#[tokio::test]
async fn a_payment_is_sent_once_whatever_happens() {
    let payment = SendPaymentV2Request::new(Seconds32(60)).with_payment_request("lnbc1");
    for Fault(what, act, ..) in FAULTS {
        let server = Server::start(*act);
        let began = Instant::now();
        // A stream of blanks is no update yet: it ends when nobody listens any more.
        let call = server.client().send_payment_v2(&payment);
        let call = call.timeout(TIME).idle_timeout(TIME);
        if let Ok(mut updates) = call.await {
            let _ = tokio::time::timeout(TIME, updates.next()).await;
        }
        assert!(began.elapsed() < TIME * 2 + SLACK, "{what}");
        assert_eq!(server.count(), 1, "{what}");
    }
}

#[tokio::test]
async fn nobody_listens() {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let node = Client::new(&url, Macaroon::from_bytes(SECRET)).unwrap();
    let outcome = node.get_info().timeout(TIME).await;
    assert_eq!(ended(&outcome), End::Connect, "{outcome:?}");
}

#[tokio::test]
async fn half_a_line_at_the_end_of_a_stream_is_an_error() {
    let server = Server::start(|to, _| {
        let (half, rest) = (r#"{"result":{"#, r#""status":"IN_FLIGHT"}}"#);
        reply(to, 200, "", &format!("{half}{rest}\n{half}"));
    });
    let payment = SendPaymentV2Request::new(Seconds32(60)).with_payment_request("lnbc1");
    let mut updates = server.client().send_payment_v2(&payment).await.unwrap();
    updates.next().await.unwrap().unwrap();
    let error = updates.next().await.unwrap().unwrap_err();
    assert!(matches!(error, comet_lnd::Error::Transport(_)), "{error:?}");
    assert!(updates.next().await.is_none());
}

type Outcome<T> = Result<T, comet_lnd::Error<comet_lnd::NodeError>>;

fn ended<T>(outcome: &Outcome<T>) -> End {
    match outcome {
        Ok(_) => End::Value,
        Err(error) if error.is_timeout() => End::Timeout,
        Err(error) if error.is_connect() => End::Connect,
        Err(comet_lnd::Error::Transport(_)) => End::Transport,
        Err(comet_lnd::Error::Decode(_)) => End::Decode,
        Err(comet_lnd::Error::Api(_)) => End::Api,
        Err(comet_lnd::Error::UnexpectedStatus(_)) => End::UnexpectedStatus,
        Err(error) => panic!("{error:?}"),
    }
}

/// A server that does as it is told, byte by byte. It counts requests, on whatever connection they come.
struct Server {
    url: String,
    count: Arc<AtomicUsize>,
}

impl Server {
    fn start(act: Act) -> Self {
        // The other address is another host to the client, and the same server.
        let listener = TcpListener::bind(("0.0.0.0", 0)).unwrap();
        let url = format!("http://127.0.0.1:{}", listener.local_addr().unwrap().port());
        let count = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&count);
        thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                let counter = Arc::clone(&counter);
                thread::spawn(move || {
                    let Ok(request) = test_server::Request::read(&stream) else {
                        return;
                    };
                    let host = request.header("host").unwrap_or_default();
                    let own = host.starts_with("127.0.0.1:");
                    let macaroon = request.header("grpc-metadata-macaroon").is_some();
                    assert_eq!(own, macaroon, "no other host gets the macaroon");
                    act(&mut stream, counter.fetch_add(1, Ordering::SeqCst));
                });
            }
        });
        Self { url, count }
    }

    fn client(&self) -> Client {
        Client::new(&self.url, Macaroon::from_bytes(SECRET)).unwrap()
    }

    fn count(&self) -> usize {
        self.count.load(Ordering::SeqCst)
    }
}

/// Whether the client still takes it.
fn send(to: &mut TcpStream, text: &str) -> bool {
    to.write_all(text.as_bytes()).is_ok()
}

fn reply(to: &mut TcpStream, status: u16, headers: &str, body: &str) {
    let length = body.len();
    send(
        to,
        &format!(
            "HTTP/1.1 {status} X\r\nconnection: close\r\n{headers}content-length: {length}\r\n\r\n{body}"
        ),
    );
}

/// Holds the connection until the client has gone.
fn wait(to: &mut TcpStream) {
    let mut byte = [0];
    let _ = std::io::Read::read(to, &mut byte);
}

fn port(to: &TcpStream) -> u16 {
    to.local_addr().unwrap().port()
}
