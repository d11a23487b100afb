"""What left a record out: a digest of the code and the settings that decided it. With another one it is worth another try.

What discovery refuses, for its name or its size, is not here: each run decides it anew, since it costs no look inside.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

from lexicon.files import ROOT
from schemas.codebook import Reason, Stage
from schemas.errors import SettingsError
from schemas.ids import content_id
from schemas.settings import Settings
from tasks.fingerprint import fingerprint

ALL = "all"  # to retry all that was left out
BODY, LIMITS = ("text_fields", "html_fields"), ("article_seconds", "worker_mb")
SETTINGS: Mapping[Reason, tuple[str, ...]] = {  # which of them had a part in it
    Reason.UNREADABLE: LIMITS,
    Reason.TOO_LARGE: ("max_file_mb",),
    Reason.UNSUPPORTED_FORMAT: (),
    Reason.BAD_GZIP: (),
    Reason.BAD_ENCODING: (),
    Reason.BAD_JSON: (),
    Reason.BAD_HTML: BODY,
    Reason.MISSING_TEXT: BODY,
    Reason.EMPTY: BODY,
    Reason.LANGUAGE: ("languages", "language_fields", *BODY),
    Reason.TOO_SLOW: (*LIMITS, "max_words"),
    Reason.EXTRACTION_FAILED: (*LIMITS, "max_words"),
}
READING = ("read", "normalize", "text.py")  # of this package: what reads and normalizes
WORDS = ("datelines.toml", "furniture.toml", "languages.toml")  # of the lexicon: what these look at
PACKAGES = ("py3langid", "trafilatura")

Deciders = Mapping[tuple[str, str], str]  # (stage, reason) -> digest
TAKEN_OUT: Deciders = {(Stage.DISCOVER, Reason.GONE): ""}  # comes in again when its file is there


@lru_cache(8)
def deciders(settings: Settings) -> Deciders:
    """What would decide now that a record is left out, by the stage and the reason."""
    code = {Stage.READ: reading(), Stage.NORMALIZE: reading(), Stage.EXTRACT: fingerprint(settings)}
    return {(s, r): digest_of(code[s], r, settings) for s in code for r in SETTINGS}


def digest_of(code: str, reason: Reason, settings: Settings) -> str:
    return content_id(code, *(f"{name} {getattr(settings, name)}" for name in SETTINGS[reason]))[:12]


@cache
def reading() -> str:
    """8 hex digits over what makes articles of files."""
    total = blake2b(digest_size=4)
    for part in parts():
        total.update(part)
    return total.hexdigest()


def parts() -> Iterator[bytes]:
    for path in sources(READING):
        yield path.read_bytes()
    for name in WORDS:
        yield ROOT.joinpath(name).read_bytes()
    for package in PACKAGES:
        yield version(package).encode()


def sources(names: Iterable[str]) -> Iterator[Path]:
    for name in names:
        path = Path(__file__).parent / name
        yield from sorted(path.rglob("*.py")) if path.is_dir() else [path]


def due(settings: Settings, retry: Collection[str] = ()) -> Deciders:
    """`deciders`, but empty for what is to be tried again whatever decided it: what is to `retry`, and what was taken out.

    Raises SettingsError for a reason that there is none of.
    """
    if unknown := sorted(set(retry) - {ALL, *SETTINGS}):
        known = ", ".join(sorted(SETTINGS))
        raise SettingsError("retry", f"nothing is left out for {', '.join(unknown)}", f"Known reasons: {known}; or {ALL}")
    wanted = set(SETTINGS) if ALL in retry else set(retry)
    return {**{key: "" if key[1] in wanted else digest for key, digest in deciders(settings).items()}, **TAKEN_OUT}
