//! Damaged files are told to be damaged; nothing panics, and nothing takes for ever.

use std::panic::catch_unwind;
use std::time::{Duration, Instant};

use paf_preflight::{Expectations, examine};

use crate::fixture::{bytes, good};
use crate::foreign::FILES;

/// Numbers that look random and are the same on every run (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit.max(1) as u64).unwrap()
    }

    fn byte(&mut self) -> u8 {
        u8::try_from(self.below(256)).unwrap()
    }
}

/// How long it tries; the same damages in the same order on every run, as many as there is time for.
const TIME: Duration = Duration::from_secs(2);

#[test]
fn damaged_files_do_no_harm() {
    let own = bytes(&mut good());
    let mut files: Vec<_> = FILES.iter().map(|(name, bytes, _)| (*name, *bytes)).collect();
    files.push(("ours", own.as_slice()));
    let mut dice = Dice(0x5eed);
    let start = Instant::now();
    let mut round = 0;
    while start.elapsed() < TIME {
        for (name, whole) in &files {
            let damaged = damaged(whole, &mut dice);
            let outcome = catch_unwind(|| drop(examine(&damaged, &Expectations::default())));
            assert!(outcome.is_ok(), "{name}, round {round}");
        }
        round += 1;
    }
}

fn damaged(whole: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = whole.to_vec();
    for _ in 0..=dice.below(20) {
        let at = dice.below(bytes.len());
        match dice.below(5) {
            0 => bytes[at] = dice.byte(),
            1 => bytes[at] ^= 1 << dice.below(8),
            2 => drop(bytes.remove(at)),
            3 => bytes.insert(at, dice.byte()),
            // Digits matter most: they are lengths, references and places in the file.
            _ => {
                if let Some(digit) = bytes[at..].iter_mut().find(|byte| byte.is_ascii_digit()) {
                    *digit = b'0' + u8::try_from(dice.below(10)).unwrap();
                }
            }
        }
    }
    if dice.below(4) == 0 {
        bytes.truncate(dice.below(bytes.len()));
    }
    bytes
}
