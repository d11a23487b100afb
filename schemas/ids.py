"""Identifiers: hashes of content, never counters, equal on every machine and run."""

from hashlib import blake2b

SEPARATOR = "\x1f"  # cannot stand in a cleaned text, so that ("ab", "c") and ("a", "bc") differ


def content_id(*parts: object) -> str:
    """20 hex digits (80 bits) from the parts' text: a collision among a billion rows is a one in a million chance."""
    return blake2b(SEPARATOR.join(map(str, parts)).encode(errors="surrogatepass"), digest_size=10).hexdigest()
