//! A local HTTP server for tests: it records what it is asked and answers as told.
//!
//! It knows as much of HTTP/1.1 as clients under test need: one request for each connection, with a body of a known
//! length. It answers on threads of its own, so that it works beside any async runtime.

mod message;

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

pub use message::{Reply, Request};

/// A running server. It stops taking connections when the process ends.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    scheme: &'static str,
    requests: Arc<Mutex<Vec<Request>>>,
}

impl Server {
    /// Listens on a free port of the loopback address; `answer` makes the reply to each request.
    ///
    /// # Errors
    ///
    /// What the operating system says.
    pub fn start(answer: impl Fn(&Request) -> Reply + Send + Sync + 'static) -> io::Result<Self> {
        Self::start_over("http", |stream| Ok(Box::new(stream)), answer)
    }

    /// The same over connections of a kind of the caller's, TLS for example, that URLs name by `scheme`.
    ///
    /// # Errors
    ///
    /// What the operating system says.
    pub fn start_over(
        scheme: &'static str,
        accept: impl Fn(TcpStream) -> io::Result<Box<dyn Connection>> + Send + Sync + 'static,
        answer: impl Fn(&Request) -> Reply + Send + Sync + 'static,
    ) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        let server = Self {
            address: listener.local_addr()?,
            scheme,
            requests: Arc::default(),
        };
        let requests = Arc::clone(&server.requests);
        let hooks = Arc::new((accept, answer));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (requests, hooks) = (Arc::clone(&requests), Arc::clone(&hooks));
                thread::spawn(move || {
                    let (accept, answer) = &*hooks;
                    if let Ok(mut connection) = accept(stream) {
                        serve(&mut *connection, &requests, answer);
                    }
                });
            }
        });
        Ok(server)
    }

    /// A server that gives the same answer to everything.
    ///
    /// # Errors
    ///
    /// What the operating system says.
    pub fn always(reply: Reply) -> io::Result<Self> {
        Self::start(move |_| reply.clone())
    }

    /// Scheme, address and port, without a slash at the end.
    #[must_use]
    pub fn url(&self) -> String {
        format!("{}://{}", self.scheme, self.address)
    }

    /// The port.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// Hands over the requests that came since the last call, in the order of their arrival.
    #[must_use]
    pub fn take_requests(&self) -> Vec<Request> {
        std::mem::take(&mut *self.requests.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// What bytes come and go by.
pub trait Connection: Read + Write {}

impl<T: Read + Write> Connection for T {}

/// Reads one request, remembers it and answers. A connection that breaks is the client's affair: its call fails.
fn serve(
    connection: &mut dyn Connection,
    requests: &Mutex<Vec<Request>>,
    answer: &dyn Fn(&Request) -> Reply,
) {
    let Ok(request) = Request::read(&mut *connection) else {
        return;
    };
    let reply = answer(&request);
    requests
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .push(request);
    let _ = reply.write(connection);
}
