//! In: what stands in a message's placeholder. Out: the numbers that mean it; and back to the text that the report writes.

use super::numbers::{self, FILES, Kind, PRODUCTS, SERVICES};
use crate::assessment::host::shown;
use crate::knowledge;
use crate::records::{Kb, Protocol};

/// What a placeholder shows.
pub(super) enum Shown {
    /// This text.
    Text(String),
    /// Something that this program's catalogue does not have.
    Unknown,
}

/// The numbers that mean a text of that kind; `None` if it is none.
pub(super) fn numbers(kind: Kind, text: &str) -> Option<Vec<u64>> {
    let numbers = match kind {
        Kind::Number => vec![text.parse().ok()?],
        Kind::Dotted => split(text, ".")?,
        Kind::Date => split(text, "-")?,
        Kind::Drive => vec![u64::from(u32::from(only_char(text)?))],
        Kind::Update => match text.strip_prefix("KB") {
            Some(number) => vec![number.parse().ok()?],
            None => split(text, ".")?,
        },
        Kind::Ports => text.split(", ").map(port).collect::<Option<_>>()?,
        Kind::Services => {
            text.split(", ").map(|name| numbers::number(SERVICES, name)).collect::<Option<_>>()?
        }
        Kind::Windows => text.split(" / ").map(product).collect::<Option<_>>()?,
        Kind::File => vec![numbers::number(FILES, text)?],
        Kind::Saying | Kind::Input | Kind::Part | Kind::Withheld => return None,
    };
    // What does not come back as it was (zeros in front, a sign) is something else.
    let comes_back = matches!(self::text(kind, &numbers), Some(Shown::Text(back)) if back == text);
    comes_back.then_some(numbers)
}

/// The text that numbers of that kind mean; `None` if they can't mean any.
pub(super) fn text(kind: Kind, numbers: &[u64]) -> Option<Shown> {
    Some(Shown::Text(match (kind, numbers) {
        (Kind::Number, [number]) => number.to_string(),
        (Kind::Dotted, [_, _] | [_, _, _] | [_, _, _, _]) => joined(numbers, ".")?,
        (Kind::Date, [year @ ..=9999, month @ 1..=12]) => format!("{year:04}-{month:02}"),
        (Kind::Date, [year @ ..=9999, month @ 1..=12, day @ 1..=31]) => {
            format!("{year:04}-{month:02}-{day:02}")
        }
        (Kind::Drive, [letter]) => {
            let letter = char::from(u8::try_from(*letter).ok()?);
            letter.is_ascii_alphabetic().then(|| letter.to_string())?
        }
        (Kind::Update, [number]) => Kb(u32::try_from(*number).ok()?).to_string(),
        (Kind::Update, [_, _]) => joined(numbers, ".")?,
        (Kind::Ports, [_, ..]) => {
            let ports: Option<Vec<String>> =
                numbers.iter().map(|number| port_text(*number)).collect();
            ports?.join(", ")
        }
        (Kind::Services, [_, ..]) => return Some(named(numbers, SERVICES, ", ", Some)),
        (Kind::Windows, [_, ..]) => return Some(named(numbers, PRODUCTS, " / ", product_name)),
        (Kind::File, [_]) => return Some(named(numbers, FILES, "", Some)),
        _ => return None,
    }))
}

fn split(text: &str, at: &str) -> Option<Vec<u64>> {
    text.split(at).map(|part| part.parse().ok()).collect()
}

/// Windows' own numbers have 32 bits.
fn joined(numbers: &[u64], with: &str) -> Option<String> {
    let texts: Option<Vec<String>> =
        numbers.iter().map(|number| u32::try_from(*number).ok().map(|it| it.to_string())).collect();
    Some(texts?.join(with))
}

fn named(
    numbers: &[u64],
    list: &[&'static str],
    with: &str,
    shown: impl Fn(&'static str) -> Option<&'static str>,
) -> Shown {
    let names: Option<Vec<&str>> =
        numbers.iter().map(|number| numbers::name(list, *number).and_then(&shown)).collect();
    names.map_or(Shown::Unknown, |names| Shown::Text(names.join(with)))
}

fn only_char(text: &str) -> Option<char> {
    let mut chars = text.chars();
    chars.next().filter(|_| chars.next().is_none())
}

fn product(name: &str) -> Option<u64> {
    let product = knowledge::PRODUCTS.iter().find(|product| product.name == name)?;
    numbers::number(PRODUCTS, product.id.0)
}

fn product_name(id: &'static str) -> Option<&'static str> {
    knowledge::PRODUCTS.iter().find(|product| product.id.0 == id).map(|product| product.name)
}

const PROTOCOLS: [Protocol; 2] = [Protocol::Tcp, Protocol::Udp];

/// `TCP 445` → twice the port, plus one for UDP.
fn port(text: &str) -> Option<u64> {
    let (name, port) = text.split_once(' ')?;
    let protocol = PROTOCOLS.iter().position(|protocol| shown(*protocol) == name)?;
    Some(u64::from(port.parse::<u16>().ok()?) * 2 + protocol as u64)
}

fn port_text(number: u64) -> Option<String> {
    let port = u16::try_from(number / 2).ok()?;
    let protocol = PROTOCOLS.get(usize::from(number % 2 == 1))?;
    Some(format!("{} {port}", shown(*protocol)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_reports_write_comes_back_and_nothing_else_is_taken() {
        for (kind, text) in [
            (Kind::Number, "18446744073709551615"),
            (Kind::Dotted, "7601.24214"),
            (Kind::Dotted, "6.1.7601.23689"),
            (Kind::Date, "2017-06"),
            (Kind::Date, "2014-04-08"),
            (Kind::Drive, "D"),
            (Kind::Update, "KB4012598"),
            (Kind::Update, "14393.953"),
            (Kind::Ports, "TCP 135, TCP 445, UDP 137"),
            (Kind::Services, "lanmanserver, spooler"),
            (Kind::Windows, "Windows 7"),
            (Kind::Windows, "Windows 7 / Windows Server 2008 R2"),
            (Kind::File, "srv.sys"),
        ] {
            let numbers = numbers(kind, text).unwrap_or_else(|| panic!("{text}"));
            assert!(matches!(super::text(kind, &numbers), Some(Shown::Text(back)) if back == text));
        }
        for (kind, text) in [
            (Kind::Number, "+1"),
            (Kind::Number, "01"),
            (Kind::Number, "SHOP"),
            (Kind::Dotted, "7601"),
            (Kind::Date, "2017-13"),
            (Kind::Drive, "CD"),
            (Kind::Drive, "字"),
            (Kind::Update, "KB"),
            (Kind::Ports, "SCTP 445"),
            (Kind::Windows, "Windows SHOP"),
            (Kind::File, "shop.sys"),
        ] {
            assert_eq!(numbers(kind, text), None, "{text}");
        }
    }
}
