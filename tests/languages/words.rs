//! Tricky words, at least ten a script: what each must meet in a layer, and what it must not.
//!
//! Two texts meet in a layer when they have as many words and each word shares a form with the
//! other's.

use std::collections::BTreeMap;

use text::{Analyzer, Language, Lexicon, Script};

/// Script, language, layer, word; what it meets; what it stays apart from.
type Row = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static [&'static str],
    &'static [&'static str],
);

const ROWS: &[Row] = &[
    (
        "Latn",
        "sr",
        "folded",
        "Vučić",
        &["vucic", "VUČIĆ", "Vuc\u{30c}ic\u{301}", "Вучић"],
        &["Vukić", "Vučak"],
    ),
    ("Latn", "sr", "folded", "Đoković", &["Djokovic", "Dokovic", "Ђоковић"], &["Žoković"]),
    ("Latn", "sr", "exact", "Vučić", &["VUČIĆ", "Vuc\u{30c}ic\u{301}"], &["Vucic", "Вучић"]),
    (
        "Latn",
        "sr",
        "stem",
        "predsednik",
        &["predsednika", "predsednici", "predsjedniku"],
        &["predsedati"],
    ),
    ("Latn", "tr", "folded", "İstanbul", &["istanbul", "ISTANBUL", "ıstanbul"], &["stanbul"]),
    ("Latn", "de", "folded", "Müller", &["Mueller", "Muller"], &["Moller"]),
    ("Latn", "de", "folded", "Straße", &["Strasse", "STRASSE", "STRAẞE"], &["Strase"]),
    ("Latn", "da", "folded", "Århus", &["Aarhus", "Arhus"], &["Orhus"]),
    ("Latn", "pl", "folded", "Wałęsa", &["Walesa"], &["Wawesa"]),
    (
        "Latn",
        "vi",
        "folded",
        "Đà Nẵng",
        &["da nang", "Da\u{300} Na\u{306}\u{303}ng"],
        &["dja nang"],
    ),
    (
        "Latn",
        "en",
        "folded",
        "president's",
        &["president", "president’s", "PRESIDENT"],
        &["presidents"],
    ),
    ("Latn", "en", "folded", "U.S.", &["US", "us"], &["U S", "USA"]),
    ("Latn", "en", "folded", "so\u{ad}ft", &["soft"], &["so ft"]),
    ("Latn", "en", "folded", "ﬁne", &["fine", "ＦＩＮＥ"], &["fne"]),
    ("Latn", "en", "folded", "122mm", &["122 mm"], &["122m m"]),
    ("Latn", "sq", "stem", "shqiptarëve", &["shqiptar", "shqiptaret", "SHQIPTARËT"], &["Shqipëri"]),
    ("Cyrl", "sr", "folded", "Ђинђић", &["Đinđić", "Djindjic", "Dindic"], &["Žinžić"]),
    ("Cyrl", "sr", "folded", "љубав", &["ljubav", "ЉУБАВ"], &["лубав"]),
    ("Cyrl", "ru", "folded", "мой", &["мо\u{438}\u{306}", "мој", "moj"], &["мои"]),
    ("Cyrl", "ru", "folded", "Горбачёв", &["Горбачев", "Горбаче\u{308}в"], &["Горбачив"]),
    ("Cyrl", "uk", "folded", "п'ять", &["п’ять", "пʼять", "пять"], &["п ять"]),
    ("Cyrl", "uk", "folded", "Зеленський", &["Зеленский"], &["Зелінски"]),
    ("Cyrl", "bg", "folded", "Търново", &["Tarnovo", "ТЪРНОВО"], &["Терново"]),
    ("Cyrl", "mk", "folded", "ѓавол", &["gjavol", "г\u{301}авол"], &["давол"]),
    ("Cyrl", "ru", "exact", "мой", &["МОЙ"], &["мои", "moj"]),
    ("Cyrl", "ru", "stem", "города", &["город", "городам", "городах"], &["городской"]),
    ("Latn", "en", "stem", "crises", &["crisis"], &["critical"]),
    ("Latn", "en", "stem", "went", &["go", "goes"], &["want"]),
    ("Latn", "en", "stem", "organizations", &["organization"], &["organ"]),
    ("Latn", "fr", "stem", "régions", &["région", "regions"], &["régional"]),
    ("Latn", "de", "stem", "Häuser", &["Haus", "Hauses"], &["hausen"]),
    ("Latn", "tr", "stem", "kitaplar", &["kitap", "kitab\u{131}n"], &["kitapç\u{131}"]),
    ("Cyrl", "uk", "stem", "Україною", &["Україна", "України"], &["український"]),
    (
        "Cyrl",
        "bg",
        "stem",
        "президентът",
        &["президент", "президента", "президентите"],
        &["премиер"],
    ),
    ("Cyrl", "ru", "folded", "С.С.С.Р.", &["СССР"], &["СС СР"]),
    ("Grek", "el", "folded", "ὁδός", &["οδός", "ΟΔΟΣ", "οδοσ"], &["οδούς"]),
    ("Grek", "el", "folded", "Μητσοτάκης", &["ΜΗΤΣΟΤΑΚΗΣ", "Μητσοτακης"], &["Μιτσοτάκις"]),
    ("Grek", "el", "folded", "πρωΐ", &["πρωι", "ΠΡΩΙ"], &["προι"]),
    ("Grek", "el", "folded", "Ἀθῆναι", &["Αθηναι"], &["Αθινε"]),
    ("Grek", "el", "exact", "οδός", &["ΟΔΌΣ"], &["οδος"]),
    ("Grek", "el", "stem", "κυβέρνηση", &["κυβερνηση"], &["κύμα"]),
    ("Grek", "el", "folded", "Εὐρώπη", &["Ευρώπη", "ΕΥΡΩΠΗ"], &["Europe"]),
    ("Grek", "el", "folded", "ᾠδή", &["ωδη"], &["οδη"]),
    ("Grek", "el", "folded", "Α.Ε.Κ.", &["ΑΕΚ"], &["Α Ε Κ"]),
    ("Grek", "el", "folded", "µέτρο", &["μετρο"], &["metro"]),
    ("Arab", "ar", "folded", "مدرسة", &["مدرسه", "مَدْرَسَة", "مـدرسة"], &["مدرسين"]),
    ("Arab", "ar", "folded", "على", &["علي"], &["علا"]),
    ("Arab", "ar", "folded", "الكتاب", &["الكِتاب", "الكتـــاب"], &["الكاتب"]),
    ("Arab", "ar", "folded", "٢٠٢٥", &["2025", "۲۰۲۵"], &["2026"]),
    ("Arab", "ar", "folded", "ﻣﺤﻤﺪ", &["محمد"], &["محمود"]),
    ("Arab", "ar", "folded", "مُحَمَّد", &["محمد"], &["احمد"]),
    ("Arab", "ar", "exact", "مدرسة", &["مدرسة"], &["مدرسه"]),
    ("Arab", "fa", "folded", "می\u{200c}شود", &["میشود"], &["می شود"]),
    ("Arab", "ar", "folded", "القاهرة", &["القاهره"], &["قاهر"]),
    ("Arab", "ur", "folded", "پاکستان", &["پاکستان"], &["باكستان"]),
    ("Hebr", "he", "folded", "שָׁלוֹם", &["שלום"], &["שלם"]),
    ("Hebr", "he", "folded", "ירושלים", &["יְרוּשָׁלַיִם"], &["ירושלם"]),
    ("Hebr", "he", "folded", "ﬡ", &["א"], &["ב"]),
    ("Hebr", "he", "folded", "שׁ", &["ש", "ש\u{5c1}"], &["ס"]),
    ("Hebr", "he", "folded", "תֵּל אָבִיב", &["תל אביב"], &["תלאביב"]),
    ("Hebr", "he", "exact", "שלום", &["שלום"], &["שָׁלוֹם"]),
    ("Hebr", "yi", "folded", "ייִדיש", &["יידיש"], &["אידיש"]),
    ("Hebr", "he", "folded", "כּ", &["כ"], &["ך"]),
    ("Hebr", "he", "folded", "תל-אביב", &["תל אביב"], &["תלאביב"]),
    ("Hebr", "he", "folded", "בַּיִת", &["בית"], &["ביתי"]),
    ("Deva", "hi", "folded", "हिन्दी", &["हिन्दी"], &["हनद"]),
    ("Deva", "hi", "folded", "क़लम", &["क\u{93c}लम"], &["कमल"]),
    ("Deva", "hi", "folded", "कि", &["कि"], &["की", "क"]),
    ("Deva", "hi", "folded", "दिल्ली", &["दिल्ली"], &["दिली"]),
    ("Deva", "hi", "folded", "२०२५", &["2025"], &["2052"]),
    ("Deva", "hi", "folded", "मोदी", &["मोदी"], &["मोद"]),
    ("Deva", "ne", "folded", "नेपाल", &["नेपाल"], &["नपल"]),
    ("Deva", "hi", "folded", "क\u{94d}\u{200d}ष", &["क\u{94d}ष"], &["कष"]),
    ("Deva", "hi", "exact", "भारत", &["भारत"], &["भरत"]),
    ("Deva", "hi", "folded", "ज़मीन", &["ज\u{93c}मीन"], &["जमीन\u{940}"]),
    ("Beng", "bn", "folded", "বাংলা", &["বাংলা"], &["বংল"]),
    ("Beng", "bn", "folded", "ঢাকা", &["ঢাকা"], &["ঢাক"]),
    ("Beng", "bn", "folded", "ড়", &["ড\u{9bc}"], &["ড"]),
    ("Beng", "bn", "folded", "কো", &["ক\u{9c7}\u{9be}"], &["কা", "ক"]),
    ("Beng", "bn", "folded", "২০২৫", &["2025"], &["2020"]),
    ("Beng", "bn", "folded", "কি", &["কি"], &["কী"]),
    ("Beng", "bn", "folded", "শেখ", &["শেখ"], &["শখ"]),
    ("Beng", "bn", "exact", "দেশ", &["দেশ"], &["দশ"]),
    ("Beng", "bn", "folded", "কৌ", &["ক\u{9c7}\u{9d7}"], &["কে"]),
    ("Beng", "bn", "folded", "য়", &["য\u{9bc}"], &["য"]),
    ("Taml", "ta", "folded", "தமிழ்", &["தமிழ்"], &["தமழ"]),
    ("Taml", "ta", "folded", "சென்னை", &["சென்னை"], &["சனன"]),
    ("Taml", "ta", "folded", "கொ", &["க\u{bc6}\u{bbe}"], &["கா", "க"]),
    ("Taml", "ta", "folded", "கோ", &["க\u{bc7}\u{bbe}"], &["கொ"]),
    ("Taml", "ta", "folded", "கௌ", &["க\u{bc6}\u{bd7}"], &["கெ"]),
    ("Taml", "ta", "folded", "௨", &["2"], &["3"]),
    ("Taml", "ta", "folded", "மோடி", &["மோடி"], &["மோட"]),
    ("Taml", "ta", "exact", "நாடு", &["நாடு"], &["நாட"]),
    ("Taml", "ta", "folded", "கி", &["கி"], &["கீ"]),
    ("Taml", "ta", "folded", "அ.தி.மு.க", &["அ.தி.மு.க"], &["அதிக"]),
    ("Thai", "th", "folded", "ไทย", &["ไทย"], &["ทย"]),
    ("Thai", "th", "folded", "น้ำ", &["น\u{e49}\u{e33}"], &["นำ", "นา"]),
    ("Thai", "th", "folded", "กรุงเทพ", &["กรุงเทพ"], &["กรงเทพ"]),
    ("Thai", "th", "folded", "มา", &["มา"], &["ม้า"]),
    ("Thai", "th", "folded", "๒๕๖๘", &["2568"], &["2565"]),
    ("Thai", "th", "folded", "ที่", &["ที\u{e48}"], &["ที"]),
    ("Thai", "th", "exact", "ไป", &["ไป"], &["ปะ"]),
    ("Thai", "th", "folded", "เก่า", &["เก่า"], &["เกา", "เก้า"]),
    ("Thai", "th", "folded", "ไทย\u{200b}แลนด์", &["ไทย แลนด์"], &["ไทยแลนด์"]),
    ("Thai", "th", "folded", "ข่าว", &["ข่าว"], &["ขาว", "ข้าว"]),
    ("Armn", "hy", "folded", "Հայաստան", &["ՀԱՅԱՍՏԱՆ", "հայաստան"], &["Hayastan"]),
    ("Armn", "hy", "folded", "Երևան", &["ԵՐԵՎԱՆ", "Երեւան"], &["Երան"]),
    ("Armn", "hy", "exact", "Փաշինյան", &["ՓԱՇԻՆՅԱՆ"], &["փաշյան"]),
    ("Armn", "hy", "folded", "Սարգսյան", &["սարգսյան"], &["Սարկսյան"]),
    ("Armn", "hy", "folded", "Արցախ", &["ԱՐՑԱԽ"], &["Արցաղ"]),
    ("Armn", "hy", "folded", "ﬓ", &["մն"], &["մ"]),
    ("Armn", "hy", "folded", "և", &["եւ"], &["ե"]),
    ("Armn", "hy", "folded", "ժամ", &["ԺԱՄ"], &["զամ"]),
    ("Armn", "hy", "folded", "լուր", &["ԼՈՒՐ"], &["լոր"]),
    ("Armn", "hy", "stem", "Հայաստանի", &["ՀԱՅԱՍՏԱՆԻ"], &["հայ"]),
    ("Geor", "ka", "folded", "საქართველო", &["საქართველო"], &["sakartvelo"]),
    ("Geor", "ka", "folded", "თბილისი", &["თბილისი"], &["ტბილისი"]),
    ("Geor", "ka", "folded", "ᲗᲑᲘᲚᲘᲡᲘ", &["თბილისი"], &["თბილის"]),
    ("Geor", "ka", "folded", "კარი", &["კარი"], &["ქარი"]),
    ("Geor", "ka", "folded", "პური", &["პური"], &["ფური"]),
    ("Geor", "ka", "folded", "ჭამა", &["ჭამა"], &["ჩამა"]),
    ("Geor", "ka", "exact", "დიდი", &["დიდი"], &["დიდ"]),
    ("Geor", "ka", "folded", "ახალი", &["ახალი"], &["აქალი"]),
    ("Geor", "ka", "folded", "წყალი", &["წყალი"], &["ცყალი"]),
    ("Geor", "ka", "folded", "ბათუმი", &["ბათუმი"], &["ბატუმი"]),
    ("Ethi", "am", "folded", "ኢትዮጵያ", &["ኢትዮጵያ"], &["ኢትዮጵ"]),
    ("Ethi", "am", "folded", "አዲስ አበባ", &["አዲስ አበባ", "አዲስ፡አበባ"], &["አዲስአበባ"]),
    ("Ethi", "am", "folded", "ሰላም", &["ሰላም"], &["ሠላም"]),
    ("Ethi", "am", "folded", "ዜና።", &["ዜና"], &["ዜን"]),
    ("Ethi", "am", "folded", "መንግሥት", &["መንግሥት"], &["መንግስት"]),
    ("Ethi", "am", "folded", "ሀገር", &["ሀገር"], &["ሃገር"]),
    ("Ethi", "am", "folded", "ቤት፣", &["ቤት"], &["ቤተ"]),
    ("Ethi", "am", "exact", "ውሃ", &["ውሃ"], &["ውኃ"]),
    ("Ethi", "am", "folded", "አበበ", &["አበበ"], &["አበባ"]),
    ("Ethi", "am", "folded", "ልጅ", &["ልጅ"], &["ልጆች"]),
    ("Hani", "zh", "folded", "中国", &["中 国"], &["国中", "中"]),
    ("Hani", "zh", "folded", "北京市", &["北 京 市"], &["北京"]),
    ("Hani", "zh", "folded", "２０２５年", &["2025 年"], &["2024 年"]),
    ("Hani", "zh", "folded", "习近平", &["习 近 平"], &["习近"]),
    ("Hani", "zh", "folded", "中國", &["中 國"], &["中国"]),
    ("Hani", "zh", "folded", "ＧＤＰ增长", &["gdp 增 长"], &["gdp增"]),
    ("Hani", "ja", "folded", "神戸", &["神 戸"], &["神 户"]),
    ("Hani", "ja", "folded", "佐々木", &["佐 々 木"], &["佐木"]),
    ("Hani", "zh", "folded", "豈", &["豈", "\u{f900}"], &["岂"]),
    ("Hani", "zh", "exact", "一", &["一"], &["二", "ー"]),
    ("Hrkt", "ja", "folded", "が", &["か\u{3099}"], &["か"]),
    ("Hrkt", "ja", "folded", "ガス", &["ｶﾞｽ", "カ\u{3099}ス"], &["カス"]),
    ("Hrkt", "ja", "folded", "パン", &["ハ\u{309a}ン", "ﾊﾟﾝ"], &["ハン", "バン"]),
    ("Hrkt", "ja", "folded", "トヨタ", &["ﾄﾖﾀ"], &["トヨ タ"]),
    ("Hrkt", "ja", "folded", "ひらがな", &["ひ ら が な"], &["ひらかな"]),
    ("Hrkt", "ja", "folded", "スーパー", &["ｽｰﾊﾟｰ"], &["スパ"]),
    ("Hrkt", "ja", "exact", "カタカナ", &["カタカナ"], &["ｶﾀｶﾅ"]),
    ("Hrkt", "ja", "folded", "きょう", &["き ょ う"], &["きよう"]),
    ("Hrkt", "ja", "folded", "ヴ", &["ウ\u{3099}"], &["ブ"]),
    ("Hrkt", "ja", "folded", "東京タワー", &["東 京 タワー"], &["東京 タワ"]),
    ("Hang", "ko", "folded", "한국어", &["\u{1112}\u{1161}\u{11ab}국어"], &["한국"]),
    ("Hang", "ko", "folded", "서울", &["\u{1109}\u{1165}\u{110b}\u{116e}\u{11af}"], &["서우"]),
    ("Hang", "ko", "folded", "김정은", &["김정은"], &["김정운"]),
    ("Hang", "ko", "folded", "윤석열", &["윤석열"], &["윤석렬"]),
    ("Hang", "ko", "exact", "가", &["\u{1100}\u{1161}"], &["각"]),
    ("Hang", "ko", "folded", "북한", &["북한"], &["북 한"]),
    ("Hang", "ko", "folded", "2025년", &["2025 년"], &["2025"]),
    ("Hang", "ko", "folded", "삼성", &["삼성"], &["삼송"]),
    ("Hang", "ko", "folded", "뉴스", &["뉴스"], &["뉴쓰"]),
    ("Hang", "ko", "folded", "대한민국", &["대한민국"], &["대한 민국"]),
];

/// For each word of a text, its forms in a layer.
fn words(analyzer: &Analyzer, text: &str, code: &str, layer: &str) -> Vec<Vec<String>> {
    let mut words = Vec::new();
    let language = Language::from_code(code).unwrap();
    let mut lexicon = Lexicon::new();
    let mut tokens = analyzer.tokens(text, language, &mut lexicon);
    while let Some(token) = tokens.next() {
        let forms = token.forms;
        let forms: Vec<&str> = match layer {
            "exact" => vec![forms.exact],
            "folded" => forms.all_folded().collect(),
            "stem" => forms.all_stems().collect(),
            other => panic!("no such layer: {other}"),
        };
        words.push(forms.into_iter().map(str::to_owned).collect());
    }
    words
}

fn meet(one: &[Vec<String>], other: &[Vec<String>]) -> bool {
    let share =
        |(one, other): (&Vec<String>, &Vec<String>)| one.iter().any(|form| other.contains(form));
    one.len() == other.len() && one.iter().zip(other).all(share)
}

#[test]
fn tricky_words_meet_and_stay_apart() {
    let mut wrong = Vec::new();
    let analyzer = Analyzer::default();
    for (script, code, layer, word, meets, apart) in ROWS {
        let words = |text: &str| words(&analyzer, text, code, layer);
        let own = words(word);
        for other in *meets {
            let found = words(other);
            if !meet(&own, &found) {
                wrong.push(format!(
                    "{script} {code} {layer}: {word} {own:?} misses {other} {found:?}"
                ));
            }
        }
        for other in *apart {
            let found = words(other);
            if meet(&own, &found) {
                wrong.push(format!(
                    "{script} {code} {layer}: {word} {own:?} meets {other} {found:?}"
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_script_has_ten_rows() {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for row in ROWS {
        *counts.entry(row.0).or_default() += 1;
    }
    for script in Script::ALL {
        let count = counts.get(script.code()).copied().unwrap_or_default();
        assert!(count >= 10, "{}: {count}", script.code());
    }
}
