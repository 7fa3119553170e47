//! Where a run of plain bytes ends: the search that most of the time goes into, sixteen bytes at a time.

/// The first byte of `block` that may not be passed over in a string: quote, backslash, control, or not ASCII.
#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
#[expect(
    unsafe_code,
    reason = "vector instructions; a third faster than words of eight bytes on short strings"
)]
#[inline(always)]
pub(crate) fn special(block: &[u8; 16]) -> Option<usize> {
    use std::arch::x86_64::{
        _mm_cmpeq_epi8, _mm_cmplt_epi8, _mm_movemask_epi8, _mm_or_si128, _mm_set_epi64x,
        _mm_set1_epi8,
    };
    let [low, high] = halves(block).map(u64::cast_signed);
    // SAFETY: these take and give values, no pointers; all they need is SSE2, which the `cfg` above asks for.
    let hits = unsafe {
        let block = _mm_set_epi64x(high, low);
        let quote = _mm_cmpeq_epi8(block, _mm_set1_epi8(b'"'.cast_signed()));
        let backslash = _mm_cmpeq_epi8(block, _mm_set1_epi8(b'\\'.cast_signed()));
        // Bytes are compared as signed numbers, so those beyond ASCII are less than a space too.
        let low = _mm_cmplt_epi8(block, _mm_set1_epi8(b' '.cast_signed()));
        _mm_movemask_epi8(_mm_or_si128(_mm_or_si128(quote, backslash), low))
    };
    (hits != 0).then(|| hits.trailing_zeros() as usize)
}

/// The first byte of `block` that may not be passed over in a string: quote, backslash, control, or not ASCII.
#[cfg(not(all(target_arch = "x86_64", target_feature = "sse2")))]
#[inline(always)]
pub(crate) fn special(block: &[u8; 16]) -> Option<usize> {
    let [a, b] = halves(block).map(special_word);
    match (a, b) {
        (0, 0) => None,
        (0, b) => Some(8 + (b.trailing_zeros() / 8) as usize),
        (a, _) => Some((a.trailing_zeros() / 8) as usize),
    }
}

#[inline(always)]
fn halves(block: &[u8; 16]) -> [u64; 2] {
    let word = u128::from_le_bytes(*block);
    [word as u64, (word >> 64) as u64]
}

/// Bit 7 of each byte that ends a run. Borrows run upwards only, so the lowest bit set is always right.
#[cfg(any(test, not(all(target_arch = "x86_64", target_feature = "sse2"))))]
fn special_word(word: u64) -> u64 {
    const EACH: u64 = 0x0101_0101_0101_0101;
    let quote = word ^ (EACH * b'"' as u64);
    let backslash = word ^ (EACH * b'\\' as u64);
    let hits = (quote.wrapping_sub(EACH) & !quote)
        | (backslash.wrapping_sub(EACH) & !backslash)
        | (word.wrapping_sub(EACH * b' ' as u64) & !word)
        | word;
    hits & (EACH * 0x80)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_at_every_place() {
        for byte in 0..=255u8 {
            let ends = !(b' '..0x80).contains(&byte) || byte == b'"' || byte == b'\\';
            for at in 0..16 {
                let mut block = *b"plain text, 0123";
                block[at] = byte;
                assert_eq!(special(&block), ends.then_some(at), "{byte} at {at}");
                let words = halves(&block).map(special_word);
                assert_eq!(
                    words.map(|word| word != 0),
                    [ends && at < 8, ends && at >= 8]
                );
                let word = words[at / 8];
                assert!(!ends || word.trailing_zeros() as usize / 8 == at % 8);
            }
        }
    }
}
