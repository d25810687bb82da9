"""What is left out so that all tables together stay under ten megabytes."""

# The longest form that is listed, in letters. Longer ones are left to the endings of the shorter.
LONGEST_FORM = {"es": 12, "pl": 13, "pt": 12, "ro": 12, "ru": 12, "sk": 12, "tr": 11}
# Polish names are mostly rare ones.
LONGEST_NAME = 9
# How many letters longer than its word a form may be: Turkish heaps endings on endings.
MOST_ADDED = {"tr": 5}
# The longest ending of a model that learned nearly whole words as endings.
LONGEST_ENDING = {"sh": 8, "sl": 9}


def forms(language, rows):
    longest = LONGEST_FORM.get(language, 255)
    added = MOST_ADDED.get(language, 255)
    for form, lemma in BY_LANGUAGE.get(language, iter)(rows):
        if len(form) <= longest and len(form) <= len(lemma) + added:
            yield form, lemma


def endings(language, rows):
    longest = LONGEST_ENDING.get(language, 255)
    return (row for row in rows if row[0].startswith("^") or len(row[0]) <= longest)


def polish(rows):
    """Short names, of which no form is one of a common word; others are found by the endings of names.
    What is negated by `nie` is a word of its own. Without all this the table has half its size."""
    rows = list(rows)
    common = {form.lower() for form, lemma in rows if not is_name(lemma)}
    for form, lemma in rows:
        is_left_out = len(form) > LONGEST_NAME or form.isupper() or form.lower() in common
        is_negated = form.lower().startswith("nie") and not lemma.startswith("nie")
        if not is_negated and not (is_name(lemma) and is_left_out):
            yield form, lemma


def is_name(lemma):
    return lemma[:1] != lemma[:1].lower()


def slovak(rows):
    """Superlatives are left out, and what is negated by `ne` is a word of its own. Each would be
    listed, for an ending says nothing of how a form begins."""
    for form, lemma in rows:
        lower, word = form.lower(), lemma.lower()
        if lower.startswith("ne") and not word.startswith("ne"):
            yield form, "ne" + lemma
        elif not lower.startswith("naj") or word.startswith("naj"):
            yield form, lemma


BY_LANGUAGE = {"pl": polish, "sk": slovak}
