//! In: a seed. Out: accidental choices, the same ones every time: numbers, words, names.

use std::fmt::Write as _;

/// SplitMix64.
pub(super) struct Random(u64);

const WORDS: &str = "access account active agent app audio backup base bridge broker cache capture catalog cert channel client cloud \
    color common component config connect console content control core credential crypto data device diag digital directory disk display \
    document domain driver edge encode engine event explorer feature file filter firewall font frame gateway graphics group handler help \
    host identity image index info input install interface kernel key language library license list local location log mail manager map \
    media memory message metadata mobile model module monitor net network notify object office package panel parental partner perf \
    phone platform player policy port power print private process profile program protect provider proxy push query queue recovery \
    registry remote render report resource restore role router schema script search secure sensor server service session setting setup \
    share shell signal smart snap socket sound source speech spool start state storage store stream style sync system table task \
    telemetry template terminal text theme time token tool touch trace transfer transport tree trust type update user utility value \
    video view virtual voice volume wallet web window wireless wizard work xaml zone";

const CHINESE: [&str; 20] = [
    "合同",
    "报价单",
    "会议纪要",
    "发票",
    "照片",
    "项目",
    "财务",
    "客户",
    "培训",
    "新建文件夹",
    "采购",
    "工资表",
    "值班表",
    "通知",
    "扫描件",
    "备忘",
    "方案",
    "验收",
    "库存",
    "联系人",
];

impl Random {
    pub(super) fn new(seed: u64) -> Random {
        Random(seed)
    }

    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `limit`.
    pub(super) fn below(&mut self, limit: u64) -> u64 {
        (self.next() >> 16) % limit.max(1)
    }

    pub(super) fn pick<'t, T: ?Sized>(&mut self, from: &[&'t T]) -> &'t T {
        from[self.below(from.len() as u64) as usize]
    }

    pub(super) fn word(&mut self) -> &'static str {
        static SPLIT: std::sync::LazyLock<Vec<&str>> =
            std::sync::LazyLock::new(|| WORDS.split_whitespace().collect());
        self.pick(&SPLIT)
    }

    pub(super) fn chinese(&mut self) -> &'static str {
        self.pick(&CHINESE)
    }

    /// `AudioCacheBroker`.
    pub(super) fn name(&mut self) -> String {
        let mut name = String::new();
        for _ in 0..2 + self.below(2) {
            let word = self.word();
            name.push_str(&word[..1].to_ascii_uppercase());
            name.push_str(&word[1..]);
        }
        name
    }

    /// So many hexadecimal digits.
    pub(super) fn hex(&mut self, digits: usize) -> String {
        let mut text = String::with_capacity(digits + 16);
        while text.len() < digits {
            let _ = write!(text, "{:016x}", self.next());
        }
        text.truncate(digits);
        text
    }

    /// A GUID without braces, in capitals.
    pub(super) fn guid(&mut self) -> String {
        let hex = self.hex(32).to_ascii_uppercase();
        format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
    }

    /// A component's name in the store, without its version.
    pub(super) fn component(&mut self) -> String {
        format!("microsoft-windows-{}-{}-{}", self.word(), self.word(), self.word())
    }
}
