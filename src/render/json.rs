//! Values as JSON that may be printed anywhere.

use crate::quantity::Quantity;
use crate::score::in_own_unit;

use super::text::{commands, is_unsafe};
use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, Transform as _};
use schemars::{JsonSchema, Schema};
use serde::Serialize;
use serde_json::Value;
use std::io::{self, Write};

/// The value as indented JSON with a final newline. Characters that would act on a terminal or hide what a text says
/// are written as escapes: a program reads the same text, a person sees that they are there. So is the bracket of `##[`
/// and its like, which starts a command anywhere in a line of a build log.
pub(super) fn pretty(value: &impl Serialize) -> String {
    let mut bytes = Vec::new();
    let mut serializer = serde_json::Serializer::with_formatter(&mut bytes, Harmless::default());
    value.serialize(&mut serializer).expect("internal error: these structs have no value that JSON lacks");
    bytes.push(b'\n');
    String::from_utf8(bytes).expect("internal error: JSON is UTF-8")
}

/// The JSON Schema (draft 2020-12) of what is printed from a struct.
pub(super) fn schema_of<T: JsonSchema>() -> Value {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let mut schema = settings.into_generator().into_root_schema_for::<T>();
    RecursiveTransform(join_lines).transform(&mut schema);
    schema.to_value()
}

/// Descriptions come from comments, whose lines end where the code's do.
fn join_lines(schema: &mut Schema) {
    if let Some(Value::String(text)) = schema.get_mut("description") {
        *text = text.lines().collect::<Vec<_>>().join(" ");
    }
}

/// A number in the unit it is written in, that unit, and the text as its author wrote it.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Value")]
pub(super) struct JsonValue<'c> {
    value: f64,
    unit: String,
    text: &'c str,
}

/// `on track` as programs write it: `on_track`.
pub(super) fn word(name: &str) -> String {
    name.replace([' ', '-'], "_")
}

/// A quantity as programs read it.
pub(super) fn value(quantity: &Quantity) -> JsonValue<'_> {
    JsonValue { value: in_own_unit(quantity), unit: quantity.unit_name(), text: quantity.text() }
}

/// Indents as [`serde_json`] does, and escapes what is unsafe.
#[derive(Default)]
struct Harmless {
    indented: serde_json::ser::PrettyFormatter<'static>,
}

impl serde_json::ser::Formatter for Harmless {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let mut commands = commands(fragment).peekable();
        let mut written = 0;
        for (at, c) in fragment.char_indices() {
            if commands.next_if_eq(&at).is_none() && !is_unsafe(c) {
                continue;
            }
            writer.write_all(&fragment.as_bytes()[written..at])?;
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                write!(writer, "\\u{unit:04x}")?;
            }
            written = at + c.len_utf8();
        }
        writer.write_all(&fragment.as_bytes()[written..])
    }

    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.indented.begin_array(writer)
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.indented.end_array(writer)
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.indented.begin_array_value(writer, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.indented.end_array_value(writer)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.indented.begin_object(writer)
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.indented.end_object(writer)
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.indented.begin_object_key(writer, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.indented.begin_object_value(writer)
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.indented.end_object_value(writer)
    }
}

#[cfg(test)]
mod tests {
    use super::pretty;

    #[test]
    fn unsafe_characters_are_escaped_and_read_back() {
        let text = "a\u{1b}[31m\u{9b}2J\u{202e}b\u{200b}\u{ffff}ü😀\n\"##[x] ##vso[y]";
        let json = pretty(&[text]);
        assert_eq!(
            json,
            "[\n  \"a\\u001b[31m\\u009b2J\\u202eb\\u200b\\uffffü😀\\n\\\"##\\u005bx] ##vso\\u005by]\"\n]\n"
        );
        assert_eq!(serde_json::from_str::<Vec<String>>(&json).unwrap(), [text]);
    }
}
