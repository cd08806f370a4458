//! gouji (勾稽) reads Chinese government reports as they are typed and says what is wrong with them.
//!
//! This is the whole house under one name. Data flows one way; a crate knows those above it and none below.
//!
//! | crate | question |
//! |---|---|
//! | `gouji-core` | What is this report, what is wrong with it, what helps to write it? Pure |
//! | `gouji-convert`, here [`convert`] | What stands in a file of Word, Excel or the web, and how does a report become one? |
//! | `gouji-files`, here [`files`] | Which files, and what text is in them? |
//! | `gouji-server`, here [`server`] | The language server |
//! | `gouji-cli`, here [`cli`] | The commands and what they print |

pub use gouji_cli as cli;
pub use gouji_convert as convert;
pub use gouji_core::*;
pub use gouji_files as files;
pub use gouji_server as server;
