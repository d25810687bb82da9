"""Reads the dictionary of OpenCorpora, Russian, through pymorphy3."""

# Marks of what is left out: what is old, misspelled, distorted or slang; initials and abbreviations;
# names, which are found by the endings of names and would make the table twice as large; and
# comparatives with the prefix `по`, each of which would have to be listed.
LEFT_OUT = {"Arch", "Erro", "Dist", "Slng", "Infr", "Init", "Abbr",
            "Surn", "Name", "Patr", "Orgn", "Trad", "Geox", "Cmp2"}

# A word of which a form is one in less than so many of its occurrences is left out.
LEAST = 0.15


def words(packages):
    """The rows of Russian: form and lemma."""
    import pymorphy3

    data = packages.folder("pymorphy3_dicts_ru") / "pymorphy3_dicts_ru/data"
    analyzer = pymorphy3.MorphAnalyzer(path=str(data), lang="ru")
    shares = {}
    for key, millionths in analyzer.prob_estimator.p_t_given_w.items():
        form, tag = key.split(":", 1)
        shares.setdefault(form, {})[tag] = millionths / 1e6
    readings = {}
    for form, tag, lemma, _, _ in analyzer.dictionary.iter_known_words():
        if marks(tag) & LEFT_OUT:
            continue
        readings.setdefault(form, {}).setdefault(lemma, set()).add(str(tag))
    for form, lemmas in readings.items():
        kept = list(lemmas)
        if len(kept) > 1 and form in shares:
            # In a corpus read by people, most forms of two words are nearly always of one of them.
            share = {lemma: sum(shares[form].get(tag, 0) for tag in lemmas[lemma])
                     for lemma in kept}
            kept = [lemma for lemma in kept if share[lemma] >= LEAST] or kept
        yield from ((form, lemma) for lemma in kept)


def marks(tag):
    return set(str(tag).replace("/", ",").replace(" ", ",").split(","))
