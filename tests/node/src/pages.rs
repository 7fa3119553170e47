//! Invoices and payments, page by page, in both directions, from a server whose offsets are exclusive.

use comet_lnd::{Client, Count, Macaroon};
use test_server::{Reply, Request, Server};

/// How many of each the node has; their indices begin with 1.
const ITEMS: u64 = 5;

/// The offset is exclusive in either direction; a page lists its items in the order of their indices.
fn page(request: &Request) -> Reply {
    let query = request.query().unwrap_or_default();
    let value = |name: &str| {
        let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        pairs.find(|(key, _)| *key == name).map(|(_, value)| value)
    };
    let number = |name| value(name).map_or(0, |value| value.parse().unwrap());
    let (list, index, most) = match request.path() {
        "/v1/invoices" => ("invoices", "add_index", "num_max_invoices"),
        _ => ("payments", "payment_index", "max_payments"),
    };
    let (offset, count): (u64, u64) = (number("index_offset"), number(most));
    let indices: Vec<u64> = match value("reversed") {
        Some("true") => {
            let end = if offset == 0 { ITEMS + 1 } else { offset };
            (end.saturating_sub(count).max(1)..end).collect()
        }
        _ => (offset + 1..=(offset + count).min(ITEMS)).collect(),
    };
    let items: Vec<_> = indices
        .iter()
        .map(|value| format!("{{\"{index}\":\"{value}\"}}"))
        .collect();
    let (first, last) = (indices.first().unwrap_or(&0), indices.last().unwrap_or(&0));
    let body = format!(
        "{{\"{list}\":[{}],\"first_index_offset\":\"{first}\",\"last_index_offset\":\"{last}\"}}",
        items.join(",")
    );
    Reply::json(200, body)
}

/// The indices of all items, from a server that is asked for one page more than there are: the last one is empty.
macro_rules! indices {
    ($server:expr, $items:expr, $index:ident) => {{
        let mut items = $items;
        let mut found = Vec::new();
        while let Some(item) = items.next().await {
            found.push(item.unwrap().$index.0);
        }
        assert_eq!($server.take_requests().len(), 4);
        found
    }};
}

#[tokio::test]
async fn items_come_page_by_page_in_both_directions() {
    let server = Server::start(page).unwrap();
    let node = Client::new(&server.url(), Macaroon::from_bytes([1])).unwrap();
    let (forwards, backwards) = ([1, 2, 3, 4, 5], [4, 5, 2, 3, 1]);

    let invoices = || node.list_invoices().num_max_invoices(Count(2));
    assert_eq!(indices!(server, invoices().items(), add_index), forwards);
    // Whatever was set before.
    let reversed = invoices().reversed(false).items_reversed();
    assert_eq!(indices!(server, reversed, add_index), backwards);

    let payments = || node.list_payments().max_payments(Count(2));
    assert_eq!(
        indices!(server, payments().items(), payment_index),
        forwards
    );
    let reversed = payments().items_reversed();
    assert_eq!(indices!(server, reversed, payment_index), backwards);
}
