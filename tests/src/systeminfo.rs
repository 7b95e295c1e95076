//! In: what a host is. Out: the text of `systeminfo` in its language, and the collector's shorter ways of asking.

use crate::host::Host;
use crate::locale::Locale;

/// One row of `systeminfo`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its label, without a colon.
    pub label: &'static str,
    /// Its value.
    pub value: String,
    /// The list below it, numbered as it is printed: `[01]: KB4012212`.
    pub list: Vec<String>,
}

/// What `systeminfo` prints, in whatever form.
pub fn rows(host: &Host) -> Vec<Row> {
    let (windows, locale) = (host.windows, host.locale);
    let words = words(locale);
    let (major, minor, build) = windows.version;
    let service_pack = match windows.service_pack {
        0 => words.none.to_owned(),
        number => format!("Service Pack {number}"),
    };
    let configuration = if windows.server { words.server } else { words.workstation };
    let system_type = if windows.x64 { "x64-based PC" } else { "X86-based PC" };
    let megabytes = |number| format!("{} MB", locale.grouped(number));
    let values = [
        host.name.clone(),
        format!("Microsoft {}", windows.shown_product),
        format!("{major}.{minor}.{build} {service_pack} {} {build}", words.build),
        "Microsoft Corporation".to_owned(),
        configuration.to_owned(),
        "Multiprocessor Free".to_owned(),
        "user".to_owned(),
        String::new(),
        "00426-OEM-8992662-00006".to_owned(),
        "2016/8/2, 10:21:07".to_owned(),
        "2017/6/2, 8:03:55".to_owned(),
        "QEMU".to_owned(),
        "Standard PC (i440FX + PIIX, 1996)".to_owned(),
        system_type.to_owned(),
        words.processors.to_owned(),
        "SeaBIOS rel-1.9.1, 2014/4/1".to_owned(),
        "C:\\Windows".to_owned(),
        "C:\\Windows\\system32".to_owned(),
        "\\Device\\HarddiskVolume1".to_owned(),
        words.language.to_owned(),
        words.language.to_owned(),
        "UTC+08:00".to_owned(),
        megabytes(4_095),
        megabytes(2_741),
        megabytes(8_189),
        megabytes(6_604),
        megabytes(1_585),
        "C:\\pagefile.sys".to_owned(),
        "WORKGROUP".to_owned(),
        format!("\\\\{}", host.name),
        words.updates(host.updates.len()),
    ];
    let mut rows: Vec<Row> = words
        .labels
        .into_iter()
        .zip(values)
        .map(|(label, value)| Row { label, value, list: Vec::new() })
        .collect();
    rows[PROCESSORS]
        .list
        .push("[01]: Intel64 Family 6 Model 42 Stepping 7 GenuineIntel ~2501 Mhz".to_owned());
    let numbered = host.updates.iter().enumerate();
    rows[UPDATES].list = numbered.map(|(at, kb)| format!("[{:02}]: KB{kb}", at + 1)).collect();
    let card = vec![
        "[01]: Intel(R) PRO/1000 MT Network Connection".to_owned(),
        "      [01]: 192.168.10.21".to_owned(),
    ];
    rows.push(Row { label: words.network.0, value: words.network.1.to_owned(), list: card });
    rows
}

/// `systeminfo`.
pub fn systeminfo(host: &Host) -> String {
    let rows = rows(host);
    let labels = rows.iter().map(|row| Locale::cells(row.label) + 1);
    let width = 1 + labels.max().unwrap_or_default();
    let mut lines = vec![String::new()];
    for row in &rows {
        lines.push(format!("{}{}", Locale::padded(&format!("{}:", row.label), width), row.value));
        lines.extend(row.list.iter().map(|entry| format!("{}{entry}", " ".repeat(width))));
    }
    lines.join("\r\n") + "\r\n"
}

/// `ver`.
pub fn ver(host: &Host) -> String {
    let (major, minor, build) = host.windows.version;
    let word = match host.locale {
        Locale::ZhCn => "版本",
        Locale::Ru => "Версия",
        Locale::En | Locale::De | Locale::Ja => "Version",
    };
    let xp = if (major, minor) == (5, 1) { " XP" } else { "" };
    // Shown by `ver` from 10 1709 on.
    let revision = host
        .facts()
        .revision()
        .filter(|_| 16299 <= build)
        .map(|revision| format!(".{revision}"))
        .unwrap_or_default();
    format!("\r\nMicrosoft Windows{xp} [{word} {major}.{minor}.{build}{revision}]\r\n")
}

/// `wmic os get BuildNumber,Caption,CSDVersion,OSArchitecture,Version /value`; XP and Server 2003 know no OSArchitecture.
pub fn os_properties(host: &Host) -> String {
    let windows = host.windows;
    let (major, minor, build) = windows.version;
    let end = windows.wmic_line_end();
    let service_pack = match windows.service_pack {
        0 => String::new(),
        number => format!("Service Pack {number}"),
    };
    let architecture = if windows.x64 { "64-bit" } else { "32-bit" };
    let mut lines = vec![
        format!("BuildNumber={build}"),
        format!("Caption=Microsoft {} ", windows.shown_product),
        format!("CSDVersion={service_pack}"),
    ];
    if !windows.is_nt5() {
        lines.push(format!("OSArchitecture={architecture}"));
    }
    lines.push(format!("Version={major}.{minor}.{build}"));
    let blank = if windows.has_wmic() { end.repeat(2) } else { String::new() };
    format!("{blank}{}{end}{blank}", lines.join(end))
}

/// The collector's `jiance-file-versions/1`.
pub fn file_versions(host: &Host) -> String {
    let (open, fixed) = host.windows.srv_sys;
    let srv = if host.has_smb_fix() { fixed } else { open };
    format!("jiance-file-versions/1\r\nsrv.sys={srv}\r\n")
}

/// Place of the processors' label.
const PROCESSORS: usize = 14;
/// Place of the updates' label.
const UPDATES: usize = 30;

struct Words {
    labels: [&'static str; 31],
    none: &'static str,
    build: &'static str,
    server: &'static str,
    workstation: &'static str,
    processors: &'static str,
    language: &'static str,
    updates_installed: &'static str,
    network: (&'static str, &'static str),
}

impl Words {
    fn updates(&self, count: usize) -> String {
        if count == 0 {
            self.none.to_owned()
        } else {
            self.updates_installed.replace("{}", &count.to_string())
        }
    }
}

fn words(locale: Locale) -> Words {
    match locale {
        Locale::ZhCn => Words {
            labels: [
                "主机名",
                "OS 名称",
                "OS 版本",
                "OS 制造商",
                "OS 配置",
                "OS 构件类型",
                "注册的所有人",
                "注册的组织",
                "产品 ID",
                "初始安装日期",
                "系统启动时间",
                "系统制造商",
                "系统型号",
                "系统类型",
                "处理器",
                "BIOS 版本",
                "Windows 目录",
                "系统目录",
                "启动设备",
                "系统区域设置",
                "输入法区域设置",
                "时区",
                "物理内存总量",
                "可用的物理内存",
                "虚拟内存: 最大值",
                "虚拟内存: 可用",
                "虚拟内存: 使用中",
                "页面文件位置",
                "域",
                "登录服务器",
                "修补程序",
            ],
            none: "暂缺",
            build: "Build",
            server: "独立服务器",
            workstation: "独立工作站",
            processors: "安装了 1 个处理器。",
            language: "zh-cn;中文(中国)",
            updates_installed: "安装了 {} 个修补程序。",
            network: ("网卡", "安装了 1 个 NIC。"),
        },
        Locale::En => Words {
            labels: [
                "Host Name",
                "OS Name",
                "OS Version",
                "OS Manufacturer",
                "OS Configuration",
                "OS Build Type",
                "Registered Owner",
                "Registered Organization",
                "Product ID",
                "Original Install Date",
                "System Boot Time",
                "System Manufacturer",
                "System Model",
                "System Type",
                "Processor(s)",
                "BIOS Version",
                "Windows Directory",
                "System Directory",
                "Boot Device",
                "System Locale",
                "Input Locale",
                "Time Zone",
                "Total Physical Memory",
                "Available Physical Memory",
                "Virtual Memory: Max Size",
                "Virtual Memory: Available",
                "Virtual Memory: In Use",
                "Page File Location(s)",
                "Domain",
                "Logon Server",
                "Hotfix(s)",
            ],
            none: "N/A",
            build: "Build",
            server: "Standalone Server",
            workstation: "Standalone Workstation",
            processors: "1 Processor(s) Installed.",
            language: "en-us;English (United States)",
            updates_installed: "{} Hotfix(s) Installed.",
            network: ("Network Card(s)", "1 NIC(s) Installed."),
        },
        Locale::De => Words {
            labels: [
                "Hostname",
                "Betriebssystemname",
                "Betriebssystemversion",
                "Betriebssystemhersteller",
                "Betriebssystemkonfiguration",
                "Betriebssystem-Buildtyp",
                "Registrierter Benutzer",
                "Registrierte Organisation",
                "Produkt-ID",
                "Ursprüngliches Installationsdatum",
                "Systemstartzeit",
                "Systemhersteller",
                "Systemmodell",
                "Systemtyp",
                "Prozessor(en)",
                "BIOS-Version",
                "Windows-Verzeichnis",
                "System-Verzeichnis",
                "Startgerät",
                "Systemgebietsschema",
                "Eingabegebietsschema",
                "Zeitzone",
                "Gesamter physischer Speicher",
                "Verfügbarer physischer Speicher",
                "Virtueller Arbeitsspeicher: Maximale Größe",
                "Virtueller Arbeitsspeicher: Verfügbar",
                "Virtueller Arbeitsspeicher: Zurzeit verwendet",
                "Auslagerungsdateipfad(e)",
                "Domäne",
                "Anmeldeserver",
                "Hotfix(es)",
            ],
            none: "Nicht zutreffend",
            build: "Build",
            server: "Eigenständiger Server",
            workstation: "Eigenständige Arbeitsstation",
            processors: "1 Prozessor(en) installiert.",
            language: "de;Deutsch (Deutschland)",
            updates_installed: "{} Hotfix(e) installiert.",
            network: ("Netzwerkkarte(n)", "1 Netzwerkadapter installiert."),
        },
        Locale::Ru => Words {
            labels: [
                "Имя узла",
                "Название ОС",
                "Версия ОС",
                "Изготовитель ОС",
                "Параметры ОС",
                "Сборка ОС",
                "Зарегистрированный владелец",
                "Зарегистрированная организация",
                "Код продукта",
                "Дата установки",
                "Время загрузки системы",
                "Изготовитель системы",
                "Модель системы",
                "Тип системы",
                "Процессор(ы)",
                "Версия BIOS",
                "Папка Windows",
                "Системная папка",
                "Устройство загрузки",
                "Язык системы",
                "Язык ввода",
                "Часовой пояс",
                "Полный объем физической памяти",
                "Доступная физическая память",
                "Виртуальная память: Макс. размер",
                "Виртуальная память: Доступна",
                "Виртуальная память: Используется",
                "Расположение файла подкачки",
                "Домен",
                "Сервер входа в сеть",
                "Исправление(я)",
            ],
            none: "Н/Д",
            build: "построение",
            server: "Изолированный сервер",
            workstation: "Изолированная рабочая станция",
            processors: "Число процессоров - 1.",
            language: "ru;Русский",
            updates_installed: "Число установленных исправлений - {}.",
            network: ("Сетевые адаптеры", "Число сетевых адаптеров - 1."),
        },
        Locale::Ja => Words {
            labels: [
                "ホスト名",
                "OS 名",
                "OS バージョン",
                "OS 製造元",
                "OS 構成",
                "OS ビルドの種類",
                "登録されている所有者",
                "登録されている組織",
                "プロダクト ID",
                "最初のインストール日付",
                "システム起動時間",
                "システム製造元",
                "システム モデル",
                "システムの種類",
                "プロセッサ",
                "BIOS バージョン",
                "Windows ディレクトリ",
                "システム ディレクトリ",
                "起動デバイス",
                "システム ロケール",
                "入力ロケール",
                "タイム ゾーン",
                "物理メモリの合計",
                "利用できる物理メモリ",
                "仮想メモリ: 最大サイズ",
                "仮想メモリ: 利用可能",
                "仮想メモリ: 使用中",
                "ページ ファイルの場所",
                "ドメイン",
                "ログオン サーバー",
                "ホットフィックス",
            ],
            none: "N/A",
            build: "ビルド",
            server: "スタンドアロン サーバー",
            workstation: "スタンドアロン ワークステーション",
            processors: "1 プロセッサインストール済みです。",
            language: "ja;日本語",
            updates_installed: "{} ホットフィックスがインストールされています。",
            network: ("ネットワーク カード", "1 NIC(s) インストール済みです。"),
        },
    }
}
