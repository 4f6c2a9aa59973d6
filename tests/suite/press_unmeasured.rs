//! Where the renderer gives up on a page, its ink is told as not measured, and nobody is asked to
//! report a bug.

use crate::cases::sandbox::Sandbox;
use crate::cases::transcript::Step;

/// A page that is filled with a pattern whose cells follow each other backwards, closer than they
/// are wide.
const PATTERN: &str = "%PDF-1.6\n\
1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n\
2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n\
3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 437 613]/Contents 4 0 R\
/Resources<</Pattern<</P 5 0 R>>>>>>\nendobj\n\
4 0 obj\n<</Length 35>>stream\n/Pattern cs /P scn 0 0 437 613 re f\nendstream\nendobj\n\
5 0 obj\n<</PatternType 1/PaintType 1/TilingType 1/BBox[0 0 10 10]/XStep -0.01/YStep -0.01\
/Resources<<>>/Length 24>>stream\n0 0 0 1 k 0 0 50 50 re f\nendstream\nendobj\n\
trailer<</Size 6/Root 1 0 R>>\n%%EOF\n";

#[test]
fn a_renderer_that_gives_up_is_no_bug() {
    let sandbox = Sandbox::base();
    sandbox.write("pattern.pdf", PATTERN.as_bytes());
    let ran = sandbox.run(&Step::new(&["preflight", "pattern.pdf"]));
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    assert!(ran.stdout.contains("ink not measured"), "{}", ran.stdout);
    assert!(ran.stderr.contains("the ink on the page could not be measured"), "{}", ran.stderr);
    assert!(!ran.stderr.contains("bug"), "{}", ran.stderr);
}
