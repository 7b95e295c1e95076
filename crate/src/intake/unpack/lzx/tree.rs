//! LZX's Huffman trees, and how their code lengths are sent.

use super::Damaged;
use super::bits::Bits;

/// The longest Huffman code.
const MAX_BITS: usize = 16;

/// A canonical Huffman tree: codes of one length stand in the order of what they mean, shorter ones first.
#[derive(Debug, Default)]
pub(super) struct Tree {
    /// For each length: the first code that is longer, filled up with zeros to 16 bits; the first code; where its meaning stands.
    steps: [(u32, u32, usize); MAX_BITS + 1],
    /// What the codes mean, in their order.
    meanings: Vec<u16>,
}

impl Tree {
    /// The tree of these code lengths, where 0 stands for no code. Not all codes need to mean something; reading one that does not is
    /// an error.
    pub(super) fn new(lengths: &[u8]) -> Result<Tree, Damaged> {
        let mut tree = Tree::default();
        let mut first = 0;
        for (bits, step) in (0u32..).zip(&mut tree.steps).skip(1) {
            let before = tree.meanings.len();
            tree.meanings.extend(
                (0u16..)
                    .zip(lengths)
                    .filter(|(_, length)| u32::from(**length) == bits)
                    .map(|(meaning, _)| meaning),
            );
            let end = first + (((tree.meanings.len() - before) as u32) << (16 - bits));
            if 1 << 16 < end {
                return Err(Damaged);
            }
            *step = (end, first, before);
            first = end;
        }
        Ok(tree)
    }

    pub(super) fn next(&self, bits: &mut Bits<'_>) -> Result<usize, Damaged> {
        let next = bits.peek_16();
        for (length, (end, first, before)) in (0u32..).zip(&self.steps).skip(1) {
            if next < *end {
                bits.take(length);
                let meaning = before + ((next - first) >> (16 - length)) as usize;
                return self
                    .meanings
                    .get(meaning)
                    .map(|meaning| usize::from(*meaning))
                    .ok_or(Damaged);
            }
        }
        Err(Damaged)
    }
}

/// Reads code lengths, which are sent as differences from those of the tree before, packed with a small tree of their own.
pub(super) fn read_lengths(lengths: &mut [u8], bits: &mut Bits<'_>) -> Result<(), Damaged> {
    let mut small = [0; 20];
    for length in &mut small {
        *length = bits.take(4) as u8;
    }
    let small = Tree::new(&small)?;
    let mut at = 0;
    while at < lengths.len() {
        let code = small.next(bits)?;
        let (run, difference) = match code {
            17 => (4 + bits.take(4) as usize, None),
            18 => (20 + bits.take(5) as usize, None),
            19 => {
                let run = 4 + bits.take(1) as usize;
                (run, Some(small.next(bits)?))
            }
            code => (1, Some(code)),
        };
        let length = match difference {
            None => 0,
            Some(difference @ 0..17) => {
                let before = lengths.get(at).copied().unwrap_or(0);
                ((17 + usize::from(before) - difference) % 17) as u8
            }
            Some(_) => return Err(Damaged),
        };
        let end = lengths.len().min(at + run);
        lengths.get_mut(at..end).ok_or(Damaged)?.fill(length);
        at = end;
        if bits.is_overrun() {
            return Err(Damaged);
        }
    }
    Ok(())
}
