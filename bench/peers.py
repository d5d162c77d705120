"""What do trafilatura and resiliparse take for the same pages? A peer of `cargo xtask bench read`.

    peers.py trafilatura|resiliparse RUNS FOLDER...

Pages are in memory before the clock starts; the fastest run counts. Prints one JSON line.
"""

import json
import pathlib
import sys
import time


def extractor(name):
    if name == "trafilatura":
        import trafilatura

        return trafilatura.__version__, lambda html: trafilatura.extract(html)
    import importlib.metadata

    from resiliparse.extract.html2text import extract_plain_text

    version = importlib.metadata.version("resiliparse")
    return version, lambda html: extract_plain_text(html, main_content=True)


def kilobytes(field):
    """A field of the process's status; 0 where the system has none."""
    try:
        lines = pathlib.Path("/proc/self/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith(field)), 0)


def main():
    name, runs, folders = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
    version, extract = extractor(name)
    files = sorted(file for folder in folders for file in pathlib.Path(folder).iterdir())
    pages = [(file.name, file.read_bytes()) for file in files]
    size = sum(len(page) for _, page in pages)
    pages = [(file, page.decode("utf-8", errors="replace")) for file, page in pages]
    before = kilobytes("VmRSS")
    best = None
    for _ in range(runs):
        taken, failed = [], 0
        for file, page in pages:
            start = time.process_time()
            try:
                extract(page)
            except Exception:
                failed += 1
            taken.append((time.process_time() - start, file))
        worst = max(taken)
        run = {"seconds": sum(one for one, _ in taken), "worst_ms": worst[0] * 1000, "worst_page": worst[1], "failed": failed}
        best = run if best is None or run["seconds"] < best["seconds"] else best
    above = max(0, kilobytes("VmHWM") - before)
    print(json.dumps({"name": f"{name} {version}", "pages": len(pages), "bytes": size, "peak_kb": above, **best}))


main()
