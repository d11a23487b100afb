"""What an extraction depends on: the code, the lexicon, the model. Equal fingerprints give equal rows."""

import importlib.util
import json
from functools import cache
from hashlib import blake2b
from pathlib import Path

from lexicon.files import digest
from schemas.errors import ModelError
from schemas.ids import content_id


@cache
def code_digest() -> str:
    """8 hex digits over the sources of this package: two checkouts of one version may extract differently."""
    total = blake2b(digest_size=4)
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        total.update(path.read_bytes())
    return total.hexdigest()


@cache
def model_version(model: str) -> str:
    """'name version digest' of an installed pipeline, without loading it."""
    spec = importlib.util.find_spec(model) if model.isidentifier() else None
    path = Path(spec.origin).parent if spec is not None and spec.origin else Path(model)
    if not (path / "meta.json").exists():
        raise ModelError(model, "no such spaCy pipeline is installed", "Install it with pip, or set `model`")
    meta = json.loads((path / "meta.json").read_text("utf-8"))
    return f"{meta['lang']}_{meta['name']} {meta['version']} {content_id(sorted(meta.items(), key=str))[:8]}"


@cache
def fingerprint(model: str, own_rules: Path | None) -> str:
    """12 hex digits."""
    own = own_rules.read_text("utf-8") if own_rules is not None else ""
    return content_id(code_digest(), digest(), model_version(model), own)[:12]
