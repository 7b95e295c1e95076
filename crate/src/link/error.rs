//! Why a link could not be made or opened, and how that is said.

use crate::host_text::HostText;
use crate::message::{Code, Phrase};

/// Why a link could not be made or opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkError {
    /// Not a link of Jiance's at all.
    NotALink,
    /// Its end is missing: a program dropped or shortened it on the way.
    Cut,
    /// Its checksum does not fit: something was changed on the way.
    Damaged,
    /// It is longer than any link may be, or the result is too large for one.
    Oversized,
    /// It was made in a form that came after this program.
    Newer {
        /// The form's version.
        version: u8,
    },
    /// It is about an advisory that is not built in here.
    UnknownAdvisory {
        /// The advisory's id, as the link gives it.
        id: HostText,
    },
    /// Its checksum fits, but it holds what Jiance never writes: it was made by somebody else's hand.
    Impossible,
}

impl LinkError {
    /// One plain sentence: what is wrong and what to do.
    pub fn phrase(&self) -> Phrase {
        match self {
            LinkError::NotALink => Phrase::new(Code::LinkNotALink),
            LinkError::Cut => Phrase::new(Code::LinkCut),
            LinkError::Damaged => Phrase::new(Code::LinkDamaged),
            LinkError::Oversized => Phrase::new(Code::LinkOversized),
            LinkError::Newer { version } => Phrase::new(Code::LinkNewer).with("version", version),
            LinkError::UnknownAdvisory { id } => {
                Phrase::new(Code::LinkUnknownAdvisory).with("id", id)
            }
            LinkError::Impossible => Phrase::new(Code::LinkImpossible),
        }
    }
}
