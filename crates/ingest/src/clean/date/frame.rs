//! Knows the words that stand around a date of publication, and those that make it the date of a
//! change, in every language whose dates are read.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::clean::fold::fold;

/// Words that frame a date and say nothing of it.
const FRAME: &str = "on by date time written at am pm gmt utc est edt cet cest bst pst pdt ist \
    min mins read minute minutes first last originally monday tuesday wednesday thursday \
    friday saturday sunday mon tue tues wed thu thur thurs fri sat sun datum vreme vrijeme autor \
    izvor ponedeljak ponedjeljak utorak sreda srijeda četvrtak petak subota nedelja nedjelja god \
    godine u h časova sati zadnje poslednje prvo am vom stand uhr zuletzt den montag dienstag \
    mittwoch donnerstag freitag samstag sonntag von le à par lundi mardi mercredi jeudi vendredi \
    samedi dimanche el em lunes martes miércoles jueves viernes sábado domingo por segunda terça \
    quarta quinta sexta feira il alle ore lunedì martedì mercoledì giovedì venerdì sabato domenica \
    dnia godz roku r poniedziałek wtorek środa czwartek piątek niedziela tarihi tarih pazartesi \
    salı çarşamba perşembe cuma cumartesi pazar дата в понедельник вторник среда четверг пятница \
    суббота воскресенье г года год время року рік понеділок вівторок середа четвер п'ятниця \
    субота неділя година понеделник вторник сряда четвъртък петък събота неделя ч часа më e hënë \
    martë mërkurë enjte premte shtunë diel luni marți miercuri joi vineri sâmbătă duminică pondělí \
    úterý středa čtvrtek pátek sobota neděle hétfő kedd szerda csütörtök péntek szombat vasárnap \
    op source quelle fonte fuente kaynak источник джерело източник źródło zdroj";

/// Words that make it the date of publication.
const PUBLISHED: &str = "published publish posted issued released objavljeno objavljen objavljena \
    objavila objavio veröffentlicht erschienen erstellt geschrieben verfasst \
    publié publiée publicado publicada \
    pubblicato pubblicata opublikowano publikacja yayınlanma yayınlandı yayın giriş eklenme \
    опубликовано опубликована публикация опубліковано публікація публикувано публикувана \
    објављено објавено publikuar botuar publicat zveřejněno publikováno vydáno uverejnené \
    publikované objavljeno megjelent közzétéve julkaistu publicerad publicerat udgivet offentliggjort \
    publisert gepubliceerd geplaatst δημοσίευση δημοσιεύθηκε δημοσιεύτηκε نشر نشرت النشر انتشار \
    פורסם diterbitkan dipublikasikan đăng paskelbta publicēts avaldatud publicado dərc";

/// Words that make it the date of a change.
const CHANGED: &str = "updated modified update edited amended corrected aktualisiert geändert \
    ažurirano ažuriran izmenjeno izmenjen izmijenjeno osveženo posodobljeno actualisé modifié mis \
    mise actualizado actualizada modificado atualizado atualizada aggiornato aggiornata modificato \
    aktualizacja zaktualizowano aktualizováno aktualizované upraveno güncellenme güncelleme \
    güncellendi обновлено обновление изменено оновлено змінено обновена обновено актуализирана \
    променена ажурирано измењено përditësuar ndryshuar actualizat modificat frissítve frissült \
    módosítva päivitetty uppdaterad uppdaterat opdateret oppdatert bijgewerkt gewijzigd ενημέρωση \
    ενημερώθηκε تحديث محدث עודכן diperbarui dikemas atnaujinta atjaunots uuendatud actualitzat \
    yenilənib";

/// The same where words are not parted by spaces.
const PUBLISHED_SIGNS: [&str; 9] =
    ["发布", "發布", "發佈", "公開", "掲載", "配信", "입력", "등록", "게시"];
const CHANGED_SIGNS: [&str; 5] = ["更新", "修訂", "수정", "업데이트", "अपडेट"];

fn folded_words(words: &str) -> HashSet<String> {
    words.split_whitespace().map(fold).collect()
}

static FRAME_WORDS: LazyLock<HashSet<String>> = LazyLock::new(|| folded_words(FRAME));
static PUBLISHED_WORDS: LazyLock<HashSet<String>> = LazyLock::new(|| folded_words(PUBLISHED));
static CHANGED_WORDS: LazyLock<HashSet<String>> = LazyLock::new(|| folded_words(CHANGED));

/// Whether a folded word says nothing but what a date is.
pub(super) fn is_frame(folded: &str) -> bool {
    const DAYS: [&str; 9] = ["月", "火", "水", "木", "金", "土", "日", "周", "星期"];
    FRAME_WORDS.contains(folded)
        || DAYS.contains(&folded)
        || PUBLISHED_WORDS.contains(folded)
        || CHANGED_WORDS.contains(folded)
        || PUBLISHED_SIGNS.iter().chain(&CHANGED_SIGNS).any(|sign| folded.starts_with(sign))
}

/// Whether these words make a date that of a change.
pub(crate) fn is_change(words: &str) -> bool {
    has_any(words, &CHANGED_WORDS, &CHANGED_SIGNS)
}

/// Whether these words make a date that of publication.
pub(crate) fn is_publication(words: &str) -> bool {
    has_any(words, &PUBLISHED_WORDS, &PUBLISHED_SIGNS)
}

fn has_any(words: &str, known: &HashSet<String>, signs: &[&str]) -> bool {
    signs.iter().any(|sign| words.contains(sign))
        || words
            .split(|c: char| !c.is_alphanumeric() && c != '\u{301}')
            .any(|word| !word.is_empty() && known.contains(&fold(word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn publication_and_change_are_told_apart_in_many_languages() {
        for words in ["First published:", "Objavljeno", "Објављено", "Veröffentlicht am", "公開日"]
        {
            assert!(is_publication(words) && !is_change(words), "{words}");
        }
        for words in ["Last updated", "Ažurirano:", "Оновлено", "Mis à jour le", "更新日"]
        {
            assert!(is_change(words) && !is_publication(words), "{words}");
        }
        assert!(!is_change("Emma Radford") && !is_publication("Emma Radford"));
    }
}
