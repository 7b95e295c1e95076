//! The page's few icons. Each stands beside words that say the same, so screen readers skip it.

use yew::prelude::*;

/// An icon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Icon {
    Alarm,
    Check,
    Copy,
    Download,
    Eye,
    Folder,
    Link,
    Lock,
    Print,
    Question,
    Shield,
    Upload,
    Warning,
}

impl Icon {
    /// Strokes on a square of 24.
    fn strokes(self) -> &'static str {
        match self {
            Icon::Alarm => "M8 2.5h8L21.5 8v8L16 21.5H8L2.5 16V8zM12 7v6M12 16.5v.5",
            Icon::Check => "M4.5 12.5l5 5 10-11",
            Icon::Copy => "M9 9h11v11H9zM5 15H4V4h11v1",
            Icon::Download => "M12 4v11M7 10.5l5 5 5-5M4 20h16",
            Icon::Eye => "M2 12s4-7 10-7 10 7 10 7-4 7-10 7-10-7-10-7zM12 9a3 3 0 1 0 .01 0z",
            Icon::Folder => "M3 6h6l2 2.5h10V19H3z",
            Icon::Link => "M14 4h6v6M20 4l-9 9M18 14v6H4V6h6",
            Icon::Lock => "M5 11h14v10H5zM8 11V7.5a4 4 0 0 1 8 0V11M12 15v2",
            Icon::Print => "M7 9V3h10v6M7 17H4V9h16v8h-3M7 14h10v7H7z",
            Icon::Question => {
                "M12 2.5a9.5 9.5 0 1 0 .01 0zM9 9.5a3 3 0 1 1 4.5 2.6c-1 .6-1.5 1-1.5 2.2M12 17v.5"
            }
            Icon::Shield => "M12 2.5l8 3v6c0 5-3.5 8.5-8 10-4.5-1.5-8-5-8-10v-6zM8 12l3 3 5.5-6",
            Icon::Upload => "M12 16V5M7 9.5l5-5 5 5M4 16v4h16v-4",
            Icon::Warning => "M12 3.5l9.5 17h-19zM12 10v5M12 17.5v.5",
        }
    }
}

/// Draws an icon.
pub(crate) fn icon(icon: Icon) -> Html {
    html! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d={icon.strokes()} /></svg>
    }
}
