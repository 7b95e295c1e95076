//! In: the paths of a listing that lie in Windows' component store (`Windows\WinSxS`), in their order. Out: whether the listing went through it
//! to its end.
//!
//! A listing of bare paths has no end mark, and one that is stopped ends with a whole line. But each folder is named before it is opened, and
//! the store is the last large folder of Windows and the largest: so a listing that was stopped has mostly not opened it, or not its last folders.

// Where a listing says what is a folder, it says more of its end, too, or has another order: those are not looked at (`files.rs`).

/// Of so many folders of components, the last ones, one at least holds something. A Windows has hundreds, XP some thirty.
const LAST: usize = 16;

/// The shortest checksum at the end of a component's folder: XP's has eight digits, later ones sixteen.
const SHORTEST_SUM: usize = 8;

#[derive(Debug, Default, Clone, Copy)]
pub(super) struct ComponentStore {
    is_named: bool,
    is_opened: bool,
    components: usize,
    /// The checksums of the components named last, and whether the listing showed what is inside.
    last: [(u64, bool); LAST],
}

impl ComponentStore {
    /// The store itself is named.
    pub(super) fn name(&mut self) {
        self.is_named = true;
    }

    /// Something in it is named, and has been shown from inside already, as where a listing is sorted backwards.
    pub(super) fn name_inside(&mut self, name: &str, is_opened: bool) {
        self.is_opened = true;
        let Some(sum) = checksum(name) else { return };
        if let Some(place) = self.last.get_mut(self.components % LAST) {
            *place = (sum, is_opened);
            self.components += 1;
        }
    }

    /// A folder in it is shown from inside.
    pub(super) fn open(&mut self, folder: &str) {
        self.is_opened = true;
        if self.components == 0 {
            return;
        }
        let Some(sum) = checksum(folder) else { return };
        for (_, is_opened) in self.last.iter_mut().filter(|(named, _)| *named == sum) {
            *is_opened = true;
        }
    }

    /// The listing names folders of the store that it never came to.
    pub(super) fn is_unfinished(&self) -> bool {
        let ends_early = LAST < self.components && self.last.iter().all(|(_, opened)| !opened);
        self.is_named && !self.is_opened || ends_early
    }
}

/// `…_6.1.7601.17514_none_421189da2b7fabfc`: a component's folder ends with a checksum.
fn checksum(folder: &str) -> Option<u64> {
    let (_, digits) = folder.rsplit_once('_')?;
    (SHORTEST_SUM <= digits.len()).then(|| u64::from_str_radix(digits, 16).ok()).flatten()
}
