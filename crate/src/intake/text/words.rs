//! In: bytes that are not UTF-8. Out: how many of the words of Windows' own commands they hold, read in a code page.
//!
//! A short output has too few letters to tell its page by them; its headings and labels are known. Only words with letters beyond
//! ASCII speak for a page, and each speaks only for the pages that its language's Windows writes: `Répertoire` reads the same in
//! 437 and in 850, but a French Windows has 850.

use crate::pages::Page;

/// The OEM and ANSI pages of one language's Windows, and words of its `dir`, `tasklist` and `systeminfo`.
struct Language {
    pages: &'static [u16],
    words: &'static [&'static str],
}

static LANGUAGES: [Language; 14] = [
    Language {
        pages: &[936],
        words: &["驱动器", "序列号", "的目录", "个文件", "可用字节", "映像名称", "主机名", "系统"],
    },
    Language {
        pages: &[950],
        words: &["磁碟", "序號", "的目錄", "個檔案", "位元組", "映像名稱", "主機名稱", "作業系統"],
    },
    Language {
        pages: &[932],
        words: &[
            "ドライブ",
            "シリアル番号",
            "のディレクトリ",
            "個のファイル",
            "イメージ名",
            "ホスト名",
        ],
    },
    Language {
        pages: &[949],
        words: &[
            "드라이브",
            "일련 번호",
            "디렉터리",
            "개 파일",
            "바이트",
            "이미지 이름",
            "호스트 이름",
            "메모리",
        ],
    },
    Language {
        pages: &[866, 1251],
        words: &["Серийный номер", "Содержимое папки", "Имя образа", "Имя узла"],
    },
    Language {
        pages: &[850, 1252],
        words: &["Datenträger", "Verfügbarer", "Ursprüngliches", "Domäne", "Größe"],
    },
    Language {
        pages: &[850, 1252],
        words: &[
            "numéro de série",
            "Répertoire de",
            "Rép(s)",
            "Numéro de s",
            "Nom de l'hôte",
            "Mémoire",
            "système",
        ],
    },
    Language {
        pages: &[850, 1252],
        words: &[
            "número de serie",
            "sesión",
            "Núm. de ses",
            "Versión",
            "Memoria física",
            "Configuración",
        ],
    },
    Language {
        pages: &[850, 1252],
        words: &[
            "Número de Série",
            "disponíveis",
            "sessão",
            "Versão",
            "Memória",
            "memória",
            "Proprietário",
        ],
    },
    Language { pages: &[850, 1252], words: &["nell'unità"] },
    Language {
        pages: &[852, 1250],
        words: &["bajtów", "plik(ów)", "katalog(ów)", "Użycie pamięci", "pamięć", "Pamięć"],
    },
    Language {
        pages: &[852, 1250],
        words: &[
            "Sériové číslo",
            "Výpis adresáře",
            "Volných bajtů",
            "Souborů",
            "Adresářů",
            "Název",
            "paměti",
            "kötet",
            "meghajtóban",
            "könyvtár",
            "bájt",
            "Operációs",
        ],
    },
    Language {
        pages: &[857, 1254],
        words: &["sürücüsündeki", "Numarası", "Görüntü Adı", "Oturum Adı", "Kullanımı", "İşletim"],
    },
    Language {
        pages: &[737, 1253], words: &["μονάδα δίσκου", "αριθμός σειράς", "Κατάλογος"]
    },
];

/// Every single-byte page that some word speaks for.
pub(super) fn single_byte_pages() -> impl Iterator<Item = Page> {
    let pages = LANGUAGES.iter().flat_map(|language| language.pages);
    pages.filter_map(|number| Page::of(*number)).filter(|page| !page.is_double_byte())
}

/// How many different words speak for the page.
pub(super) fn words_in(lines: &[&[u8]], page: Page) -> usize {
    let mut words: Vec<&str> = LANGUAGES
        .iter()
        .filter(|language| language.pages.iter().any(|number| Page::of(*number) == Some(page)))
        .flat_map(|language| language.words)
        .copied()
        .collect();
    let all = words.len();
    let mut text = String::new();
    for line in lines {
        if words.is_empty() {
            break;
        }
        text.clear();
        page.decode(line, &mut text);
        words.retain(|word| !text.contains(word));
    }
    all - words.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text's bytes in a page: looked up letter by letter, or as the encoder of the double-byte pages writes them.
    fn in_page(number: u16, text: &str) -> Vec<u8> {
        let page = Page::of(number).unwrap();
        let web = encoding_rs::Encoding::for_label(page.name().as_bytes());
        if let Some(encoding) = web.filter(|_| page.is_double_byte()) {
            let (bytes, _, faulty) = encoding.encode(text);
            assert!(!faulty, "{text} in {number}");
            return bytes.into_owned();
        }
        let mut table = std::collections::HashMap::new();
        for byte in 0..=255u8 {
            let mut letter = String::new();
            page.decode(&[byte], &mut letter);
            table.insert(letter.chars().next().unwrap(), byte);
        }
        text.chars().map(|letter| table[&letter]).collect()
    }

    /// A text is read right from each of the pages, name of the user and all.
    fn check(pages: &[u16], text: &str) {
        let lines: Vec<&str> = text.lines().collect();
        for number in pages {
            let encoding = Page::of(*number).unwrap().name();
            super::super::tests::check(&in_page(*number, text), &lines, encoding);
        }
    }

    #[test]
    fn french() {
        check(
            &[850, 1252],
            " Le numéro de série du volume est 1A2B-3C4D\r\n\r\n Répertoire de C:\\Users\\Hélène\r\n",
        );
        check(
            &[850, 1252],
            "Nom de l'hôte:                              PC-1\r\nMémoire physique totale:                    4 096 Mo\r\n",
        );
    }

    #[test]
    fn spanish() {
        check(
            &[850, 1252],
            " El número de serie del volumen es: 1A2B-3C4D\r\n\r\n Directorio de C:\\Users\\Begoña\r\n",
        );
        check(
            &[850, 1252],
            "Nombre de imagen               PID Nombre de sesión Núm. de ses Uso de memor\r\n",
        );
    }

    #[test]
    fn portuguese() {
        check(
            &[850, 1252],
            " O Número de Série do Volume é 1A2B-3C4D\r\n\r\n Pasta de C:\\Users\\João\r\n",
        );
    }

    #[test]
    fn italian() {
        check(
            &[850, 1252],
            " Il volume nell'unità C non ha etichetta.\r\n Directory di C:\\Users\\Niccolò\r\n",
        );
    }

    #[test]
    fn polish() {
        check(
            &[852, 1250],
            " Katalog: C:\\Users\\Łukasz\r\n               3 plik(ów)             12 bajtów\r\n",
        );
        check(
            &[852, 1250],
            "Nazwa obrazu                   PID Nazwa sesji      Nr sesji    Użycie pamięci\r\n",
        );
    }

    #[test]
    fn czech() {
        check(
            &[852, 1250],
            " Sériové číslo svazku je 1A2B-3C4D\r\n\r\n Výpis adresáře C:\\Users\\Jiří\r\n",
        );
    }

    #[test]
    fn hungarian() {
        check(&[852, 1250], " A kötet sorozatszáma: 1A2B-3C4D\r\n C:\\Users\\Győző tartalma:\r\n");
    }

    #[test]
    fn turkish() {
        check(
            &[857, 1254],
            " C sürücüsündeki birimin etiketi yok.\r\n Birim Seri Numarası: 1A2B-3C4D\r\n C:\\Users\\Işıl Şağ dizini\r\n",
        );
        check(
            &[857, 1254],
            "Görüntü Adı                    PID Oturum Adı       Oturum#     Bellek Kullanımı\r\n",
        );
    }

    #[test]
    fn greek() {
        check(
            &[737, 1253],
            " Ο αριθμός σειράς του τόμου είναι 1A2B-3C4D\r\n\r\n Κατάλογος: C:\\Users\\Γιώργος\r\n",
        );
    }

    #[test]
    fn russian() {
        check(
            &[866, 1251],
            " Серийный номер тома: 1A2B-3C4D\r\n\r\n Содержимое папки C:\\Users\\Юля\r\n",
        );
    }

    #[test]
    fn korean() {
        check(&[949], " 볼륨 일련 번호: 1A2B-3C4D\r\n\r\n C:\\Users\\김철수 디렉터리\r\n");
        check(
            &[949],
            "이미지 이름                    PID 세션 이름            세션#       메모리 사용\r\n",
        );
    }

    #[test]
    fn chinese_of_either_kind() {
        check(&[950], " 磁碟區序號:  1A2B-3C4D\r\n\r\n C:\\Users\\王小明 的目錄\r\n");
        check(
            &[950],
            "主機名稱:             PC-1\r\n作業系統名稱:         Microsoft Windows 10\r\n",
        );
        check(&[936], " 卷的序列号是 1A2B-3C4D\r\n\r\n C:\\Users\\王小明 的目录\r\n");
    }

    #[test]
    fn japanese() {
        check(
            &[932],
            " ボリューム シリアル番号は 1A2B-3C4D です\r\n\r\n C:\\Users\\太郎 のディレクトリ\r\n",
        );
    }
}
