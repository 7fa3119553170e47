//! Which servers are trusted.

use std::sync::Arc;
use std::time::Duration;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::{self, ServerConfig, pki_types::PrivateKeyDer};
use trueup_client::{BuildError, Builder, Credential, TransportProblem};

use crate::client::{Client, Failed, builder, thing};
use crate::server::{Server, json};

/// A certificate with its key, and the PEM text of the certificate that others may trust.
struct Identity {
    chain: Vec<rustls::pki_types::CertificateDer<'static>>,
    key: PrivateKeyDer<'static>,
    pem: String,
}

/// A certificate that signed itself and says that it is an authority, for these host names.
fn self_signed(names: &[&str]) -> Identity {
    let names: Vec<_> = names.iter().map(|name| (*name).to_owned()).collect();
    let mut params = CertificateParams::new(names).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let key = KeyPair::generate().unwrap();
    let certificate = params.self_signed(&key).unwrap();
    Identity {
        chain: vec![certificate.der().clone()],
        key: PrivateKeyDer::try_from(key.serialize_der()).unwrap(),
        pem: certificate.pem(),
    }
}

/// A certificate for `localhost` that an authority has issued; the PEM text is the authority's.
fn issued() -> Identity {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
    let key = KeyPair::generate().unwrap();
    let certificate = CertificateParams::new(vec!["localhost".to_owned()])
        .unwrap()
        .signed_by(&key, &authority)
        .unwrap();
    Identity {
        chain: vec![certificate.der().clone()],
        key: PrivateKeyDer::try_from(key.serialize_der()).unwrap(),
        pem: authority.pem(),
    }
}

async fn server(
    chain: Vec<rustls::pki_types::CertificateDer<'static>>,
    key: PrivateKeyDer<'static>,
) -> Server {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap();
    // Without the check that key and certificate belong together, which a thief's server does not make.
    let key = rustls::crypto::ring::sign::any_supported_type(&key).unwrap();
    let certified = Arc::new(rustls::sign::CertifiedKey::new(chain, key));
    let config = config
        .with_no_client_auth()
        .with_cert_resolver(Arc::new(rustls::sign::SingleCertAndKey::from(certified)));
    Server::start_tls(TlsAcceptor::from(Arc::new(config)), |_, _| {
        json(200, r#"{"id":1}"#)
    })
    .await
}

fn pinned(url: &str, pem: &str) -> Client {
    builder(url).pin_certificate_pem(pem).build().unwrap()
}

fn certificate_problem(error: Failed) -> String {
    assert!(error.is_connect());
    let Failed::Transport(error) = error else {
        panic!("{error}")
    };
    assert_eq!(
        error.attempts(),
        1,
        "another attempt would show the same certificate"
    );
    match error.problem() {
        TransportProblem::Certificate(why) => why.clone(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_self_signed_certificate_is_trusted_when_it_is_pinned() {
    let identity = self_signed(&["localhost"]);
    let server = server(identity.chain, identity.key).await;
    assert_eq!(
        pinned(&server.url, &identity.pem).get().await.unwrap(),
        thing(1)
    );
}

#[tokio::test]
async fn a_certificate_may_be_pinned_as_der() {
    let identity = self_signed(&["localhost"]);
    let der = identity.chain[0].to_vec();
    let server = server(identity.chain, identity.key).await;
    let client = builder(&server.url)
        .pin_certificate_der(der)
        .build()
        .unwrap();
    assert_eq!(client.get().await.unwrap(), thing(1));
    let none = builder(&server.url).pin_certificate_der([]).build();
    assert!(matches!(none, Err(BuildError::Certificate(_))));
}

#[tokio::test]
async fn several_certificates_may_be_pinned() {
    let (old, new) = (self_signed(&["localhost"]), self_signed(&["localhost"]));
    let server = server(new.chain, new.key).await;
    let both = format!("{}\nsome words in between\n{}", old.pem, new.pem);
    assert_eq!(pinned(&server.url, &both).get().await.unwrap(), thing(1));
    let twice = builder(&server.url)
        .pin_certificate_pem(&old.pem)
        .pin_certificate_pem(&new.pem);
    assert_eq!(twice.build().unwrap().get().await.unwrap(), thing(1));
}

#[tokio::test]
async fn a_pinned_certificate_is_trusted_under_any_name() {
    let identity = self_signed(&["node.internal"]);
    let server = server(identity.chain, identity.key).await;
    let url = server.url.replace("localhost", "127.0.0.1");
    assert_eq!(pinned(&url, &identity.pem).get().await.unwrap(), thing(1));
}

#[tokio::test]
async fn another_certificate_is_refused_with_both_fingerprints() {
    let (ours, theirs) = (self_signed(&["localhost"]), self_signed(&["localhost"]));
    let fingerprint = |identity: &Identity| {
        let digest = ring::digest::digest(&ring::digest::SHA256, &identity.chain[0]);
        digest
            .as_ref()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect::<String>()
    };
    let (expected, came) = (fingerprint(&ours), fingerprint(&theirs));
    let server = server(theirs.chain, theirs.key).await;
    let why = certificate_problem(pinned(&server.url, &ours.pem).get().await.unwrap_err());
    assert_eq!(
        why,
        format!("its SHA-256 fingerprint is {came}, pinned is {expected}")
    );
    assert!(server.received().is_empty(), "nothing was sent");
}

#[tokio::test]
async fn a_copy_of_the_pinned_certificate_without_its_key_is_refused() {
    let (ours, theirs) = (self_signed(&["localhost"]), self_signed(&["localhost"]));
    let server = server(ours.chain, theirs.key).await;
    let error = pinned(&server.url, &ours.pem).get().await.unwrap_err();
    assert!(error.is_connect() && !error.is_transient(), "{error}");
    assert_eq!(error.attempts(), 1);
    assert!(server.received().is_empty());
}

#[tokio::test]
async fn an_authority_can_be_added() {
    let identity = issued();
    let server = server(identity.chain, identity.key).await;
    let client = builder(&server.url)
        .add_root_certificate_pem(&identity.pem)
        .build()
        .unwrap();
    assert_eq!(client.get().await.unwrap(), thing(1));
    let other_name = server.url.replace("localhost", "127.0.0.1");
    let client = builder(&other_name)
        .add_root_certificate_pem(&identity.pem)
        .build()
        .unwrap();
    let why = certificate_problem(client.get().await.unwrap_err());
    assert!(
        why.contains("127.0.0.1") || why.contains("not valid for"),
        "{why}"
    );
}

#[tokio::test]
async fn a_self_signed_certificate_is_no_authority() {
    let identity = self_signed(&["localhost"]);
    let server = server(identity.chain, identity.key).await;
    let client = builder(&server.url)
        .add_root_certificate_pem(&identity.pem)
        .build()
        .unwrap();
    let why = certificate_problem(client.get().await.unwrap_err());
    assert!(why.contains("CaUsedAsEndEntity"), "{why}");
}

#[tokio::test]
async fn what_nobody_vouches_for_is_refused() {
    let (identity, other) = (issued(), issued());
    let server = server(identity.chain, identity.key).await;
    let client = builder(&server.url)
        .add_root_certificate_pem(&other.pem)
        .build()
        .unwrap();
    certificate_problem(client.get().await.unwrap_err());
    assert!(server.received().is_empty());
}

#[test]
fn text_that_holds_no_certificate_is_refused() {
    let key = KeyPair::generate().unwrap().serialize_pem();
    let broken = "-----BEGIN CERTIFICATE-----\n????\n-----END CERTIFICATE-----\n";
    for text in ["", "hello", broken, key.as_str()] {
        for builder in [
            builder("https://localhost").pin_certificate_pem(text),
            builder("https://localhost").add_root_certificate_pem(text),
        ] {
            let error = builder.build().unwrap_err();
            assert!(matches!(error, BuildError::Certificate(_)), "{error}");
        }
    }
}

#[test]
fn a_pin_that_would_not_be_looked_at_is_refused() {
    let pem = self_signed(&["localhost"]).pem;
    let plain = builder("http://localhost")
        .pin_certificate_pem(&pem)
        .build()
        .unwrap_err();
    assert!(matches!(plain, BuildError::PinWithoutTls));
    let both = builder("https://localhost")
        .pin_certificate_pem(&pem)
        .add_root_certificate_pem(&issued().pem);
    assert!(matches!(
        both.build().unwrap_err(),
        BuildError::Certificate(_)
    ));
}

#[tokio::test]
async fn a_server_without_tls_is_no_certificate_problem() {
    let server = Server::always(json(200, r#"{"id":1}"#)).await;
    let url = server.url.replace("http://", "https://");
    let identity = self_signed(&["localhost"]);
    // The server waits for the rest of what it takes for a request.
    let client = builder(&url).connect_timeout(Duration::from_millis(100));
    let client = client.pin_certificate_pem(&identity.pem).build().unwrap();
    let error = client.get().await.unwrap_err();
    let Failed::Transport(error) = error else {
        panic!("{error}")
    };
    assert_eq!(error.problem(), &TransportProblem::Connect);
    let client: Client = Builder::new(&url, Credential::none())
        .pin_certificate_pem(&identity.pem)
        .build()
        .unwrap();
    assert!(matches!(client.get().await, Err(Failed::Request(_))));
}

#[tokio::test]
async fn a_call_without_tls_to_a_server_with_it_breaks() {
    let identity = self_signed(&["localhost"]);
    let server = server(identity.chain, identity.key).await;
    let url = server.url.replace("https://", "http://");
    let error = crate::client::client(&url).get().await.unwrap_err();
    let Failed::Transport(error) = error else {
        panic!("{error}")
    };
    assert_eq!(error.problem(), &TransportProblem::NotHttp);
    assert!(server.received().is_empty());
}

#[tokio::test]
async fn no_provider_is_installed_for_the_process() {
    let identity = self_signed(&["localhost"]);
    let server = server(identity.chain, identity.key).await;
    pinned(&server.url, &identity.pem).get().await.unwrap();
    assert!(rustls::crypto::CryptoProvider::get_default().is_none());
}

#[tokio::test]
async fn a_server_that_answers_without_tls_is_told_apart() {
    use tokio::io::AsyncWriteExt;

    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let answer = b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n";
            stream.write_all(answer).await.unwrap();
        }
    });
    let client = pinned(&url, &self_signed(&["localhost"]).pem);
    let error = client.get().await.unwrap_err();
    assert!(error.is_connect() && !error.is_transient());
    let Failed::Transport(error) = error else {
        panic!("{error}")
    };
    assert!(matches!(error.problem(), TransportProblem::Handshake(_)));
    assert_eq!(
        error.attempts(),
        1,
        "another attempt would come to the same"
    );
    let told = "getThing: no TLS connection to the server came about: ";
    assert!(error.to_string().starts_with(told), "{error}");
}
