//! The generations of Windows that hosts are made of, as facts: names, numbers, and the updates that close the notice's holes.

/// One generation of Windows.
#[derive(Debug, PartialEq, Eq)]
pub struct Windows {
    /// Short name for case names: `xp-sp3`.
    pub id: &'static str,
    /// The registry's `ProductName`.
    pub product: &'static str,
    /// The name `systeminfo` prints after `Microsoft`.
    pub shown_product: &'static str,
    /// Major version, minor version, build.
    pub version: (u32, u32, u32),
    /// Update build revision, where the registry has one.
    pub revision: Option<u32>,
    /// Service pack number.
    pub service_pack: u32,
    /// True for the server editions.
    pub server: bool,
    /// True for 64-bit.
    pub x64: bool,
    /// The updates that close every hole of the notice this Windows has, the one for MS17-010 last.
    pub fixes: &'static [u32],
    /// Version of `srv.sys` as first shipped, and the lowest that holds the fix of MS17-010.
    pub srv_sys: (&'static str, &'static str),
    /// Year its files date from.
    pub year: u32,
}

impl Windows {
    /// Before Vista: `Documents and Settings`, no component based servicing.
    pub fn is_nt5(&self) -> bool {
        self.version.0 == 5
    }

    /// Windows 10, Server 2016 and later.
    pub fn is_nt10(&self) -> bool {
        self.version.0 == 10
    }

    /// `wmic` is there: gone from 11 24H2 and Server 2025 on.
    pub fn has_wmic(&self) -> bool {
        self.version.2 < 26100
    }

    /// What stands before each block of a list of properties, and after the last: empty lines around every block from
    /// `wmic … /value`, one before each from PowerShell, where Windows has no wmic any more.
    pub fn around_properties(&self) -> (String, String) {
        let end = self.wmic_line_end();
        if self.has_wmic() {
            (end.repeat(2), end.repeat(2))
        } else {
            (end.to_owned(), String::new())
        }
    }

    /// How `wmic` ends a line: XP's writes one carriage return too many.
    pub fn wmic_line_end(&self) -> &'static str {
        if self.is_nt5() { "\r\r\n" } else { "\r\n" }
    }

    /// `x86` or `amd64`, as component names write it.
    pub fn architecture(&self) -> &'static str {
        if self.x64 { "amd64" } else { "x86" }
    }
}

/// Windows XP Professional SP3.
pub static XP_SP3: Windows = Windows {
    id: "xp-sp3",
    product: "Microsoft Windows XP",
    shown_product: "Windows XP Professional",
    version: (5, 1, 2600),
    revision: None,
    service_pack: 3,
    server: false,
    x64: false,
    fixes: &[958644, 2347290, 4012598],
    srv_sys: ("5.1.2600.5512", "5.1.2600.7208"),
    year: 2008,
};

/// Windows Server 2003 SP2.
pub static SERVER_2003_SP2: Windows = Windows {
    id: "2003-sp2",
    product: "Microsoft Windows Server 2003",
    shown_product: "Windows(R) Server 2003, Enterprise Edition",
    version: (5, 2, 3790),
    service_pack: 2,
    server: true,
    srv_sys: ("5.2.3790.3959", "5.2.3790.6021"),
    year: 2007,
    ..XP_SP3
};

/// Windows Vista SP2.
pub static VISTA_SP2: Windows = Windows {
    id: "vista-sp2",
    product: "Windows Vista (TM) Business",
    shown_product: "Windows Vista™ Business",
    version: (6, 0, 6002),
    revision: None,
    service_pack: 2,
    server: false,
    x64: false,
    fixes: &[975517, 2347290, 4012598],
    srv_sys: ("6.0.6002.18005", "6.0.6002.19743"),
    year: 2009,
};

/// Windows 7 SP1.
pub static WIN7_SP1: Windows = Windows {
    id: "7-sp1",
    product: "Windows 7 Ultimate",
    shown_product: "Windows 7 Ultimate",
    version: (6, 1, 7601),
    revision: None,
    service_pack: 1,
    server: false,
    x64: true,
    fixes: &[4012212, 4012215],
    srv_sys: ("6.1.7601.17514", "6.1.7601.23689"),
    year: 2010,
};

/// Windows Server 2008 R2 SP1.
pub static SERVER_2008_R2_SP1: Windows = Windows {
    id: "2008-r2-sp1",
    product: "Windows Server 2008 R2 Enterprise",
    shown_product: "Windows Server 2008 R2 Enterprise",
    server: true,
    ..WIN7_SP1
};

/// Windows 8.1.
pub static WIN81: Windows = Windows {
    id: "8.1",
    product: "Windows 8.1 Pro",
    shown_product: "Windows 8.1 Pro",
    version: (6, 3, 9600),
    revision: Some(18604),
    service_pack: 0,
    server: false,
    x64: true,
    fixes: &[4012213, 4012216],
    srv_sys: ("6.3.9600.17415", "6.3.9600.18604"),
    year: 2013,
};

/// Windows Server 2012 R2.
pub static SERVER_2012_R2: Windows = Windows {
    id: "2012-r2",
    product: "Windows Server 2012 R2 Standard",
    shown_product: "Windows Server 2012 R2 Standard",
    server: true,
    ..WIN81
};

/// Windows 10 1607.
pub static WIN10_1607: Windows = Windows {
    id: "10-1607",
    product: "Windows 10 Pro",
    shown_product: "Windows 10 Pro",
    version: (10, 0, 14393),
    revision: Some(953),
    service_pack: 0,
    server: false,
    x64: true,
    fixes: &[4013429],
    srv_sys: ("10.0.14393.0", "10.0.14393.953"),
    year: 2016,
};

/// Windows Server 2016.
pub static SERVER_2016: Windows = Windows {
    id: "2016",
    product: "Windows Server 2016 Datacenter",
    shown_product: "Windows Server 2016 Datacenter",
    server: true,
    ..WIN10_1607
};

/// Windows 10 22H2.
pub static WIN10_22H2: Windows = Windows {
    id: "10-22h2",
    product: "Windows 10 Pro",
    shown_product: "Windows 10 Pro",
    version: (10, 0, 19045),
    revision: Some(2965),
    service_pack: 0,
    server: false,
    x64: true,
    fixes: &[],
    srv_sys: ("10.0.19041.1", "10.0.19041.2846"),
    year: 2019,
};

/// Windows 11 24H2, whose registry still says Windows 10.
pub static WIN11: Windows = Windows {
    id: "11",
    shown_product: "Windows 11 Pro",
    version: (10, 0, 26100),
    revision: Some(1742),
    srv_sys: ("10.0.26100.1", "10.0.26100.1742"),
    year: 2024,
    ..WIN10_22H2
};

/// Windows Server 2019.
pub static SERVER_2019: Windows = Windows {
    id: "2019",
    product: "Windows Server 2019 Datacenter",
    shown_product: "Windows Server 2019 Datacenter",
    version: (10, 0, 17763),
    revision: Some(379),
    server: true,
    srv_sys: ("10.0.17763.1", "10.0.17763.379"),
    year: 2018,
    ..WIN10_22H2
};

/// Windows Server 2022.
pub static SERVER_2022: Windows = Windows {
    id: "2022",
    product: "Windows Server 2022 Datacenter",
    shown_product: "Windows Server 2022 Datacenter",
    version: (10, 0, 20348),
    revision: Some(587),
    srv_sys: ("10.0.20348.1", "10.0.20348.587"),
    year: 2021,
    ..SERVER_2019
};

/// Windows Server 2025.
pub static SERVER_2025: Windows = Windows {
    id: "2025",
    product: "Windows Server 2025 Datacenter",
    shown_product: "Windows Server 2025 Datacenter",
    version: (10, 0, 26100),
    revision: Some(1742),
    srv_sys: ("10.0.26100.1", "10.0.26100.1742"),
    year: 2024,
    ..SERVER_2019
};

/// Every generation, oldest first.
pub static ALL: [&Windows; 14] = [
    &XP_SP3,
    &SERVER_2003_SP2,
    &VISTA_SP2,
    &WIN7_SP1,
    &SERVER_2008_R2_SP1,
    &WIN81,
    &SERVER_2012_R2,
    &WIN10_1607,
    &SERVER_2016,
    &WIN10_22H2,
    &WIN11,
    &SERVER_2019,
    &SERVER_2022,
    &SERVER_2025,
];
