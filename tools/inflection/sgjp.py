"""Makes the forms of Polish words with Morfeusz, whose dictionary is SGJP."""

import gzip
import itertools
import json
import re
import sys

# Marks of style of words that hardly anyone writes today.
RARE = re.compile(
    "daw|przest|rzad|gwar|indyw|niepopr|arch|char|reg\\.|hom|rub|dziec|wulg|hist|środ"
)

# Words without forms, which neither list of words has: conjunctions, prepositions, particles.
ALONE = """
a aby acz aczkolwiek albo albowiem ale ależ ani azali aż ażeby bez bo bodaj bowiem byle
bynajmniej bądź całkiem chociaż choć coraz czasem czego czemu czy czyli często dla dlaczego
dlatego do dokąd donikąd dopiero dopóki dotychczas dotąd dość dzisiaj dziś gdy gdyby gdyż gdzie
gdziekolwiek gdzieniegdzie gdzieś i ilekroć inaczej iż iżby jak jakby jakkolwiek jakoś jednak
jeno jeszcze jeśli jeżeli jutro już kiedy kiedykolwiek kiedyś ku lada lecz ledwie ledwo li lub
mianowicie mimo między może na nad nadal nade najpierw naokoło naprawdę naprzeciw naprzeciwko
naprzód natomiast natychmiast nawet niby niczym nie niebawem niech nieco niegdyś niekiedy niemal
niespełna niestety niezbyt nigdy nigdzie niż o obok oby ode odkąd odtąd około ongiś oprócz oraz
oto otóż po pod podczas pode pomimo pomiędzy ponad ponadto ponieważ poniżej poprzez potem powoli
powyżej poza przecież przeciw przeciwko przed przede przedtem przeto przez przy przynajmniej
prócz pół raczej raz razem również się skoro skąd skądinąd spod spode spomiędzy sponad spoza
sprzed stamtąd stąd tak także tam tamtędy teraz toteż toć trochę trzeba tu tuż tylko tymczasem
tędy u w wbrew wcale wciąż wczoraj we według wespół wewnątrz widać więc wkrótce wnet wobec wokół
wprawdzie wprost wraz wreszcie wskutek wstecz wszak wszakże wszelako wszędzie wtedy względem
wówczas wśród z za zaiste zaledwie zamiast zanim zaraz zarazem zatem zawczasu zawsze zazwyczaj
zaś zbyt ze zewnątrz znad znienacka znowu znów zresztą zwłaszcza zza że żeby
""".split()

# The endings of adverbs beside the `y` or `i` of their adjectives: all of them, and those that come
# after a softened letter.
ADVERBS = ["o", "ie", "e", "io", "u"]
SOFTENED = {"ł": "le", "r": "rze", "t": "cie", "st": "ście", "d": "dzie", "sn": "śnie"}


def words(packages):
    """The rows of Polish: form and lemma. Morfeusz makes the forms of a word that it is given, and
    cannot say which it knows: the words come from two other lists."""
    import marisa_trie

    sys.path.insert(0, str(packages.folder("morfeusz2")))
    import morfeusz2

    morfeusz = morfeusz2.Morfeusz(praet="composite")
    lookups = packages.folder("spacy_lookups_data") / "spacy_lookups_data/data"
    inflection = packages.folder("polish_inflection_data") / "polish_inflection_data/data"
    asked, candidates = set(), set(ALONE)
    for path in sorted(lookups.glob("pl_lemma_lookup_*.json.gz")):
        table = json.loads(gzip.decompress(path.read_bytes()))
        asked.update(table.values())
        candidates.update(table.values())
        if "noun" not in path.name and "verb" not in path.name:
            candidates.update(table)
    nouns = marisa_trie.BytesTrie()
    nouns.load(str(inflection / "podaj.marisa"))
    asked.update(value.decode().split("\t")[0] for _, value in nouns.iteritems())
    adjectives = marisa_trie.Trie()
    adjectives.load(str(inflection / "przymiotniki.marisa"))
    asked.update(adjectives.iterkeys())
    candidates.update(itertools.chain.from_iterable(map(adverbs, adjectives.iterkeys())))

    asked = {without_number(word) for word in asked}
    rows, known = [], set()
    generate(morfeusz, (word for word in asked if word and " " not in word), rows, known)
    # Adverbs, pronouns and particles are in neither list as words, but as forms that lead to them.
    found = {without_number(analysis[1]) for word in candidates for _, _, analysis in
             morfeusz.analyse(word) if analysis[2] != "ign"}
    generate(morfeusz, found - known, rows, known)
    return kept(rows)


def adverbs(adjective):
    """What adverbs of an adjective might look like."""
    stem = adjective[:-1]
    if adjective[-1:] in ("y", "i"):
        yield from (stem + ending for ending in ADVERBS)
        for letters, ending in SOFTENED.items():
            if stem.endswith(letters):
                yield stem.removesuffix(letters) + ending


def without_number(lemma):
    """A lemma without what tells it from others that are written as it is."""
    return re.sub(r"(?<=.):.*$", "", lemma)


def generate(morfeusz, lemmas, rows, known):
    """Adds the forms of words, each as one text that sorts by the form in lower case: the form, the
    lemma, the part of speech and whether it is rare."""
    for asked in lemmas:
        for form, lemma, tag, _, style in morfeusz.generate(asked):
            if tag == "ign":
                continue
            lemma, part = without_number(lemma), tag.split(":", 1)[0]
            is_rare = "rare" if RARE.search("|".join(style)) else ""
            rows.append("\t".join((form.lower(), form, lemma, part, is_rare)))
            known.add(lemma)


def kept(rows):
    """The rows that stay where a form is one of several words."""
    rows.sort()
    split = (row.split("\t") for row in rows)
    for _, group in itertools.groupby(split, key=lambda row: row[0]):
        readings = {}
        for _, form, lemma, part, rare in group:
            # An abbreviation is no form of the word: `o` is a preposition, not `ojciec`.
            if part != "brev":
                readings.setdefault((form, lemma), set()).add((part, rare))
        if len({lemma for _, lemma in readings}) > 1:
            # A form of a word of today is not taken for one of an old or rare word.
            common = {key: them for key, them in readings.items() if not all(r for _, r in them)}
            readings = common or readings
        if any(part == "subst" for them in readings.values() for part, _ in them):
            # Every verb has a noun in `-nie`, `-cie`. One with a meaning of its own is listed as a
            # noun as well, and is meant: `życie` is life, not a form of `żyć`.
            other = {key: them for key, them in readings.items() if {p for p, _ in them} != {"ger"}}
            readings = other or readings
        yield from readings
