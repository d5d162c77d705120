"""Which articles are near-duplicates by MinHash? A peer of `cargo xtask bench duplicates`.

    near_duplicates.py RUNS FILE

Texts are in memory before the clock starts; the fastest run counts. Prints one JSON line.
"""

import json
import pathlib
import sys
import time

import datasketch

RUN = 4
LEAST = 0.7


def shingles(text):
    """All runs of four words, folded to small letters."""
    words = text.lower().split()
    return {" ".join(words[at : at + RUN]).encode() for at in range(len(words) - RUN + 1)}


def pairs(texts):
    """Pairs that the index brings together and whose sketches are alike enough, as the library's guide has it."""
    index = datasketch.MinHashLSH(threshold=LEAST, num_perm=128)
    sketches, found = [], []
    for number, text in enumerate(texts):
        sketch = datasketch.MinHash(num_perm=128)
        sketch.update_batch(shingles(text))
        for other in index.query(sketch):
            if sketch.jaccard(sketches[other]) >= LEAST:
                found.append((other, number))
        index.insert(number, sketch)
        sketches.append(sketch)
    return found


def main():
    runs, file = int(sys.argv[1]), sys.argv[2]
    lines = pathlib.Path(file).read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in lines]
    best = None
    for _ in range(runs):
        start = time.process_time()
        found = pairs(texts)
        seconds = time.process_time() - start
        if best is None or seconds < best["seconds"]:
            best = {"seconds": seconds, "pairs": found}
    print(json.dumps({"name": f"datasketch {datasketch.__version__}", **best}))


main()
