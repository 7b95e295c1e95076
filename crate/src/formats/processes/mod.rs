//! In: the lines of a process list. Out: one `ProcessRecord` per process, with the path of its image where the list gives one.

mod blocks;
mod csv;
mod fields;
mod powershell_table;
mod pslist;
mod qprocess;
mod rows;
mod ruled;
mod wmic_csv;
mod wmic_table;
mod wmic_xml;

use super::{Artifact, Format};

const fn format(
    kind: &'static str,
    sniff: fn(&[&str]) -> u8,
    reader: fn() -> Box<dyn super::Reader>,
) -> Format {
    Format { kind, artifact: Artifact::ProcessList, sniff, reader }
}

/// `tasklist`, with `/v`, `/svc` or `/m` too.
pub(super) const TASKLIST: Format = format("tasklist", ruled::sniff_tasklist, ruled::reader);
/// `Get-Process`.
pub(super) const GET_PROCESS: Format =
    format("get_process", powershell_table::sniff_get_process, powershell_table::reader);
/// `Get-Process` with properties chosen, `Get-CimInstance Win32_Process`, as tables.
pub(super) const TABLE: Format =
    format("process_table", powershell_table::sniff, powershell_table::reader);
/// The same through `Format-List`.
pub(super) const LIST: Format =
    format("process_list", blocks::sniff_powershell, blocks::powershell);
/// Sysinternals' `pslist`, plain, `/x`, `/m` or `/t`.
pub(super) const PSLIST: Format = format("pslist", pslist::sniff, pslist::reader);
/// `query process *`, `qprocess *`.
pub(super) const QPROCESS: Format = format("qprocess", qprocess::sniff, qprocess::reader);
/// `tasklist /fo csv`, with or without its heading.
pub(super) const TASKLIST_CSV: Format = format("tasklist_csv", csv::sniff_tasklist, csv::tasklist);
/// `tasklist /fo list`.
pub(super) const TASKLIST_LIST: Format =
    format("tasklist_list", blocks::sniff_tasklist, blocks::tasklist);
/// `Win32_Process` or `Get-Process` through `ConvertTo-Csv` or `Export-Csv`.
pub(super) const PROCESS_CSV: Format = format("process_csv", csv::sniff_named, csv::named);
/// `wmic process get …`.
pub(super) const WMIC_TABLE: Format = format("wmic_process", wmic_table::sniff, wmic_table::reader);
/// `wmic process get … /format:csv`.
pub(super) const WMIC_CSV: Format = format("wmic_process_csv", wmic_csv::sniff, wmic_csv::reader);
/// `wmic process get … /format:rawxml`.
pub(super) const WMIC_XML: Format = format("wmic_process_xml", wmic_xml::sniff, wmic_xml::reader);
/// `wmic process get … /value`.
pub(super) const WMIC_LIST: Format = format("wmic_process_list", blocks::sniff_wmic, blocks::wmic);
