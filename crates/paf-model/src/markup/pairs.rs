//! Which brackets of a text belong together, found in one pass over it.

/// The brackets that have a partner.
pub(super) struct Pairs {
    /// Square brackets, by their beginnings.
    square: Vec<(usize, usize)>,
    /// Where square brackets end that have a partner.
    closed: Vec<usize>,
    /// Round brackets without a space between them, by their beginnings: those of addresses.
    round: Vec<(usize, usize)>,
}

impl Pairs {
    pub(super) fn of(text: &str) -> Self {
        let mut pairs = Self { square: Vec::new(), closed: Vec::new(), round: Vec::new() };
        let (mut square, mut run) = (Vec::new(), Run::default());
        for (at, byte) in text.bytes().enumerate() {
            match byte {
                b'[' => square.push(at),
                b']' => {
                    if let Some(open) = square.pop() {
                        pairs.square.push((open, at));
                        pairs.closed.push(at);
                    }
                }
                b'(' => run.open.push(at),
                b')' => run.close(at, &mut pairs.round),
                b' ' | b'\n' => run.end(&mut pairs.round),
                _ => {}
            }
        }
        run.end(&mut pairs.round);
        pairs.square.sort_unstable();
        pairs.round.sort_unstable();
        pairs
    }

    /// The `]` that closes the `[` at `open`.
    pub(super) fn square(&self, open: usize) -> Option<usize> {
        partner(&self.square, open)
    }

    /// Whether the `]` at `close` closes any bracket.
    pub(super) fn closes(&self, close: usize) -> bool {
        self.closed.binary_search(&close).is_ok()
    }

    /// The `)` that ends the address which the `(` at `open` begins; the address may have pairs of brackets in
    /// it: `…/Ear_(anatomy)`.
    pub(super) fn round(&self, open: usize) -> Option<usize> {
        partner(&self.round, open)
    }
}

fn partner(pairs: &[(usize, usize)], open: usize) -> Option<usize> {
    let at = pairs.binary_search_by_key(&open, |(open, _)| *open).ok()?;
    pairs.get(at).map(|(_, close)| *close)
}

/// Round brackets up to the next space.
#[derive(Default)]
struct Run {
    open: Vec<usize>,
    closed: Vec<usize>,
}

impl Run {
    fn close(&mut self, at: usize, pairs: &mut Vec<(usize, usize)>) {
        self.closed.push(at);
        pairs.extend(self.open.pop().map(|open| (open, at)));
    }

    /// A bracket that is never closed is a letter like any other: the first one behind it ends the address.
    fn end(&mut self, pairs: &mut Vec<(usize, usize)>) {
        for open in self.open.drain(..) {
            let behind = self.closed.partition_point(|close| *close < open);
            pairs.extend(self.closed.get(behind).map(|close| (open, *close)));
        }
        self.closed.clear();
    }
}
