//! The page tree, walked as readers walk it: what has kids is a node, everything else is a page.

use std::collections::BTreeSet;

use lopdf::{Document, Object, ObjectId};

/// The page tree in order.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    /// The nodes that hold pages, from the root.
    pub(crate) nodes: Vec<ObjectId>,
    /// A place for each page, with its object; none where the tree says nothing that could be one.
    pub(crate) pages: Vec<Option<ObjectId>>,
    /// Whether a node lies within itself, or in two others.
    pub(crate) loops: bool,
}

/// Walks the page tree. A node is entered once, so that no tree is without end.
pub(crate) fn tree(document: &Document) -> Tree {
    let mut found = Tree::default();
    let root = document.catalog().ok().and_then(|catalog| catalog.get(b"Pages").ok()?.as_reference().ok());
    let mut entered = BTreeSet::new();
    // A stack of what is still to come, the next on top.
    let mut todo: Vec<Option<ObjectId>> = Vec::new();
    if let Some(root) = root
        && let Ok(dictionary) = document.get_dictionary(root)
    {
        // Some files have their only page in the place of the tree.
        let is_page = dictionary.has_type(b"Page");
        match kids(document, root) {
            None if is_page => found.pages.push(Some(root)),
            kids => {
                entered.insert(root);
                found.nodes.push(root);
                todo.extend(kids.unwrap_or_default().into_iter().rev());
            }
        }
    }
    while let Some(next) = todo.pop() {
        match next.and_then(|id| Some((id, kids(document, id)?))) {
            Some((node, _)) if !entered.insert(node) => found.loops = true,
            Some((node, kids)) => {
                found.nodes.push(node);
                todo.extend(kids.into_iter().rev());
            }
            None => found.pages.push(next),
        }
    }
    found
}

/// The nodes of the page tree that hold pages.
pub(crate) fn nodes(document: &Document) -> Vec<ObjectId> {
    tree(document).nodes
}

/// The kids of a node; none where the object is no node.
fn kids(document: &Document, node: ObjectId) -> Option<Vec<Option<ObjectId>>> {
    let kids = document.get_dictionary(node).ok()?.get(b"Kids").ok()?;
    let Ok((_, Object::Array(kids))) = document.dereference(kids) else { return Some(Vec::new()) };
    Some(kids.iter().map(|kid| kid.as_reference().ok()).collect())
}
