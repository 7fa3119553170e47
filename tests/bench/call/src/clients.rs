//! The same call twice: by the generated client, and by hand.

use std::time::Duration;

use bench_harness::{Result, repository};
use comet_lnd::{Client, GetInfoResponse, ListChannelsResponse, Macaroon};
use serde_json::Value;

const MACAROON: &str = "0201036c6e64";

/// Both clients of one server.
#[derive(Clone, Debug)]
pub(crate) struct Clients {
    generated: Client,
    plain: reqwest::Client,
    url: String,
}

/// Who calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum By {
    /// The generated client.
    Generated,
    /// A few lines on reqwest.
    Hand,
    /// The same with a time limit, which every call of the generated client has.
    Limited,
}

impl By {
    pub(crate) const ALL: [Self; 3] = [Self::Generated, Self::Hand, Self::Limited];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Generated => "generated",
            Self::Hand => "by hand",
            Self::Limited => "by hand, with a time limit",
        }
    }
}

/// What is called.
#[derive(Clone, Copy, Debug)]
pub(crate) enum What {
    /// A small answer.
    Node,
    /// A list.
    Channels,
}

impl What {
    /// What a node answered to this call.
    ///
    /// # Errors
    ///
    /// A recording that cannot be read.
    pub(crate) fn answer(self) -> Result<Vec<u8>> {
        let name = match self {
            Self::Node => "001_getinfo",
            Self::Channels => "026_channels_active_1",
        };
        let path = repository().join(format!("tests/data/recordings/{name}.json"));
        let recording: Value = serde_json::from_str(&std::fs::read_to_string(path)?)?;
        let body = recording
            .pointer("/response/body_raw")
            .and_then(Value::as_str);
        Ok(body.ok_or("no body")?.into())
    }
}

impl Clients {
    /// Makes both.
    ///
    /// # Errors
    ///
    /// A client that cannot be made.
    pub(crate) fn new(url: &str) -> Result<Self> {
        Ok(Self {
            generated: Client::new(url, Macaroon::from_hex(MACAROON)?)?,
            plain: reqwest::Client::builder().build()?,
            url: url.to_owned(),
        })
    }

    /// One call; how many items came.
    ///
    /// # Errors
    ///
    /// What the client says.
    pub(crate) async fn call(&self, by: By, what: What) -> Result<usize> {
        Ok(match (by, what) {
            (By::Generated, What::Node) => self.generated.get_info().await?.chains.len(),
            (By::Hand | By::Limited, What::Node) => {
                let body = self.get(by, "/v1/getinfo").await?;
                serde_json::from_slice::<GetInfoResponse>(&body)?
                    .chains
                    .len()
            }
            (By::Generated, What::Channels) => self
                .generated
                .list_channels()
                .active_only(true)
                .await?
                .channels
                .len(),
            (By::Hand | By::Limited, What::Channels) => {
                let body = self.get(by, "/v1/channels?active_only=true").await?;
                serde_json::from_slice::<ListChannelsResponse>(&body)?
                    .channels
                    .len()
            }
        })
    }

    /// What one writes who needs one call: the credential, the status, the body.
    async fn get(&self, by: By, path: &str) -> Result<impl std::ops::Deref<Target = [u8]> + use<>> {
        let mut request = self
            .plain
            .get(format!("{}{path}", self.url))
            .header("Grpc-Metadata-macaroon", MACAROON);
        if by == By::Limited {
            request = request.timeout(Duration::from_secs(30));
        }
        Ok(request.send().await?.error_for_status()?.bytes().await?)
    }
}
