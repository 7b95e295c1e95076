//! In: an indicator's id. Out: how the page names it.

use jiance::advisory::IndicatorKind;

use crate::text::Code;

/// What kind of thing an indicator is, in words.
pub(crate) fn kind_words(kind: IndicatorKind) -> Code {
    match kind {
        IndicatorKind::FilePath => Code::KindFilePath,
        IndicatorKind::Directory => Code::KindDirectory,
        IndicatorKind::FileName => Code::KindFileName,
        IndicatorKind::FileExtension => Code::KindFileExtension,
        IndicatorKind::Process => Code::KindProcess,
        IndicatorKind::ScheduledTask => Code::KindScheduledTask,
        IndicatorKind::RegistryProgram => Code::KindRegistryProgram,
        IndicatorKind::RegistryKey => Code::KindRegistryKey,
        IndicatorKind::RegistryKeyword => Code::KindRegistryKeyword,
        IndicatorKind::Service => Code::KindService,
        IndicatorKind::RemotePort => Code::KindRemotePort,
    }
}
