//! In: lines that are not UTF-8. Out: the code page whose languages' most frequent letters they hold most of, among pages of a kind.

use crate::letters::small;
use crate::pages::Page;

/// Windows' number of a page, and letters that make up much of any text in its languages; in lower case where there is one.
pub(super) struct Frequent(u16, &'static str);

impl Frequent {
    /// Pages whose characters are pairs. The first wins a tie.
    pub(super) const OF_PAIRS: &'static [Frequent] = &[
        Frequent(
            936,
            "的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着之过家学对可里后小多天而能好文件目录用户程序系统数据桌面下载网络安全新建本公司名单号表图片资料工作",
        ),
        Frequent(
            950,
            "的一是不了在人有我他這中大來上國個到說們為子和你地出道也時年得就那要下以生會自著之過家學對可裡後小多天而能好文件目錄用戶程式系統數據桌面下載網路安全新建本公司名單號表圖片資料工作檔案使",
        ),
        Frequent(
            932,
            "のにはをたがでてとしれさあいもうくりるなこまきんらかすそけつインスルトリラアプシテドレフィッ・ー日本人年大一中",
        ),
        Frequent(
            949,
            "이다의는에을가고하지로사기한리도서자인대정스일시그해어부수나구아라보전장제원상용주문바탕화면름형식파드록템",
        ),
    ];

    /// Single-byte pages: those of scripts of their own, and the Latin ones.
    pub(super) const OF_BYTES: [&'static [Frequent]; 2] = [
        &[
            Frequent(1251, "оеаинтсрвл"),
            Frequent(1253, "αοιετνσηρκ"),
            Frequent(1255, "יוהלארמתבש"),
            Frequent(1256, "اليمنرتوبة"),
            Frequent(874, "านรอกเงมยล่้"),
        ],
        &[
            Frequent(1252, "éèàçêâôîûùëïäöüßáíóúñãõåæøòì"),
            Frequent(1250, "ąćęłńóśźżáčďéěíňřšťúůýžöőüűäș"),
            Frequent(1254, "ışğüöçi"),
            Frequent(1257, "ėšžąįųūęčāēīļņģķõäöü"),
        ],
    ];
}

/// The page whose frequent letters are most of the letters beyond ASCII, and at least half of them.
pub(super) fn likeliest(lines: &[&[u8]], pages: &[Frequent]) -> Option<Page> {
    let mut best = None;
    let mut text = String::new();
    for Frequent(number, letters) in pages {
        let Some(page) = Page::of(*number) else { continue };
        let (mut frequent, mut all) = (0usize, 0usize);
        for line in lines {
            text.clear();
            page.decode(line, &mut text);
            for letter in text.chars().filter(|letter| !letter.is_ascii()) {
                all += 1;
                frequent += usize::from(letters.contains(small(letter)));
            }
        }
        // A thousandth is near enough.
        let share = frequent * 1000 / all.max(1);
        if share_needed(page) <= share && best.is_none_or(|(most, _)| most < share) {
            best = Some((share, page));
        }
    }
    best.map(|(_, page)| page)
}

/// How many letters in a thousand must be frequent ones: where letters are thousands, fewer are.
fn share_needed(page: Page) -> usize {
    if page.is_double_byte() { 250 } else { 500 }
}
