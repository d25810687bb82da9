"""What the lists of Morfologik say otherwise than a reader would. Each correction takes the forms
of a dictionary with their lemmas and tags, and yields rows of form and lemma."""

import re

PRONOUNS = {"ich": "ich mich mir meiner", "du": "du dich dir deiner", "er": "er ihn ihm seiner",
            "es": "es ihm seiner", "sie": "sie ihr ihnen ihrer", "wir": "wir uns unser",
            "ihr": "ihr euch euer", "sich": "sich"}
POSSESSIVE = re.compile(
    "(mein|dein|sein|ihr|unser|unsr|euer|eur)(e|em|en|er|es|ige[nrsm]?|rseits)?"
)
SHORTENED = {"unsr": "unser", "eur": "euer"}


def none(entries):
    for form, lemmas in entries:
        yield from ((form, lemma) for lemma in lemmas)


def german(entries):
    """All personal pronouns are listed as forms of `ich`, and all possessives of `mein`: a word for
    each person instead."""
    listed = {*PRONOUNS, "mein", "dein", "sein", "unser", "euer"}
    for form, lemmas in entries:
        for lemma, tags in lemmas.items():
            if lemma not in listed or not any("PRO:" in tag for tag in tags):
                yield form, lemma
                continue
            lower = form.lower()
            words = {word for word, forms in PRONOUNS.items() if lower in forms.split()}
            if found := POSSESSIVE.fullmatch(lower):
                words.add(SHORTENED.get(found[1], found[1]))
            yield from ((form, word) for word in words or {lower})


def french(entries):
    """Abbreviations are listed as forms of a sign, `cm` and `km` of `m`. Planes (`avions`) are meant
    more often than what *we had*: forms of `nous` in the imperfect give way to nouns."""
    for form, lemmas in entries:
        others = [lemma for lemma, tags in lemmas.items() if not all(tag[:1] == "V" for tag in tags)]
        kept = others if form.endswith("ions") and others else lemmas
        yield from ((form, lemma) for lemma in kept if len(lemma) > 1 or len(form) == 1)


def turkish(rows):
    """A form that is a word of its own is that word: `dolar` is the dollar, not notes of the scale."""
    rows = list(rows)
    words = {lemma for _, lemma in rows}
    return ((form, lemma) for form, lemma in rows if form == lemma or form not in words)


def slovak(entries):
    """A negated verb is listed as one of its own: `nerobiť` is a form of `robiť`."""
    entries = list(entries)
    verbs = {lemma for _, lemmas in entries for lemma, tags in lemmas.items()
             if any(tag.startswith("V") for tag in tags)}
    for form, lemmas in entries:
        for lemma, tags in lemmas.items():
            is_negated = lemma.startswith("ne") and lemma[2:] in verbs
            yield form, lemma[2:] if is_negated and any("V" in tag for tag in tags) else lemma
