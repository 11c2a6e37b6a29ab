//! The auditor's copy through the commands: `assay prove --auditor`, `assay audit`.

mod agrees;
mod made;
mod making;
mod refusals;
