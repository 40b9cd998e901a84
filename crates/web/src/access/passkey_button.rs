//! The button that a script brings to life where the browser knows passkeys; without the script it stays hidden.

use ui::{Component, Html, esc};

use crate::visit::Visit;

/// A button for signing in with a passkey, or a small form for adding one.
pub struct PasskeyButton {
    kind: &'static str,
    text: String,
    name: Option<(String, String)>,
    waiting: String,
    refused: String,
    nameless: String,
    csrf: String,
    origin: String,
    back: String,
}

impl PasskeyButton {
    /// The button of the sign-in page.
    pub fn sign_in(visit: &Visit, back: &str) -> Self {
        Self {
            kind: "sign-in",
            text: visit.t("passkey-sign-in"),
            name: None,
            waiting: visit.t("passkey-waiting"),
            refused: visit.t("problem-passkey-refused"),
            nameless: visit.t("problem-passkey-name"),
            csrf: visit.csrf(),
            origin: visit
                .app
                .passkeys()
                .map_or_else(String::new, |party| party.origin.clone()),
            back: back.to_owned(),
        }
    }

    /// The form that adds a passkey to one's own account.
    pub fn register(visit: &Visit) -> Self {
        Self {
            kind: "register",
            text: visit.t("passkey-add"),
            name: Some((visit.t("passkey-name"), visit.t("passkey-name-hint"))),
            back: "/account".into(),
            ..Self::sign_in(visit, "")
        }
    }
}

impl Component for PasskeyButton {
    fn render(&self, out: &mut Html) {
        let field = self.name.as_ref().map_or_else(String::new, |(label, hint)| {
            format!(
                "<div class=\"field\"><label for=\"passkey-name\">{}</label><p class=\"hint\" id=\"passkey-name-hint\">{}</p>\
                 <input class=\"medium\" id=\"passkey-name\" type=\"text\" maxlength=\"100\" autocomplete=\"off\" aria-describedby=\"passkey-name-hint\"></div>",
                esc(label),
                esc(hint)
            )
        });
        out.push(Html::raw(format!(
            "<div class=\"passkey\" hidden data-passkey=\"{}\" data-csrf=\"{}\" data-back=\"{}\" data-waiting=\"{}\" data-refused=\"{}\" \
             data-origin=\"{}\" data-nameless=\"{}\">{field}\
             <button class=\"button secondary\" type=\"button\">{}</button><p role=\"status\"></p></div>",
            self.kind,
            esc(&self.csrf),
            esc(&self.back),
            esc(&self.waiting),
            esc(&self.refused),
            esc(&self.origin),
            esc(&self.nameless),
            esc(&self.text)
        )));
    }
}
