"""The one place of the version numbers."""

__version__ = "0.1.0"
"""Version of the package."""

SCHEMA_VERSION = "1.1"
"""Version of the contract: minor grows with a new field, major with a changed one."""

RULES_VERSION = "13"
"""Grows with every change of a rule or lexicon that can change an output."""
