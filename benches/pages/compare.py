#!/usr/bin/env python3
"""Compares `backfile extract` with trafilatura and htmldate on saved web pages.

    compare.py DATA BINARY [--cache FILE] [--worst N text|date|title|author] [--set NAME]

DATA is a folder into which the archives of pages were unpacked, one folder an archive.
Prints a Markdown table; with --worst, the pages on which Backfile does worst instead.
The peers' results are kept in the cache file, as they do not change with the binary.
"""
import argparse
import csv
import json
import logging
import re
import subprocess
import tempfile
import unicodedata
from collections import Counter, defaultdict
from datetime import datetime, timedelta, timezone
from html.parser import HTMLParser
from pathlib import Path

from htmldate import find_date
from trafilatura import bare_extraction

SETS = ["htmldate", "readability", "postlight", "postlight-mended", "newspaper3k", "newspaper4k", "goose3"]
NOT_TEXT = {"boilerplate", "comment", "caption", "title", "byline", "dateline"}
SHORT = 500  # an expected text below this many characters is no measure

# ---- expected results

class Text(HTMLParser):
    """The text of a page, one line a block."""
    INLINE = set("a abbr b bdi bdo cite code dfn em font i kbd mark q s samp small span strong sub sup time u var".split())

    def __init__(self):
        super().__init__()
        self.parts, self.skip = [], 0

    def handle_starttag(self, tag, attrs):
        self.skip += tag in ("script", "style")
        if tag not in self.INLINE:
            self.parts.append("\n")

    def handle_endtag(self, tag):
        self.skip -= tag in ("script", "style")
        if tag not in self.INLINE:
            self.parts.append("\n")

    def handle_data(self, data):
        if not self.skip:
            self.parts.append(data)

def html_text(path):
    parser = Text()
    parser.feed(path.read_text("utf-8", "replace"))
    parser.close()
    return "".join(parser.parts)

def read_json(path):
    try:
        return json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}

def read_text(path):
    return path.read_text("utf-8", "replace") if path.exists() else ""

def pages(data):
    """All pages: set, name, file, and what is expected of it (a field that is not known is missing)."""
    def page(kind, name, file, **gold):
        gold = {k: v for k, v in gold.items() if v and (k != "text" or len(v) >= SHORT)}
        return {"set": kind, "name": name, "file": file, "gold": gold}

    root = data / "htmldate/htmldate"
    for row in csv.DictReader(open(root / "gold.tsv", encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE):
        yield page("htmldate", row["file"], root / "pages" / row["file"], date=row["date"])
    for file in sorted((data / "readability/readability").glob("*/source.html")):
        meta, text = read_json(file.with_name("expected-metadata.json")), html_text(file.with_name("expected.html"))
        if len(text) >= SHORT and "lorem ipsum" not in text.lower():  # the rest are synthetic
            yield page("readability", file.parent.name + ".html", file, text=text, title=meta.get("title"),
                       author=meta.get("byline"), date=meta.get("publishedTime"))
    root = data / "postlight/postlight"
    for line in open(root / "expected.jsonl", encoding="utf-8"):
        row = json.loads(line)
        for kind in ("postlight", "postlight-mended"):
            yield page(kind, row["file"], root / "pages" / row["file"], title=row.get("title"),
                       author=row.get("author"), date=row.get("date_published"), start=row.get("content_start"))
    root = data / "newspaper3k/newspaper3k"
    for file in sorted((root / "html").glob("*.html")):
        yield page("newspaper3k", file.name, file, text=read_text(root / "text" / (file.stem + ".txt")))
    root = data / "newspaper4k/newspaper4k"
    for file in sorted((root / "html").glob("*.html")):
        meta = read_json(root / "metadata" / (file.stem + ".json"))
        yield page("newspaper4k", file.name, file, text=read_text(root / "txt" / (file.stem + ".txt")),
                   title=meta.get("title"), author=meta.get("authors"), date=meta.get("publish_date"))
    for file in sorted((data / "goose3/goose3/data").glob("*/*.html")):
        meta = read_json(file.with_suffix(".json")).get("expected", {})
        text = meta.get("cleaned_text", "")
        yield page("goose3", file.parent.name + "." + file.name, file, text=text, start=text[:80], title=meta.get("title"),
                   author=meta.get("authors"), date=meta.get("publish_date"))

def html_of(page):
    """The page as the programs get it. Postlight saved <meta property content> as <meta name value>: undone in the mended set."""
    html = page["file"].read_bytes()
    if page["set"] == "postlight-mended":
        def mend(tag):
            tag = re.sub(rb'\bvalue=', b'content=', tag.group())
            return re.sub(rb'\bname=(?=["\']?(og|article|fb):)', b'property=', tag)
        html = re.sub(rb"<meta\b[^>]*>", mend, html)
    return html

# ---- the programs

def backfile(binary, all_pages):
    """What backfile makes of each page: by set and name."""
    out = {}
    with tempfile.TemporaryDirectory(prefix="compare") as folder:
        for kind in SETS:
            here = Path(folder, kind)
            here.mkdir()
            for p in all_pages:
                if p["set"] == kind:
                    name = p["name"] if p["name"].endswith(".html") else p["name"] + ".html"
                    (here / name).write_bytes(html_of(p))
            run = subprocess.run([binary, "extract", "--json", here], capture_output=True)
            for line in run.stdout.decode("utf-8").splitlines():
                row = json.loads(line)
                if row.get("type") != "article":
                    continue
                body = (row.get("body") or "").encode()
                drop = [s["span"] for s in row.get("segments", []) if s["kind"] in NOT_TEXT]
                keep, at = [], 0
                for start, end in sorted(drop):
                    keep.append(body[at:start])
                    at = max(at, end)
                keep.append(body[at:])
                out.setdefault((kind, Path(row["path"]).name), {
                    "text": b"\n".join(keep).decode(), "whole": body.decode(), "title": row.get("title"),
                    "author": row.get("author"), "date": row.get("date")})
    return out

def peers_of(html):
    result = {}
    try:
        doc = bare_extraction(html, include_comments=False, with_metadata=True)
        if doc is not None:
            result = {"text": doc.text, "title": doc.title, "author": doc.author, "date": doc.date}
    except Exception as error:  # a peer's crash is no result
        result = {"error": repr(error)}
    try:
        result["htmldate"] = find_date(html, original_date=True)
    except Exception:
        result["htmldate"] = None
    return result

def peers(all_pages, cache):
    known = read_json(cache)
    missing = [p for p in all_pages if f"{p['set']}/{p['name']}" not in known]
    for p in missing:
        known[f"{p['set']}/{p['name']}"] = peers_of(html_of(p))
    cache.write_text(json.dumps(known, ensure_ascii=False, indent=0), "utf-8")
    return known

# ---- measures

WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af]|[^\W\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af]+")
FOLD = str.maketrans({"‘": "'", "’": "'", "‚": "'", "′": "'", "`": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
                      "–": "-", "—": "-", "‑": "-", "−": "-", "…": "..."})

def words(text):
    return WORD.findall(unicodedata.normalize("NFKC", text or "").lower())

def score(gold, got):
    """Precision, recall and F1 of the words."""
    gold, got = Counter(words(gold)), Counter(words(got))
    both = sum((gold & got).values())
    p, r = both / max(1, got.total()), both / max(1, gold.total())
    return p, r, 2 * p * r / (p + r) if both else 0.0

def fold(title):
    return " ".join(unicodedata.normalize("NFKC", title or "").translate(FOLD).split())

def names(author):
    """The set of names in a byline or a list of names."""
    if isinstance(author, (list, tuple)):
        author = "; ".join(author)
    author = re.sub(r"\(.*?\)", " ", author or "")
    author = re.sub(r"(?i)^\s*(written by|by|par|von|por|di)\s+", "", author.strip())
    author = re.split(r"\n\s*(?=\w+ \d|WebMD)", author)[0]
    parts = re.split(r"(?i)\s*[,;&|]\s*|\s+and\s+|\n\s*(?=edited by)", author)
    return {" ".join(fold(p).lower().split()) for p in parts if p.strip()}

def days(gold):
    """The days a date may be given as. A moment in UTC is also good in the zones of most readers of these sites."""
    if not re.match(r"\d{4}-\d\d-\d\d", gold):
        try:
            return {datetime.strptime(re.sub(r" [A-Z]{3} ", " ", gold), "%a %b %d %H:%M:%S %Y").date().isoformat()}
        except ValueError:
            return {gold[:10]}
    if re.search(r"T\d\d:\d\d(:\d\d)?(\.\d+)?(Z|\+00:?00)$", gold):
        at = datetime.fromisoformat(gold.replace("Z", "+00:00")).astimezone(timezone.utc)
        return {(at + timedelta(hours=h)).date().isoformat() for h in (-8, 0, 9)}
    return {gold[:10]}

def verdict(kind, gold, got):
    """right, wrong or none"""
    if not got:
        return "none"
    same = {"date": lambda: got[:10] in days(gold), "title": lambda: fold(got) == fold(gold),
            "author": lambda: names(got) == names(gold)}[kind]()
    return "right" if same else "wrong"

def starts(gold, got):
    gold, got = words(gold)[:8], words(got)
    return any(got[i:i + len(gold)] == gold for i in range(len(got)))

def difference(text, other):
    """The longest lines of a text whose words are mostly not in the other."""
    have = set(words(other))
    lines = [l.strip() for l in (text or "").splitlines() if l.strip()]
    lines = [l for l in lines if sum(w not in have for w in words(l)) > len(words(l)) * .3]
    return sorted(lines, key=len, reverse=True)[:4]

# ---- output

def table(all_pages, ours, theirs):
    count = defaultdict(Counter)  # by set and over all
    f1 = defaultdict(lambda: defaultdict(list))
    for p in all_pages:
        gold, us, peer = p["gold"], ours.get((p["set"], p["name"]), {}), theirs[f"{p['set']}/{p['name']}"]
        for row in (p["set"], "all") if p["set"] != "postlight" else ("postlight",):  # all: with the mended pages
            count[row]["pages"] += 1
            if "text" in gold:
                for who, text in [("ours", us.get("text")), ("whole", us.get("whole")), ("traf", peer.get("text"))]:
                    f1[row][who].append(score(gold["text"], text)[2])
            if "start" in gold:
                count[row]["start"] += 1
                count[row]["start ours"] += starts(gold["start"], us.get("whole"))
                count[row]["start traf"] += starts(gold["start"], peer.get("text"))
            for kind in ("date", "title", "author"):
                if kind in gold:
                    count[row][kind] += 1
                    for who, got in [("ours", us.get(kind)), ("traf", peer.get(kind)), ("hd", peer.get("htmldate"))]:
                        count[row][kind, who, verdict(kind, gold[kind], got if kind == "date" or who != "hd" else None)] += 1
    print("Dates, titles and authors: right / wrong / none. Start: the expected first words are in the text.\n")
    head = ["set", "pages", "texts", "F1 backfile", "F1 whole body", "F1 trafilatura", "starts", "backfile", "trafilatura",
            "dates", "backfile", "trafilatura", "htmldate", "titles", "backfile", "trafilatura", "authors", "backfile", "trafilatura"]
    print("| " + " | ".join(head) + " |\n|" + "---|" * len(head))
    for row in SETS + ["all"]:
        c, f = count[row], f1[row]
        cells = [row, c["pages"], len(f["ours"])]
        cells += [f"{sum(f[w]) / len(f[w]):.3f}" if f[w] else "" for w in ("ours", "whole", "traf")]
        cells += [c["start"], c["start ours"], c["start traf"]] if c["start"] else ["", "", ""]
        for kind, whos in [("date", ("ours", "traf", "hd")), ("title", ("ours", "traf")), ("author", ("ours", "traf"))]:
            cells.append(c[kind] or "")
            cells += [" / ".join(str(c[kind, w, v]) for v in ("right", "wrong", "none")) if c[kind] else "" for w in whos]
        print("| " + " | ".join(map(str, cells)) + " |")

def worst(all_pages, ours, theirs, number, kind):
    bad = []
    for p in all_pages:
        gold, us, peer = p["gold"], ours.get((p["set"], p["name"]), {}), theirs[f"{p['set']}/{p['name']}"]
        if kind not in gold:
            continue
        if kind == "text":
            (a, b, f), (c, d, g) = score(gold["text"], us.get("text")), score(gold["text"], peer.get("text"))
            lines = [f"backfile P {a:.2f} R {b:.2f} F1 {f:.2f}; trafilatura P {c:.2f} R {d:.2f} F1 {g:.2f}"]
            lines += [f"expected: {fold(gold['text'])[:150]}", f"backfile: {fold(us.get('text'))[:150]}"]
            lines += [f"  missing: {fold(l)[:120]}" for l in difference(gold["text"], us.get("text"))]
            lines += [f"  extra: {fold(l)[:120]}" for l in difference(us.get("text"), gold["text"])]
            bad.append((f, p, lines))
        elif (v := verdict(kind, gold[kind], us.get(kind))) != "right":
            lines = [f"expected: {gold[kind]!r}", f"backfile: {us.get(kind)!r}", f"trafilatura: {peer.get(kind)!r}"]
            lines += [f"htmldate: {peer.get('htmldate')!r}"] * (kind == "date")
            bad.append((v == "none", p, lines))
    bad.sort(key=lambda b: b[0])  # texts from the worst on; of the others the wrong ones before the missing ones
    for _, p, lines in bad[:number]:
        print(p["file"], *lines, sep="\n  ", end="\n\n")

def main():
    logging.disable(logging.CRITICAL)
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("data", type=Path)
    args.add_argument("binary")
    args.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir(), "backfile-peers.json"))
    args.add_argument("--worst", nargs=2, metavar=("N", "KIND"))
    args.add_argument("--set", choices=SETS, help="only this set of pages")
    args = args.parse_args()
    all_pages = [p for p in pages(args.data) if p["file"].exists() and args.set in (None, p["set"])]
    theirs, ours = peers(all_pages, args.cache), backfile(args.binary, all_pages)
    if args.worst:
        worst(all_pages, ours, theirs, int(args.worst[0]), args.worst[1])
    else:
        table(all_pages, ours, theirs)


if __name__ == "__main__":
    main()
