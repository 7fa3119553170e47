//! Names of an enum's variants, after its values.

use std::collections::BTreeSet;

use super::pascal;
use crate::model::Ident;
use trueup_description::words::words;

/// Variant names of a set of values: without the words that all of them begin with, where what is
/// left still names each (`SCRIPT_TYPE_PUBKEY`, `SCRIPT_TYPE_MULTISIG` become `Pubkey`, `Multisig`).
pub fn variants(values: &[String]) -> Vec<Ident> {
    let named = shortened(values, Signs::Alone);
    let distinct = named.iter().collect::<BTreeSet<_>>().len() == named.len();
    if distinct {
        named
    } else {
        shortened(values, Signs::First)
    }
}

fn shortened(values: &[String], signs: Signs) -> Vec<Ident> {
    let split: Vec<Vec<String>> = values
        .iter()
        .map(|value| words(&spelt(value, signs)))
        .collect();
    let skip = common_words(&split);
    split
        .iter()
        .map(|words| {
            pascal(
                &words
                    .iter()
                    .skip(skip)
                    .cloned()
                    .collect::<Vec<_>>()
                    .join("_"),
            )
        })
        .collect()
}

/// Which signs of a value become words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Signs {
    /// Those of a number, and those that are all there is: `-1`, `>=`.
    Alone,
    /// Also the first one of a word: `-name`.
    First,
}

/// Signs as words, where they tell a value from another.
fn spelt(value: &str, signs: Signs) -> String {
    let sign_first = value.strip_prefix(['+', '-']).is_some_and(|rest| {
        rest.starts_with(|next: char| {
            next.is_ascii_digit() || signs == Signs::First && unicode_ident::is_xid_start(next)
        })
    });
    let only_signs = !value.chars().any(unicode_ident::is_xid_continue);
    let mut text = String::new();
    for (index, character) in value.chars().enumerate() {
        match sign_word(character) {
            Some(word) if only_signs || (sign_first && index == 0) => {
                text.push('_');
                text.push_str(word);
                text.push('_');
            }
            _ => text.push(character),
        }
    }
    text
}

fn sign_word(sign: char) -> Option<&'static str> {
    Some(match sign {
        '+' => "plus",
        '-' => "minus",
        '<' => "less",
        '>' => "greater",
        '=' => "equal",
        '!' => "not",
        '~' => "about",
        '*' => "any",
        '/' => "slash",
        '.' => "dot",
        '%' => "percent",
        '&' => "and",
        '|' => "or",
        '#' => "hash",
        '$' => "dollar",
        '@' => "at",
        ' ' => "space",
        _ => return None,
    })
}

/// How many first words all values share, leaving each at least one that begins with a letter.
fn common_words(split: &[Vec<String>]) -> usize {
    let Some((first, others)) = split.split_first() else {
        return 0;
    };
    if others.is_empty() {
        return 0;
    }
    let shared = first
        .iter()
        .enumerate()
        .take_while(|(at, word)| others.iter().all(|other| other.get(*at) == Some(*word)))
        .count();
    let usable = |skip: usize| {
        split.iter().all(|words| {
            words
                .get(skip)
                .is_some_and(|word| word.starts_with(unicode_ident::is_xid_start))
        })
    };
    (0..=shared).rev().find(|skip| usable(*skip)).unwrap_or(0)
}
