//! Which servers are trusted.

use std::fmt;
use std::sync::Arc;

use rustls::client::WantsClientCert;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, WebPkiSupportedAlgorithms, ring as provider};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName, UnixTime};
use rustls::{
    CertificateError, ClientConfig, ConfigBuilder, DigitallySignedStruct, OtherError,
    RootCertStore, SignatureScheme,
};
use rustls_platform_verifier::Verifier;

use crate::client::error::{BuildError, TransportProblem};
use crate::encoding;

/// What a client shows of itself when a server asks.
struct Identity {
    chain: Vec<CertificateDer<'static>>,
    key: PrivateKeyDer<'static>,
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Identity")
    }
}

/// Which servers are trusted: by default those that the system trusts.
#[derive(Debug, Default)]
pub(crate) struct Trust {
    roots: Vec<CertificateDer<'static>>,
    pins: Vec<CertificateDer<'static>>,
    /// What the client shows of itself.
    identity: Option<Identity>,
    /// The first PEM text that could not be read.
    problem: Option<String>,
}

impl Trust {
    pub(crate) fn add_roots(&mut self, pem: &[u8]) {
        let certificates = self.read(pem);
        self.roots.extend(certificates);
    }

    pub(crate) fn pin(&mut self, pem: &[u8]) {
        let certificates = self.read(pem);
        self.pins.extend(certificates);
    }

    pub(crate) fn pin_der(&mut self, der: Vec<u8>) {
        if der.is_empty() {
            self.problem
                .get_or_insert("the DER bytes are not a certificate".to_owned());
        }
        self.pins.push(der.into());
    }

    /// A certificate of the client's own, its chain behind it, and its key.
    pub(crate) fn identify(&mut self, certificates: &[u8], key: &[u8]) {
        let chain = self.read(certificates);
        match PrivateKeyDer::from_pem_slice(key) {
            Ok(key) => self.identity = Some(Identity { chain, key }),
            Err(_) => {
                // The words of the error might be those of the key.
                self.problem
                    .get_or_insert("the PEM text of the client's key has no key".to_owned());
            }
        }
    }

    /// Whether anything was said about whom to trust or what to show.
    pub(crate) fn is_set(&self) -> bool {
        self.problem.is_some()
            || self.identity.is_some()
            || !(self.roots.is_empty() && self.pins.is_empty())
    }

    fn read(&mut self, pem: &[u8]) -> Vec<CertificateDer<'static>> {
        let certificates: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
        let problem = match certificates {
            Ok(certificates) if !certificates.is_empty() => return certificates,
            Ok(_) => "the PEM text has no certificate".to_owned(),
            Err(error) => format!("the PEM text cannot be read: {error}"),
        };
        self.problem.get_or_insert(problem);
        Vec::new()
    }

    /// The settings of TLS for a client of this base URL.
    pub(crate) fn config(&self, base_url: &reqwest::Url) -> Result<ClientConfig, BuildError> {
        if let Some(problem) = &self.problem {
            return Err(BuildError::Certificate(problem.clone()));
        }
        let provider = Arc::new(provider::default_provider());
        let builder = ClientConfig::builder_with_provider(Arc::clone(&provider))
            .with_safe_default_protocol_versions()
            .map_err(|error| BuildError::Certificate(error.to_string()))?;
        let https = base_url.scheme() == "https";
        if !self.pins.is_empty() {
            if !https {
                return Err(BuildError::PinWithoutTls);
            }
            if !self.roots.is_empty() {
                return Err(BuildError::Certificate(
                    "roots are added and a certificate is pinned".to_owned(),
                ));
            }
            let verifier = Arc::new(Pinned::new(self.pins.clone(), &provider));
            return self.finished(
                builder
                    .dangerous()
                    .with_custom_certificate_verifier(verifier),
            );
        }
        if !https && self.roots.is_empty() {
            // Reading the system's roots takes a while, and fails where there are none.
            return self.finished(builder.with_root_certificates(RootCertStore::empty()));
        }
        let verifier = Verifier::new_with_extra_roots(self.roots.iter().cloned(), provider);
        let verifier =
            Arc::new(verifier.map_err(|error| BuildError::Certificate(error.to_string()))?);
        self.finished(
            builder
                .dangerous()
                .with_custom_certificate_verifier(verifier),
        )
    }

    /// The settings, with what the client shows of itself.
    fn finished(
        &self,
        builder: ConfigBuilder<ClientConfig, WantsClientCert>,
    ) -> Result<ClientConfig, BuildError> {
        let Some(identity) = &self.identity else {
            return Ok(builder.with_no_client_auth());
        };
        builder
            .with_client_auth_cert(identity.chain.clone(), identity.key.clone_key())
            .map_err(|error| BuildError::Certificate(format!("the client's own: {error}")))
    }
}

/// Trusts a server that shows one of these certificates and proves that it has its key.
///
/// A certificate that signed itself and says that it is an authority is refused by `webpki` as the certificate of a
/// server, even where it is a trusted root (`CaUsedAsEndEntity`).
#[derive(Debug)]
struct Pinned {
    certificates: Vec<CertificateDer<'static>>,
    algorithms: WebPkiSupportedAlgorithms,
}

impl Pinned {
    fn new(certificates: Vec<CertificateDer<'static>>, provider: &CryptoProvider) -> Self {
        Self {
            certificates,
            algorithms: provider.signature_verification_algorithms,
        }
    }
}

impl ServerCertVerifier for Pinned {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _server_name: &ServerName<'_>,
        _ocsp_response: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        if self
            .certificates
            .iter()
            .any(|pinned| pinned.as_ref() == end_entity.as_ref())
        {
            return Ok(ServerCertVerified::assertion());
        }
        let mismatch = PinMismatch {
            came: fingerprint(end_entity),
            expected: self.certificates.iter().map(fingerprint).collect(),
        };
        Err(rustls::Error::Other(OtherError(Arc::new(mismatch))))
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        rustls::crypto::verify_tls12_signature(message, cert, dss, &self.algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        rustls::crypto::verify_tls13_signature(message, cert, dss, &self.algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.algorithms.supported_schemes()
    }
}

/// The server showed another certificate than the pinned ones.
#[derive(Debug)]
struct PinMismatch {
    came: String,
    expected: Vec<String>,
}

impl fmt::Display for PinMismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "its SHA-256 fingerprint is {}, pinned is {}",
            self.came,
            self.expected.join(" or ")
        )
    }
}

impl std::error::Error for PinMismatch {}

fn fingerprint(certificate: &CertificateDer<'_>) -> String {
    encoding::to_hex(ring::digest::digest(&ring::digest::SHA256, certificate).as_ref())
}

/// What helps where nobody whom the client trusts has issued the certificate, or it is its own authority.
fn hint(why: &CertificateError) -> &'static str {
    let is_own = why.to_string().contains("CaUsedAsEndEntity");
    match why {
        CertificateError::UnknownIssuer => {
            "; one that the server signed itself is trusted by `pin_certificate_pem`"
        }
        _ if is_own => "; it is its own authority, and trusted by `pin_certificate_pem` alone",
        _ => "",
    }
}

/// What is wrong with the server's certificate, or with its TLS, if that is why a request failed.
pub(crate) fn problem(error: &(dyn std::error::Error + 'static)) -> Option<TransportProblem> {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(error) = error.downcast_ref::<rustls::Error>() {
            return Some(match error {
                rustls::Error::InvalidCertificate(why) => {
                    TransportProblem::Certificate(format!("{why}{}", hint(why)))
                }
                rustls::Error::InvalidMessage(_) => TransportProblem::Handshake(
                    "what answers speaks no TLS: another port, or http, may be meant".to_owned(),
                ),
                rustls::Error::Other(other) => TransportProblem::Certificate(other.0.to_string()),
                other => TransportProblem::Handshake(other.to_string()),
            });
        }
        // An I/O error passes over what it wraps when it is asked for its source.
        let wrapped = error
            .downcast_ref::<std::io::Error>()
            .and_then(std::io::Error::get_ref);
        next = wrapped
            .map(|wrapped| wrapped as _)
            .or_else(|| error.source());
    }
    None
}
