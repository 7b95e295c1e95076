//! In: bytes, and the forms of one artifact. Out: the same bytes read alone, and around a sign under the heading of one of the forms.

use jiance::report::{HardeningState, Report};

use crate::report::{NamedBytes, alike};

/// A form with a sign planted in it.
pub(crate) struct Form {
    /// What the report calls the form.
    kind: &'static str,
    /// How such output begins.
    head: &'static str,
    /// Lines that hold the sign.
    sign: &'static str,
    /// What must come of them.
    shows: Shows,
}

enum Shows {
    /// A sighting of this indicator.
    Sign(&'static str),
    /// Port 445 is open.
    Smb,
    /// Nothing that other lines may not change.
    Nothing,
}

pub(crate) const LISTINGS: &[Form] = &[
    Form {
        kind: "dir_s_b",
        head: "C:\\a.txt\r\nC:\\b.txt\r\nC:\\Windows\r\n",
        sign: "C:\\Windows\\tasksche.exe\r\n",
        shows: Shows::Sign("N1.2"),
    },
    Form {
        kind: "dir_s",
        head: " Volume in drive C has no label.\r\n Volume Serial Number is 5C1E-94F0\r\n\r\n Directory of C:\\\r\n\r\n\
               2017/05/12  10:20    <DIR>          Windows\r\n2017/05/12  10:20                11 a.txt\r\n",
        sign: "\r\n Directory of C:\\Windows\r\n\r\n2017/05/12  10:20    <DIR>          .\r\n\
               2017/05/12  10:20    <DIR>          ..\r\n2017/05/12  10:20         3,514,368 tasksche.exe\r\n",
        shows: Shows::Sign("N1.2"),
    },
    Form {
        kind: "attrib_s",
        head: "A            C:\\a.txt\r\nA  SH        C:\\b.txt\r\nA            C:\\c.txt\r\n",
        sign: "A   H        C:\\Windows\\tasksche.exe\r\n",
        shows: Shows::Sign("N1.2"),
    },
    Form {
        kind: "forfiles",
        head: "\"C:\\a.txt\"\r\n\"C:\\b.txt\"\r\n\"C:\\c.txt\"\r\n",
        sign: "\"C:\\Windows\\tasksche.exe\"\r\n",
        shows: Shows::Sign("N1.2"),
    },
];

pub(crate) const PROCESSES: &[Form] = &[
    Form {
        kind: "tasklist",
        head: "\r\nImage Name                     PID Session Name        Session#    Mem Usage\r\n\
               ========================= ======== ================ =========== ============\r\n\
               System                           4 Services                   0        300 K\r\n",
        sign: "tasksche.exe                  2212 Console                    1      9,160 K\r\n",
        shows: Shows::Sign("N3"),
    },
    Form {
        kind: "tasklist_csv",
        head: "\"Image Name\",\"PID\",\"Session Name\",\"Session#\",\"Mem Usage\"\r\n\
               \"System\",\"4\",\"Services\",\"0\",\"300 K\"\r\n",
        sign: "\"tasksche.exe\",\"2212\",\"Console\",\"1\",\"9,160 K\"\r\n",
        shows: Shows::Sign("N3"),
    },
    Form {
        kind: "wmic_process_list",
        head: "\r\n\r\nExecutablePath=\r\nName=System\r\nProcessId=4\r\n\r\n\r\n",
        sign: "\r\n\r\nExecutablePath=C:\\ProgramData\\q\\tasksche.exe\r\nName=tasksche.exe\r\nProcessId=2212\r\n\r\n\r\n",
        shows: Shows::Sign("N3"),
    },
    Form {
        kind: "wmic_process_csv",
        head: "\r\nNode,ExecutablePath,Name,ProcessId\r\nA,,System,4\r\n",
        sign: "A,C:\\ProgramData\\q\\tasksche.exe,tasksche.exe,2212\r\n",
        shows: Shows::Sign("N3"),
    },
    Form {
        kind: "get_process",
        head: "\r\nHandles  NPM(K)    PM(K)      WS(K)     CPU(s)     Id  SI ProcessName\r\n\
               -------  ------    -----      -----     ------     --  -- -----------\r\n\
               \x20   100       5      900       4000       0.10      4   0 System\r\n",
        sign: "    100       5      900       4000       0.10   2212   1 tasksche\r\n",
        shows: Shows::Sign("N3"),
    },
];

pub(crate) const REGISTRY: &[Form] = &[
    Form {
        kind: "reg_5",
        head: "Windows Registry Editor Version 5.00\r\n\r\n[HKEY_LOCAL_MACHINE]\r\n\r\n",
        sign: "\r\n\r\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\EternalRocks]\r\n\r\n",
        shows: Shows::Sign("N4"),
    },
    Form {
        kind: "reg_5",
        head: "Windows Registry Editor Version 5.00\r\n\r\n[HKEY_LOCAL_MACHINE]\r\n\r\n",
        sign: "\r\n\r\n[HKEY_LOCAL_MACHINE\\SYSTEM\\ControlSet001\\Services\\svcupd]\r\n\
               \"ImagePath\"=hex(2):45,00,74,00,65,00,72,00,6e,00,61,00,6c,00,52,00,6f,00,\\\r\n  63,00,6b,00,73,00,00,00\r\n\r\n",
        shows: Shows::Sign("N4"),
    },
    Form {
        kind: "reg_4",
        head: "REGEDIT4\r\n\r\n[HKEY_LOCAL_MACHINE]\r\n\r\n",
        sign: "\r\n\r\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\x]\r\n\"a\"=hex(2):45,74,65,72,6e,61,6c,52,\\\r\n  6f,63,6b,73,00\r\n\r\n",
        shows: Shows::Sign("N4"),
    },
    Form {
        kind: "reg_query",
        head: "\r\nHKEY_LOCAL_MACHINE\\SOFTWARE\r\n    a    REG_SZ    b\r\n",
        sign: "\r\nHKEY_LOCAL_MACHINE\\SOFTWARE\\EternalRocks\r\n    a    REG_SZ    b\r\n\r\n",
        shows: Shows::Sign("N4"),
    },
];

pub(crate) const HOST: &[Form] = &[
    Form {
        kind: "systeminfo",
        head: "\r\n主机名:           A\r\nOS 名称:          Microsoft Windows 7 Ultimate \r\nOS 版本:          6.1.7601 Service Pack 1 Build 7601\r\n",
        sign: "修补程序:         安装了 1 个修补程序。\r\n                  [01]: KB4012212\r\n",
        shows: Shows::Nothing,
    },
    Form {
        kind: "os_properties",
        head: "\r\n\r\nBuildNumber=7601\r\nCaption=Microsoft Windows 7\r\nCSDVersion=Service Pack 1\r\n",
        sign: "OSArchitecture=64-bit\r\nVersion=6.1.7601\r\n\r\n\r\n",
        shows: Shows::Nothing,
    },
    Form {
        kind: "hotfix_list",
        head: "\r\n\r\nDescription=Update\r\nHotFixID=KB2536276\r\nInstalledOn=3/16/2017\r\nServicePackInEffect=\r\n\r\n\r\n",
        sign: "\r\n\r\nDescription=Update\r\nHotFixID=File 1\r\nInstalledOn=\r\nServicePackInEffect=KB4012598\r\n\r\n\r\n",
        shows: Shows::Nothing,
    },
    Form {
        kind: "file_versions",
        head: "jiance-file-versions/1\r\n",
        sign: "srv.sys=6.1.7601.23689\r\n",
        shows: Shows::Nothing,
    },
    Form {
        kind: "ver",
        head: "\r\nMicrosoft Windows [版本 6.1.7601]\r\n",
        sign: "\r\nMicrosoft Windows XP [Version 5.1.2600]\r\n",
        shows: Shows::Nothing,
    },
];

pub(crate) const SOCKETS: &[Form] = &[Form {
    kind: "netstat",
    head: "\r\nActive Connections\r\n\r\n  Proto  Local Address          Foreign Address        State           PID\r\n\
           \x20 TCP    0.0.0.0:135            0.0.0.0:0              LISTENING       712\r\n",
    sign: "  TCP    0.0.0.0:445            0.0.0.0:0              LISTENING       4\r\n",
    shows: Shows::Smb,
}];

pub(crate) const MANIFEST: &[Form] = &[Form {
    kind: "manifest",
    head: "jiance-manifest/1\r\ncollector=jiance.bat 1.0\r\nhost=A\r\nelevated=yes\r\ncodepage=936\r\nsystem_drive=C:\r\n",
    sign: "begin=files-C.txt\r\ncommand=dir /s /a /-c C:\\\r\nencoding=oem\r\nrefused=1\r\nexit=0\r\nend=files-C.txt\r\n",
    shows: Shows::Nothing,
}];

/// What the file is called.
const FILE: &str = "a.txt";

/// Second bytes below this one have the rest read as it stands.
const AS_IT_STANDS: u8 = 96;

/// Reads the bytes as they stand, or around the sign of the form that the first of them chooses; the second says which, and where.
pub(crate) fn read(forms: &[Form], data: &[u8]) {
    let [choice, place, data @ ..] = data else { return };
    let Some(place) = place.checked_sub(AS_IT_STANDS) else {
        alike(&[(FILE, data)], data);
        return;
    };
    let Some(form) = forms.get(usize::from(*choice) % forms.len()) else { return };
    let (before, after) = data.split_at(data.len() * usize::from(place) / usize::from(u8::MAX));
    let bytes = [
        form.head.as_bytes(),
        &innocent(before),
        b"\r\n",
        form.sign.as_bytes(),
        &innocent(after),
        b"\r\n",
    ]
    .concat();
    let files: [NamedBytes<'_>; 1] = [(FILE, &bytes)];
    let report = alike(&files, data);
    assert!(
        !form.is_lost(&report),
        "a planted sign is lost in {}",
        String::from_utf8_lossy(&bytes)
    );
}

/// The bytes without those that could make a line of the sign another's part: the zeros and marks of UTF-16, and quotation marks,
/// inside which a text goes on in the next line.
pub(crate) fn innocent(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().copied().filter(|byte| !matches!(byte, 0 | 0xFE | 0xFF | b'"')).collect()
}

impl Form {
    /// The file was read as this form and no other, but its sign does not show.
    fn is_lost(&self, report: &Report) -> bool {
        let is_form = report.inputs.iter().all(|input| input.kind == self.kind);
        let is_shown = match self.shows {
            Shows::Sign(indicator) => {
                report.sightings.iter().any(|seen| seen.indicator == indicator)
            }
            Shows::Smb => report
                .hardening
                .iter()
                .any(|row| row.measure == "close_smb_ports" && row.state == HardeningState::Needed),
            Shows::Nothing => true,
        };
        is_form && !is_shown
    }
}
