//! A result that a link brought. It was not checked here.

use std::ops::Deref;
use std::rc::Rc;

use jiance::link::LinkedResult;

/// It, cheap to hand around; equal only to itself.
#[derive(Debug, Clone)]
pub(crate) struct Linked(Rc<LinkedResult>);

impl Linked {
    pub(crate) fn new(result: LinkedResult) -> Linked {
        Linked(Rc::new(result))
    }
}

impl PartialEq for Linked {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Deref for Linked {
    type Target = LinkedResult;

    fn deref(&self) -> &LinkedResult {
        &self.0
    }
}
