//! Reading a form off a page, just well enough to send it again.

use anyhow::{Context, Result, ensure};

use crate::http::{Connection, Response};

/// The form of a page that posts to its own address.
pub struct Form(String);

impl Form {
    /// Asks for the page of the form.
    pub fn on(open: &mut Connection, path: &str, cookie: &str) -> Result<Self> {
        Self::in_answer(open.get(path, cookie)?, path)
    }

    /// The form that posts to this path in an answer.
    pub fn in_answer(answer: Response, path: &str) -> Result<Self> {
        ensure!(answer.status == 200, "{path}: status {}", answer.status);
        let page = String::from_utf8(answer.body).context("the page is not text")?;
        let begin = page.find(&format!("action=\"{path}\""));
        let begin = begin.with_context(|| format!("{path} has no form"))?;
        let form = &page[begin..];
        let end = form.find("</form>").unwrap_or(form.len());
        Ok(Self(form[..end].to_owned()))
    }

    /// Names and values that it carries unseen.
    pub fn hidden(&self) -> Vec<(&str, &str)> {
        let inputs = self.0.split("<input ").skip(1);
        inputs
            .filter_map(|input| input.split_once('>').map(|(input, _)| input))
            .filter(|input| input.contains("type=\"hidden\""))
            .filter_map(|input| Some((attribute(input, "name")?, attribute(input, "value")?)))
            .collect()
    }

    /// The first choice of a list that is not the empty one.
    pub fn first_choice(&self, name: &str) -> Result<String> {
        let list = self.0.split("<select ").skip(1);
        let list = list.filter_map(|list| list.split_once("</select>"));
        let mut list = list.filter(|(list, _)| attribute(list, "name") == Some(name));
        let (list, _) = list.next().with_context(|| format!("no list {name}"))?;
        let mut choices = list.split("<option ").skip(1);
        let choice =
            choices.find_map(|choice| attribute(choice, "value").filter(|it| !it.is_empty()));
        Ok(choice.context("an empty list")?.to_owned())
    }
}

fn attribute<'t>(element: &'t str, name: &str) -> Option<&'t str> {
    let (_, rest) = element.split_once(&format!("{name}=\""))?;
    rest.split_once('"').map(|(value, _)| value)
}
