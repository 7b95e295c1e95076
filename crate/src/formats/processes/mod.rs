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
use crate::message::Code;

const fn format(
    kind: Code,
    sniff: fn(&[&str]) -> u8,
    reader: fn() -> Box<dyn super::Reader>,
) -> Format {
    Format { kind, artifact: Artifact::ProcessList, sniff, reader }
}

/// `tasklist`, with `/v`, `/svc` or `/m` too.
pub(super) const TASKLIST: Format =
    format(Code::KindTasklist, ruled::sniff_tasklist, ruled::reader);
/// `Get-Process`.
pub(super) const GET_PROCESS: Format =
    format(Code::KindGetProcess, powershell_table::sniff_get_process, powershell_table::reader);
/// `Get-Process` with properties chosen, `Get-CimInstance Win32_Process`, as tables.
pub(super) const TABLE: Format =
    format(Code::KindProcessTable, powershell_table::sniff, powershell_table::reader);
/// The same through `Format-List`.
pub(super) const LIST: Format =
    format(Code::KindProcessList, blocks::sniff_powershell, blocks::powershell);
/// Sysinternals' `pslist`, plain, `/x`, `/m` or `/t`.
pub(super) const PSLIST: Format = format(Code::KindPslist, pslist::sniff, pslist::reader);
/// `query process *`, `qprocess *`.
pub(super) const QPROCESS: Format = format(Code::KindQprocess, qprocess::sniff, qprocess::reader);
/// `tasklist /fo csv`, with or without its heading.
pub(super) const TASKLIST_CSV: Format =
    format(Code::KindTasklistCsv, csv::sniff_tasklist, csv::tasklist);
/// `tasklist /fo list`.
pub(super) const TASKLIST_LIST: Format =
    format(Code::KindTasklistList, blocks::sniff_tasklist, blocks::tasklist);
/// `Win32_Process` or `Get-Process` through `ConvertTo-Csv` or `Export-Csv`.
pub(super) const PROCESS_CSV: Format = format(Code::KindProcessCsv, csv::sniff_named, csv::named);
/// `wmic process get …`.
pub(super) const WMIC_TABLE: Format =
    format(Code::KindWmicProcess, wmic_table::sniff, wmic_table::reader);
/// `wmic process get … /format:csv`.
pub(super) const WMIC_CSV: Format =
    format(Code::KindWmicProcessCsv, wmic_csv::sniff, wmic_csv::reader);
/// `wmic process get … /format:rawxml`.
pub(super) const WMIC_XML: Format =
    format(Code::KindWmicProcessXml, wmic_xml::sniff, wmic_xml::reader);
/// `wmic process get … /value`.
pub(super) const WMIC_LIST: Format =
    format(Code::KindWmicProcessList, blocks::sniff_wmic, blocks::wmic);
