"""The English words that a pipeline knows."""

from spacy.language import Language

from lexicon.casing import casing


class Dictionary:
    """The English words that a pipeline's lemmatizer knows, with their inflected forms. Empty for a pipeline without tables."""

    def __init__(self, nlp: Language) -> None:
        lookups = getattr(nlp.get_pipe("lemmatizer"), "lookups", None)
        wanted = ("lemma_index", "lemma_exc", "lemma_rules")
        tables = [lookups.get_table(t) for t in wanted] if lookups and all(map(lookups.has_table, wanted)) else []
        self.stop: set[str] = set(nlp.Defaults.stop_words)
        self.index: list[frozenset[str]] = []
        self.exceptions: frozenset[str] = frozenset()
        self.endings: list[tuple[str, str, frozenset[str]]] = []
        if tables:
            index, exceptions, rules = tables
            by_class = {key: frozenset(words) for key, words in index.items()}
            self.index = list(by_class.values())
            self.exceptions = frozenset(word for forms in exceptions.values() for word in forms)
            self.endings = [(old, new, by_class[k]) for k, found in rules.items() if k in by_class for old, new in found if old]
        self.seen: dict[str, bool] = {}

    def __bool__(self) -> bool:
        return bool(self.index)

    def __contains__(self, word: str) -> bool:
        if word not in self.seen:
            self.seen[word] = self.is_known(word) or any(
                word.startswith(p) and len(word) > len(p) + 3 and self.is_known(word.removeprefix(p)) for p in casing().prefix
            )
        return self.seen[word]

    def is_known(self, word: str) -> bool:
        if word in self.stop or word in self.exceptions or any(word in words for words in self.index):
            return True
        return any(word.endswith(old) and word.removesuffix(old) + new in words for old, new, words in self.endings)
