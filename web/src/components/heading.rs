//! In: what a heading stands above. Out: the heading's place, to which the focus goes whenever that is another.

use yew::prelude::*;

use crate::browser;

/// The place. With none, the focus stays where it is.
#[hook]
pub(crate) fn use_heading<Of: PartialEq + 'static>(of: Option<Of>) -> NodeRef {
    let heading = use_node_ref();
    use_effect_with(of, {
        let heading = heading.clone();
        move |of| {
            if let Some(heading) = heading.cast().filter(|_| of.is_some()) {
                browser::focus(&heading);
            }
        }
    });
    heading
}
