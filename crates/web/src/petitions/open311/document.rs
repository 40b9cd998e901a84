//! What an operation answers, once as a value and then as XML or JSON: GeoReport v2 derives its JSON from its XML, so both come
//! from one description and cannot differ.

use serde_json::{Map, Value as Json};
use ui::esc;

/// A piece of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// Words.
    Text(String),
    /// A whole number.
    Number(i64),
    /// Yes or no.
    Truth(bool),
    /// Known to be empty: an empty element, `null`.
    Nothing,
    /// Named pieces, in order.
    Parts(Vec<(&'static str, Node)>),
    /// Pieces of one kind, whose XML element has this name.
    Many(&'static str, Vec<Node>),
}

/// A whole answer: the name of its XML root, and what it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    root: &'static str,
    node: Node,
}

impl Node {
    /// Words.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    fn write(&self, name: &str, xml: &mut String) {
        if *self == Self::Nothing {
            xml.push_str(&format!("<{name}/>"));
            return;
        }
        xml.push_str(&format!("<{name}>"));
        match self {
            Self::Text(text) => xml.extend(esc(text).chars().filter(|sign| is_in_xml(*sign))),
            Self::Number(number) => xml.push_str(&number.to_string()),
            Self::Truth(truth) => xml.push_str(&truth.to_string()),
            Self::Nothing => {}
            Self::Parts(parts) => parts.iter().for_each(|(name, node)| node.write(name, xml)),
            Self::Many(name, nodes) => nodes.iter().for_each(|node| node.write(name, xml)),
        }
        xml.push_str(&format!("</{name}>"));
    }

    fn json(&self) -> Json {
        match self {
            Self::Text(text) => Json::from(text.as_str()),
            Self::Number(number) => Json::from(*number),
            Self::Truth(truth) => Json::from(*truth),
            Self::Nothing => Json::Null,
            Self::Parts(parts) => {
                let parts = parts.iter();
                let parts = parts.map(|(name, node)| ((*name).to_owned(), node.json()));
                Json::Object(parts.collect::<Map<_, _>>())
            }
            Self::Many(_, nodes) => nodes.iter().map(Self::json).collect(),
        }
    }
}

impl Document {
    /// An answer.
    pub fn new(root: &'static str, node: Node) -> Self {
        Self { root, node }
    }

    /// As XML, with its declaration.
    pub fn xml(&self) -> String {
        let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        self.node.write(self.root, &mut xml);
        xml.push('\n');
        xml
    }

    /// As JSON; the root has no name there.
    pub fn json(&self) -> String {
        self.node.json().to_string()
    }
}

/// Whether XML 1.0 can hold a character at all; the others cannot even be escaped.
fn is_in_xml(sign: char) -> bool {
    matches!(sign, '\t' | '\n' | '\r' | '\u{20}'..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_value_is_the_same_as_xml_and_as_json() {
        let request = Node::Parts(vec![
            ("token", Node::text("A<B & \"C\"\u{1}")),
            ("service_request_id", Node::Nothing),
            ("metadata", Node::Truth(false)),
            ("code", Node::Number(403)),
        ]);
        let document = Document::new("service_requests", Node::Many("request", vec![request]));
        assert_eq!(
            document.xml(),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<service_requests><request><token>A&lt;B &amp; &quot;C&quot;</token>\
             <service_request_id/><metadata>false</metadata><code>403</code></request></service_requests>\n"
        );
        assert_eq!(
            document.json(),
            r#"[{"code":403,"metadata":false,"service_request_id":null,"token":"A<B & \"C\"\u0001"}]"#
        );
        let none = Document::new("services", Node::Many("service", Vec::new()));
        assert_eq!(
            (none.json(), none.xml().ends_with("<services></services>\n")),
            ("[]".to_owned(), true)
        );
    }
}
