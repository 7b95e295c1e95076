//! What the collector says to people, in the two languages it speaks.

/// The language it speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lang {
    /// Simplified Chinese.
    Chinese,
    /// English, to everybody else.
    English,
}

impl Lang {
    /// By the number of the user's language: its lower ten bits are 4 for Chinese, traditional or simplified.
    pub fn of(number: u16) -> Lang {
        if number & 0x3FF == 4 { Lang::Chinese } else { Lang::English }
    }

    /// One of its words.
    pub fn say(self, word: Word) -> &'static str {
        let (chinese, english) = texts(word);
        match self {
            Lang::Chinese => chinese,
            Lang::English => english,
        }
    }
}

/// What there is to say. Values follow where the name ends in a preposition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    /// Before it begins.
    Welcome,
    /// It runs without administrator's rights.
    NotElevated,
    /// Steps.
    Processes,
    /// Reading the sockets.
    Sockets,
    /// Reading the files of a drive; its name follows.
    FilesOf,
    /// Reading the registry.
    Registry,
    /// Reading the Windows' version.
    System,
    /// Behind a count of files.
    FilesSoFar,
    /// Behind a count of keys.
    KeysSoFar,
    /// Behind it stands an estimate, in minutes and seconds.
    StillAbout,
    /// It is over, and all is there; the file's name follows.
    DoneIn,
    /// It is over, but some was refused; the number follows.
    Refused,
    /// Before the checksum.
    Checksum,
    /// What to do with the file.
    Next,
    /// The disk is full: what was collected until then is in the file.
    DiskFull,
    /// The file can't be written at all.
    CannotWrite,
    /// Nowhere can a file be made.
    NoPlace,
    /// An option is unknown; it follows.
    UnknownOption,
    /// Which options there are.
    Usage,
    /// A checked file is whole.
    Verified,
    /// It is not.
    Damaged,
    /// Wait for a key.
    PressKey,
}

fn texts(word: Word) -> (&'static str, &'static str) {
    match word {
        Word::Welcome => (
            "检测 信息收集工具\r\n只读取，不联网，不修改任何设置。请等到出现“完成”。\r\n\r\n",
            "Jiance collector\r\nIt only reads. Nothing is sent anywhere, no setting is changed. Please wait until it says \"Done\".\r\n\r\n",
        ),
        Word::NotElevated => (
            "注意：当前没有管理员权限，部分文件夹、进程和注册表项读不到。\r\n想收集完整，请关闭本窗口，右键点击 jiance.exe，选择“以管理员身份运行”。\r\n\r\n",
            "NOTE: this does not run as administrator, so some folders, programs and keys stay hidden.\r\nTo see everything, close this window, right-click jiance.exe and choose \"Run as administrator\".\r\n\r\n",
        ),
        Word::Processes => ("正在读取进程", "Reading the running programs"),
        Word::Sockets => ("正在读取端口", "Reading the open ports"),
        Word::FilesOf => ("正在读取文件列表：", "Listing all files on "),
        Word::Registry => ("正在读取注册表", "Reading the registry"),
        Word::System => ("正在读取系统版本", "Reading the Windows version"),
        Word::FilesSoFar => (" 个文件", " files"),
        Word::KeysSoFar => (" 项", " keys"),
        Word::StillAbout => ("，大约还需 ", ", still about "),
        Word::DoneIn => (
            "\r\n完成。请提交这个文件：\r\n\r\n    ",
            "\r\nDone. This is the one file to hand in:\r\n\r\n    ",
        ),
        Word::Refused => ("系统拒绝读取的位置：", "Places that Windows did not let it read: "),
        Word::Checksum => ("\r\n    SHA-256 ", "\r\n    SHA-256 "),
        Word::Next => (
            "\r\n下一步：在本机或其他电脑的浏览器中打开检测页面，把这个文件拖进去。\r\n文件只在浏览器里读取，不会上传。\r\n",
            "\r\nNext: open the check page in a browser, on this computer or another one, and drop it there.\r\nIt is read inside the browser and not sent anywhere.\r\n",
        ),
        Word::DiskFull => (
            "\r\n磁盘空间不足，收集提前结束。已收集的内容保存在文件中，但不完整。\r\n请换一个空间充足的位置重新运行：jiance.exe /out D:\\文件夹\r\n",
            "\r\nThe disk is full, so it stopped early. What was collected is in the file, but it is not all.\r\nRun it again with a place that has room: jiance.exe /out D:\\folder\r\n",
        ),
        Word::CannotWrite => (
            "\r\n写入失败：磁盘可能已满或已拔出。请换一个位置重新运行：jiance.exe /out D:\\文件夹\r\n",
            "\r\nThe file could not be written: the disk may be full or gone. Run it again with another place: jiance.exe /out D:\\folder\r\n",
        ),
        Word::NoPlace => (
            "找不到可以写入的位置。请指定一个文件夹：jiance.exe /out D:\\文件夹\r\n",
            "There is no folder it may write to. Name one: jiance.exe /out D:\\folder\r\n",
        ),
        Word::UnknownOption => {
            ("没有这个选项，或者缺少参数：", "There is no such option, or it lacks its value: ")
        }
        Word::Usage => (
            "\r\n用法：jiance.exe [/out 文件夹] [/quiet] [/no-files] [/no-processes] [/no-registry] [/no-sockets] [/no-system]\r\n      jiance.exe /verify 文件\r\n\r\n  /out       输出到这个文件夹\r\n  /quiet     不显示进度，不等待按键，供远程运行\r\n  /no-...    不收集这一部分\r\n  /verify    检查已生成的文件是否完好\r\n\r\n退出代码：0 完整  3 有位置读不到  4 磁盘已满，提前结束  1 无法写入  2 用法错误\r\n",
            "\r\nUsage: jiance.exe [/out FOLDER] [/quiet] [/no-files] [/no-processes] [/no-registry] [/no-sockets] [/no-system]\r\n       jiance.exe /verify FILE\r\n\r\n  /out       write into this folder\r\n  /quiet     show no progress, wait for no key: for remote runs\r\n  /no-...    leave this part out\r\n  /verify    check a file written earlier\r\n\r\nExit codes: 0 whole  3 some places could not be read  4 disk full, stopped early  1 cannot write  2 wrong usage\r\n",
        ),
        Word::Verified => ("文件完好。", "The file is whole."),
        Word::Damaged => {
            ("文件已损坏或不完整，请重新收集。", "The file is damaged or cut off. Collect again.")
        }
        Word::PressKey => ("\r\n按回车键关闭窗口。", "\r\nPress Enter to close this window."),
    }
}
