//! In: a text. Out: its QR code, drawn; or why there is none.

use qrcodegen::{QrCode, QrCodeEcc, QrSegment, Version};
use yew::prelude::*;

use crate::text::{Code, Texts};

/// The largest version that a phone still reads off a screen: 1,852 bytes, which is all that a link is promised to need.
const LARGEST: u8 = 31;

/// The light frame that readers need, in modules.
const FRAME: i32 = 4;

/// Draws a link's QR code, dark on light whatever the page's colours are.
pub(crate) fn qr_code(t: Texts, text: &str) -> Html {
    let Some(code) = encoded(text) else {
        return html! { <p class="quiet" data-no-qr="true">{ t.say(Code::HandOnQrTooLong) }</p> };
    };
    let size = code.size() + 2 * FRAME;
    html! {
        <figure class="qr">
            <svg viewBox={format!("0 0 {size} {size}")} role="img" aria-label={t.say(Code::HandOnQr)} data-modules={code.size().to_string()}>
                <rect class="light" width={size.to_string()} height={size.to_string()} />
                <path class="dark" d={strokes(&code)} />
            </svg>
            <figcaption class="quiet">{ t.say(Code::HandOnQrHint) }</figcaption>
        </figure>
    }
}

fn encoded(text: &str) -> Option<QrCode> {
    let segments = QrSegment::make_segments(text);
    let largest = Version::new(LARGEST);
    QrCode::encode_segments_advanced(&segments, QrCodeEcc::Low, Version::MIN, largest, None, true)
        .ok()
}

/// Every dark run of a row as one rectangle.
fn strokes(code: &QrCode) -> String {
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let run = (x..code.size()).take_while(|x| code.get_module(*x, y)).count() as i32;
            if 0 < run {
                path.push_str(&format!("M{} {}h{run}v1h-{run}z", x + FRAME, y + FRAME));
            }
            x += run.max(1);
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_of_the_promised_length_has_a_code_and_a_longer_one_says_why_not() {
        assert!(encoded(&"a".repeat(1_800)).is_some());
        assert!(encoded(&"a".repeat(1_853)).is_none());
    }

    #[test]
    fn the_drawing_is_as_dark_as_the_code() {
        let code = encoded("https://example.org/#result=AQ").unwrap();
        let drawn = strokes(&code);
        let runs = drawn.split('h').skip(1).filter(|part| !part.starts_with('-'));
        let runs = runs.map(|part| part.split('v').next().unwrap().parse::<i32>().unwrap());
        let modules = (0..code.size()).flat_map(|y| (0..code.size()).map(move |x| (x, y)));
        let dark = modules.filter(|(x, y)| code.get_module(*x, *y)).count();
        assert_eq!(runs.sum::<i32>() as usize, dark);
    }
}
