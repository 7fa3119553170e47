//! What one gets wrong in the first hour with a node: each is told in words, before anything is sent.

use comet_lnd::{Client, Macaroon};

use crate::secure::Identity;

fn macaroon() -> Macaroon {
    Macaroon::from_bytes([1])
}

#[test]
fn an_address_that_is_none_is_told() {
    for (url, told) in [
        ("", "it does not parse"),
        ("https://", "it does not parse"),
        (
            "node.example.com:8080",
            "its scheme is neither http nor https",
        ),
        ("lndconnect://h:1", "its scheme is neither http nor https"),
        ("https://ann:secret@h", "it holds a user name or a password"),
        ("https://h?macaroon=secret", "it has a query or a fragment"),
    ] {
        let error = Client::new(url, macaroon()).unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("the base URL cannot be used: {told}")
        );
    }
}

#[test]
fn a_certificate_that_would_not_be_looked_at_is_told() {
    let pem = Identity::generate().pem;
    let pinned = |url| Client::builder(url, macaroon()).pin_certificate_pem(&pem);
    let error = pinned("http://h:8080").build().unwrap_err();
    assert_eq!(
        error.to_string(),
        "a certificate is pinned, but the base URL is not https"
    );
    let base64 = "MIIB";
    let builder = Client::builder("https://h:8080", macaroon());
    let error = builder.pin_certificate_pem(base64).build().unwrap_err();
    assert_eq!(
        error.to_string(),
        "a certificate cannot be used: the PEM text has no certificate"
    );
}

#[tokio::test]
async fn a_macaroon_that_is_none_is_told() {
    for text in ["", "0201zz", "020", "AgEDbG5k"] {
        let error = Macaroon::from_hex(text).unwrap_err();
        assert_eq!(error.to_string(), "expected pairs of hexadecimal digits");
    }
    assert!(Macaroon::from_file("/no/such/admin.macaroon").is_err());
    let node = Client::new("http://localhost:1", Macaroon::from_bytes([])).unwrap();
    let error = node.get_info().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "getInfo: the credential is empty or cannot stand in a header"
    );
}
