//! A report of tests as JUnit's, which most servers of continuous integration show.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use crate::{Diagnostic, Diagnostics, Severity};

pub(super) fn render(diagnostics: &Diagnostics) -> String {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    // What is written to memory is always written.
    let _infallible = write(&mut writer, diagnostics);
    let mut xml = String::from_utf8(writer.into_inner()).unwrap_or_default();
    xml.push('\n');
    xml
}

fn write(writer: &mut Writer<Vec<u8>>, diagnostics: &Diagnostics) -> std::io::Result<()> {
    let is_clean = diagnostics.iter().next().is_none();
    let count = diagnostics.iter().count() + usize::from(is_clean);
    let counts = [("tests", count.to_string()), ("failures", diagnostics.errors().to_string())];
    let counts = || counts.iter().map(|(name, value)| (*name, value.as_str()));
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    writer.create_element("testsuites").with_attributes(counts()).write_inner_content(|writer| {
        let suite =
            writer.create_element("testsuite").with_attribute(("name", "paf")).with_attributes(counts());
        suite.write_inner_content(|writer| {
            if is_clean {
                let case = [("classname", "paf"), ("name", "no problems")];
                writer.create_element("testcase").with_attributes(case).write_empty()?;
            }
            diagnostics.iter().try_for_each(|diagnostic| case(writer, diagnostic))
        })?;
        Ok(())
    })?;
    Ok(())
}

/// An error is a test that has failed; a warning one that has passed and says something.
fn case(writer: &mut Writer<Vec<u8>>, diagnostic: &Diagnostic) -> std::io::Result<()> {
    let place = diagnostic.primary.as_ref().map(|label| &label.place);
    let line = place.map(|place| place.start().line.to_string()).unwrap_or_default();
    let path = place.map_or("paf", |place| place.file().path());
    let message = printable(&diagnostic.message);
    let name = format!("{}: {message}", diagnostic.rule.id());
    let mut details = match place {
        Some(_) => format!("{path}:{line}: {message}"),
        None => message.clone(),
    };
    for help in &diagnostic.help {
        details.push_str("\nhelp: ");
        details.push_str(&printable(help));
    }
    let mut element = writer.create_element("testcase");
    element = element.with_attributes([("classname", path), ("name", name.as_str())]);
    if place.is_some() {
        element = element.with_attributes([("file", path), ("line", line.as_str())]);
    }
    element.write_inner_content(|writer| {
        let text = BytesText::new(&details);
        match diagnostic.severity {
            Severity::Error => {
                let said = [("type", diagnostic.rule.id()), ("message", message.as_str())];
                writer.create_element("failure").with_attributes(said).write_text_content(text)?
            }
            Severity::Warning => writer.create_element("system-out").write_text_content(text)?,
        };
        Ok(())
    })?;
    Ok(())
}

/// Without the characters that XML 1.0 has no way to write.
fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && !"\n\r\t".contains(c) { '\u{fffd}' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Place, Rule, SourceFile};

    #[test]
    fn errors_fail_and_warnings_speak() {
        let file = SourceFile::new("framework/a.yaml", "x\n");
        let at = Place::new(&file, 0..1);
        let found = [
            Diagnostic::error(Rule::UnknownId, "a < b & \u{1}").at(at.clone()).help("write \"c\""),
            Diagnostic::warning(Rule::Uncited, "never cited").at(at),
        ];
        let xml = render(&found.into_iter().collect());
        for part in [
            r#"<testsuite name="paf" tests="2" failures="1">"#,
            r#"classname="framework/a.yaml" name="content::unknown-id: a &lt; b &amp; "#,
            r#"file="framework/a.yaml" line="1""#,
            "framework/a.yaml:1: a &lt; b &amp; \u{fffd}",
            "<system-out>framework/a.yaml:1: never cited</system-out>",
        ] {
            assert!(xml.contains(part), "{part} is missing in {xml}");
        }
        assert!(render(&Diagnostics::new()).contains(r#"tests="1" failures="0""#));
    }
}
