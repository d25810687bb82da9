//! Finds the phrases that give a line away wherever in it they stand.
//!
//! A phrase stands here only if a short line that holds it is never a sentence of an article:
//! widgets, comment forms, consents, and what content systems leave behind. They are found in one
//! pass over the text, in either case of their Latin letters.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

/// A longer line is a paragraph, whatever it mentions.
pub(super) const LONGEST_LINE_BYTES: usize = 320;

const PHRASES: &[&str] = &[
    // Comment forms.
    "akismet",
    "email address will not be published",
    "e-mail address will not be published",
    "required fields are marked",
    "comment data is processed",
    "comment data is handled",
    "browser for the next time i comment",
    "logged in to post a comment",
    "log in to leave a comment",
    "vaša adresa e-pošte neće",
    "vaša email adresa neće biti",
    "ваша адреса е-поште неће",
    "ваш адрес email не будет",
    "ваша e-mail адреса не",
    "вашият имейл адрес няма",
    "votre adresse e-mail ne sera pas",
    "e-mail-adresse wird nicht veröffentlicht",
    "correo electrónico no será publicada",
    // Share buttons.
    "share this article:",
    "share this story:",
    "share this post:",
    "share this page:",
    "share the article:",
    "share it here",
    "share on facebook",
    "share on twitter",
    "share on whatsapp",
    "click to share on",
    "follow us on facebook",
    "follow us on twitter",
    "follow us on instagram",
    "follow us on google news",
    "podelite ovaj članak",
    "podijelite članak",
    "поделите чланак",
    "поделиться в соцсетях",
    "поширити у facebook",
    "partager sur facebook",
    "auf facebook teilen",
    // Newsletters and apps.
    "subscribe to our newsletter",
    "sign up for our newsletter",
    "sign up to our newsletter",
    "sign up for our daily newsletter",
    "sign up for our free newsletter",
    "promote your newsletter",
    "unsubscribe at any time",
    "can unsubscribe any time",
    "subscribe to our telegram channel",
    "subscribe to our youtube channel",
    "prijavite se na naš newsletter",
    "prijavite se na naš bilten",
    "пријавите се на наш билтен",
    "подпишитесь на наш канал",
    "подпишитесь на нашу рассылку",
    "підписуйтесь на наш канал",
    "підписуйтеся на наш канал",
    "abonnez-vous à notre newsletter",
    "inscrivez-vous à notre newsletter",
    "abonnieren sie unseren newsletter",
    "melden sie sich für unseren newsletter",
    // Consents and notices.
    "this website uses cookies",
    "this site uses cookies",
    "we use cookies",
    "accept all cookies",
    "manage cookie preferences",
    "cookie settings",
    "privacy policy and terms of",
    "wir verwenden cookies",
    "nous utilisons des cookies",
    "koristimo kolačiće",
    "all rights reserved",
    "sva prava zadržana",
    "сва права задржана",
    "все права защищены",
    "всі права захищено",
    "tous droits réservés",
    "alle rechte vorbehalten",
    // Themes, widgets and shortcodes.
    "wordpress theme",
    "powered by wordpress",
    "subscription slide-in box",
    "mc4wp_form",
    "[contact-form",
    "enable javascript",
    "your browser does not support",
    "this embed is not available",
];

static AUTOMATON: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::builder().ascii_case_insensitive(true).build(PHRASES).ok());

/// Where such phrases begin in a text, in order.
pub(super) fn telltales(text: &str) -> impl Iterator<Item = usize> + '_ {
    AUTOMATON.iter().flat_map(move |automaton| automaton.find_iter(text)).map(|found| found.start())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_phrases_are_found_in_either_case() {
        let text = "One line.\nWe use Akismet here.\nShare THIS article: now";
        assert_eq!(telltales(text).collect::<Vec<_>>(), [17, 31]);
        assert_eq!(telltales("He shared the article with friends.").count(), 0);
    }
}
