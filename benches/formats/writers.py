"""Has the writers of other people make files, and counts what `backfile extract` reads of them.

usage: writers.py BACKFILE
"""

import datetime
import email.message
import email.utils
import io
import json
import mailbox
import os
import subprocess
import sys
import tempfile

import docx
import openpyxl
from ebooklib import epub
from feedgen.feed import FeedGenerator
from odf.dc import Date as OdfDate
from odf.dc import Title as OdfTitle
from odf.opendocument import OpenDocumentText
from odf.text import H, P
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

COUNT = 20
LANGUAGES = [
    ("The ferry of {n} returns to the quay", "The ferry runs again on the river, said the keeper of number {n}. “Nobody minds the wait,” he added, & went home."),
    ("Brod broj {n} ponovo plovi", "Čamac je juče prešao reku, rekao je kapetan broja {n}. Šetači su ga dočekali na mostu, a žurba je prošla."),
    ("Поромна переправа {n} відкрита", "Пором знову ходить річкою, сказав капітан номер {n}. Ніхто не поспішає, бо п'ять хвилин нічого не змінять."),
    ("Η πορθμείος γραμμή {n} άνοιξε", "Το πλοίο περνά ξανά το ποτάμι, είπε ο καπετάνιος του αριθμού {n}. Κανείς δεν βιάζεται σήμερα."),
]


def articles():
    for n in range(COUNT):
        title, text = LANGUAGES[n % len(LANGUAGES)]
        day = datetime.datetime(2021, 1 + n % 12, 1 + n, 9, 30, tzinfo=datetime.timezone.utc)
        yield {"n": n, "title": title.format(n=n), "text": text.format(n=n), "day": day}


def html(article):
    text = article["text"].replace("&", "&amp;")
    return f"<html><head><title>{article['title']}</title></head><body><article><h1>{article['title']}</h1><p>{text}</p></article></body></html>"


def write_docx(folder, found):
    for article in found:
        document = docx.Document()
        document.core_properties.title = article["title"]
        document.core_properties.created = article["day"].replace(tzinfo=None)
        document.add_heading(article["title"], 0)
        document.add_paragraph(article["text"])
        document.save(os.path.join(folder, f"{article['n']}.docx"))


def write_odt(folder, found):
    for article in found:
        document = OpenDocumentText()
        document.meta.addElement(OdfTitle(text=article["title"]))
        document.meta.addElement(OdfDate(text=article["day"].isoformat()))
        document.text.addElement(H(outlinelevel=1, text=article["title"]))
        document.text.addElement(P(text=article["text"]))
        document.save(os.path.join(folder, f"{article['n']}.odt"))


def write_epub(folder, found):
    for article in found:
        book = epub.EpubBook()
        book.set_identifier(f"book-{article['n']}")
        book.set_title(article["title"])
        book.add_metadata("DC", "date", article["day"].date().isoformat())
        chapter = epub.EpubHtml(title=article["title"], file_name="text.xhtml")
        chapter.content = html(article)
        book.add_item(chapter)
        book.toc = (chapter,)
        book.spine = ["nav", chapter]
        book.add_item(epub.EpubNcx())
        book.add_item(epub.EpubNav())
        epub.write_epub(os.path.join(folder, f"{article['n']}.epub"), book)


def write_xlsx(folder, found):
    book = openpyxl.Workbook()
    book.active.append(["id", "title", "text", "date"])
    for article in found:
        book.active.append([article["n"], article["title"], article["text"], article["day"].date()])
    book.save(os.path.join(folder, "all.xlsx"))


def message(article):
    mail = email.message.EmailMessage()
    mail["Subject"] = article["title"]
    mail["From"] = "Ana Kovač <ana@courier.example>"
    mail["Date"] = email.utils.format_datetime(article["day"])
    mail["Message-ID"] = f"<{article['n']}@courier.example>"
    mail.set_content(article["text"])
    mail.add_alternative(html(article), subtype="html")
    return mail


def write_mbox(folder, found):
    box = mailbox.mbox(os.path.join(folder, "all.mbox"))
    for article in found:
        box.add(mailbox.mboxMessage(message(article)))
    box.close()


def write_maildir(folder, found):
    box = mailbox.Maildir(os.path.join(folder, "Mail"))
    for article in found:
        box.add(mailbox.MaildirMessage(message(article)))
    box.close()


def feed(found):
    made = FeedGenerator()
    made.id("https://courier.example/feed")
    made.title("Courier")
    made.link(href="https://courier.example/", rel="alternate")
    made.description("News")
    for article in found:
        entry = made.add_entry(order="append")
        address = f"https://courier.example/{article['n']}"
        entry.id(address)
        entry.link(href=address)
        entry.title(article["title"])
        entry.published(article["day"])
        entry.updated(article["day"])
        entry.content(f"<p>{article['text'].replace('&', '&amp;')}</p>", type="html")
    return made


def write_rss(folder, found):
    feed(found).rss_file(os.path.join(folder, "all.rss"))


def write_atom(folder, found):
    feed(found).atom_file(os.path.join(folder, "all.atom"))


def write_warc(folder, found):
    with open(os.path.join(folder, "all.warc.gz"), "wb") as out:
        writer = WARCWriter(out, gzip=True)
        for article in found:
            page = html(article).replace("<head>", f"<head><meta property='article:published_time' content='{article['day'].isoformat()}'>")
            headers = [("Content-Type", "text/html; charset=utf-8")]
            answer = StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1")
            address = f"https://courier.example/{article['n']}"
            writer.write_record(writer.create_warc_record(address, "response", payload=io.BytesIO(page.encode()), http_headers=answer))


WRITERS = {
    "DOCX, python-docx": write_docx,
    "ODT, odfpy": write_odt,
    "EPUB, EbookLib": write_epub,
    "XLSX, openpyxl": write_xlsx,
    "mbox, mailbox": write_mbox,
    "Maildir, mailbox": write_maildir,
    "RSS, feedgen": write_rss,
    "Atom, feedgen": write_atom,
    "WARC, warcio": write_warc,
}


def plain(text):
    return " ".join((text or "").split())


def main():
    program = sys.argv[1]
    print("| files of | written | read | titles | dates | texts |")
    print("|---|--:|--:|--:|--:|--:|")
    for name, write in WRITERS.items():
        with tempfile.TemporaryDirectory() as folder:
            written = list(articles())
            write(folder, written)
            run = subprocess.run([program, "extract", folder], capture_output=True, check=False)
            read = [json.loads(line) for line in run.stdout.splitlines()]
            counts = [0, 0, 0]
            for article in written:
                ours = [one for one in read if plain(article["text"]) in plain(one.get("body"))]
                counts[0] += any(one["title"] == article["title"] for one in ours)
                counts[1] += any((one["date"] or "")[:10] == article["day"].date().isoformat() for one in ours)
                counts[2] += len(ours) == 1
            print(f"| {name} | {len(written)} | {len(read)} | {counts[0]} | {counts[1]} | {counts[2]} |")


main()
