//! Secrets leave nothing behind in memory that is given back.
//!
//! A program of its own: its allocator looks through each block that is freed. What the HTTP library copies when a
//! request is sent is not ours to zero, so nothing is sent here, and no secret stands in a URL.
#![expect(
    unsafe_code,
    reason = "an allocator that reads what it is given back can only be written so"
)]
#![expect(
    clippy::unwrap_used,
    reason = "a test that meets what it did not expect stops"
)]

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};

use trueup_client::{
    Builder, Call, Core, Credential, FromCore, Method, NoContent, Operation, Retry, SecretBytes,
    SecretSource, SecretString, Success, Undeclared,
};

/// Memory of the system, looked through when it comes back. It begins as zeros, so that there is nothing to find in
/// it but what this program wrote. A block that grows is one that comes back.
struct Watchful;

static FOUND: AtomicUsize = AtomicUsize::new(0);

// SAFETY: all memory is the system allocator's, which is handed the same pointers and layouts.
unsafe impl GlobalAlloc for Watchful {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller's promise is the one that the system allocator asks for.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: the block is so large, was written when it was allocated, and is nobody else's any more.
        let bytes = unsafe { std::slice::from_raw_parts(block, layout.size()) };
        if NEEDLES.iter().any(|needle| holds(bytes, needle)) {
            FOUND.fetch_add(1, Ordering::SeqCst);
        }
        // SAFETY: as above.
        unsafe { System.dealloc(block, layout) }
    }
}

#[global_allocator]
static WATCHFUL: Watchful = Watchful;

/// A secret, and the beginnings of what it looks like as text, in hex and in base64: a block that grew holds no more.
const SECRET: &str = "hunter2-hunter2-hunter2-hunter2-hunter2";
const NEEDLES: [&[u8]; 3] = [b"hunter2-", b"68756e74", b"aHVudGVy"];

fn holds(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}

/// How many blocks with a piece of the secret are given back.
fn left_behind(act: impl FnOnce()) -> usize {
    let before = FOUND.load(Ordering::SeqCst);
    act();
    FOUND.load(Ordering::SeqCst) - before
}

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
    security: &[&["key"]],
    retry: Retry::Never,
    success: Success::Ok,
    sensitive: false,
};

/// A client with this credential, a call that gets so far as to have the secrets, and the end of all of it.
fn call_in_vain(credential: Credential) {
    let client: Client = Builder::new("http://localhost:1", credential)
        .build()
        .unwrap();
    let call = Call::<NoContent, Undeclared>::new(&client.0, &PING).header("x-broken", "\n");
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime
        .block_on(call.clone().into_future())
        .unwrap_err()
        .to_string();
}

#[test]
fn secrets_leave_nothing_in_memory() {
    assert_eq!(
        left_behind(|| drop(SECRET.to_owned())),
        1,
        "what is no secret is found"
    );
    let hex = "68756e746572322d68756e746572322d68756e746572322d68756e746572322d";
    type Act = fn(&str);
    let cases: [(&str, Act); _] = [
        ("text", |_| drop(SecretString::new(SECRET).clone())),
        ("bytes", |_| drop(SecretBytes::new(SECRET).clone())),
        ("from hex", |hex| drop(SecretBytes::from_hex(hex).unwrap())),
        ("to hex", |_| drop(SecretBytes::new(SECRET).to_hex())),
        ("base64", |_| drop(SecretBytes::new(SECRET).to_base64())),
        ("JSON", |_| {
            let json = concat!('"', "hunter2-hunter2-hunter2-hunter2-hunter2", '"');
            drop(serde_json::from_str::<SecretString>(json).unwrap());
        }),
        ("header", |_| {
            call_in_vain(Credential::header("key", "x-key", "", SECRET));
        }),
        ("bearer", |_| {
            call_in_vain(Credential::bearer("key", SECRET))
        }),
        ("basic", |_| {
            call_in_vain(Credential::basic("key", "ann", SECRET));
        }),
        ("cookie", |_| {
            call_in_vain(Credential::cookie("key", "key", SECRET));
        }),
        ("provider", |_| {
            let source = SecretSource::provider(|| async { Ok(SecretString::new(SECRET)) });
            call_in_vain(Credential::bearer("key", source));
        }),
    ];
    for (what, act) in cases {
        assert_eq!(left_behind(|| act(hex)), 0, "{what}");
    }
}
