//! What the list of tasks shows. It outlives the page, so that whoever looks at
//! a task comes back to the list as they left it.

use crate::components::typed::Typed;

/// The choices above the list.
#[derive(Clone, Copy)]
pub struct TaskFilter {
    /// Which tasks, by the name of a view.
    pub view: Typed,
    /// Whose, by the member's id; everybody's where it is empty.
    pub member: Typed,
}

impl TaskFilter {
    /// The tasks of the month, of everybody.
    pub fn new() -> Self {
        Self { view: Typed::new("month"), member: Typed::new("") }
    }
}

impl Default for TaskFilter {
    fn default() -> Self {
        Self::new()
    }
}
