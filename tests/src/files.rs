//! The files of a host: paths with what a listing tells of them.

use std::collections::BTreeMap;

use crate::locale::Locale;
use crate::seed;
use crate::windows::Windows;

/// The files and folders of a host, by path without case.
#[derive(Debug, Clone, Default)]
pub struct Files {
    entries: BTreeMap<String, Entry>,
}

/// A file or folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Full path, without a trailing backslash.
    pub path: String,
    /// What it is.
    pub kind: Kind,
    /// Has the hidden or system attribute: `dir` without `/a` leaves it out.
    pub hidden: bool,
}

/// What an entry is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// A file of that many bytes.
    File(u64),
    /// A folder.
    Folder,
    /// A junction to another folder.
    Junction(String),
}

impl Files {
    /// The files of a fresh Windows with a user's documents.
    pub fn of_windows(windows: &Windows, locale: Locale) -> Files {
        let mut texts = vec![include_str!("../data/tree_common.txt")];
        if windows.is_nt5() {
            texts.push(include_str!("../data/tree_nt5.txt"));
        } else {
            texts.push(include_str!("../data/tree_nt6.txt"));
        }
        if windows.x64 {
            texts.push(include_str!("../data/tree_x64.txt"));
        }
        if windows.is_nt10() {
            texts.push(include_str!("../data/tree_nt10.txt"));
        }
        let places = Places::of(windows, locale);
        let mut files = Files::default();
        for line in texts.iter().flat_map(|text| text.lines()).filter(|line| !line.starts_with('#'))
        {
            files.add_line(&places.fill(line));
        }
        for document in locale.documents() {
            files.add_file(&format!("{}\\{document}", places.desktop()));
        }
        files.add_hidden(&format!("{}\\desktop.ini", places.desktop()));
        files
    }

    fn add_line(&mut self, line: &str) {
        let (line, hidden) = line.strip_prefix("h ").map_or((line, false), |rest| (rest, true));
        if let Some((path, target)) = line.split_once(" -> ") {
            self.insert(path, Kind::Junction(target.to_owned()), hidden);
        } else if let Some(folder) = line.strip_suffix('\\') {
            self.insert(folder, Kind::Folder, hidden);
        } else {
            self.insert(line, Kind::File(1 + seed::below(400_000, line)), hidden);
        }
    }

    /// Adds a file of a size fixed by its path.
    pub fn add_file(&mut self, path: &str) {
        self.add_line(path);
    }

    /// Adds a file with the hidden or system attribute.
    pub fn add_hidden(&mut self, path: &str) {
        self.insert(path, Kind::File(1 + seed::below(4_000_000, path)), true);
    }

    /// Adds an empty file.
    pub fn add_empty(&mut self, path: &str) {
        self.insert(path, Kind::File(0), false);
    }

    /// Adds an empty folder.
    pub fn add_folder(&mut self, path: &str) {
        self.insert(path, Kind::Folder, false);
    }

    /// Takes the hidden attribute off an entry.
    pub fn show(&mut self, path: &str) {
        if let Some(entry) = self.entries.get_mut(&key(path)) {
            entry.hidden = false;
        }
    }

    fn insert(&mut self, path: &str, kind: Kind, hidden: bool) {
        if let Some((parent, _)) = path.rsplit_once('\\')
            && !parent.ends_with(':')
            && !self.entries.contains_key(&key(parent))
        {
            let hidden = HIDDEN_FOLDERS.iter().any(|name| parent.ends_with(name));
            self.insert(parent, Kind::Folder, hidden);
        }
        self.entries.insert(key(path), Entry { path: path.to_owned(), kind, hidden });
    }

    /// What stands directly in a folder, as NTFS orders it. `folder` of a drive's root is `C:`.
    pub fn children(&self, folder: &str) -> impl Iterator<Item = &Entry> {
        let prefix = format!("{}\u{1}", key(folder));
        self.entries
            .range(prefix.clone()..)
            .take_while({
                let prefix = prefix.clone();
                move |(key, _)| key.starts_with(&prefix)
            })
            .filter(move |(key, _)| !key[prefix.len()..].contains('\u{1}'))
            .map(|(_, entry)| entry)
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// True without any entry.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

/// Ends of the paths of folders that Windows makes hidden.
const HIDDEN_FOLDERS: [&str; 8] = [
    "\\$Recycle.Bin",
    "\\RECYCLER",
    "C:\\Boot",
    "C:\\ProgramData",
    "C:\\Recovery",
    "\\AppData",
    "\\Users\\Default",
    "\\WindowsApps",
];

/// Sorts a folder's content behind the folder and before its neighbours, without case.
fn key(path: &str) -> String {
    path.to_uppercase().replace('\\', "\u{1}")
}

/// The folders that have another name in another Windows or language.
#[derive(Debug)]
pub struct Places {
    windows: &'static str,
    programs: &'static str,
    profiles: &'static str,
    user: &'static str,
    desktop: &'static str,
    public: &'static str,
}

impl Places {
    /// The names on disk. From Vista on they are English everywhere.
    pub fn of(windows: &Windows, locale: Locale) -> Places {
        let english = Places {
            windows: "C:\\Windows",
            programs: "C:\\Program Files",
            profiles: "C:\\Users",
            user: locale.user(),
            desktop: "Desktop",
            public: "Public",
        };
        if !windows.is_nt5() {
            return english;
        }
        let nt5 = Places {
            windows: "C:\\WINDOWS",
            profiles: "C:\\Documents and Settings",
            public: "All Users",
            ..english
        };
        match locale {
            Locale::ZhCn => Places { desktop: "桌面", ..nt5 },
            Locale::De => Places {
                programs: "C:\\Programme",
                profiles: "C:\\Dokumente und Einstellungen",
                ..nt5
            },
            Locale::Ru => Places { desktop: "Рабочий стол", ..nt5 },
            Locale::Ja => Places { desktop: "デスクトップ", ..nt5 },
            Locale::En => nt5,
        }
    }

    /// The user's own folder.
    pub fn profile(&self) -> String {
        format!("{}\\{}", self.profiles, self.user)
    }

    /// The user's desktop.
    pub fn desktop(&self) -> String {
        format!("{}\\{}", self.profile(), self.desktop)
    }

    fn fill(&self, line: &str) -> String {
        line.replace("{windows}", self.windows)
            .replace("{programs}", self.programs)
            .replace("{profile}", &self.profile())
            .replace("{public}", &format!("{}\\{}", self.profiles, self.public))
    }
}
