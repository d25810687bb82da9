//! Tells the date of publication from the other dates of a text.

use std::collections::HashSet;
use std::sync::LazyLock;

use article::{DateEvidence, EvidenceKind, Precision};
use text::Language;

use super::finder::{Found, find};
use crate::clean::byline;
use crate::clean::fold::fold;

/// How much may stand on a header line besides its date.
const REST_LIMIT_BYTES: usize = 60;
/// Marks between the parts of a header line.
const SEPARATORS: &str = "|•·,;/()[]–—";
/// How far into a line a dateline may reach.
const DATELINE_BYTES: usize = 100;

/// Words that stand around a date of publication.
const FRAME: &str = "published posted on by date time written at am pm gmt utc est edt cet cest bst pst pdt ist issued \
    released min mins read minute minutes monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur \
    thurs fri sat sun objavljeno objavljen datum vreme vrijeme autor izvor ponedeljak ponedjeljak utorak sreda srijeda \
    četvrtak petak subota nedelja nedjelja god godine u h časova sati objavleno veröffentlicht am vom stand uhr den montag \
    dienstag mittwoch donnerstag freitag samstag sonntag von publié le à par lundi mardi mercredi jeudi vendredi samedi \
    dimanche publicado el em lunes martes miércoles jueves viernes sábado domingo por segunda terça quarta quinta sexta \
    feira pubblicato il alle ore lunedì martedì mercoledì giovedì venerdì sabato domenica opublikowano dnia godz roku r \
    poniedziałek wtorek środa czwartek piątek niedziela yayınlanma yayın tarihi tarih pazartesi salı çarşamba perşembe cuma \
    cumartesi pazar опубликовано дата в понедельник вторник среда четверг пятница суббота воскресенье г года год \
    опубліковано року рік понеділок вівторок середа четвер п'ятниця субота неділя публикувано година понеделник вторник сряда \
    четвъртък петък събота неделя publikuar më e hënë martë mërkurë enjte premte shtunë diel publicat luni marți miercuri joi \
    vineri sâmbătă duminică zveřejněno pondělí úterý středa čtvrtek pátek sobota neděle megjelent hétfő kedd szerda csütörtök \
    péntek szombat vasárnap julkaistu publicerad gepubliceerd op";

/// Words that make it the date of a change.
const CHANGED: &str = "updated modified update edited aktualisiert ažurirano izmenjeno izmjena actualisé modifié mis \
    actualizado atualizado aggiornato aktualizacja aktualizováno güncellenme güncelleme обновлено оновлено \
    ажурирано përditësuar actualizat frissítve";

fn folded_words(words: &str) -> HashSet<String> {
    words.split_whitespace().map(fold).collect()
}

static FRAME_WORDS: LazyLock<HashSet<String>> = LazyLock::new(|| folded_words(FRAME));
static CHANGED_WORDS: LazyLock<HashSet<String>> = LazyLock::new(|| folded_words(CHANGED));

/// What a header line says.
pub(crate) struct HeaderLine {
    pub(crate) evidence: DateEvidence,
    /// What else stands on it, from left to right: authors, papers, places.
    pub(crate) names: Vec<String>,
}

/// Reads a line of nothing but a date, its frame and perhaps a name. `start` is where the line
/// stands in the body.
pub(crate) fn header_line(
    line: &str,
    start: usize,
    language: Language,
    is_american: bool,
) -> Option<HeaderLine> {
    if line.len() > 2 * REST_LIMIT_BYTES {
        return None;
    }
    let found = find(line, language, is_american)?;
    let (before, after) = (&line[..found.span.start], &line[found.span.end..]);
    if before.len() + after.len() >= REST_LIMIT_BYTES {
        return None;
    }
    let mut names: Vec<&str> = Vec::new();
    for (side, is_before) in [(before, true), (after, false)] {
        // A second date, as a rule that of a change, parts the line as well.
        let second = find(side, language, is_american).map(|second| second.span);
        let pieces = match second {
            Some(span) => vec![&side[..span.start], &side[span.end..]],
            None => vec![side],
        };
        let mut parts: Vec<&str> =
            pieces.iter().flat_map(|side| side.split(|c: char| SEPARATORS.contains(c))).collect();
        if is_before {
            parts.reverse();
        }
        for (distance, part) in parts.into_iter().enumerate() {
            let Some(name) = without_frame(part) else { continue };
            // What touches the date must be a name in every word; what is set off may be looser.
            let is_one = if distance == 0 { is_short_name(name) } else { is_set_off_name(name) };
            if !is_one {
                return None;
            }
            names.push(name);
        }
    }
    if names.len() > 2 {
        return None;
    }
    names.sort_by_key(|name| name.as_ptr().addr());
    let words = before.split(|c: char| !c.is_alphabetic()).map(fold);
    let is_changed = words.into_iter().any(|word| CHANGED_WORDS.contains(&word));
    let is_frame_only = names.is_empty();
    let confidence = match (is_changed, found.date.precision(), is_frame_only) {
        (true, ..) => 0.4,
        (_, Precision::Month | Precision::Year, _) => 0.5,
        (.., true) => 0.9,
        (.., false) => 0.8,
    };
    let evidence = evidence(EvidenceKind::HeaderLine, line, start, &found, confidence);
    Some(HeaderLine { evidence, names: names.into_iter().map(str::to_owned).collect() })
}

/// A part of the line without the words that frame a date; `None` if nothing else is left.
fn without_frame(part: &str) -> Option<&str> {
    let mut kept: Option<(usize, usize)> = None;
    for word in part.split(|c: char| c.is_whitespace() || c == ':').filter(|word| !word.is_empty())
    {
        let folded = fold(word);
        let plain = folded.trim_matches(|c: char| !c.is_alphanumeric());
        let is_frame = plain.is_empty()
            || plain.bytes().all(|byte| byte.is_ascii_digit())
            || FRAME_WORDS.contains(plain)
            || CHANGED_WORDS.contains(plain);
        if !is_frame {
            let at = word.as_ptr().addr() - part.as_ptr().addr();
            kept = Some((kept.map_or(at, |(from, _)| from), at + word.len()));
        }
    }
    kept.map(|(from, to)| part[from..to].trim_end_matches(['-', '–']).trim_end())
}

/// Whether words that a mark sets off from the date are a name: few, the first with a capital.
fn is_set_off_name(name: &str) -> bool {
    let starts_high = name.chars().next().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase());
    starts_high && name.split_whitespace().count() <= 4 && !name.ends_with(['.', '?', '!'])
}

fn is_short_name(name: &str) -> bool {
    name.split_whitespace().count() <= 5
        && !name.ends_with(['.', '?', '!'])
        && byline::is_name(name)
}

/// Reads the dateline with which a text begins: `BELGRADE, May 30, 2025 (Agency) –`. `start` is
/// where the line stands in the body.
pub(crate) fn dateline(
    line: &str,
    start: usize,
    language: Language,
    is_american: bool,
) -> Option<DateEvidence> {
    let beginning = super::super::beginning(line, DATELINE_BYTES);
    let found = find(beginning, language, is_american)?;
    let place = beginning[..found.span.start].trim_end_matches([' ', ',', '(', '.', '/']);
    let is_place = place.len() <= 50 && byline::is_name(place);
    if !(place.is_empty() || is_place) {
        return None;
    }
    let after = line[found.span.end..].trim_start_matches([' ', '.', ',']);
    let goes_on = after.starts_with(['-', '–', '—', '(', ')', '/'])
        && found.date.precision() >= Precision::Day;
    if !goes_on {
        return None;
    }
    let text = &line[..found.span.end];
    Some(evidence(EvidenceKind::Dateline, text, start, &found, 0.85))
}

fn evidence(
    kind: EvidenceKind,
    text: &str,
    start: usize,
    found: &Found,
    confidence: f32,
) -> DateEvidence {
    let span = Some(start..start + text.len());
    DateEvidence { kind, text: text.to_owned(), span, date: found.date, confidence }
}
