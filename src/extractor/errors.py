"""The errors a caller may meet. Each message says what to do next."""


class ExtractorError(Exception):
    """Base of every error this package raises on purpose."""


class ModelError(ExtractorError):
    """The language model is missing, cannot serve or has been changed: the message says what to do."""


class ReducedModeWarning(UserWarning):
    """The pinned language model is not installed: ``extractor.reduced`` reads in its place, and the record's provenance says so."""


class ReadingError(ExtractorError):
    """A document could not be read: missing, not text, not permitted."""


class GoldError(ExtractorError):
    """A gold file is not valid, or its text is absent or has changed."""


class LexiconError(ExtractorError):
    """Words for a lexicon that is not there, or written as it has none."""


class RuleError(ExtractorError):
    """A rule does not read the sentence that it is for."""
