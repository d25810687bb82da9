//! The names of the months, as people type them in a date.
//!
//! English, German, French, Serbian (both scripts), Croatian, Russian and
//! Ukrainian, nominative and genitive, from the Unicode CLDR; without
//! diacritics in Latin script.

/// The month that a name or its first three or more letters stand for.
pub(super) fn month(name: &str) -> Option<i8> {
    let folded: String =
        name.chars().take(LONGEST + 1).flat_map(char::to_lowercase).map(fold).collect();
    let folded: String = folded.chars().filter(|c| !('\u{300}'..='\u{36f}').contains(c)).collect();
    if folded.chars().count() < 3 {
        return None;
    }
    if let Some((_, month)) = MONTHS.iter().find(|(known, _)| *known == folded) {
        return Some(*month);
    }
    let mut found =
        MONTHS.iter().filter(|(known, _)| known.starts_with(&folded)).map(|entry| entry.1);
    let first = found.next()?;
    found.all(|other| other == first).then_some(first)
}

const LONGEST: usize = 12;

fn fold(c: char) -> char {
    match c {
        'á' | 'ä' | 'â' | 'à' => 'a',
        'é' | 'è' | 'ê' => 'e',
        'û' | 'ü' | 'ù' => 'u',
        'č' | 'ć' => 'c',
        'ž' => 'z',
        'š' => 's',
        _ => c,
    }
}

#[rustfmt::skip]
const MONTHS: &[(&str, i8)] = &[
    // English
    ("january", 1), ("february", 2), ("march", 3), ("april", 4), ("may", 5), ("june", 6),
    ("july", 7), ("august", 8), ("september", 9), ("october", 10), ("november", 11), ("december", 12),
    // German
    ("januar", 1), ("janner", 1), ("februar", 2), ("feber", 2), ("marz", 3), ("maerz", 3), ("mai", 5),
    ("juni", 6), ("juli", 7), ("oktober", 10), ("dezember", 12),
    // French
    ("janvier", 1), ("fevrier", 2), ("mars", 3), ("avril", 4), ("juin", 6), ("juillet", 7),
    ("aout", 8), ("septembre", 9), ("octobre", 10), ("novembre", 11), ("decembre", 12),
    // Serbian, Latin
    ("januara", 1), ("februara", 2), ("mart", 3), ("marta", 3), ("aprila", 4), ("maj", 5), ("maja", 5),
    ("jun", 6), ("juna", 6), ("jul", 7), ("jula", 7), ("avgust", 8), ("avgusta", 8),
    ("septembar", 9), ("septembra", 9), ("oktobar", 10), ("oktobra", 10),
    ("novembar", 11), ("novembra", 11), ("decembar", 12), ("decembra", 12),
    // Serbian, Cyrillic
    ("јануар", 1), ("јануара", 1), ("фебруар", 2), ("фебруара", 2), ("март", 3), ("марта", 3),
    ("април", 4), ("априла", 4), ("мај", 5), ("маја", 5), ("јун", 6), ("јуна", 6), ("јул", 7), ("јула", 7),
    ("август", 8), ("августа", 8), ("септембар", 9), ("септембра", 9), ("октобар", 10), ("октобра", 10),
    ("новембар", 11), ("новембра", 11), ("децембар", 12), ("децембра", 12),
    // Croatian
    ("sijecanj", 1), ("sijecnja", 1), ("veljaca", 2), ("veljace", 2), ("ozujak", 3), ("ozujka", 3),
    ("travanj", 4), ("travnja", 4), ("svibanj", 5), ("svibnja", 5), ("lipanj", 6), ("lipnja", 6),
    ("srpanj", 7), ("srpnja", 7), ("kolovoz", 8), ("kolovoza", 8), ("rujan", 9), ("rujna", 9),
    ("listopad", 10), ("listopada", 10), ("studeni", 11), ("studenoga", 11), ("studenog", 11),
    ("prosinac", 12), ("prosinca", 12),
    // Russian
    ("январь", 1), ("января", 1), ("февраль", 2), ("февраля", 2), ("апрель", 4), ("апреля", 4),
    ("май", 5), ("мая", 5), ("июнь", 6), ("июня", 6), ("июль", 7), ("июля", 7),
    ("сентябрь", 9), ("сентября", 9), ("октябрь", 10), ("октября", 10),
    ("ноябрь", 11), ("ноября", 11), ("декабрь", 12), ("декабря", 12),
    // Ukrainian
    ("січень", 1), ("січня", 1), ("лютий", 2), ("лютого", 2), ("березень", 3), ("березня", 3),
    ("квітень", 4), ("квітня", 4), ("травень", 5), ("травня", 5), ("червень", 6), ("червня", 6),
    ("липень", 7), ("липня", 7), ("серпень", 8), ("серпня", 8), ("вересень", 9), ("вересня", 9),
    ("жовтень", 10), ("жовтня", 10), ("листопад", 11), ("листопада", 11), ("грудень", 12), ("грудня", 12),
];
