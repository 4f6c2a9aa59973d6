//! Pages are found where readers find them, and one that cannot be read keeps its number.

use paf_pdf::damage::damages;
use paf_pdf::open::open;
use paf_pdf::pages::{count, pages};

use crate::file::{GOOD, file};

/// How many pages there are, the numbers of those that can be read, and what is told of the list.
fn found(objects: &[&str]) -> (usize, Vec<usize>, Vec<String>) {
    let bytes = file(objects);
    let document = open(&bytes).unwrap();
    let numbers = pages(&document).iter().map(|page| page.number).collect();
    (count(&document), numbers, damages(&document, &bytes).iter().map(ToString::to_string).collect())
}

/// The good file with other kids, and with these objects from number 8 on.
fn tree(root: &str, more: &[&str]) -> (usize, Vec<usize>, Vec<String>) {
    let mut objects = GOOD.to_vec();
    objects[1] = root;
    objects.extend(more);
    found(&objects)
}

const NONE: [String; 0] = [];

#[test]
fn a_page_that_cannot_be_read_keeps_its_number() {
    let root = "<</Type/Pages/Kids[3 0 R 8 0 R 9 0 R]/Count 3>>";
    let page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>";
    let (count, numbers, told) = tree(root, &["<</Type/Page/Marker 1.2.3>>", page]);
    assert_eq!((count, numbers), (3, vec![1, 3]));
    assert_eq!(told, ["the page cannot be read (object 8 is damaged)"]);
    let (count, numbers, told) = tree(root, &["null", page]);
    assert_eq!((count, numbers), (3, vec![1, 3]));
    assert_eq!(told, ["the page cannot be read (object 8 is damaged)"]);
    let (count, numbers, told) = tree("<</Type/Pages/Kids[3 0 R null]/Count 2>>", &[]);
    assert_eq!((count, numbers), (2, vec![1]));
    assert_eq!(told, ["the page is missing: the list of pages has nothing in its place"]);
}

#[test]
fn the_number_of_pages_is_compared_with_what_the_file_says() {
    for (root, expected) in [
        (
            "<</Type/Pages/Kids[3 0 R]/Count 4>>",
            "the file says that it has 4 pages (`/Count`), but 1 can be found",
        ),
        (
            "<</Type/Pages/Kids[3 0 R 3 0 R]/Count 1>>",
            "the file says that it has 1 page (`/Count`), but 2 can be found",
        ),
        (
            "<</Type/Pages/Kids[3 0 R]>>",
            "the file does not say how many pages it has (`/Count`); 1 can be found",
        ),
    ] {
        assert_eq!(tree(root, &[]).2, [expected]);
    }
}

#[test]
fn untidy_trees_are_read_as_readers_read_them() {
    let page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>";
    // Nodes and pages within each other instead of referred to.
    let within = format!("<</Type/Pages/Count 3/Kids[3 0 R <</Kids[{page} {page}]/Count 2>>]>>");
    assert_eq!(tree(&within, &[]), (3, vec![1, 2, 3], NONE.to_vec()));
    // Neither says what it is.
    let nameless = ["<</Kids[9 0 R]/Count 1>>", "<</MediaBox[0 0 9 9]>>"];
    assert_eq!(tree("<</Kids[3 0 R 8 0 R]/Count 2>>", &nameless), (2, vec![1, 2], NONE.to_vec()));
    // One page in the place of the tree.
    let (count, numbers, _) = tree(page, &[]);
    assert_eq!((count, numbers), (1, vec![1]));
}

#[test]
fn a_tree_that_leads_back_into_itself_ends() {
    let (count, _, told) = tree("<</Type/Pages/Kids[3 0 R 8 0 R]/Count 1>>", &["<</Kids[2 0 R 8 0 R]>>"]);
    assert_eq!((count, told), (1, vec!["the list of pages leads back into itself".to_owned()]));
}
