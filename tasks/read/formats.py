"""The formats of files, by the extension of their name. Nothing is loaded for it: whoever lists files reads none."""

FORMATS = {
    ".txt": "txt",
    ".md": "md",
    ".markdown": "md",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}


def extension_of(uri: str) -> str:
    """The extension that names the format, lower case, without .gz: 'a/b.TXT.gz' -> '.txt'; empty if there is none."""
    name = uri.rsplit("/", 1)[-1].rsplit("\\", 1)[-1].lower().removesuffix(".gz")
    stem, dot, suffix = name.rpartition(".")
    return dot + suffix if stem else ""


def format_of(uri: str) -> str:
    """txt, md, html, json, jsonl; empty if no reader knows the extension."""
    return FORMATS.get(extension_of(uri), "")
