"""The warehouse, opened to be written: whoever writes makes incidents of what has changed before it is published."""

from collections.abc import Callable

from flows.incidents import grouping
from schemas.settings import Settings
from warehouse.store import Store


def writer(settings: Settings, work: str, tell: Callable[[str], None], create: bool = False) -> Store:
    """Waits for other writers as the settings say; without `create` the warehouse has to be there."""
    return Store(settings.data_dir, settings.lock_seconds, create=create, work=work, tell=tell, group=grouping(settings))
