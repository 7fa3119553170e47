//! What carries requests: the caller's own client, a transport of the caller's, proxies, headers for all, gzip.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};

use trueup_client::{
    BuildError, Transport, TransportBody, TransportFault, TransportFuture, TransportProblem, http,
};

use crate::client::{Failed, SECRET, builder, thing};
use crate::server::{Server, json};

/// Answers by itself, and keeps what it was sent.
#[derive(Clone, Default)]
struct Fake {
    seen: Arc<Mutex<Vec<http::Request<()>>>>,
    /// How many requests break off before the first answer.
    broken: Arc<AtomicU32>,
}

impl Transport for Fake {
    fn send(&self, request: http::Request<TransportBody>) -> TransportFuture {
        self.seen.lock().unwrap().push(request.map(drop));
        let broken = self
            .broken
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| {
                left.checked_sub(1)
            });
        Box::pin(async move {
            match broken {
                Ok(_) => Err(TransportFault::interrupted("the line is cut")),
                Err(_) => Ok(http::Response::new(r#"{"id": 7}"#.into())),
            }
        })
    }
}

#[tokio::test]
async fn a_fake_answers_in_the_place_of_a_server() {
    let fake = Fake::default();
    let client = builder("http://nowhere.test/base").transport(fake.clone());
    let client = client.header("x-tenant", "t").build().unwrap();
    assert_eq!(client.get().await.unwrap(), thing(7));
    let seen = fake.seen.lock().unwrap();
    let request = seen.first().unwrap();
    assert_eq!(request.uri(), "http://nowhere.test/base/things/1");
    assert_eq!(request.headers().get("x-key").unwrap(), "Key hunter2");
    assert_eq!(request.headers().get("x-tenant").unwrap(), "t");
}

#[tokio::test]
async fn its_failures_are_tried_again_and_told() {
    let fake = Fake::default();
    fake.broken.store(2, Ordering::Relaxed);
    let client = builder("http://nowhere.test")
        .transport(fake.clone())
        .build()
        .unwrap();
    assert_eq!(client.get().await.unwrap(), thing(7));
    assert_eq!(fake.seen.lock().unwrap().len(), 3);
    fake.broken.store(9, Ordering::Relaxed);
    let Err(Failed::Transport(error)) = client.add().await else {
        panic!("no answer came");
    };
    assert_eq!(*error.problem(), TransportProblem::Interrupted);
    assert_eq!(
        std::error::Error::source(&*error).unwrap().to_string(),
        "the line is cut"
    );
}

#[cfg(feature = "tower")]
#[tokio::test]
async fn a_stack_of_tower_carries_requests() {
    use tower::ServiceExt as _;

    let service = tower::service_fn(|request: http::Request<TransportBody>| async move {
        let body = match request.headers().get("x-layer") {
            Some(_) => http_body_util::Full::new(trueup_client::Bytes::from(r#"{"id": 8}"#)),
            None => http_body_util::Full::default(),
        };
        Ok::<_, std::io::Error>(http::Response::new(body))
    });
    let stack = service.map_request(|mut request: http::Request<TransportBody>| {
        let value = http::HeaderValue::from_static("1");
        request.headers_mut().insert("x-layer", value);
        request
    });
    let transport = trueup_client::TowerTransport::new(stack);
    let client = builder("http://nowhere.test")
        .transport(transport)
        .build()
        .unwrap();
    assert_eq!(client.get().await.unwrap(), thing(8));
}

#[cfg(feature = "tls")]
#[tokio::test]
async fn a_client_of_the_callers_sends() {
    use tokio_rustls::rustls;

    let server = Server::start(|_, _| json(200, r#"{"id": 1}"#)).await;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(rustls::RootCertStore::empty())
        .with_no_client_auth();
    let own = reqwest::Client::builder()
        .tls_backend_preconfigured(config)
        .no_proxy()
        .user_agent("mine");
    let client = builder(&server.url).http_client(own.build().unwrap());
    assert_eq!(client.build().unwrap().get().await.unwrap(), thing(1));
    assert_eq!(server.only().header("user-agent"), Some("mine"));
}

#[tokio::test]
async fn a_proxy_is_gone_through() {
    let proxy = Server::start(|_, _| json(200, r#"{"id": 1}"#)).await;
    let client = builder("http://nowhere.test")
        .proxy(&proxy.url)
        .build()
        .unwrap();
    assert_eq!(client.get().await.unwrap(), thing(1));
    assert_eq!(proxy.only().target, "http://nowhere.test/things/1");
    let error = builder("http://a.test")
        .proxy("::hunter2")
        .build()
        .unwrap_err();
    assert!(matches!(error, BuildError::Proxy), "{error}");
    assert!(!format!("{error} {error:?}").contains(SECRET));
}

#[tokio::test]
async fn headers_for_all_yield_to_those_of_a_call() {
    let server = Server::start(|_, _| json(200, r#"{"id": 1}"#)).await;
    let builder = builder(&server.url)
        .user_agent("ours")
        .header("X-Tenant", "all");
    let client = builder.build().unwrap();
    client.get().await.unwrap();
    client
        .get()
        .header("x-tenant", "one")
        .extra_query("a b", "&")
        .await
        .unwrap();
    let received = server.received();
    assert_eq!(received[0].header("x-tenant"), Some("all"));
    assert_eq!(received[0].header("user-agent"), Some("ours"));
    assert_eq!(received[1].header("x-tenant"), Some("one"));
    assert_eq!(received[1].target, "/things/1?a%20b=%26");
    let error = crate::client::builder("http://a.test")
        .header("x", "hunter2\n")
        .build();
    let error = error.unwrap_err();
    assert_eq!(
        error.to_string(),
        r#"the header "x" or its value cannot be one"#
    );
    assert!(!format!("{error:?}").contains(SECRET));
}

#[cfg(feature = "tls")]
#[test]
fn trust_is_not_ignored() {
    let pinned = builder("https://a.test").pin_certificate_der([1]);
    let error = pinned.transport(Fake::default()).build().unwrap_err();
    assert!(
        matches!(error, BuildError::TrustOfAnotherTransport),
        "{error}"
    );
}

#[tokio::test]
async fn who_cannot_be_reached_is_named() {
    let free = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let client = builder(&format!("http://{free}"))
        .no_proxy()
        .build()
        .unwrap();
    let error = client.add().await.unwrap_err().to_string();
    assert!(
        error.starts_with(&format!("addThing: {free} cannot be reached: ")),
        "{error}"
    );
    assert!(error.contains("refused"), "{error}");
}

#[tokio::test]
async fn what_is_no_http_is_told_apart() {
    use crate::server::Act;

    // What a server of TLS sends to who speaks none: an alert.
    let alert = vec![0x15, 3, 3, 0, 2, 2, 22];
    let server = Server::start(move |_, _| vec![Act::Send(alert.clone()), Act::Close]).await;
    let error = crate::client::client(&server.url).add().await.unwrap_err();
    assert!(error.to_string().contains("does not speak HTTP"), "{error}");
}

#[cfg(feature = "gzip")]
mod gzip {
    use std::io::Write as _;

    use trueup_client::TransportProblem;

    use crate::client::{Client, Failed, builder, client, thing};
    use crate::server::{Act, Server, chunk, chunked, response};

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    const GZIP: &[(&str, &str)] = &[("content-encoding", "gzip")];

    fn taking(url: &str) -> Client {
        builder(url)
            .gzip()
            .max_response_bytes(1 << 20)
            .build()
            .unwrap()
    }

    #[tokio::test]
    async fn a_packed_answer_is_unpacked_if_it_was_asked_for() {
        let server = Server::start(|_, _| response(200, GZIP, &packed(br#"{"id": 3}"#))).await;
        assert_eq!(taking(&server.url).get().await.unwrap(), thing(3));
        assert_eq!(server.only().header("accept-encoding"), Some("gzip"));
        let Err(Failed::Transport(error)) = client(&server.url).get().await else {
            panic!("it was not asked for");
        };
        assert_eq!(*error.problem(), TransportProblem::UnexpectedEncoding);
    }

    #[tokio::test]
    async fn the_limit_is_one_of_what_comes_out() {
        let bomb = packed(&vec![b' '; 64 << 20]);
        assert!(bomb.len() < 1 << 17);
        let server = Server::start(move |_, _| response(200, GZIP, &bomb)).await;
        let Err(Failed::Transport(error)) = taking(&server.url).get().await else {
            panic!("it is too large");
        };
        assert_eq!(
            *error.problem(),
            TransportProblem::BodyTooLarge { limit: 1 << 20 }
        );
    }

    #[tokio::test]
    async fn what_is_broken_or_cut_is_an_error() {
        let whole = packed(br#"{"id": 3}"#);
        let cut = whole[..whole.len() - 4].to_vec();
        for body in [cut, b"no gzip".to_vec()] {
            let server = Server::start(move |_, _| response(200, GZIP, &body)).await;
            let Err(Failed::Transport(error)) = taking(&server.url).get().await else {
                panic!("it is not whole");
            };
            assert_eq!(*error.problem(), TransportProblem::Packing);
        }
    }

    #[tokio::test]
    async fn the_lines_of_a_stream_come_out_as_they_come_in() {
        let lines = packed(b"{\"result\": {\"id\": 1}}\n{\"result\": {\"id\": 2}}\n");
        let server = Server::start(move |_, _| {
            let mut acts = vec![chunked(200, GZIP)];
            acts.extend(lines.chunks(7).map(chunk));
            acts.push(Act::Send(b"0\r\n\r\n".to_vec()));
            acts
        })
        .await;
        let mut updates = taking(&server.url).watch().await.unwrap();
        assert_eq!(updates.next().await.unwrap().unwrap(), thing(1));
        assert_eq!(updates.next().await.unwrap().unwrap(), thing(2));
        assert!(updates.next().await.is_none());
    }
}
