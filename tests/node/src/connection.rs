//! Addresses of nodes: what they say, and that nothing malformed is taken or shown.

use comet_lnd::extension::{ConnectionString, ConnectionStringError as Wrong};
use test_server::Reply;
use trueup_client::SecretBytes;

use crate::secure::{Identity, MACAROON};

/// What must not be seen. In URL-safe base64 it has both of the characters that other base64 has not.
const SECRET: [u8; 16] = *b"\x02\x01\xfb\xef\xbe\xff\xff a secret";

fn base64url(bytes: &[u8]) -> String {
    SecretBytes::new(bytes).to_base64url().expose().to_owned()
}

fn parse(text: &str) -> Result<ConnectionString, Wrong> {
    text.parse()
}

#[tokio::test]
async fn an_address_leads_to_its_node() {
    let identity = Identity::generate();
    let server = identity.serve(|_| Reply::json(200, r#"{"alias": "alice"}"#));
    let (certificate, macaroon) = (base64url(&identity.certificate), base64url(&MACAROON));
    let port = server.port();
    let bare = |text: &str| text.trim_end_matches('=').to_owned();
    for address in [
        format!("lndconnect://localhost:{port}?cert={certificate}&macaroon={macaroon}"),
        format!(
            "LNDCONNECT://localhost:{port}/?macaroon={}&cert={}",
            bare(&macaroon),
            bare(&certificate)
        ),
        format!(
            "lndconnect://127.0.0.1:{port}?cert={certificate}&macaroon={}",
            macaroon.replace('=', "%3D")
        ),
    ] {
        let address = parse(&address).unwrap();
        assert_eq!(address.certificate(), Some(&*identity.certificate));
        let node = address.builder().build().unwrap();
        assert_eq!(node.get_info().await.unwrap().alias, "alice");
        let [request] = server.take_requests().try_into().unwrap();
        assert_eq!(request.header("grpc-metadata-macaroon"), Some("0201abcd"));
    }
    let other = base64url(&Identity::generate().certificate);
    let stranger = format!("lndconnect://localhost:{port}?cert={other}&macaroon={macaroon}");
    let node = parse(&stranger).unwrap().builder().build().unwrap();
    assert!(node.get_info().await.unwrap_err().is_connect());
}

#[test]
fn an_address_says_where_the_node_is() {
    let url = |authority: &str| {
        let address = parse(&format!("lndconnect://{authority}?macaroon=AgE")).unwrap();
        (address.base_url(), address.with_port(8080).base_url())
    };
    let (own, rest) = url("node.example.com:10009");
    assert_eq!(
        (&*own, &*rest),
        (
            "https://node.example.com:10009",
            "https://node.example.com:8080"
        )
    );
    assert_eq!(url("[::1]:10009").0, "https://[::1]:10009");
    let onion = format!("{}.onion:8080", "a".repeat(56));
    assert_eq!(url(&onion).0, format!("https://{onion}"));
}

#[test]
fn malformed_addresses_are_refused_and_not_shown() {
    let secret = base64url(&SECRET);
    let whole = Identity::generate().certificate;
    let cut = base64url(&whole[..whole.len() - 1]);
    let cut = format!("lndconnect://h:1?cert={cut}&macaroon=SECRET");
    let cases = [
        (&*cut, Wrong::Certificate),
        ("", Wrong::Scheme),
        ("https://h:1?macaroon=SECRET", Wrong::Scheme),
        ("lndconnect:h:1?macaroon=SECRET", Wrong::Scheme),
        ("lndconnect://h:1", Wrong::NoMacaroon),
        ("lndconnect://h:1?other=MAA", Wrong::NoMacaroon),
        ("lndconnect://?macaroon=SECRET", Wrong::Port),
        ("lndconnect://h?macaroon=SECRET", Wrong::Port),
        ("lndconnect://h:?macaroon=SECRET", Wrong::Port),
        ("lndconnect://h:0?macaroon=SECRET", Wrong::Port),
        ("lndconnect://h:+1?macaroon=SECRET", Wrong::Port),
        ("lndconnect://h:65536?macaroon=SECRET", Wrong::Port),
        ("lndconnect://h:1/path?macaroon=SECRET", Wrong::Port),
        ("lndconnect://:1?macaroon=SECRET", Wrong::Host),
        ("lndconnect://SECRET@h:1?macaroon=SECRET", Wrong::Host),
        ("lndconnect://h /:1?macaroon=SECRET", Wrong::Host),
        ("lndconnect://[SECRET]:1?macaroon=SECRET", Wrong::Host),
        (
            "lndconnect://h:1?macaroon=SECRET&macaroon=SECRET",
            Wrong::Repeated("macaroon"),
        ),
        (
            "lndconnect://h:1?cert=MAA&cert=MAA&macaroon=SECRET",
            Wrong::Repeated("cert"),
        ),
        ("lndconnect://h:1?cert=&macaroon=SECRET", Wrong::Certificate),
        (
            "lndconnect://h:1?cert=SECRET&macaroon=SECRET",
            Wrong::Certificate,
        ),
        (
            "lndconnect://h:1?cert=M A&macaroon=SECRET",
            Wrong::Certificate,
        ),
        ("lndconnect://h:1?macaroon=", Wrong::Macaroon),
        ("lndconnect://h:1?macaroon=SECRET#", Wrong::Macaroon),
        ("lndconnect://h:1?macaroon=SECRET+/", Wrong::Macaroon),
        ("lndconnect://h:1?macaroon=SECRET===", Wrong::Macaroon),
    ];
    for (text, wrong) in cases {
        let error = parse(&text.replace("SECRET", &secret)).unwrap_err();
        assert_eq!(error, wrong, "{text}");
        let shown = format!("{error} {error:?}");
        assert!(!shown.contains(&secret) && !shown.is_empty(), "{shown}");
    }
}

#[test]
fn addresses_do_not_print_their_secret() {
    let address = parse(&format!("lndconnect://h:1?macaroon={}", base64url(&SECRET))).unwrap();
    let shown = format!(
        "{address:?} {:?} {:?}",
        address.builder(),
        address.macaroon()
    );
    let list = format!("{SECRET:?}");
    for form in [
        &base64url(&SECRET),
        "0201fbef",
        list.trim_matches(['[', ']']),
    ] {
        assert!(!shown.contains(form), "{shown}");
    }
}
