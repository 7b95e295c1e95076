//! The pieces the pages are made of, one idea a file.

mod advice_section;
mod checks_section;
mod copy_button;
mod coverage_section;
mod drop_zone;
mod evidence_section;
mod exposure_section;
mod footer;
mod hardening_section;
mod icon;
mod indicator;
mod inputs_section;
mod section;
mod sighting_row;
mod steps;
mod tiles;
mod top_bar;
mod verdict_banner;
mod whole_page_drop;
mod window;

pub(crate) use advice_section::advice_section;
pub(crate) use checks_section::ChecksSection;
pub(crate) use coverage_section::coverage_section;
pub(crate) use drop_zone::DropZone;
pub(crate) use evidence_section::EvidenceSection;
pub(crate) use exposure_section::exposure_section;
pub(crate) use footer::Footer;
pub(crate) use hardening_section::hardening_section;
pub(crate) use icon::{Icon, icon};
pub(crate) use inputs_section::inputs_section;
pub(crate) use sighting_row::sighting_row;
pub(crate) use steps::Steps;
pub(crate) use tiles::tiles;
pub(crate) use top_bar::TopBar;
pub(crate) use verdict_banner::verdict_banner;
pub(crate) use whole_page_drop::WholePageDrop;
