//! Finds in a message what is not its own: what it quotes, and what stands below it.

use std::ops::Range;

/// Lines that open a message that is quoted whole below the own text, in lower case; dashes or
/// signs beside them do not count.
const ORIGINALS: &[&str] = &[
    "original message",
    "forwarded message",
    "begin forwarded message:",
    "ursprüngliche nachricht",
    "weitergeleitete nachricht",
    "anfang der weitergeleiteten nachricht:",
    "message d'origine",
    "message d’origine",
    "message original",
    "mensaje original",
    "messaggio originale",
    "messaggio inoltrato",
    "originalna poruka",
    "izvorna poruka",
    "оригинална порука",
    "прослеђена порука",
    "исходное сообщение",
    "пересылаемое сообщение",
    "oryginalna wiadomość",
    "wiadomość oryginalna",
    "αρχικό μήνυμα",
    "оригинално съобщение",
    "původní zpráva",
    "oorspronkelijk bericht",
];

/// How a line ends that says who wrote what is quoted below it, in lower case.
const WROTE: &[&str] = &[
    "wrote:",
    "writes:",
    "said:",
    "schrieb:",
    "geschrieben:",
    "a écrit :",
    "a écrit:",
    "escribió:",
    "escreveu:",
    "ha scritto:",
    "schreef:",
    "napisao je:",
    "napisala je:",
    "је написао:",
    "је написала:",
    "je napisao:",
    "je napisala:",
    "je napisao/la:",
    "написа:",
    "написал:",
    "написала:",
    "написал(а):",
    "пишет:",
    "pisze:",
    "napisał:",
    "napisała:",
    "napisał(a):",
    "napsal(a):",
    "έγραψε:",
];

/// Headers that open a message quoted without marks, in lower case.
const FROM: &[&str] = &[
    "from:",
    "von:",
    "de :",
    "de:",
    "od:",
    "од:",
    "от:",
    "от кого:",
    "da:",
    "van:",
    "από:",
    "差出人:",
];
const SENT: &[&str] = &[
    "sent:",
    "gesendet:",
    "date:",
    "datum:",
    "envoyé :",
    "envoyé:",
    "enviado:",
    "poslato:",
    "послато:",
    "отправлено:",
    "дата:",
    "wysłano:",
    "inviato:",
    "verzonden:",
    "送信日時:",
    "στάλθηκε:",
];

/// Such a line is no longer.
const LINE_BYTES: usize = 300;

/// The lines of a text that are not its own, as spans of bytes.
pub(super) fn quoted(text: &str) -> Vec<Range<usize>> {
    let mut lines: Vec<(usize, &str)> = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        lines.push((start, line.trim_end()));
        start += line.len();
    }
    let mut is_quoted: Vec<bool> = lines.iter().map(|(_, line)| is_marked(line)).collect();
    label_attributions(&lines, &mut is_quoted);
    let end =
        lines.iter().enumerate().position(|(at, (_, line))| ends_text(line, &lines[at + 1..]));
    if let Some(end) = end.filter(|end| has_own_text(&lines[..*end], &is_quoted)) {
        is_quoted[end..].fill(true);
    }
    // A message of quotes alone says what they do.
    if !has_own_text(&lines, &is_quoted) {
        return Vec::new();
    }
    let mut spans: Vec<Range<usize>> = Vec::new();
    for (at, (start, line)) in lines.iter().enumerate() {
        if !is_quoted[at] || line.is_empty() {
            continue;
        }
        let end = start + line.len();
        match spans.last_mut() {
            Some(last) if at > 0 && is_quoted[at - 1] => last.end = end,
            _ => spans.push(*start..end),
        }
    }
    spans
}

fn has_own_text(lines: &[(usize, &str)], is_quoted: &[bool]) -> bool {
    lines
        .iter()
        .zip(is_quoted)
        .any(|((_, line), quoted)| !quoted && line.chars().any(char::is_alphanumeric))
}

/// Whether a line is marked as quoted.
fn is_marked(line: &str) -> bool {
    line.trim_start().starts_with('>')
}

/// The lines above quoted ones that say whose they are; they may be folded.
fn label_attributions(lines: &[(usize, &str)], is_quoted: &mut [bool]) {
    for at in 1..lines.len() {
        if !is_quoted[at] || is_quoted[at - 1] {
            continue;
        }
        let above = (0..at).rev().take(3).find(|above| !lines[*above].1.is_empty());
        let Some(above) = above.filter(|above| !is_quoted[*above]) else { continue };
        let line = lines[above].1;
        if line.len() > LINE_BYTES || !line.ends_with(':') {
            continue;
        }
        let lower = line.to_lowercase();
        let wrote = WROTE.iter().any(|wrote| lower.ends_with(wrote));
        let is_dated = line.chars().filter(char::is_ascii_digit).count() >= 4;
        if !wrote && !is_dated && !line.contains('@') {
            continue;
        }
        is_quoted[above] = true;
        // Its first half may stand on a line of its own.
        let is_half = |line: &str| {
            !line.is_empty()
                && !line.ends_with(['.', '!', '?', ':'])
                && line.chars().any(|c| c.is_ascii_digit())
        };
        if above > 0 && !is_dated && !is_quoted[above - 1] && is_half(lines[above - 1].1) {
            is_quoted[above - 1] = true;
        }
    }
}

/// Whether nothing of the own text follows this line.
fn ends_text(line: &str, after: &[(usize, &str)]) -> bool {
    // RFC 3676, 4.3; the space behind the dashes is often lost.
    if line == "--" {
        return true;
    }
    if line.len() > LINE_BYTES {
        return false;
    }
    let lower = line.to_lowercase();
    let bare = lower.trim_matches(['-', '_', '*', '=', ' ', '>']);
    let is_rule = lower.starts_with(['-', '_']) || lower.ends_with(':');
    if is_rule && ORIGINALS.contains(&bare) {
        return true;
    }
    let next = || after.iter().map(|line| line.1).filter(|line| !line.is_empty());
    let says = |names: &[&str], line: &str| {
        let line = line.trim_start_matches(['*', ' ']).to_lowercase();
        names.iter().any(|name| line.starts_with(name))
    };
    if says(FROM, line) && next().take(3).any(|line| says(SENT, line)) {
        return true;
    }
    let is_line = line.len() >= 20 && line.chars().all(|sign| "_-=".contains(sign));
    if !is_line {
        return false;
    }
    // What a list adds below each message, and what some programs put above what they quote.
    let list = [
        "mailing list",
        "unsubscribe",
        "listinfo",
        "mailman",
        "posted to",
        "mailingliste",
        "to stop receiving",
    ];
    next().take(3).any(|line| {
        let line = line.to_lowercase();
        list.iter().any(|word| line.contains(word)) || says(FROM, &line)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<&str> {
        quoted(text).into_iter().map(|span| &text[span]).collect()
    }

    #[test]
    fn quotes_and_what_stands_below_are_found() {
        let text = "Yes.\n\nOn Mon, 3 Feb 2014, Ana\n<ana@example.org> wrote:\n> One\n>\n> two\n\nNo.\n-- \nAna";
        assert_eq!(
            of(text),
            [
                "On Mon, 3 Feb 2014, Ana\n<ana@example.org> wrote:\n> One\n>\n> two",
                "--\nAna".replace("--", "-- ").as_str()
            ]
        );
        assert_eq!(
            of("Own.\n\n-----Ursprüngliche Nachricht-----\nVon: x\n\nOther"),
            ["-----Ursprüngliche Nachricht-----\nVon: x\n\nOther"]
        );
        assert_eq!(of("Own.\nFrom: Ana\nSent: Monday\nOther"), ["From: Ana\nSent: Monday\nOther"]);
        assert_eq!(
            of("Own.\n_______________________\nposts mailing list\nhttp://x"),
            ["_______________________\nposts mailing list\nhttp://x"]
        );
    }

    #[test]
    fn a_message_of_quotes_alone_is_its_text() {
        assert!(of("> One\n> two").is_empty());
        assert!(of("-- \nAna").is_empty());
        assert!(of("He said:\nOne.\nFrom: the start, it was clear.").is_empty());
    }
}
