//! Where a run of plain bytes ends: the search that most of the time goes into, eight bytes at a time.

/// As many bytes as are looked at together.
const BLOCK: usize = 16;

/// The first byte of `block` that may not be passed over in a string: quote, backslash, control, or not ASCII.
#[inline(always)]
pub(crate) fn special(block: &[u8; BLOCK]) -> Option<usize> {
    let both = u128::from_le_bytes(*block);
    let first = special_bits(both as u64);
    if first != 0 {
        return Some(first.trailing_zeros() as usize / 8);
    }
    let second = special_bits((both >> 64) as u64);
    (second != 0).then(|| 8 + second.trailing_zeros() as usize / 8)
}

/// Bit 7 of each byte that ends a run, and perhaps of bytes above the lowest of these.
///
/// A byte that is not ASCII has the bit itself. Of one that is, the difference to the byte in question has it only if
/// that is zero, and less than a space only what is less than a space: `1` and `b' '` are the most that are taken away
/// from up to 127. What a byte borrows from its neighbours changes those above alone.
#[inline(always)]
fn special_bits(word: u64) -> u64 {
    const EACH: u64 = 0x0101_0101_0101_0101;
    let quote = (word ^ (EACH * b'"' as u64)).wrapping_sub(EACH);
    let backslash = (word ^ (EACH * b'\\' as u64)).wrapping_sub(EACH);
    let control = word.wrapping_sub(EACH * b' ' as u64);
    (quote | backslash | control | word) & (EACH * 0x80)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ends(byte: u8) -> bool {
        !(b' '..0x80).contains(&byte) || byte == b'"' || byte == b'\\'
    }

    #[test]
    fn every_byte_at_every_place() {
        for byte in 0..=255u8 {
            for at in 0..BLOCK {
                let mut block = *b"plain text, 0123";
                block[at] = byte;
                assert_eq!(special(&block), ends(byte).then_some(at), "{byte} at {at}");
            }
        }
    }

    /// What one byte borrows from the next must not hide or feign a hit below.
    #[test]
    fn every_pair_of_bytes() {
        for pair in 0..=u16::MAX {
            let pair = pair.to_le_bytes();
            let expected = pair.iter().position(|&byte| ends(byte));
            for at in 0..BLOCK - 1 {
                let mut block = *b"plain text, 0123";
                block[at..at + 2].copy_from_slice(&pair);
                assert_eq!(
                    special(&block),
                    expected.map(|place| at + place),
                    "{pair:?} at {at}"
                );
            }
        }
    }
}
