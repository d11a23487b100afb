"""Processes that do the work, and are watched while they do it.

A worker is a process of its own that takes one call after the other, and ends when whoever started it is gone, however that
ended. Its processor time, its memory and its life are watched: a call that takes too much or kills its process is lost alone.
"""

from tasks.crew.pool import Crew, crew
from tasks.crew.worker import Limits, Worker, WorkerLost

__all__ = ["Crew", "Limits", "Worker", "WorkerLost", "crew"]
