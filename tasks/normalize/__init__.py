"""From a raw article to an article: characters, furniture, headline, byline, dateline, date, language; with the way back.

The steps are one small module each. `normalize` runs them in order and keeps, for each character of the clean text, the
stretch of the given text that it stands for.
"""

from tasks.normalize.steps import Normalized, normalize

__all__ = ["Normalized", "normalize"]
