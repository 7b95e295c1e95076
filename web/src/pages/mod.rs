//! What fills the page's middle, one part a phase.

mod hosts;
mod link;
mod result;
mod running;
mod start;
mod stopped;

pub(crate) use hosts::HostsPage;
pub(crate) use link::LinkPage;
pub(crate) use result::ResultPage;
pub(crate) use running::RunningPage;
pub(crate) use start::StartPage;
pub(crate) use stopped::StoppedPage;
