"""Compares what `backfile extract` says of crawls with what FastWARC reads of the same files.

usage: crawls.py FOLDER BACKFILE

A record is due to be an article if it is a page or a text with status 2xx, a resource of the web or
a conversion. Whatever else FastWARC reads must be counted by its kind.
"""

import collections
import json
import os
import re
import subprocess
import sys

from fastwarc.warc import ArchiveIterator

TEXTS = ("text/html", "application/xhtml+xml", "text/plain")
OTHERS = ("request", "revisit", "metadata", "warcinfo", "continuation")


def crawls(folder):
    for place, _, names in sorted(os.walk(folder)):
        for name in sorted(names):
            if re.search(r"\.(warc|wet)(\.(gz|zst))?$", name):
                yield os.path.join(place, name)


def kind(record):
    """What has to become of a record: an article, or the kind that it is counted under."""
    name = record.headers.get("WARC-Type", "").lower()
    if name in OTHERS:
        return name
    address = record.headers.get("WARC-Target-URI", "").strip("<>")
    if name == "conversion":
        return "article"
    if not re.match(r"https?://", address, re.IGNORECASE):
        return "not of the web"
    if name == "response" and record.http_headers is not None:
        status = record.http_headers.status_code or 0
        if not 200 <= status < 300:
            return "status other than 2xx"
        media = record.http_headers.get("Content-Type", "")
    else:
        media = record.headers.get("Content-Type", "")
    media = media.split(";")[0].strip().lower()
    return "article" if media in TEXTS else "neither page nor text"


def of_fastwarc(path):
    counts = collections.Counter()
    with open(path, "rb") as stream:
        for record in ArchiveIterator(stream, parse_http=True):
            counts[kind(record)] += 1
    return counts


def of_backfile(program, path):
    run = subprocess.run([program, "extract", path], capture_output=True, check=False)
    counts = collections.Counter()
    for line in run.stdout.splitlines():
        counts["article"] += json.loads(line).get("type") == "article"
    for line in run.stderr.decode(errors="replace").splitlines():
        counted = re.search(r"records of the kind `(.+)`: (\d+)$", line)
        if counted:
            counts[counted[1]] += int(counted[2])
        elif "neither a title nor a text" in line or "holds no article" in line or "no article" in line:
            counts["without a text"] += 1
        elif line.startswith("left out"):
            counts["left out"] += 1
    return counts


def main():
    folder, program = sys.argv[1:3]
    theirs, ours, differences = collections.Counter(), collections.Counter(), []
    for path in crawls(folder):
        try:
            expected = of_fastwarc(path)
        except Exception as error:  # One that it cannot read at all.
            differences.append((path, f"FastWARC: {error}", dict(of_backfile(program, path))))
            continue
        found = of_backfile(program, path)
        theirs += expected
        ours += found
        kinds = set(expected) | set(found) - {"without a text"}
        # A page without a text is one all the same.
        wrong = [k for k in kinds if k != "article" and expected[k] != found[k]]
        if wrong or expected["article"] != found["article"] + found["without a text"]:
            differences.append((path, dict(expected), dict(found)))
    print("| record | FastWARC | Backfile |")
    print("|---|--:|--:|")
    for name in sorted(set(theirs) | set(ours)):
        print(f"| {name} | {theirs[name]} | {ours[name]} |")
    for difference in differences:
        print(*difference, sep="\n  ")


main()
