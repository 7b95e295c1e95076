//! In: named bytes. Out: a cabinet in MSZIP, by a library that the engine does not use; the same one every time.

use std::error::Error;
use std::io::{Cursor, Write as _};

use cab::{CabinetBuilder, CompressionType};
use time::{Date, Month};

/// A cabinet of the entries, in their order, in one folder. Empty if they do not fit into one, which tests would notice.
pub fn cabinet<'a>(entries: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Vec<u8> {
    packed(entries.into_iter().collect()).unwrap_or_default()
}

fn packed(entries: Vec<(&str, &[u8])>) -> Result<Vec<u8>, Box<dyn Error>> {
    let date = Date::from_calendar_date(2017, Month::June, 2)?.with_hms(16, 35, 0)?;
    let mut builder = CabinetBuilder::new();
    let folder = builder.add_folder(CompressionType::MsZip);
    for (name, _) in &entries {
        folder.add_file(*name).set_datetime(date);
    }
    let mut writer = builder.build(Cursor::new(Vec::new()))?;
    for (_, bytes) in entries {
        if let Some(mut file) = writer.next_file()? {
            file.write_all(bytes)?;
        }
    }
    Ok(writer.finish()?.into_inner())
}
