"""What the YAML parser says of a broken text, in plain words that can be translated."""

from __future__ import annotations

from client_ledger.text.message import Message, msg

REASONS = {
    "did not find expected ',' or '}'": msg("a comma or {brace} is missing", brace="}"),
    "did not find expected ',' or ']'": msg("a comma or ] is missing"),
    "did not find expected '-' indicator": msg("a dash is missing, or the line begins too far left or right"),
    "did not find expected key": msg("the name of a field is missing, or the line begins too far left or right"),
    "did not find expected node content": msg("a value is missing"),
    "could not find expected ':'": msg("a colon is missing"),
    "mapping values are not allowed in this context": msg("a colon cannot be here"),
    "block sequence entries are not allowed in this context": msg("a list cannot begin here"),
    "found character that cannot start any token": msg("a value cannot begin with this character"),
    "found unexpected end of stream": msg("a quote is never closed"),
    "found unknown escape character": msg("a backslash in double quotes must be written twice"),
}


def reason_of(problem: str) -> Message | str:
    """Return the parser's words in plain ones, or as they are if they are rare."""
    return REASONS.get(problem, problem)
