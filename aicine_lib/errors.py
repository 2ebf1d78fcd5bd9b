"""The errors aicine raises: one line that says what came, where, what is allowed and what to do next."""

from __future__ import annotations


class AicineError(Exception):
    """Base of every error that aicine raises on purpose."""


class InputError(AicineError):
    """What was asked to be read is not there, or cannot be read at all."""


class OutputError(AicineError):
    """The place to write to cannot be used."""


class CorpusError(AicineError):
    """A corpus folder does not keep the contract of its tables."""


class LexiconError(AicineError):
    """A row of the lexicon or the codebook is not as it must be."""


class FigureError(AicineError):
    """A figure cannot be drawn or saved as asked."""
