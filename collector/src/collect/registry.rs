//! The registry: what Windows has loaded, and the files of users who are not logged on.

use alloc::vec::Vec;

use jiance_collector::bytes::units;
use jiance_collector::hive::Hive;
use jiance_collector::keys::{self, Keys};
use jiance_collector::left_out::is_left_out;
use jiance_collector::out::Out;
use jiance_collector::reg::RegFile;
use jiance_collector::words::Word;

use crate::session::{Ended, Session};
use crate::sys::file::File;
use crate::sys::registry::Registry;
use crate::sys::{host, places, wide};

/// Writes both sides of the registry. As administrator, users who are not logged on are read too.
pub(super) fn export(session: &mut Session<'_>, elevated: bool) {
    session.progress.step(Word::Registry, "");
    let mut keys = 0;
    let machine = (r"\Registry\Machine", "HKEY_LOCAL_MACHINE", false);
    export_side(session, "registry-hklm.reg", "jiance.exe registry HKLM", machine, &mut keys);
    let users = (r"\Registry\User", "HKEY_USERS", elevated);
    export_side(session, "registry-hku.reg", "jiance.exe registry HKU", users, &mut keys);
}

/// Writes one side: its native path, its name; and whether users who are not logged on are read too. `keys` counts on.
fn export_side(
    session: &mut Session<'_>,
    part: &str,
    command: &str,
    (path, name, with_others): (&str, &str, bool),
    keys: &mut u64,
) {
    let expected = host::key_count();
    session.part(part, command, |out, progress| {
        let mut counted = || {
            *keys += 1;
            progress.count(*keys, Word::KeysSoFar, expected);
        };
        let mut registry = Registry::new(&mut counted);
        let mut file = RegFile::begin(out);
        let Ok(root) = registry.open_path(&wide(path)) else {
            return Ended { failed: true, ..Ended::default() };
        };
        let mut refused =
            keys::walk(&mut registry, root, &wide(name), &is_left_out, &mut file, out);
        if with_others {
            other_users(&mut registry, &mut file, out, &mut refused);
        }
        Ended { refused: refused.count, refused_at: refused.first, ..Ended::default() }
    });
}

/// Where Windows keeps a list of its users.
const PROFILES: &str =
    r"\Registry\Machine\SOFTWARE\Microsoft\Windows NT\CurrentVersion\ProfileList";

/// A user's two hives: what stands behind the user's id in the registry, and where each may be below the profile. XP keeps the second
/// at the second place, which later Windows leads on to the first.
const HIVES: [(&str, &[&str]); 2] = [
    ("", &[r"\NTUSER.DAT"]),
    (
        "_Classes",
        &[
            r"\AppData\Local\Microsoft\Windows\UsrClass.dat",
            r"\Local Settings\Application Data\Microsoft\Windows\UsrClass.dat",
        ],
    ),
];

/// Writes the hives of users who are not logged on. They are read as files: nothing is loaded.
fn other_users(
    registry: &mut Registry<'_>,
    file: &mut RegFile,
    out: &mut dyn Out,
    refused: &mut keys::Refused,
) {
    let list = match registry.open_path(&wide(PROFILES)) {
        Ok(list) => list,
        Err(status) => return refused.add(&wide(PROFILES), status),
    };
    let mut user = Vec::new();
    for index in 0.. {
        match registry.subkey(&list, index, &mut user) {
            Ok(true) => {}
            Ok(false) => return,
            Err(status) => return refused.add(&wide(PROFILES), status),
        }
        let mut loaded = wide(r"\Registry\User\");
        loaded.extend_from_slice(&user);
        let profile = registry
            .open(&list, &user, false)
            .ok()
            .and_then(|key| registry.value_named(&key, "ProfileImagePath"))
            .filter(|_| registry.open_path(&loaded).is_err());
        let Some((_, folder)) = profile else { continue };
        let folder = places::expanded(&text(&folder));
        for (behind, files) in HIVES {
            let mut name = wide(r"HKEY_USERS\");
            name.extend_from_slice(&user);
            name.extend(wide(behind));
            let file_at = |place: &&str| {
                let mut path = folder.clone();
                path.extend(wide(place));
                File::open(&path).transpose()
            };
            // A user who never logged on has none.
            let Some(hive) = files.iter().find_map(file_at) else { continue };
            match hive.and_then(Hive::open) {
                Ok((mut hive, root)) => {
                    refused.join(keys::walk(&mut hive, root, &name, &is_left_out, file, out));
                }
                Err(status) => refused.add(&name, status),
            }
        }
    }
}

/// A registry text, without the zero at its end.
pub(super) fn text(data: &[u8]) -> Vec<u16> {
    units(data).take_while(|unit| *unit != 0).collect()
}
