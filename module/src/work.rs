//! A check that is fed from outside, piece by piece. In: pieces, each with its file's name; pieces of one file follow one another. Out: the
//! outcome. The engine lends a file being fed from its check; so both live in one function, which waits for the next piece inside.

use std::cell::Cell;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use jiance::{Check, Outcome};

/// What the function is told next.
enum Word {
    Piece(String, Vec<u8>),
    End,
}

/// A check under way.
pub(crate) struct Work {
    inbox: Rc<Cell<Option<Word>>>,
    way: Pin<Box<dyn Future<Output = Outcome>>>,
}

impl Work {
    pub(crate) fn new(check: Check) -> Work {
        let inbox = Rc::default();
        Work { way: Box::pin(go(check, Rc::clone(&inbox))), inbox }
    }

    /// The next bytes of a file; another name begins another file.
    pub(crate) fn feed(&mut self, name: String, bytes: Vec<u8>) {
        let _ = self.tell(Word::Piece(name, bytes));
    }

    /// The outcome; none if it was taken before.
    pub(crate) fn finish(mut self) -> Option<Outcome> {
        match self.tell(Word::End) {
            Poll::Ready(outcome) => Some(outcome),
            Poll::Pending => None,
        }
    }

    fn tell(&mut self, word: Word) -> Poll<Outcome> {
        self.inbox.set(Some(word));
        self.way.as_mut().poll(&mut Context::from_waker(Waker::noop()))
    }
}

async fn go(mut check: Check, inbox: Rc<Cell<Option<Word>>>) -> Outcome {
    let next = || poll_fn(|_| inbox.take().map_or(Poll::Pending, Poll::Ready));
    let mut word = next().await;
    while let Word::Piece(name, bytes) = word {
        let mut input = check.input(&name);
        input.feed(&bytes);
        word = loop {
            match next().await {
                Word::Piece(same, bytes) if same == name => input.feed(&bytes),
                other => break other,
            }
        };
        input.finish();
    }
    check.finish()
}
