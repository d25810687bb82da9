"""Reads models of LemmaGen: trees of endings, each with what comes in place of last letters."""

import struct

# Kinds of nodes.
HAS_ENDING, HAS_CHILDREN, IS_WORD = 1, 2, 4


def endings(model):
    """The endings of a model, `^` before one that is a whole word: how many letters go, and which
    come instead. One without which the answer would be the same is left out."""
    found = {}
    for ending, is_word, removed, added in by_letters(nodes(model)):
        letters = ending.encode()
        if removed > len(letters):
            # The rule reaches into letters that its ending does not name: counted as of one byte.
            found["^" * is_word + ending] = (len(ending) + removed - len(letters), added.decode())
            continue
        try:
            result = (letters[: len(letters) - removed] + added).decode()
        except UnicodeDecodeError:
            continue
        same = 0
        while same < min(len(ending), len(result)) and ending[same] == result[same]:
            same += 1
        found["^" * is_word + ending] = (len(ending) - same, result[same:])
    return needed(found)


def nodes(model):
    """Yields the ending of each node in bytes, whether it is a whole word, and its rule."""
    size = struct.unpack_from("<I", model)[0]
    tree = model[4 : 4 + size]

    def address(place):
        return struct.unpack_from("<I", tree, place)[0]

    waiting = [(0, b"", False)]
    while waiting:
        place, ending, is_word = waiting.pop()
        kind, next_ = tree[place], place + 5
        if kind & HAS_ENDING:
            next_ += 1 + tree[next_]
            ending = tree[next_ - tree[place + 5] : next_] + ending
        is_leaf = not kind & ~IS_WORD
        rule = place if is_leaf else address(place + 1)
        added = tree[rule + 3 : rule + 3 + tree[rule + 2]]
        yield ending, is_word or bool(kind & IS_WORD), tree[rule + 1], added
        if kind & HAS_CHILDREN and not is_leaf:
            for number in range(tree[next_]):
                letter, child = tree[next_ + 1 + 5 * number], address(next_ + 2 + 5 * number)
                if child and letter:
                    waiting.append((child, bytes([letter]) + ending, False))
                elif child and number == 0:
                    waiting.append((child, ending, True))


def by_letters(nodes):
    """The nodes by length, those that begin inside a letter once for each letter that ends so."""
    nodes = sorted(nodes, key=lambda node: len(node[0]))
    alphabet = {chr(code) for code in range(ord("a"), ord("z") + 1)}
    for ending, _, _, added in nodes:
        for letters in (ending[inside(ending) :], added):
            try:
                alphabet.update(letters.decode())
            except UnicodeDecodeError:
                pass
    alphabet |= {letter.upper() for letter in alphabet if len(letter.upper()) == 1}
    for ending, *rest in nodes:
        begun = inside(ending)
        try:
            whole = ending[begun:].decode()
        except UnicodeDecodeError:
            continue
        if not begun:
            yield whole, *rest
        for letter in sorted(alphabet) if begun else ():
            code = letter.encode()
            if len(code) > begun and code.endswith(ending[:begun]):
                yield letter + whole, *rest


def inside(ending):
    """How many bytes at its beginning belong to a letter that began before."""
    begun = 0
    while begun < len(ending) and ending[begun] & 0xC0 == 0x80:
        begun += 1
    return begun


def needed(found):
    """The endings that say something else than the longest one they end with."""
    kept = {}
    for ending in sorted(found, key=lambda ending: (len(ending.lstrip("^")), ending[:1] == "^")):
        is_word = ending[:1] == "^"
        letters = ending[1:] if is_word else ending
        shorter = (letters[start:] for start in range(0 if is_word else 1, len(letters) + 1))
        known = next((kept[end] for end in shorter if end in kept), None)
        if known != found[ending]:
            kept[ending] = found[ending]
    return kept
