//! Archives. In: bytes as an archive, or as an entry in front of a sign's. Out: a panic if the sign is lost.

use jiance::report::Verdict;
use jiance_tests::cabinet::cabinet;
use jiance_tests::zip::zip;

use crate::LISTING;
use crate::report::alike;

/// The bytes as they come, or packed beside a sign: the last of them says which.
pub fn containers(data: &[u8]) {
    let [data @ .., choice] = data else { return };
    let packed = match choice {
        b'z' => zip([("junk", data), ("sign.txt", LISTING)]),
        b'c' => cabinet([("junk", data), ("sign.txt", LISTING)]),
        _ => {
            alike(&[("a.zip", data)], data);
            return;
        }
    };
    let report = alike(&[("a.zip", &packed)], data);
    assert_eq!(report.verdict, Verdict::Infected, "an entry hides a sign in another");
}
