"""Reads dictionaries of Morfologik: automata of forms, each with its lemmas and their tags."""

# Flags of an arc, in the two layouts of automata that Morfologik writes.
FSA5_FINAL, FSA5_LAST, FSA5_NEXT = 1, 2, 4
CFSA2_FINAL, CFSA2_LAST, CFSA2_NEXT, CFSA2_LABEL = 1 << 5, 1 << 6, 1 << 7, 31

# The count that stands for "the whole word".
EVERYTHING = 255


def dictionary(data, info):
    """Yields each form that is one word of letters, with its lemmas: `{lemma: [tag, ...]}`."""
    keys = {}
    for line in info.decode("utf-8").splitlines():
        key, equals, value = line.partition("=")
        if equals and not line.startswith("#"):
            keys[key.strip()] = value.strip()
    encoding = keys["fsa.dict.encoding"]
    separator = ord(keys["fsa.dict.separator"])
    has_beginning = keys["fsa.dict.encoder"].lower() == "prefix"
    has_frequency = keys.get("fsa.dict.frequency-included") == "true"
    automaton = Fsa5(data) if data[4] == 5 else Cfsa2(data)
    for form, node in forms(automaton, separator):
        lemmas = {}
        for rest in automaton.rests(node):
            lemma, tag = decoded(form, rest, separator, has_beginning, has_frequency)
            lemmas.setdefault(lemma.decode(encoding), []).append(tag.decode(encoding))
        yield form.decode(encoding), lemmas


def forms(automaton, separator):
    """Yields the forms before the separator, each with the node behind it, without looking into
    those that hold anything but letters and apostrophes."""
    kept = {byte for byte in range(256) if byte >= 128 or chr(byte).isalpha() or byte == ord("'")}
    kept.discard(separator)
    waiting = [(b"", automaton.root)]
    while waiting:
        form, node = waiting.pop()
        for label, _, target in automaton.arcs(node):
            if label == separator:
                yield form, target
            elif label in kept and target:
                waiting.append((form + bytes([label]), target))


def decoded(form, rest, separator, has_beginning, has_frequency):
    """The lemma and the tag of what stands behind a form: how many bytes go at its beginning and at
    its end, what comes instead, a separator and a tag."""
    start, end = 0, (rest[0] - ord("A")) & 255
    counts = 1
    if has_beginning:
        start, end = end, (rest[1] - ord("A")) & 255
        counts = 2
    if EVERYTHING in (start, end):
        start, end = len(form), 0
    added, _, tag = rest[counts:].partition(bytes([separator]))
    return form[start : len(form) - end] + added, tag[:-1] if has_frequency else tag


class Automaton:
    """An automaton whose nodes are places in `data`; place 0 ends it."""

    def __init__(self, data, root_of):
        self.data = data
        self.known_arcs = {}
        self.known_rests = {}
        self.root = root_of(self)

    def arcs(self, node):
        """The arcs of a node: label, whether a sequence ends with it, the node it leads to."""
        if node not in self.known_arcs:
            self.known_arcs[node] = list(self.read(node))
        return self.known_arcs[node]

    def rests(self, node):
        """All that the automaton can say from a node on."""
        if node not in self.known_rests:
            rests = []
            for label, is_final, target in self.arcs(node):
                if is_final:
                    rests.append(bytes([label]))
                if target:
                    rests += [bytes([label]) + rest for rest in self.rests(target)]
            self.known_rests[node] = rests
        return self.known_rests[node]


class Fsa5(Automaton):
    """Arcs of a label and an address of fixed length."""

    def __init__(self, data):
        self.address, self.before = data[7] & 15, data[7] >> 4
        # The first arc leads nowhere, the second to the root.
        super().__init__(data[8:], lambda it: it.arcs(it.after(it.before))[0][2])

    def after(self, arc):
        return arc + (2 if self.data[arc + 1] & FSA5_NEXT else 1 + self.address)

    def read(self, node):
        arc = node + self.before
        while True:
            flags = self.data[arc + 1]
            target = self.after(arc)
            if not flags & FSA5_NEXT:
                target = int.from_bytes(self.data[arc + 1 : target], "little") >> 3
            yield self.data[arc], bool(flags & FSA5_FINAL), target
            if flags & FSA5_LAST:
                return
            arc = self.after(arc)


class Cfsa2(Automaton):
    """Arcs whose frequent labels are numbers, and whose addresses are of any length."""

    def __init__(self, data):
        labels = 8 + data[7]
        self.labels = data[8:labels]
        super().__init__(data[labels:], lambda it: it.arcs(0)[0][2])

    def read(self, node):
        arcs, place, is_last = [], node, False
        while not is_last:
            flags = self.data[place]
            place += 1
            label, target = self.labels[flags & CFSA2_LABEL], None
            if not flags & CFSA2_LABEL:
                label = self.data[place]
                place += 1
            if not flags & CFSA2_NEXT:
                target, shift, more = 0, 0, True
                while more:
                    target |= (self.data[place] & 127) << shift
                    more = self.data[place] & 128
                    shift += 7
                    place += 1
            arcs.append((label, bool(flags & CFSA2_FINAL), target))
            is_last = flags & CFSA2_LAST
        # "The next node" is the one behind the last arc of this one.
        following = place
        return [(label, final, following if target is None else target)
                for label, final, target in arcs]
