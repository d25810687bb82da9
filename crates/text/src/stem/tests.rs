//! Which inflections our own stemmers bring together, and which words they leave apart.

use proptest::prelude::proptest;

use super::Light;
use crate::normalize::{exact, fold};

const ALL: [Light; 14] = [
    Light::Albanian,
    Light::Bulgarian,
    Light::Czech,
    Light::French,
    Light::Korean,
    Light::Macedonian,
    Light::Portuguese,
    Light::Romanian,
    Light::Serbian,
    Light::Slovak,
    Light::Slovenian,
    Light::Spanish,
    Light::Swedish,
    Light::Ukrainian,
];

fn stem(light: Light, word: &str) -> String {
    light.stem(&fold(&exact(word)))
}

#[test]
fn inflections_of_one_word_meet() {
    for (light, words) in [
        (Light::Serbian, "Vučić Vučića Vučiću Vučićem Вучића Vucica"),
        (Light::Serbian, "predsednik predsednika predsednici predsjednicima председнику"),
        (Light::Serbian, "mleko mlijeku млеком"),
        (Light::Serbian, "gradovi gradova grad gradu gradovima"),
        (Light::Serbian, "Kosovo Kosova Kosovu Kosovom"),
        (Light::Serbian, "izveštaj izveštaja izveštaju izveštajima"),
        (Light::Serbian, "hotel hotela hoteli hotelima"),
        (Light::Serbian, "problem problema problemi problemima problemom"),
        (Light::Serbian, "centar centra centru centrima"),
        (Light::Serbian, "govoriti govorio govorila govorili govorimo govore"),
        (Light::Ukrainian, "Зеленський Зеленського Зеленському Зеленським"),
        (Light::Ukrainian, "історія історії історію історією історій"),
        (Light::Ukrainian, "можливість можливості можливістю"),
        (Light::Ukrainian, "ринок ринку ринками"),
        (Light::Ukrainian, "питання питань питанням питаннями"),
        (Light::Ukrainian, "використовувати використовує використовують використовувала"),
        (Light::Ukrainian, "процес процесу процеси"),
        (Light::Ukrainian, "результат результату результатами"),
        (Light::Bulgarian, "град града градът"),
        (Light::Bulgarian, "правителство правителството правителства правителствата"),
        (Light::Bulgarian, "важен важна важни важните важния"),
        (Light::Bulgarian, "бял бели белия бялото"),
        (Light::Macedonian, "влада владата владите влади"),
        (Light::Macedonian, "проблем проблемот проблеми проблемите"),
        (Light::Macedonian, "важен важна важни важните"),
        (Light::Slovak, "mesto mesta mestu mestom mestách"),
        (Light::Slovak, "stránka stránky stránok stránkami"),
        (Light::Slovak, "matka matky matiek"),
        (Light::Slovak, "kandidát kandidáta kandidáti kandidátom"),
        (Light::Slovenian, "društvo društva društev društvih"),
        (Light::Slovenian, "otrok otroka otrokom"),
        (Light::Slovenian, "mesec meseca meseci mesecih"),
        (Light::Czech, "město města městu městem městech mesto"),
        (Light::Czech, "kupovat kupoval kupovali kupuje kupujeme"),
        (Light::Czech, "domek domku domky domkem"),
        (Light::French, "président présidente présidents présidentes president"),
        (Light::French, "nouveau nouveaux"),
        (Light::French, "journal journaux"),
        (Light::French, "voter vote votent votait voté votées votèrent voteront votant"),
        (Light::Korean, "서울 서울은 서울에 서울에서 서울의 서울까지"),
        (Light::Romanian, "ministru ministrul ministrului"),
        (Light::Romanian, "partid partidul partide partidele partidelor"),
        (Light::Romanian, "casă casa case casele caselor"),
        (Light::Portuguese, "eleição eleições eleicao"),
        (Light::Portuguese, "governador governadora governadores governadoras"),
        (Light::Portuguese, "nacional nacionais"),
        (Light::Portuguese, "votar votou votaram votarão votando votado votadas votássemos"),
        (Light::Spanish, "elección elecciones eleccion"),
        (Light::Spanish, "juez jueces"),
        (Light::Spanish, "votar votó votaron votarán votando votados votáramos"),
        (Light::Swedish, "regering regeringen regeringens regeringar regeringarna"),
        (Light::Swedish, "flicka flickan flickor flickornas"),
        (Light::Swedish, "hus huset husets husen"),
        (Light::Swedish, "möjlighet möjligheten möjligheter möjligheternas mojlighet"),
        (Light::Swedish, "rösta röstar röstade röstat"),
        (Light::Albanian, "ministër ministri ministrit ministrin"),
        (Light::Albanian, "deputet deputeti deputetë deputetët deputetëve"),
        (Light::Albanian, "shtet shteti shtetit shtetet"),
        (Light::Albanian, "vit viti vitit vitin vite viteve"),
        (Light::Albanian, "Kosovë Kosova Kosovës Kosovën"),
        (Light::Albanian, "pozitiv pozitive pozitivë"),
    ] {
        let stems: Vec<String> = words.split(' ').map(|word| stem(light, word)).collect();
        assert!(stems.iter().all(|one| *one == stems[0]), "{light:?} {words}: {stems:?}");
    }
}

#[test]
fn other_words_stay_apart() {
    for (light, one, other) in [
        (Light::Serbian, "Vučić", "Vukić"),
        (Light::Serbian, "Kosovo", "kosa"),
        (Light::Ukrainian, "Україна", "українець"),
        (Light::Bulgarian, "президент", "презид"),
        (Light::Macedonian, "Скопје", "скоп"),
        (Light::Slovak, "rok", "rieka"),
        (Light::Slovenian, "vlada", "vladavina"),
        (Light::Albanian, "Amerikë", "amerikan"),
        (Light::Czech, "cena", "cenový"),
        (Light::French, "nation", "national"),
        (Light::Korean, "서울", "서울시"),
        (Light::Romanian, "guvern", "guvernator"),
        (Light::Portuguese, "nação", "nacional"),
        (Light::Spanish, "nación", "nacional"),
        (Light::Swedish, "frihet", "fri"),
        (Light::Swedish, "färja", "färd"),
    ] {
        assert_ne!(stem(light, one), stem(light, other), "{light:?}");
    }
}

proptest! {
    #[test]
    fn a_stem_begins_the_word_and_folds_to_itself(word in "[a-zа-яљњћђџѓќіїєґčćšžđëçáéíóúýľĺŕäôňťď]{1,14}") {
        let folded = fold(&exact(&word));
        for light in ALL {
            let stem = light.stem(&folded);
            assert_eq!(stem.chars().next(), folded.chars().next(), "{light:?} {word}");
            assert_eq!(fold(&stem), stem, "{light:?} {word}");
            assert!(stem.len() <= folded.len());
        }
    }

    #[test]
    fn any_word_is_borne(word in "\\PC{0,12}") {
        for light in ALL {
            light.stem(&word);
        }
    }
}
