//! In: the letter cases that Rust's own library knows. Out: Rust source with the same, as runs of letters: the library's table has a row for
//! each of some fourteen hundred letters.

use std::fmt::Write as _;

/// Letters with the same distance to their small one, each, or every other one.
struct Run {
    first: u32,
    letters: u8,
    step: u32,
    distance: i32,
}

pub(crate) fn generate() -> String {
    let mut runs: Vec<Run> = Vec::new();
    for (letter, distance) in
        ('\u{80}'..=char::MAX).filter_map(|it| Some((it as u32, distance(it)?)))
    {
        match runs.last_mut() {
            Some(run) if run.takes(letter, distance) => {
                run.step = letter - run.first - run.step * (u32::from(run.letters) - 1);
                run.letters += 1;
            }
            _ => runs.push(Run { first: letter, letters: 1, step: 1, distance }),
        }
    }
    let mut out = format!(
        "/// First letter, how many, step from one to the next, distance to the small ones.\nstatic RUNS: [(u32, u8, u8, i32); {}] = [\n",
        runs.len()
    );
    for Run { first, letters, step, distance } in runs {
        let _ = writeln!(out, "    ({first}, {letters}, {step}, {distance}),");
    }
    out + "];\n"
}

impl Run {
    fn takes(&self, letter: u32, distance: i32) -> bool {
        let last = self.first + self.step * (u32::from(self.letters) - 1);
        let step = letter - last;
        self.distance == distance
            && self.letters < u8::MAX
            && (step == self.step || self.letters == 1 && step == 2)
    }
}

/// How far a letter is from its small one, if it has a single one.
fn distance(letter: char) -> Option<i32> {
    let mut small = letter.to_lowercase();
    let (first, further) = (small.next()?, small.next());
    (further.is_none() && first != letter).then_some(first as i32 - letter as i32)
}
