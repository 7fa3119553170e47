//! Valid input of declared properties, scalars, arrays and simple patterns costs no allocation.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use trueup_validator::{Policy, Violations};

struct Counting;

thread_local! {
    static COUNT: Cell<usize> = const { Cell::new(0) };
}

// SAFETY: every call is passed on to the system's allocator as it came.
#[expect(unsafe_code, reason = "an allocator is unsafe by its trait")]
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        COUNT.with(|count| count.set(count.get() + 1));
        // SAFETY: the caller keeps the contract of `alloc`.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: the caller keeps the contract of `dealloc`, and the pointer came from `System`.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn allocations(run: impl FnOnce()) -> usize {
    let before = COUNT.with(Cell::get);
    run();
    COUNT.with(Cell::get) - before
}

#[test]
fn valid_input_allocates_nothing() {
    let text = br#"{
        "name": "Rex", "age": 7, "weight": 1.25, "kind": "dog", "chip": "00ff",
        "born_at": "2024-01-31T12:00:00Z", "alive": true,
        "parent": {"alive": false, "name": "Ace", "weight_grams": 0, "age": null}
    }"#;
    for policy in [Policy::SCHEMA, Policy::REQUEST, Policy::RESPONSE] {
        let count = allocations(|| Violations::check(text, crate::emitted::PET, policy).unwrap());
        assert_eq!(count, 0);
    }
    // The list of items is what `uniqueItems` needs by nature.
    let unique = br#"{"name": "Rex", "tags": ["a", "b"]}"#;
    assert!(
        allocations(|| Violations::check(unique, crate::emitted::PET, Policy::SCHEMA).unwrap()) > 0
    );
}
