//! The addresses that a node hands out for its clients: `lndconnect://host:port?cert=…&macaroon=…`, made by
//! `lndconnect`, by wallets, and shown as QR codes. One holds all that a client needs: where the node is, the
//! certificate that it shows, and a macaroon.
//!
//! ```
//! use comet_lnd::extension::ConnectionString;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let address = "lndconnect://node-abc123.example.com:8080?macaroon=AgEDbG5k";
//! let address: ConnectionString = address.parse()?;
//! assert_eq!(address.base_url(), "https://node-abc123.example.com:8080");
//! assert!(address.certificate().is_none());
//! # Ok(())
//! # }
//! ```
//!
//! Many of them name the port of the node's gRPC interface, 10009 by default. These calls go to the REST interface, 8080
//! by default: `lndconnect --port=8080` makes such an address, and [`ConnectionString::with_port`] changes one.

// Functions are `inline` so that they are compiled for those who use them alone, as all that is generated is.

use std::fmt;
use std::str::FromStr;

use trueup_client::SecretBytes;
use trueup_client::scalar::{Base64Url, Encoding};

use crate::Macaroon;

/// What an `lndconnect://` address says. It holds a secret: `Debug` does not show it.
#[derive(Clone, Debug)]
pub struct ConnectionString {
    host: String,
    port: u16,
    certificate: Option<Vec<u8>>,
    macaroon: SecretBytes,
}

impl ConnectionString {
    /// `https://`, host and port.
    #[must_use]
    #[inline]
    pub fn base_url(&self) -> String {
        format!("https://{}:{}", self.host, self.port)
    }

    /// The node's certificate as DER; `None` for a node behind one that is publicly trusted.
    #[must_use]
    #[inline]
    pub fn certificate(&self) -> Option<&[u8]> {
        self.certificate.as_deref()
    }

    /// The macaroon.
    #[must_use]
    #[inline]
    pub fn macaroon(&self) -> Macaroon {
        Macaroon::from_bytes(self.macaroon.expose())
    }

    /// The same node at another port.
    #[must_use]
    #[inline]
    pub fn with_port(self, port: u16) -> Self {
        Self { port, ..self }
    }

    /// A client of the node. It trusts the certificate of the address and no other; without one, those that the system
    /// trusts.
    #[cfg(all(feature = "tls", not(target_arch = "wasm32")))]
    #[cfg_attr(docsrs, doc(cfg(feature = "tls")))]
    #[inline]
    pub fn builder(&self) -> trueup_client::Builder<crate::Client> {
        let builder = crate::Client::builder(&self.base_url(), self.macaroon());
        match &self.certificate {
            Some(certificate) => builder.pin_certificate_der(certificate.as_slice()),
            None => builder,
        }
    }
}

impl FromStr for ConnectionString {
    type Err = ConnectionStringError;

    #[inline]
    fn from_str(text: &str) -> Result<Self, ConnectionStringError> {
        let (scheme, rest) = text
            .split_once("://")
            .ok_or(ConnectionStringError::Scheme)?;
        if !scheme.eq_ignore_ascii_case("lndconnect") {
            return Err(ConnectionStringError::Scheme);
        }
        let (authority, query) = rest
            .split_once('?')
            .ok_or(ConnectionStringError::NoMacaroon)?;
        let (host, port) = address(authority.strip_suffix('/').unwrap_or(authority))?;
        let certificate = parameter(query, "cert")?.map(certificate).transpose()?;
        let macaroon = parameter(query, "macaroon")?.ok_or(ConnectionStringError::NoMacaroon)?;
        let macaroon = bytes(macaroon).ok_or(ConnectionStringError::Macaroon)?;
        Ok(Self {
            host: host.to_owned(),
            port,
            certificate,
            macaroon: SecretBytes::new(macaroon),
        })
    }
}

/// A name, an IPv4 address or an IPv6 address in brackets; then a colon and a port.
#[inline]
fn address(authority: &str) -> Result<(&str, u16), ConnectionStringError> {
    let (host, port) = authority
        .rsplit_once(':')
        .ok_or(ConnectionStringError::Port)?;
    let inner = host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'));
    let legal = match inner {
        Some(inner) => inner.parse::<std::net::Ipv6Addr>().is_ok(),
        None => {
            let legal = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
            !host.is_empty() && host.chars().all(legal)
        }
    };
    if !legal {
        return Err(ConnectionStringError::Host);
    }
    let digits = port.bytes().all(|byte| byte.is_ascii_digit());
    match port.parse() {
        Ok(port) if digits && port > 0 => Ok((host, port)),
        _ => Err(ConnectionStringError::Port),
    }
}

/// The value of a parameter, which may stand there once.
#[inline]
fn parameter<'q>(
    query: &'q str,
    name: &'static str,
) -> Result<Option<&'q str>, ConnectionStringError> {
    let mut values = query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .filter(|(key, _)| *key == name)
        .map(|(_, value)| value);
    match (values.next(), values.next()) {
        (value, None) => Ok(value),
        (_, Some(_)) => Err(ConnectionStringError::Repeated(name)),
    }
}

/// A text that is something else, or cut off, is told from a certificate here; the server's is compared with it anyway.
#[inline]
fn certificate(text: &str) -> Result<Vec<u8>, ConnectionStringError> {
    bytes(text)
        .filter(|bytes| sequence(bytes).and_then(|inner| inner.first()) == Some(&SEQUENCE))
        .ok_or(ConnectionStringError::Certificate)
}

/// The tag of a sequence in DER. A certificate is one, and begins with another (RFC 5280, section 4.1).
const SEQUENCE: u8 = 0x30;

/// The content of a sequence that is all of these bytes (X.690, section 8.1).
#[inline]
fn sequence(bytes: &[u8]) -> Option<&[u8]> {
    let (&[SEQUENCE, short], rest) = bytes.split_first_chunk::<2>()? else {
        return None;
    };
    let (length, content) = match short {
        0..=0x7f => (usize::from(short), rest),
        0x81..=0x84 => {
            let (digits, content) = rest.split_at_checked(usize::from(short - 0x80))?;
            let length = digits
                .iter()
                .fold(0, |sum, digit| (sum << 8) | usize::from(*digit));
            (length, content)
        }
        _ => return None,
    };
    (content.len() == length).then_some(content)
}

/// URL-safe base64 (RFC 4648, section 5) that is not empty; its padding may be missing, or percent-encoded.
#[inline]
fn bytes(text: &str) -> Option<Vec<u8>> {
    let mut text = text;
    for _ in 0..2 {
        text = ["%3D", "%3d", "="]
            .into_iter()
            .find_map(|padding| text.strip_suffix(padding))
            .unwrap_or(text);
    }
    Base64Url::decode(text).filter(|bytes| !bytes.is_empty())
}

/// Why a text is no `lndconnect://` address. It shows nothing of the text, which holds a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ConnectionStringError {
    /// It does not begin with `lndconnect://`.
    Scheme,
    /// The host is neither a name nor an address.
    Host,
    /// There is no port, or it is no number from 1 to 65535.
    Port,
    /// A parameter stands there twice.
    Repeated(
        /// Its name.
        &'static str,
    ),
    /// `cert` is no certificate in URL-safe base64.
    Certificate,
    /// There is no `macaroon`.
    NoMacaroon,
    /// `macaroon` is no URL-safe base64.
    Macaroon,
}

impl fmt::Display for ConnectionStringError {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Scheme => f.write_str("the address does not begin with `lndconnect://`"),
            Self::Host => f.write_str("the host is neither a name nor an address"),
            Self::Port => f.write_str("the address needs a port from 1 to 65535"),
            Self::Repeated(name) => write!(f, "`{name}` stands there twice"),
            Self::Certificate => f.write_str("`cert` is no certificate (DER) in URL-safe base64"),
            Self::NoMacaroon => f.write_str("there is no `macaroon`"),
            Self::Macaroon => f.write_str("`macaroon` is no URL-safe base64"),
        }
    }
}

impl std::error::Error for ConnectionStringError {}
