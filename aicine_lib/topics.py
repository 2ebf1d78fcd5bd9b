"""Is a text about AI and film or screen work? Decided from its words alone, for an article as for a part of one.

Not for stance or names: the list data/lexicon/topic_words.csv is short, and only tells where a subject is spoken of.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from .lexicon import load_names, load_table
from .script import lower

# Share of the characters that stand in paragraphs with a word of the subject. Set on our sample articles and the
# development texts: articles on AI and film reach .26 and more for AI, a film interview with one question on AI .16.
MIN_AI_SHARE = 0.2
MIN_AI_SHARE_TITLED = 0.1  # where a heading names AI
MIN_SCREEN_SHARE = 0.25
MIN_SCREEN_SHARE_AI = 0.12  # where every second character stands in a paragraph on AI: a tool review names few films
MAINLY_AI = 0.45
MIN_AI_WORDS = 2
SHORTEST_TOOL = 3  # a tool's name of two characters may be anything
MIN_AI_MADE = 2  # AI短剧, AI视频 …: a text that names AI-made works twice is about them, however thin the words run
MIN_SCREEN_WORDS = 2


@cache
def _automaton() -> tuple[AhoCorasick, list[str]]:
    """Our words, and the names of the tools that mean nothing else."""
    topics = {row["term"].lower(): row["topic"] for row in load_table("topic_words.csv", ("term", "topic"), key=("term",))}
    for entry in load_names():
        if entry.type == "tool" and not entry.context:
            topics |= {alias.lower(): "ai" for alias in entry.aliases if len(alias) >= SHORTEST_TOOL and alias.lower() not in topics}
    return AhoCorasick(list(topics), matchkind=MatchKind.LeftmostLongest, implementation=Implementation.DFA), list(topics.values())


class Subject(NamedTuple):
    """What a passage speaks of."""

    n_ai: int  # words of AI
    n_screen: int  # words of film and screen work
    n_made: int  # a kind of work right behind a word of AI: AI短剧, AI视频
    n_elsewhere: int  # words of other fields: medicine, cars, finance
    n_chars: int


def count_subject(text: str) -> Subject:
    """Count what a simplified text speaks of.

    Examples
    --------
    >>> count_subject("导演用AI补拍镜头；他在会上said来。")
    Subject(n_ai=1, n_screen=3, n_made=0, n_elsewhere=0, n_chars=20)
    """
    automaton, topics = _automaton()
    lowered = lower(text)
    n_ai = n_screen = n_made = n_elsewhere = 0
    after_ai = -1  # where the last word of AI ended
    for index, start, end in automaton.find_matches_as_indexes(lowered):
        topic = topics[index]
        if topic == "ai":
            if not _inside_word(lowered, start, end):
                n_ai += 1
                after_ai = end
        elif topic == "both":
            n_ai += 1
            n_screen += 1
            after_ai = end
        elif topic == "elsewhere":
            n_elsewhere += 1
        elif topic != "weak":
            n_screen += 1
            n_made += topic == "work" and start == after_ai
    return Subject(n_ai, n_screen, n_made, n_elsewhere, len(text))


def is_on_topic(headings: Sequence[Subject], paragraphs: Sequence[Subject]) -> bool:
    """Decide whether an article is about AI and film or screen work.

    Parameters
    ----------
    headings, paragraphs : sequence of Subject
        Of its headings and of its body paragraphs.

    Returns
    -------
    bool
        True where AI runs through the article (not through one paragraph of it) and so does screen work.

    Examples
    --------
    >>> is_on_topic([count_subject("AI短片入围影展")], [count_subject("三位导演用AI完成短片。"), count_subject("评委说镜头干净。")])
    True
    >>> is_on_topic([], [count_subject("厂里的空调今年卖得好。"), count_subject("AI是个好词。")])
    False
    """
    everything = [*headings, *paragraphs]
    n_screen = sum(s.n_screen for s in everything)
    if sum(s.n_ai for s in everything) < MIN_AI_WORDS or n_screen < max(MIN_SCREEN_WORDS, sum(s.n_elsewhere for s in everything)):
        return False
    if sum(s.n_made for s in everything) >= MIN_AI_MADE or any(s.n_made for s in headings):
        return True
    n_chars = sum(s.n_chars for s in paragraphs)
    enough = MIN_AI_SHARE_TITLED if any(s.n_ai for s in headings) else MIN_AI_SHARE
    on_ai = sum(s.n_chars for s in paragraphs if s.n_ai)
    on_screen = sum(s.n_chars for s in paragraphs if s.n_screen)
    return on_ai >= enough * n_chars and on_screen >= (MIN_SCREEN_SHARE_AI if on_ai >= MAINLY_AI * n_chars else MIN_SCREEN_SHARE) * n_chars


def _inside_word(text: str, start: int, end: int) -> bool:
    """`ai` inside a Latin word (said, OpenAI's own name aside) is no AI."""
    beside = (text[start - 1 : start], text[end : end + 1])
    return text[start:end].isascii() and any(character.isascii() and character.isalpha() for character in beside)
