//! XML elements whose texts come from goal files.

use crate::render::visible;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

/// An element with its attributes, texts and children.
#[derive(Debug, Default)]
pub(super) struct Element {
    name: &'static str,
    attributes: Vec<(&'static str, String)>,
    text: Option<String>,
    children: Vec<Element>,
}

impl Element {
    pub(super) fn new(name: &'static str) -> Self {
        Self { name, ..Self::default() }
    }

    /// Adds an attribute. Line breaks become spaces and what XML 1.0 forbids becomes U+FFFD.
    pub(super) fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.attributes.push((name, visible(&value.to_string()).into_owned()));
        self
    }

    /// Sets the text, which may have several lines; each is made legal as an attribute is.
    pub(super) fn text(mut self, text: &str) -> Self {
        let lines: Vec<_> = text.split('\n').map(visible).collect();
        self.text = Some(lines.join("\n"));
        self
    }

    pub(super) fn child(mut self, child: Element) -> Self {
        self.children.push(child);
        self
    }

    pub(super) fn children(mut self, children: impl IntoIterator<Item = Element>) -> Self {
        self.children.extend(children);
        self
    }

    /// The whole document with this element at its root.
    pub(super) fn document(&self) -> String {
        let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
        let declaration = Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None));
        let written = writer.write_event(declaration).and_then(|()| self.write(&mut writer));
        written.expect("internal error: writing to memory cannot fail");
        let text = String::from_utf8(writer.into_inner()).expect("internal error: XML of strings is UTF-8");
        text + "\n"
    }

    fn write(&self, writer: &mut Writer<Vec<u8>>) -> std::io::Result<()> {
        let attributes = self.attributes.iter().map(|(name, value)| (*name, value.as_str()));
        let element = writer.create_element(self.name).with_attributes(attributes);
        match &self.text {
            Some(text) => element.write_text_content(BytesText::new(text))?,
            None if self.children.is_empty() => element.write_empty()?,
            None => element.write_inner_content(|writer| {
                self.children.iter().try_for_each(|child| child.write(writer))
            })?,
        };
        Ok(())
    }
}
