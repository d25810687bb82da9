//! Reads mail: messages, mailboxes and folders of them.

use article::SegmentKind;

use super::{Told, folder, read, read_file};

fn titles(told: &Told) -> Vec<&str> {
    told.articles().iter().filter_map(|article| article.title.as_deref()).collect()
}

fn message(id: &str, subject: &str, text: &str) -> String {
    format!(
        "From: Ana <ana@lake.example>\nTo: all@lake.example\nSubject: {subject}\n\
         Date: Fri, 30 May 2025 18:15:00 +0200\nMessage-ID: <{id}@lake.example>\n\n{text}\n"
    )
}

#[test]
fn a_message_is_read_with_what_it_quotes_labelled() {
    let text =
        "The ferry runs again.\n\nOn Thu, 29 May 2025, Boris wrote:\n> Does it run?\n\n-- \nAna";
    let told = read_file(
        "a.eml",
        message("1", "=?utf-8?q?Pov=C4?= =?utf-8?q?=8Dratak?=", text).as_bytes(),
    );
    let article = told.articles()[0];
    assert_eq!(article.title.as_deref(), Some("Povčratak"));
    assert_eq!(article.authors, ["Ana"]);
    assert_eq!(article.source_id.as_deref(), Some("1@lake.example"));
    assert_eq!(article.published_on.unwrap().to_string(), "2025-05-30T18:15:00+02:00");
    let own: Vec<&str> = article.parts(SegmentKind::Body).map(str::trim).collect();
    assert_eq!(own, ["The ferry runs again."]);
    assert!(article.body.contains("> Does it run?"));
}

#[test]
fn of_alternatives_one_is_the_text() {
    let parts = |plain: &str| {
        format!(
            "From: a@lake.example\nSubject: Ferry\nMIME-Version: 1.0\n\
             Content-Type: multipart/alternative; boundary=x\n\n--x\nContent-Type: text/plain\n\n{plain}\n\
             --x\nContent-Type: text/html; charset=utf-8\n\n<html><style>p {{}}</style><p>The ferry runs again, \
             and again, and it will run until the lake is dry.</p></html>\n--x--\n"
        )
    };
    let body = |plain: &str| read_file("a.eml", parts(plain).as_bytes()).articles()[0].body.clone();
    assert!(body("View in a browser.").starts_with("The ferry runs again, and"));
    assert_eq!(
        body("The ferry runs again, and it will do so until late in autumn."),
        "The ferry runs again, and it will do so until late in autumn."
    );
}

#[test]
fn what_is_attached_as_text_is_read_and_the_rest_is_counted() {
    let mail = "From: a@lake.example\nSubject: Papers\nMIME-Version: 1.0\n\
        Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\n\nSee below.\n\
        --x\nContent-Type: text/plain; name=minutes.txt\nContent-Disposition: attachment; filename=minutes.txt\n\nThe minutes say nothing.\n\
        --x\nContent-Type: message/rfc822\n\nFrom: b@lake.example\nSubject: Inner\n\nAn inner message.\n\
        --x\nContent-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: base64\n\nJVBERi0=\n--x--\n";
    let told = read_file("a.eml", mail.as_bytes());
    let body = &told.articles()[0].body;
    for text in
        ["See below.", "minutes.txt", "The minutes say nothing.", "Inner", "An inner message."]
    {
        assert!(body.contains(text), "{text}: {body}");
    }
    assert!(told.skips()[0].reason.to_string().contains("attachment"));
}

#[test]
fn only_a_true_line_begins_a_message_in_a_mailbox() {
    let line = "From ana@lake.example Fri May 30 18:15:00 2025\n";
    let one = message("1", "one", "From the lake.\n\nFrom now on\nit runs.\n\n>From here.");
    let inner = format!("{line}Subject: inside\n\nnot apart");
    let counted = message("2", "two", &inner).replacen(
        "Message-ID",
        &format!("Content-Length: {}\nMessage-ID", inner.len() + 1),
        1,
    );
    let mbox = format!("{line}{one}\n{line}{counted}\n{line}{}", message("3", "three", "End."));
    for mbox in [mbox.clone(), mbox.replace('\n', "\r\n").replace("Content-Length", "X-Length")] {
        let told = read_file("all.mbox", mbox.as_bytes());
        // Where it states no length, the message inside is taken for one of its own.
        let expected: &[&str] = if mbox.contains('\r') {
            &["one", "inside", "three"]
        } else {
            &["one", "two", "three"]
        };
        assert_eq!(titles(&told), expected);
        assert!(told.articles()[0].body.ends_with("\nFrom here."), "{}", told.articles()[0].body);
    }
}

#[test]
fn the_same_message_is_one_article_wherever_it_lies() {
    let mail = message("1", "one", "The ferry runs.");
    let id = |name: &str| read_file(name, mail.as_bytes()).articles()[0].id;
    assert_eq!(id("a.eml"), id("old/b.eml"));
}

#[test]
fn folders_of_mail_are_read_whatever_their_names() {
    let mail = |id: &str| message(id, id, "The ferry runs.");
    let (a, b, c) = (mail("a"), mail("b"), mail("c"));
    let box_of_mail = folder(&[
        ("Mail/cur/1.M1.host:2,S", a.as_bytes()),
        ("Mail/new/2.M1.host", b.as_bytes()),
        ("Mail/tmp/3.M1.host", mail("half").as_bytes()),
        ("Mail/.Archive.2019/cur/4.M1.host:2,S", c.as_bytes()),
        ("Mail/.Archive.2019/new/.keep", b""),
        ("Mail/.git/cur.txt", b"Hidden\n\nThis is hidden."),
        ("Mail/dovecot-uidlist", b"3 V1 N1\n1 :1.M1.host\n"),
        ("other/cur/notes.txt", b"A folder called cur\n\nIt is no folder of mail at all."),
    ]);
    let told = read(box_of_mail.path());
    assert_eq!(titles(&told), ["c", "a", "b", "A folder called cur"]);
}

#[test]
fn a_page_saved_as_a_message_is_a_page() {
    let text = "The ferry runs again on the lake, as the captain said on Monday in the harbour.";
    let page = format!(
        "From: <Saved by Blink>\nSnapshot-Content-Location: http://lake.example/1\nSubject: Ferry\n\
         Date: Mon, 2 Jun 2025 10:00:00 -0000\nMIME-Version: 1.0\n\
         Content-Type: multipart/related; type=\"text/html\"; boundary=\"x\"\n\n--x\nContent-Type: text/html\n\
         Content-Location: http://lake.example/1\nContent-Transfer-Encoding: quoted-printable\n\n\
         <!DOCTYPE html><html><head><title>Ferry returns</title></head><body><article><h1>Ferry returns</h1>\
         <p>{text}</p><p>{text} Nobody minds.</p></article></body></html>\n--x--\n"
    );
    let told = read_file("a.mhtml", page.as_bytes());
    let article = told.articles()[0];
    assert_eq!(article.title.as_deref(), Some("Ferry returns"));
    assert_eq!(article.url.as_deref(), Some("http://lake.example/1"));
    assert!(article.published_on.is_none());
}

#[test]
fn a_text_that_speaks_of_mail_is_a_text() {
    for text in [
        "From the lake we hear that the ferry runs.\n\nSubject: to change, says the captain.\n",
        "Subject: a word that has many meanings in the law.\n\nIt is used of people and of matters.\n",
    ] {
        let told = read_file("a.txt", text.as_bytes());
        assert!(
            told.articles()[0].body.contains("captain")
                || told.articles()[0].body.contains("matters")
        );
    }
}

#[test]
fn messages_in_messages_are_read_as_deep_as_is_safe() {
    let nested = |count: usize| {
        let outer =
            "From: a@lake.example\nSubject: x\nContent-Type: message/rfc822\n\n".repeat(count);
        outer + "From: b@lake.example\nSubject: Innermost\n\nThe ferry runs.\n"
    };
    let few = read_file("a.eml", nested(3).as_bytes());
    assert!(few.articles()[0].body.contains("Innermost"));
    let many = read_file("a.eml", nested(100_000).as_bytes());
    assert!(many.articles().is_empty());
    assert!(many.skips()[0].reason.to_string().contains("too many others"));
}

#[test]
fn what_only_looks_like_mail_is_read_as_it_was() {
    for (name, text) in [
        (
            "a.txt",
            "From our correspondent in Ruma\nSubject: the ferry\nDate: Monday\n\nThe ferry runs.\n",
        ),
        ("a.txt", "To: Ruma\nDate: Monday\nFrom: Ilok\nTo: Ilok\n\nThe ferry runs.\n"),
        ("a.eml", "The ferry runs.\n\nNobody minds.\n"),
        ("a.mbox", "The ferry runs.\n\nNobody minds.\n"),
    ] {
        let told = read_file(name, text.as_bytes());
        let body: String = told.articles().iter().map(|article| article.body.as_str()).collect();
        assert!(body.contains("The ferry runs."), "{text}");
        assert!(body.len() + 2 >= text.trim().len(), "{body}");
    }
    let site = folder(&[
        ("site/cur/a.txt", b"A text in cur\n\nThe ferry runs."),
        ("site/new/b.txt", b"A text in new\n\nThe ferry runs."),
        ("site/c.txt", b"A text beside them\n\nThe ferry runs."),
    ]);
    assert_eq!(read(site.path()).articles().len(), 3);
}
