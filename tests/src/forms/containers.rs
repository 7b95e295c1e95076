//! The containers that collections come in. What is inside must be read as if it lay there loose.

use crate::collection::Collection;
use crate::lzx;
use crate::zip::zip;

/// One way of packing.
#[derive(Debug)]
pub struct Container {
    /// What packs it.
    pub packer: &'static str,
    /// What the report must call it.
    pub kind: &'static str,
    /// File name of the pack.
    pub file: &'static str,
    /// What stands before a part's name in the report: the pack's name, and the names of those inside it.
    pub inside: &'static str,
    /// Packs a collection.
    pub pack: fn(&Collection) -> Vec<u8>,
}

/// The test that proves them.
pub const TEST: &str = "containers_are_opened";

/// Every container.
pub const CONTAINERS: &[Container] = &[
    Container {
        packer: "zip, deflated",
        kind: "zip",
        file: "a.zip",
        inside: "a.zip",
        pack: Collection::zip,
    },
    Container {
        packer: "cab, MSZIP",
        kind: "cab",
        file: "a.cab",
        inside: "a.cab",
        pack: Collection::cabinet,
    },
    Container {
        packer: "cab, LZX",
        kind: "cab",
        file: "a.cab",
        inside: "a.cab",
        pack: |collection| lzx_cabinet(collection, 21),
    },
    Container {
        packer: "cab, LZX with the smallest window",
        kind: "cab",
        file: "a.cab",
        inside: "a.cab",
        pack: |collection| lzx_cabinet(collection, 15),
    },
    Container {
        packer: "zip in a zip",
        kind: "zip",
        file: "a.zip",
        inside: "a.zip/b.zip",
        pack: |collection| zip([("b.zip", collection.zip().as_slice())]),
    },
    Container {
        packer: "cab in a zip",
        kind: "zip",
        file: "a.zip",
        inside: "a.zip/b.cab",
        pack: |collection| zip([("b.cab", collection.cabinet().as_slice())]),
    },
];

/// The collection as a cabinet packed with LZX.
fn lzx_cabinet(collection: &Collection, window_bits: u16) -> Vec<u8> {
    let parts: Vec<(&str, &[u8])> =
        collection.parts.iter().map(|part| (part.name.as_str(), part.bytes.as_slice())).collect();
    lzx::cabinet(&parts, window_bits)
}
