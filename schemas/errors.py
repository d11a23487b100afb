"""The closed set of errors. Each names where it happened, what is wrong, and the remedy."""


class DatelineError(Exception):
    """Base of all errors that Dateline raises on purpose. `exit_code` is what the command line ends with."""

    exit_code = 1

    def __init__(self, where: str, problem: str, remedy: str) -> None:
        super().__init__(f"{where}: {problem}. {remedy}")
        self.where, self.problem, self.remedy = where, problem, remedy

    def __reduce__(self) -> tuple[type["DatelineError"], tuple[str, str, str]]:
        """Errors cross process borders: rebuild from the three parts."""
        return type(self), (self.where, self.problem, self.remedy)


class SettingsError(DatelineError):
    """A setting is unknown or has an impossible value."""

    exit_code = 2


class SourceError(DatelineError):
    """A source that the user named does not exist or cannot be listed."""

    exit_code = 3


class LexiconError(DatelineError):
    """A lexicon file breaks its format."""

    exit_code = 4


class ModelError(DatelineError):
    """The spaCy model is missing or lacks a component."""

    exit_code = 5


class WarehouseError(DatelineError):
    """The warehouse is missing, locked by another run, or was written by an incompatible version."""

    exit_code = 6


class BusyError(WarehouseError):
    """Another process is writing to the warehouse, and was still when the time to wait was over."""

    exit_code = 8


class WorkerError(DatelineError):
    """The processes that do the work cannot start, or end amid what is done for a whole batch: no record is to blame."""

    exit_code = 9


class WindowError(DatelineError):
    """Windows of a backfill failed; the others are done."""


class QueryError(DatelineError):
    """A report, an event id or SQL that the warehouse does not know or cannot run."""

    exit_code = 7


class RecordError(DatelineError):
    """Rows that do not fit their table: a defect in our own code, caught before it is stored."""

    exit_code = 70
