"""Files of input for tests of shards: written, and as discovery would give them."""

from datetime import UTC, datetime
from pathlib import Path

from schemas.raw import InputFile
from tasks.batch import Batch

LEAD = (
    "Norwegian police arrested four men in Bergen on Monday after a march against the new fishing law turned violent near the "
    "harbour, officials said. The men will appear before a judge on Tuesday, the ministry of justice added in a statement."
)
OTHER = (
    "Kenyan soldiers attacked a rebel camp outside Garissa on Friday and killed six fighters, the army said. The rebels denied "
    "that they had lost anyone and promised to strike back at the soldiers within days, reporters were told."
)
GERMAN = (
    "Die Polizei hat am Montag in Hamburg vier Männer festgenommen, nachdem eine Kundgebung gegen das neue Gesetz "
    "aus dem Ruder gelaufen war. Das teilte ein Sprecher des Ministeriums am Abend in der Hauptstadt mit."
)


def put(folder: Path, **texts: str) -> list[InputFile]:
    """Writes files, 'name_txt' as name.txt, and describes them."""
    folder.mkdir(parents=True, exist_ok=True)
    found = []
    for name, text in texts.items():
        path = folder / ".".join(name.rsplit("_", 1))
        path.write_text(text, "utf-8")
        state = path.stat()
        found.append(InputFile(str(path), state.st_size, datetime.fromtimestamp(state.st_mtime, UTC)))
    return found


def batch(folder: Path, name: str = "b1") -> Batch:
    return Batch(name, f"run-{name}", folder / "staging" / name, datetime(2021, 5, 3, 12, tzinfo=UTC))
