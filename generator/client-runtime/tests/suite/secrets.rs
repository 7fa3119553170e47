//! Secrets do not turn up in logs, errors or `Debug`.

use std::fmt::Write as _;
use std::sync::{Arc, Mutex, Once};
use std::time::Duration;

use tracing::field::{Field, Visit};
use tracing::instrument::WithSubscriber as _;
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};
use trueup_client::{Builder, Credential, NoContent, RetryPolicy, SecretSource, SecretString};

use crate::client::{Client, GET, LIST, SECRET, Thing, thing};
use crate::server::{Act, Server, chunk, chunked, json, response};

/// Keeps the text of all spans and events, of all crates.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<String>>);

struct Fields<'a>(&'a mut String);

impl Visit for Fields<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        write!(self.0, " {field}={value:?}").unwrap();
    }
}

impl Subscriber for Log {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut log = self.0.lock().unwrap();
        write!(log, "\n[{}]", span.metadata().name()).unwrap();
        span.record(&mut Fields(&mut log));
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut Fields(&mut self.0.lock().unwrap()));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut log = self.0.lock().unwrap();
        write!(
            log,
            "\n{} {}",
            event.metadata().level(),
            event.metadata().target()
        )
        .unwrap();
        event.record(&mut Fields(&mut log));
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

/// Hears everything and keeps nothing.
struct Deaf;

impl Subscriber for Deaf {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, _: &Event<'_>) {}

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

/// Lets every place that traces know that somebody listens. A place that is first reached by a test without a
/// subscriber would otherwise be taken for one that nobody hears, for a moment that another test may fall into.
fn listen_everywhere() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| tracing::subscriber::set_global_default(Deaf).unwrap());
}

/// What crates log that know no spans.
static PLAIN: Plain = Plain(Mutex::new(String::new()));

struct Plain(Mutex<String>);

impl log::Log for Plain {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        let mut text = self.0.lock().unwrap();
        writeln!(text, "{} {}", record.target(), record.args()).unwrap();
    }

    fn flush(&self) {}
}

fn credentials() -> Vec<Credential> {
    vec![
        Credential::header("key", "x-key", "", SECRET),
        Credential::bearer(
            "key",
            SecretSource::provider(|| async { Ok(SecretString::new(SECRET)) }),
        ),
        Credential::basic("key", SECRET, SECRET),
        Credential::query("key", "key", SECRET),
        Credential::cookie("key", "key", SECRET),
        Credential::header("key", "x-key", "", format!("{SECRET}\n")),
    ]
}

/// All that the calls of one client to one server say: errors with their sources, and `Debug` of everything.
async fn everything(url: &str, credential: Credential) -> String {
    let builder = Builder::<Client>::new(url, credential).timeout(Duration::from_millis(50));
    let mut text = format!("{builder:?}");
    let client = builder
        .retry(
            RetryPolicy::default()
                .attempts(2)
                .first_wait(Duration::ZERO),
        )
        .build()
        .unwrap();
    write!(text, "{client:?}").unwrap();
    let calls = [
        client
            .call::<Thing>(&GET)
            .path("id", SECRET)
            .query("q", SECRET),
        client
            .call::<Thing>(&LIST)
            .header("x-trace", SECRET)
            .cookie("c", SECRET)
            .json(&SECRET),
        client
            .call::<Thing>(&LIST)
            .header("x-trace", format!("{SECRET}\n")),
    ];
    for call in calls {
        write!(text, "{call:?}").unwrap();
        let future = call.into_future();
        write!(text, "{future:?}").unwrap();
        if let Err(error) = future.await {
            write!(text, "{error} {error:?}").unwrap();
            let mut source = std::error::Error::source(&error);
            while let Some(error) = source {
                write!(text, " {error} {error:?}").unwrap();
                source = error.source();
            }
        }
    }
    let updates = client
        .call::<Thing>(&LIST)
        .query("q", SECRET)
        .stream(trueup_client::Framing::Lines, Some(("result", "error")));
    write!(text, "{updates:?}").unwrap();
    if let Ok(mut updates) = updates.await {
        write!(text, "{updates:?} {:?}", updates.next().await).unwrap();
    }
    text
}

#[tokio::test]
async fn no_secret_is_shown_whatever_happens() {
    listen_everywhere();
    log::set_logger(&PLAIN).unwrap();
    log::set_max_level(log::LevelFilter::Trace);
    let servers = [
        Server::always(json(200, r#"{"id":1}"#)).await,
        Server::always(json(500, r#"{"code":1,"message":"m"}"#)).await,
        Server::always(json(503, "busy")).await,
        Server::always(json(200, "[")).await,
        Server::always(vec![Act::Reset]).await,
        Server::always(vec![Act::Wait(Duration::from_secs(60))]).await,
        Server::always(vec![Act::Send(b"garbage\r\n\r\n".to_vec())]).await,
        Server::always(vec![
            chunked(200, &[]),
            chunk(b"{\"result\":{\"id\":1}}\n"),
            Act::Reset,
        ])
        .await,
        Server::start(|request, _| {
            // A server that sends the request's target, secrets and all, as a place to go to.
            response(
                302,
                &[("location", &format!("http://127.0.0.1:1{}", request.target))],
                b"",
            )
        })
        .await,
    ];
    let urls = servers
        .iter()
        .map(|server| server.url.as_str())
        .chain(["http://127.0.0.1:1"])
        .chain(cfg!(feature = "tls").then_some("https://127.0.0.1:1"));
    for url in urls {
        for credential in credentials() {
            let log = Log::default();
            let text = everything(url, credential)
                .with_subscriber(log.clone())
                .await;
            let log = log.0.lock().unwrap().clone();
            assert!(!text.contains(SECRET), "{url}: {text}");
            assert!(!log.contains(SECRET), "{url}: {log}");
            // The same in base64, as basic authentication has it.
            assert!(!log.contains("aHVudGVyMg"), "{url}: {log}");
        }
    }
    let plain = PLAIN.0.lock().unwrap().clone();
    assert!(plain.contains("reqwest"), "nothing was caught");
    let leak = plain
        .lines()
        .find(|line| line.contains(SECRET) || line.contains("aHVudGVyMg"));
    assert_eq!(leak, None);
}

#[tokio::test]
async fn a_call_leaves_a_trace() {
    listen_everywhere();
    let server = Server::start(|_, before| match before {
        0 => json(503, ""),
        1 => vec![Act::Close],
        _ => json(200, r#"{"id":1}"#),
    })
    .await;
    let log = Log::default();
    let call = crate::client::client(&server.url).get().into_future();
    assert_eq!(call.with_subscriber(log.clone()).await.unwrap(), thing(1));
    let log = log.0.lock().unwrap().clone();
    let ours: Vec<_> = log
        .lines()
        .filter(|line| line.contains("[call]") || line.contains("trueup_client"))
        .collect();
    assert_eq!(
        ours[0],
        "[call] operation=\"getThing\" path=\"/things/{id}\""
    );
    assert!(ours[1].contains("attempt=1 status=503"), "{ours:?}");
    assert!(
        ours[2].contains("attempt=2 problem=Interrupted"),
        "{ours:?}"
    );
    assert!(ours[3].contains("attempt=3 status=200"), "{ours:?}");
    assert!(
        log.contains(" status=200 attempts=3"),
        "the span has the outcome too: {log}"
    );
    let silent = crate::client::client(&server.url).call::<NoContent>(&LIST);
    silent.await.unwrap();
}
