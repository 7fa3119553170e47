//! How long emitted `Deserialize` and `Serialize` take beside serde's derive on the same types.

mod derived;
mod empty;

use std::hint::black_box;

use bench_harness::{Case, Options, Result, Samples, Table, locked, run};
use serde::Serialize;
use serde::de::DeserializeOwned;

const OURS: &str = "emitted";
const DERIVE: &str = "derive";

/// A body in both orders of its members.
struct Body {
    name: &'static str,
    ordered: &'static [u8],
    shuffled: &'static [u8],
}

macro_rules! body {
    ($name:literal, $file:literal) => {
        Body {
            name: $name,
            ordered: include_bytes!(concat!(env!("OUT_DIR"), "/", $file, ".ordered.json")),
            shuffled: include_bytes!(concat!(env!("OUT_DIR"), "/", $file, ".shuffled.json")),
        }
    };
}

static CHANNELS: Body = body!("200 channels", "channels");
static INVOICES: Body = body!("200 invoices", "invoices");
static NODE: Body = body!("node", "node");

fn main() -> Result<()> {
    let options = Options::from_arguments()?;
    println!("{}.\n", locked(&["serde", "serde_json"])?.join(", "));
    let bodies = [
        (
            &CHANNELS,
            measure::<comet_lnd::ListChannelsResponse, derived::ListChannelsResponse>(
                &options, &CHANNELS,
            )?,
        ),
        (
            &INVOICES,
            measure::<comet_lnd::ListInvoicesResponse, derived::ListInvoicesResponse>(
                &options, &INVOICES,
            )?,
        ),
        (
            &NODE,
            measure::<comet_lnd::GetInfoResponse, derived::GetInfoResponse>(&options, &NODE)?,
        ),
    ];
    report(&bodies);
    Ok(())
}

/// The three measurements of one body.
struct Measured {
    ordered: Samples,
    shuffled: Samples,
    encode: Samples,
}

fn measure<Ours, Derived>(options: &Options, body: &Body) -> Result<Measured>
where
    Ours: DeserializeOwned + Serialize,
    Derived: DeserializeOwned + Serialize,
{
    let ours: Ours = serde_json::from_slice(body.ordered)?;
    let derived: Derived = serde_json::from_slice(body.ordered)?;
    for text in [body.ordered, body.shuffled] {
        let again = serde_json::to_string(&serde_json::from_slice::<Ours>(text)?)?;
        if again != serde_json::to_string(&serde_json::from_slice::<Derived>(text)?)? {
            return Err(format!("{}: the two do not agree", body.name).into());
        }
    }
    let decode = |text: &'static [u8]| {
        run(
            options,
            &mut [
                Case::new(OURS, || {
                    usize::from(black_box(serde_json::from_slice::<Ours>(text)).is_ok())
                }),
                Case::new(DERIVE, || {
                    usize::from(black_box(serde_json::from_slice::<Derived>(text)).is_ok())
                }),
            ],
        )
    };
    Ok(Measured {
        ordered: decode(body.ordered)?,
        shuffled: decode(body.shuffled)?,
        encode: run(
            options,
            &mut [
                Case::new(OURS, || {
                    black_box(serde_json::to_vec(&ours)).map_or(0, |text| text.len())
                }),
                Case::new(DERIVE, || {
                    black_box(serde_json::to_vec(&derived)).map_or(0, |text| text.len())
                }),
            ],
        )?,
    })
}

fn report(bodies: &[(&Body, Measured)]) {
    let mut table = Table::new(
        "Emitted impls against derive on the same types: microseconds of CPU time, medians",
        &[
            "",
            "emitted",
            "derive",
            "times derive",
            "at most",
            "",
            "noise",
        ],
    );
    for (body, measured) in bodies {
        for (what, samples, most) in [
            (
                "decode, in the order of the schema",
                &measured.ordered,
                1.05,
            ),
            ("decode, shuffled", &measured.shuffled, 1.12),
            ("encode", &measured.encode, 1.05),
        ] {
            let ratio = samples.ratio(OURS, DERIVE).unwrap_or(f64::NAN);
            table.row([
                format!("{}, {what}", body.name),
                time(samples, OURS),
                time(samples, DERIVE),
                format!("{ratio:.2}"),
                format!("{most:.2}"),
                if ratio <= most {
                    "reached".to_owned()
                } else {
                    "missed".to_owned()
                },
                format!("±{:.0} %", samples.noise() * 100.0),
            ]);
        }
    }
    println!("{table}");
}

fn time(samples: &Samples, name: &str) -> String {
    samples.median(name).map_or_else(
        || "–".to_owned(),
        |nanoseconds| format!("{:.1}", nanoseconds / 1e3),
    )
}
