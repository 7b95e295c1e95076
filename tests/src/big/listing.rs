//! In: a size and a form. Out: a listing of drive C of about that size, folder by folder.

use std::fmt::Write as _;
use std::io;

use super::random::Random;
use super::{Put, Sign};

/// Which command's output it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// `dir /s /b /a C:\`: a full path a line.
    Bare,
    /// `dir /s /a C:\`, in English.
    Long,
    /// `jiance-files/2`, which `jiance.exe` writes.
    Collected,
    /// `Get-ChildItem -Recurse -Force C:\ | Export-Csv`, the columns that matter.
    Csv,
}

/// What fills a drive, with its share in a hundred folders.
const MAKERS: [(u64, Maker); 8] = [
    (24, component),
    (14, manifests),
    (8, packages),
    (16, programs),
    (6, drivers),
    (14, caches),
    (10, modules),
    (8, documents),
];

/// A folder's path and the names of its files.
type Maker = fn(&mut Random) -> (String, Vec<String>);

const BEFORE_SIGN: u64 = 1 << 20;

/// Writes so many bytes, and the rest of the last folder.
pub(super) fn write(form: Form, bytes: u64, sign: Sign, put: &mut Put<'_>) -> io::Result<()> {
    let mut random = Random::new(20_170_602);
    let mut writer = Writer { form, text: String::new(), folders: 0, rows: 0 };
    writer.begin(&mut random);
    let mut written = 0;
    let mut signs = if sign == Sign::Early { 1 } else { 0 };
    while written < bytes {
        if 0 < signs && BEFORE_SIGN <= written {
            signs -= 1;
            writer.folder(r"C:\Windows", &["tasksche.exe".to_owned()], &mut random);
        }
        let mut at = random.below(100);
        let maker = MAKERS.iter().find(|(share, _)| {
            let here = at < *share;
            at = at.saturating_sub(*share);
            here
        });
        let (folder, files) = maker.map_or(component as Maker, |(_, maker)| *maker)(&mut random);
        writer.folder(&folder, &files, &mut random);
        written += writer.text.len() as u64;
        put(&writer.text)?;
        writer.text.clear();
    }
    writer.end();
    put(&writer.text)
}

struct Writer {
    form: Form,
    text: String,
    folders: u64,
    rows: u64,
}

impl Writer {
    fn begin(&mut self, random: &mut Random) {
        self.text.push_str(match self.form {
            Form::Bare => "",
            Form::Long => {
                " Volume in drive C has no label.\r\n Volume Serial Number is 0A1B-2C3D\r\n\r\n"
            }
            Form::Collected => "jiance-files/2\r\n",
            Form::Csv => "\"FullName\",\"Length\",\"Attributes\"\r\n",
        });
        let hidden = ["pagefile.sys", "hiberfil.sys", "bootmgr"].map(str::to_owned);
        self.folder(r"C:\", &hidden, random);
        for folder in
            [r"C:\Windows\System32\config", r"C:\Program Files\Windows NT", r"C:\Users\zhang"]
        {
            self.folder(folder, &["NTUSER.DAT".to_owned()], random);
        }
    }

    fn folder(&mut self, folder: &str, files: &[String], random: &mut Random) {
        let Writer { form, text, folders, rows } = self;
        let below = if folder.ends_with('\\') { folder.to_owned() } else { format!("{folder}\\") };
        *folders += 1;
        *rows += files.len() as u64;
        match form {
            Form::Bare | Form::Csv => {}
            Form::Long => _ = write!(text, " Directory of {folder}\r\n\r\n"),
            Form::Collected if folder.len() <= 3 => _ = write!(text, "folder={folder}\r\n"),
            Form::Collected => {
                let time = random.hex(8);
                let _ = write!(text, "folder=10\t\t{time}\t=\t-2\t\t{folder}\r\n");
            }
        }
        for file in files {
            let bits = 4 + random.below(20);
            let size = random.below(1 << bits);
            let _ = match form {
                Form::Bare => write!(text, "{below}{file}\r\n"),
                Form::Long => {
                    write!(text, "06/02/2017  04:35 PM    {:>14} {file}\r\n", grouped(size))
                }
                Form::Collected => {
                    let time = 0x5900_0000 + random.below(0x80_0000);
                    write!(text, "20\t{size:x}\t{time:x}\t{}\t=\t~1\t{file}\r\n", random.below(99))
                }
                Form::Csv => write!(text, "\"{below}{file}\",\"{size}\",\"Archive\"\r\n"),
            };
        }
        if *form == Form::Long {
            let _ = write!(text, "{:>16} File(s) {:>14} bytes\r\n\r\n", files.len(), "12,345");
        }
    }

    fn end(&mut self) {
        let Writer { form, text, folders, rows } = self;
        let _ = match form {
            Form::Long => write!(
                text,
                "     Total Files Listed:\r\n{rows:>16} File(s) 12,345,678 bytes\r\n{folders:>16} Dir(s)  12,345,678 bytes free\r\n"
            ),
            Form::Collected => write!(text, "end={folders} {rows} 0\r\n"),
            Form::Bare | Form::Csv => Ok(()),
        };
    }
}

/// `1,234,567`
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if 0 < at && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn several(
    random: &mut Random,
    least: u64,
    most: u64,
    mut name: impl FnMut(&mut Random) -> String,
) -> Vec<String> {
    let count = least + random.below(most - least + 1);
    (0..count).map(|_| name(random)).collect()
}

fn system_file(random: &mut Random) -> String {
    let kind = random.pick(&["dll", "dll", "dll", "exe", "mui", "sys", "inf", "xml"]);
    format!("{}{}.{kind}", random.word(), random.word())
}

fn component_folder(random: &mut Random) -> String {
    let arch = random.pick(&["amd64", "amd64", "wow64", "x86", "msil"]);
    let language = random.pick(&["none", "none", "en-us", "zh-cn"]);
    let build = random.below(700);
    let name = random.component();
    format!("{arch}_{name}_31bf3856ad364e35_10.0.15063.{build}_{language}_{}", random.hex(16))
}

fn component(random: &mut Random) -> (String, Vec<String>) {
    let folder = format!(r"C:\Windows\WinSxS\{}", component_folder(random));
    (folder, several(random, 1, 6, system_file))
}

fn manifests(random: &mut Random) -> (String, Vec<String>) {
    let files = several(random, 4, 20, |random| format!("{}.manifest", component_folder(random)));
    (r"C:\Windows\WinSxS\Manifests".to_owned(), files)
}

fn packages(random: &mut Random) -> (String, Vec<String>) {
    let files = several(random, 2, 8, |random| {
        let (number, build) = (random.below(6000), random.below(9));
        format!(
            "Package_{number}_for_KB4012212~31bf3856ad364e35~amd64~~10.0.1.{build}.{}",
            random.pick(&["mum", "cat"])
        )
    });
    (r"C:\Windows\servicing\Packages".to_owned(), files)
}

fn programs(random: &mut Random) -> (String, Vec<String>) {
    let root = random.pick(&[r"C:\Program Files", r"C:\Program Files (x86)"]);
    let folder = format!(r"{root}\{}\{}\{}", random.name(), random.name(), random.word());
    let files = several(random, 3, 30, |random| {
        let kind = random.pick(&["dll", "exe", "png", "html", "js", "txt", "json", "dat", "pak"]);
        format!("{}.{kind}", random.name())
    });
    (folder, files)
}

fn drivers(random: &mut Random) -> (String, Vec<String>) {
    let name = random.word();
    let folder = format!(
        r"C:\Windows\System32\DriverStore\FileRepository\{name}.inf_amd64_{}",
        random.hex(16)
    );
    (folder, ["inf", "PNF", "sys", "cat"].map(|kind| format!("{name}.{kind}")).to_vec())
}

fn caches(random: &mut Random) -> (String, Vec<String>) {
    let folder = format!(r"C:\Users\zhang\AppData\Local\{}\User Data\Default\Cache", random.name());
    (folder, several(random, 10, 60, |random| format!("f_{}", random.hex(6))))
}

fn modules(random: &mut Random) -> (String, Vec<String>) {
    let folder = format!(
        r"C:\Users\zhang\source\{}\node_modules\{}-{}\lib\{}",
        random.word(),
        random.word(),
        random.word(),
        random.word()
    );
    let files = several(random, 2, 20, |random| {
        format!(
            "{}-{}.{}",
            random.word(),
            random.word(),
            random.pick(&["js", "js", "ts", "json", "map"])
        )
    });
    (folder, files)
}

fn documents(random: &mut Random) -> (String, Vec<String>) {
    let folder =
        format!(r"C:\Users\zhang\Documents\{}\{}", random.chinese(), 2010 + random.below(8));
    let files = several(random, 2, 20, |random| {
        let kind = random.pick(&["docx", "xlsx", "pdf", "jpg", "pptx"]);
        match random.below(2) {
            0 => format!("{}{}.{kind}", random.chinese(), random.below(9999)),
            _ => format!("{} {} {}.{kind}", random.name(), random.word(), random.below(99)),
        }
    });
    (folder, files)
}
