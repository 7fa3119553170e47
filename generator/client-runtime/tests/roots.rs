//! By default a server is trusted that the system trusts.
//!
//! A program of its own, which starts itself again: what the system trusts is read from the environment of a process.
#![expect(
    clippy::unwrap_used,
    reason = "a test that meets what it did not expect stops"
)]
#![cfg(all(feature = "tls", target_os = "linux"))]

use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, Issuer, KeyPair};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::ring::default_provider;
use tokio_rustls::rustls::{ServerConfig, pki_types::PrivateKeyDer};
use trueup_client::{
    Builder, Call, Core, Credential, FromCore, Method, NoContent, Operation, Retry, Success,
    Undeclared,
};

struct Client(Core);

impl FromCore for Client {
    fn from_core(core: Core) -> Self {
        Self(core)
    }
}

static PING: Operation = Operation {
    id: "ping",
    method: Method::Get,
    path: "/ping",
    security: &[],
    retry: Retry::Never,
    success: Success::Ok,
    sensitive: false,
};

/// The URL that a program started by this one calls.
const URL: &str = "TRUEUP_TEST_URL";
/// The file with the roots of the system, for those that follow OpenSSL.
const ROOTS: &str = "SSL_CERT_FILE";

type Authority = CertifiedIssuer<'static, KeyPair>;

fn authority() -> Authority {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

/// A server for `localhost` with a certificate of this authority.
async fn serve(authority: &Issuer<'static, KeyPair>) -> String {
    let key = KeyPair::generate().unwrap();
    let params = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
    let certificate = params.signed_by(&key, authority).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(
            vec![certificate.der().clone()],
            PrivateKeyDer::try_from(key.serialize_der()).unwrap(),
        )
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            // A client that does not trust the certificate goes away during the handshake.
            if let Ok(mut stream) = acceptor.accept(stream).await {
                let _ = stream.read(&mut [0; 4096]).await;
                let _ = stream.write_all(b"HTTP/1.1 204 Fine\r\n\r\n").await;
            }
        }
    });
    format!("https://localhost:{port}")
}

/// Whether a call succeeds with a client that was told nothing of trust.
async fn is_trusted(url: &str) -> bool {
    let client: Client = Builder::new(url, Credential::none()).build().unwrap();
    let outcome = Call::<NoContent, Undeclared>::new(&client.0, &PING).await;
    match outcome {
        Ok(NoContent) => true,
        Err(error) => {
            assert!(error.is_connect(), "{error}");
            false
        }
    }
}

/// The same, asked in a process whose system trusts this authority.
async fn is_trusted_with(authority: &Authority, url: &str) -> bool {
    let name = format!("roots-{}.pem", std::process::id());
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, authority.pem()).unwrap();
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.env(ROOTS, &path).env(URL, url);
    let output = tokio::task::spawn_blocking(move || child.output()).await;
    std::fs::remove_file(&path).unwrap();
    output.unwrap().unwrap().status.success()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_is_trusted_that_the_system_trusts() {
    if let Ok(url) = std::env::var(URL) {
        // Started by the lines below.
        assert!(is_trusted(&url).await);
        return;
    }
    let (ours, other) = (authority(), authority());
    let url = serve(&ours).await;
    assert!(is_trusted_with(&ours, &url).await);
    assert!(!is_trusted_with(&other, &url).await);
}
