"""The one writer of the warehouse: staged batches become table rows, and a killed process loses and doubles nothing."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from schemas.arrow import to_table
from schemas.curation import Override, Window
from schemas.errors import WarehouseError
from schemas.ids import content_id
from schemas.tables import TABLES, Run
from warehouse import staging, ungrouped
from warehouse.base_views import OF_ARTICLES
from warehouse.catalog import is_current, publish, published, remove_leftovers
from warehouse.delta import Tables, TableState
from warehouse.layout import Layout, check_version, create, layout_of
from warehouse.lock import WriterLock
from warehouse.present import Present, of_ids
from warehouse.staging import KEYS, Manifest
from warehouse.upgrade import upgrade

T = TypeVar("T")
CORRECTED = "SELECT DISTINCT o.article_id FROM overrides AS o JOIN wanted_ids AS w ON o.override_id = w.article_id"
AT_ONCE = 5_000  # keys in one transaction: delta-rs runs out of stack somewhere above 20,000


class Store:
    """Writes to a warehouse. Use it as a context: from entering to leaving it holds the writer lock.

        with Store(settings.data_dir, settings.lock_seconds) as store:
            store.recover(batch_id)
            folder = store.staging(batch_id)      # shards write <folder>/<table>/<shard>.parquet
            store.seal(batch_id)                  # from here on the batch will be committed, whatever happens
            store.commit(batch_id)
            store.refresh()                       # incidents and catalog

    `lock_seconds` None waits for other writers as long as it takes; `tell` hears for whom, `work` is what others hear of this
    one. `group` makes incidents anew of what has changed, before that is published; without it they wait for the next writer.
    Without `create` a folder that holds no warehouse is refused and left as it is. Raises BusyError if another process
    goes on writing for `lock_seconds`, WarehouseError if there is no warehouse or one of another format.
    """

    def __init__(
        self,
        data_dir: Path | str,
        lock_seconds: float | None = None,
        create: bool = True,
        work: str = "",
        tell: Callable[[str], None] | None = None,
        group: Callable[["Store"], None] | None = None,
    ) -> None:
        self.layout: Layout = layout_of(data_dir)
        self.new, self.tell, self.group = create, tell, group
        self.lock = WriterLock(self.layout.lock, lock_seconds, work, tell)
        self.tables = Tables(self.layout)

    def __enter__(self) -> "Store":
        if not self.new:
            check_version(self.layout)
        self.lock.acquire()
        try:
            create(self.layout)
            check_tables(self.layout)
            self.tables = Tables(self.layout)
            self.tables.states()
            self.tables.engine.__enter__()  # each file is opened once for all that a run asks of it
        except BaseException:
            self.lock.release()
            raise
        try:
            upgrade(self.tables, self.tell or (lambda line: None))
        except BaseException as error:
            self.__exit__(type(error), error, error.__traceback__)
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        try:
            self.tables.engine.__exit__(kind, error, trace)
        finally:
            self.lock.release()

    def staging(self, batch_id: str) -> Path:
        """The folder to stage a batch in; what an earlier attempt at the same batch staged is still there."""
        folder = self._folder(batch_id)
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def seal(
        self, batch_id: str, expected: Mapping[str, int] | None = None, removed: Sequence[str] = (), grouped: Sequence[str] = ()
    ) -> Manifest:
        """Declares a staged batch complete. `expected` rows by table, if given, must all be there; articles `removed` go.

        Of articles that are `grouped` it brings the incidents.

        Raises RecordError for rows that do not fit their table, WarehouseError for missing ones.
        """
        self._writing()
        stored = {table: self.state(table).files for table in KEYS}
        with self.tables.engine as engine:
            return staging.seal(self.staging(batch_id), batch_id, stored, expected, engine, removed, grouped)

    def commit(self, batch_id: str) -> dict[str, int]:
        """Moves a sealed batch into the tables, replacing what it wrote before, and returns its rows by table."""
        self._writing()
        folder = self._folder(batch_id)
        manifest = staging.read_manifest(folder)
        if manifest is None:
            raise WarehouseError(str(folder), "the batch is not complete", "Stage it and seal it first")
        self._check_staged(folder, manifest)
        with self.tables.engine:
            for table in manifest.tables:
                self._commit_table(folder, table, manifest)
            self._check_committed(folder, manifest)
            if manifest.removed:  # a correction holds the sentence that it corrects: it goes with the article
                self.tables.remove("overrides", one_of("article_id", manifest.removed))
        ungrouped.settle(self.layout, manifest.grouped)
        ungrouped.note(self.layout, batch_id, staging.changed_articles(folder, manifest))
        staging.discard(folder)
        for table in manifest.tables:
            self.tables.tidy(table)
        return manifest.rows

    def recover(self, current: str | None = None) -> tuple[str, ...]:
        """Commits the batches that a killed run had sealed, and returns their ids; removes what was never completed.

        The staging of `current`, a batch that is about to be tried again, is kept.
        """
        self._writing()
        remove_leftovers(self.layout)
        finished = []
        for folder in sorted(p for p in self.layout.staging.iterdir() if p.is_dir()):
            if not folder.name.startswith(staging.DONE) and staging.read_manifest(folder):
                self.commit(folder.name)
                finished.append(folder.name)
            elif folder.name != current:
                staging.discard(folder)
        return tuple(finished)

    def record_run(self, run: Run) -> None:
        """Adds a run, or replaces the row that it staged with its batch by one with final durations."""
        self._writing()
        rows = to_table([run], Run)
        self.tables.replace("runs", rows.to_reader(), one_of("run_id", [run.run_id]))

    def correct(self, rows: Sequence[Override], undone: Collection[str] = ()) -> None:
        """Adds corrections, in place of those with the same ids, and takes back those whose ids are in `undone`."""
        self._writing()
        if ids := sorted({row.override_id for row in rows} | set(undone)):
            articles = {row.article_id for row in rows} | self._corrected(undone)
            ungrouped.note(self.layout, content_id("overrides", *sorted(articles)), articles)
            written = to_table(rows, Override).to_reader()
            self.tables.replace("overrides", written, one_of("override_id", ids), empty=not rows)
            self.tables.tidy("overrides")

    def record_window(self, window: Window) -> None:
        """Adds a window of a backfill, or replaces its row by a newer one."""
        self._writing()
        self.tables.replace("backfills", to_table([window], Window).to_reader(), one_of("window_id", [window.window_id]))

    def refresh(self) -> bool:
        """Brings incidents and catalog up to date with the tables; False if they were."""
        self._writing()
        if self.group is not None:
            self.group(self)
        states = self.states()
        if is_current(self.layout, states):
            return False
        publish(self.layout, states, self.tables.engine)
        self.tables.engine.rest()  # what comes next, checks or other work, needs the memory
        return True

    def publish(self) -> None:
        """Writes the catalog anew, whether or not anything changed: after the data folder was moved."""
        self._writing()
        publish(self.layout, self.states(), self.tables.engine)

    def present(self) -> Present:
        """What a run asks of the tables as they are now: the ledger, candidates for copies, stored articles."""
        return Present(self.layout, self.states(), self.tables.engine)

    def state(self, table: str) -> TableState:
        return self.tables.state(table)

    def states(self) -> dict[str, TableState]:
        """The newest version of every table: one consistent state, since nobody else writes."""
        return self.tables.states()

    def _folder(self, batch_id: str) -> Path:
        return self.layout.staging / staging.check_batch_id(batch_id)

    def _writing(self) -> None:
        if self.lock.descriptor is None:
            raise WarehouseError(str(self.layout.root), "the writer lock is not held", "Use the store inside `with Store(...)`")

    def _check_staged(self, folder: Path, manifest: Manifest) -> None:
        """Before anything is written: is all there that was sealed? If not, a batch of which nothing is stored is given up."""
        if problem := staging.missing_rows(folder, manifest):
            if not any(self._stored(manifest.batch_id, manifest.tables).values()):
                staging.unseal(folder)
                raise WarehouseError(str(folder), problem, staging.LOST_FILES)
            remedy = "Remove this folder and run it again: its files are read anew, and replace what is stored of the batch"
            raise WarehouseError(str(folder), problem, remedy)

    def _check_committed(self, folder: Path, manifest: Manifest) -> None:
        found = self._stored(manifest.batch_id, manifest.tables)
        if differ := [t for t in manifest.tables if found[t] != manifest.rows.get(t, 0)]:
            problem = f"in the tables {staging.difference(manifest.rows, found, differ)}"
            raise WarehouseError(str(folder), problem, "Run it again: the batch is committed anew")

    def _corrected(self, override_ids: Collection[str]) -> set[str]:
        """The articles that these corrections are about."""
        found = self.present().ask(CORRECTED, "overrides", wanted_ids=of_ids(override_ids)) if override_ids else None
        return set() if found is None else set(found["article_id"].to_pylist())

    def _stored(self, batch_id: str, tables: Sequence[str]) -> dict[str, int]:
        """The rows of a batch that these tables hold."""
        return {t: self.tables.count_batch(t, batch_id) for t in tables}

    def _commit_table(self, folder: Path, table: str, manifest: Manifest) -> None:
        """One transaction; those of many replaced keys that are too many for it go before it, and again if it is repeated."""
        of_articles = table in OF_ARTICLES
        key = KEYS["articles" if of_articles else table] if of_articles or table in KEYS else ""
        keys = manifest.replaced_for(table) if of_articles else manifest.replaced.get(table, [])
        for some in groups_of(keys[AT_ONCE:]):
            self.tables.remove(table, one_of(key, some))
        predicate = one_of("batch_id", [manifest.batch_id])
        if keys:
            predicate += " OR " + one_of(key, keys[:AT_ONCE])
        if manifest.removed and table in (*OF_ARTICLES, "changes"):
            predicate += " OR " + one_of("article_id", manifest.removed)
        self.tables.replace(table, staging.staged_rows(folder, table), predicate, empty=not manifest.rows.get(table))


def check_tables(layout: Layout) -> None:
    """Raises WarehouseError if a table is gone that the catalog names files of: it must not be made anew, and be empty."""
    gone = {name for name in TABLES if not (layout.table(name) / "_delta_log").is_dir()}
    if gone and (lost := sorted(name for name, state in published(layout).items() if name in gone and state.files)):
        problem = f"tables are missing: {', '.join(lost)}"
        raise WarehouseError(str(layout.tables), problem, "Restore the folder from a backup, or copy the warehouse again")


def one_of(column: str, values: list[str]) -> str:
    """An SQL condition for delta-rs."""
    return f"{column} IN ({', '.join(quoted(v) for v in values)})" if len(values) > 1 else f"{column} = {quoted(values[0])}"


def quoted(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def groups_of(items: Sequence[T]) -> Iterator[list[T]]:
    """As many as one transaction takes."""
    return (list(items[i : i + AT_ONCE]) for i in range(0, len(items), AT_ONCE))
