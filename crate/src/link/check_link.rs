//! In: what support wants a customer to begin with. Out: a fragment that says it in plain sight; and back.
//!
//! `check?v=1&advisory=smb-worms-2017&lang=zh-CN&step=run&ticket=T-4711&sum=385f8f68`. Nothing about any host is in it.

use super::error::LinkError;
use crate::advisory::Advisory;
use crate::checksum::crc32;
use crate::host_text::HostText;
use crate::lang::Lang;

/// How the fragment begins.
pub(super) const BEGINNING: &str = "check?";

/// The newest version. What a field means never changes within one.
const VERSION: u8 = 1;

/// What comes before the checksum, and how long that is.
const SUM: &str = "&sum=";
const SUM_DIGITS: usize = 8;

/// The longest id, language tag or step, in bytes.
const LONGEST_WORD: usize = 32;

/// A link from support to a customer: which advisory, in which language, where to begin.
#[derive(Debug, Clone)]
pub struct CheckLink {
    /// What to check against.
    pub advisory: &'static Advisory,
    /// The language to show; `None` in a link whose language is not spoken here.
    pub lang: Option<Lang>,
    /// Where to begin; `None` in a link that names no step, or one that is not known here.
    pub step: Option<Step>,
    /// The number of the customer's ticket.
    pub ticket: Option<Ticket>,
}

/// A step of the way to a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Get the collector.
    Get,
    /// Run it.
    Run,
    /// Drop the file it wrote.
    Drop,
}

impl Step {
    /// Every step, in order.
    pub const ALL: [Step; 3] = [Step::Get, Step::Run, Step::Drop];

    /// Its name in links.
    pub fn name(self) -> &'static str {
        match self {
            Step::Get => "get",
            Step::Run => "run",
            Step::Drop => "drop",
        }
    }
}

/// A ticket's number: 1 to 32 letters, digits and hyphens of ASCII.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticket(String);

impl Ticket {
    /// The most characters.
    pub const LONGEST: usize = 32;

    /// A ticket's number as typed; `None` if it holds anything else, or too much.
    pub fn new(text: &str) -> Option<Ticket> {
        let is_one = (1..=Ticket::LONGEST).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        is_one.then(|| Ticket(text.to_owned()))
    }

    /// The number.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl CheckLink {
    /// What stands after `#`.
    pub fn fragment(&self) -> String {
        let mut text = format!("{BEGINNING}v={VERSION}&advisory={}", self.advisory.id);
        for (name, value) in [
            ("lang", self.lang.map(Lang::tag)),
            ("step", self.step.map(Step::name)),
            ("ticket", self.ticket.as_ref().map(Ticket::as_str)),
        ] {
            if let Some(value) = value {
                text.push_str(&format!("&{name}={value}"));
            }
        }
        let sum = sum(&text);
        text.push_str(SUM);
        text.push_str(&sum);
        text
    }

    /// Reads what stands after `#`.
    pub(super) fn read(fragment: &str) -> Result<CheckLink, LinkError> {
        let (text, stated) = fragment.rsplit_once(SUM).ok_or(LinkError::Cut)?;
        if stated.len() < SUM_DIGITS {
            return Err(LinkError::Cut);
        }
        if stated != sum(text) {
            return Err(LinkError::Damaged);
        }
        let fields = text.strip_prefix(BEGINNING).ok_or(LinkError::NotALink)?;
        let mut fields = Fields(fields.split('&').peekable());
        let version = fields.take("v")?.and_then(|version| version.parse().ok());
        match version {
            Some(VERSION) => {}
            None | Some(0) => return Err(LinkError::Impossible),
            Some(version) => return Err(LinkError::Newer { version }),
        }
        let id = fields.take("advisory")?.ok_or(LinkError::Impossible)?;
        let lang = fields.take("lang")?.and_then(Lang::from_tag);
        let step = fields.take("step")?;
        let step = step.and_then(|name| Step::ALL.into_iter().find(|step| step.name() == name));
        let ticket = match fields.take("ticket")? {
            Some(ticket) => Some(Ticket::new(ticket).ok_or(LinkError::Impossible)?),
            None => None,
        };
        if fields.0.next().is_some() {
            return Err(LinkError::Impossible);
        }
        let advisory = Advisory::by_id(id)
            .ok_or_else(|| LinkError::UnknownAdvisory { id: HostText::shown(id) })?;
        Ok(CheckLink { advisory, lang, step, ticket })
    }
}

/// The fields in their one order.
struct Fields<'a>(std::iter::Peekable<std::str::Split<'a, char>>);

impl<'a> Fields<'a> {
    /// The next field's value, if it has this name.
    fn take(&mut self, name: &str) -> Result<Option<&'a str>, LinkError> {
        let is_it = |field: &&str| field.split_once('=').is_some_and(|(it, _)| it == name);
        let Some((_, value)) = self.0.next_if(is_it).and_then(|field| field.split_once('=')) else {
            return Ok(None);
        };
        let is_word = (1..=LONGEST_WORD).contains(&value.len())
            && value.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        if is_word { Ok(Some(value)) } else { Err(LinkError::Impossible) }
    }
}

fn sum(text: &str) -> String {
    format!("{:08x}", crc32(text.as_bytes()))
}
