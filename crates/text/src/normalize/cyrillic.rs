//! Writes Cyrillic in Gaj's Latin without its hooks.

/// The Latin letters for a lower-case Cyrillic letter.
///
/// A Serbian word meets itself in both scripts: the letters stand for what
/// Gaj's alphabet (1830) writes, hooks taken off, with `ђ` as `dj`. `й` is the
/// consonant `j`, never `и` with a mark. `ъ` is `a` after the Bulgarian
/// romanisation of 2009. Letters of the other languages in this script follow
/// their nearest sound.
pub(super) const fn letter(letter: char) -> Option<&'static str> {
    Some(match letter {
        'а' | 'ә' | 'ъ' => "a",
        'б' => "b",
        'в' => "v",
        'г' | 'ґ' | 'ғ' | 'ҕ' => "g",
        'д' => "d",
        'е' | 'ё' | 'ѐ' | 'э' | 'ѣ' => "e",
        'ж' | 'з' | 'җ' | 'ҙ' => "z",
        'и' | 'і' | 'ѝ' | 'ѵ' => "i",
        'й' | 'ј' => "j",
        'к' | 'қ' | 'ҡ' => "k",
        'л' => "l",
        'м' => "m",
        'н' | 'ң' | 'ҥ' => "n",
        'о' | 'ө' => "o",
        'п' => "p",
        'р' => "r",
        'с' | 'ш' | 'ҫ' => "s",
        'т' => "t",
        'у' | 'ў' | 'ү' | 'ұ' => "u",
        'ф' | 'ѳ' => "f",
        'х' | 'һ' | 'ҳ' => "h",
        'ц' | 'ч' | 'ћ' | 'ҷ' => "c",
        'щ' => "sc",
        'ы' => "y",
        'ь' | 'ӏ' => "",
        'ю' => "ju",
        'я' => "ja",
        'є' => "je",
        'ї' => "ji",
        'ђ' => "dj",
        'ѓ' => "gj",
        'ќ' => "kj",
        'љ' => "lj",
        'њ' => "nj",
        'џ' | 'ѕ' => "dz",
        _ => return None,
    })
}
