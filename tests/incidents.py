"""Incidents for tests that write a warehouse themselves: `Store(..., group=group)` makes them, in this process."""

from functools import partial

from flows.incidents import group_changed
from tasks.compare.regroup import write_incidents

group = partial(group_changed, compare=write_incidents)
