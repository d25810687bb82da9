"""Compares what `backfile extract` reads of feeds with what feedparser reads of the same files.

usage: compare.py FOLDER BACKFILE [--worst N]
"""

import calendar
import collections
import datetime
import html
import json
import os
import re
import subprocess
import sys

import feedparser

# A shorter feed tests one feature of a parser and holds no article.
SHORTEST_BYTES = 800


def plain(text):
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text or "")).split())


def feeds(folder):
    for place, _, names in sorted(os.walk(folder)):
        for name in sorted(names):
            path = os.path.join(place, name)
            if name.endswith((".xml", ".rss", ".atom")) and os.path.getsize(path) >= SHORTEST_BYTES:
                yield path


def of_feedparser(path):
    with open(path, "rb") as file:
        parsed = feedparser.parse(file.read())
    for entry in parsed.entries:
        texts = [content.get("value") for content in entry.get("content", [])]
        texts.append(entry.get("summary"))
        text = max((plain(text) for text in texts), key=len)
        title = plain(entry.get("title"))
        moment = entry.get("published_parsed") or entry.get("updated_parsed")
        if title or text:
            yield {"title": title, "text": text, "moment": moment, "url": entry.get("link")}


def days(moment):
    """The day in UTC and, as zones differ, those beside it."""
    seconds = calendar.timegm(moment)
    return {
        datetime.datetime.fromtimestamp(seconds + hours * 3600, datetime.timezone.utc).date().isoformat()
        for hours in (-12, 0, 12)
    }


def of_backfile(program, path):
    found = subprocess.run([program, "extract", path], capture_output=True, check=False).stdout
    articles = (json.loads(line) for line in found.splitlines())
    return [article for article in articles if article.get("type") == "article"]


def main():
    folder, program = sys.argv[1:3]
    worst = int(sys.argv[4]) if len(sys.argv) > 4 else 0
    counts, differences = collections.Counter(), []
    for path in feeds(folder):
        expected = list(of_feedparser(path))
        if not expected:
            continue
        ours = of_backfile(program, path)
        counts["feeds"] += 1
        counts["items"] += len(expected)
        counts["read"] += min(len(expected), len(ours))
        if len(ours) != len(expected):
            differences.append((path, "items", len(expected), len(ours)))
            continue
        for theirs, article in zip(expected, ours):
            checks = [
                ("title", theirs["title"], plain(article.get("title")) == theirs["title"]),
                ("link", theirs["url"], article.get("url") == theirs["url"]),
                ("date", theirs["moment"], theirs["moment"] and (article.get("date") or "")[:10] in days(theirs["moment"])),
                ("text", theirs["text"], len(plain(article.get("body"))) >= 0.9 * len(theirs["text"])),
            ]
            for what, value, is_right in checks:
                if value:
                    counts[what, "of"] += 1
                    counts[what] += bool(is_right)
                    if not is_right:
                        differences.append((path, what, value, article.get(what)))
    print("| feeds | items | read | titles | dates | links | texts |")
    print("|--:|--:|--:|--:|--:|--:|--:|")
    same = " | ".join(f"{counts[what]} of {counts[what, 'of']}" for what in ("title", "date", "link", "text"))
    print(f"| {counts['feeds']} | {counts['items']} | {counts['read']} | {same} |")
    for difference in differences[:worst]:
        print(*difference, sep="\n  ")


main()
