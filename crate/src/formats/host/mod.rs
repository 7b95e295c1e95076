//! What the host says of itself: system information, installed updates, file versions.

pub(super) mod computer_info;
pub(super) mod file_versions;
pub(super) mod hotfix_list;
pub(super) mod msinfo;
pub(super) mod os_list;
pub(super) mod packages;
mod properties;
mod shapes;
pub(super) mod system_info;
pub(super) mod ver;
mod version;
