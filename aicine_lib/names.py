"""Names in an article: which tools, screen works, other works, persons, organisations and events are mentioned, and where.

Names of the lexicon are found in one pass over the characters, leftmost and longest, with guards at both ends; titles in
《》, persons, organisations and events that no list holds are found by the finders of name_titles, name_persons and
name_organisations. Where finds overlap the longest stays. A mention lies inside a heading, caption or body unit; bylines,
addresses of the web and fictional characters are not mentions.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from .articles import Article, Mention
from .lexicon import NameEntry
from .name_lexicon import TYPE_ORDER, entries_by_alias, lexicon_mentions
from .name_organisations import find_events, find_organisations, short_forms
from .name_outlets import find_outlets, full_names
from .name_parts import cue_spans, places
from .name_persons import find_persons
from .name_products import find_products
from .name_titles import bare_titles, find_titles, hashed_titles

ROLES_WITH_NAMES = frozenset(["body", "heading", "caption"])
TYPE_RANK = {kind: rank for rank, kind in enumerate(TYPE_ORDER)}
WEB = re.compile(r"https?://[^\s)）\]，。]+")


def find_mentions(article: Article) -> list[Mention]:
    """Find the names in an article.

    Parameters
    ----------
    article : Article
        Its `plain` text and `units` are read.

    Returns
    -------
    list of Mention
        Sorted by place, not overlapping, the longest name only; spans leave 《》 and quotation marks out.

    Examples
    --------
    >>> from aicine_lib.articles import Unit
    >>> text = "导演王小川用即梦4.0完成短片《晨光》。"
    >>> article = Article("a", "d", "", "", text, text, [Unit(0, len(text), "body", 0)], [], True)
    >>> [(text[m.start:m.end], m.type, m.name) for m in find_mentions(article)]
    [('王小川', 'person', '王小川'), ('即梦4.0', 'tool', '即梦AI'), ('晨光', 'film', '晨光')]
    """
    plain = article.plain
    lexicon = entries_by_alias()
    titles = find_titles(plain, lexicon)
    listed = lexicon_mentions(plain)
    spans = cue_spans(plain)
    organisations = find_organisations(plain, spans, [m for m in listed if m.type == "org"])
    organisations += find_outlets(plain)
    organisations += full_names(plain, organisations + [m for m in listed if m.type == "org"])
    events = find_events(plain, spans)
    products = find_products(plain, spans, listed)
    org_ends = frozenset(m.end for m in organisations) | frozenset(m.end for m in listed if m.type == "org")
    organisations += short_forms(plain, organisations + [m for m in listed if m.type == "org"], spans)
    persons = find_persons(plain, spans, org_ends, article.units, [m for m in listed if m.type == "person"])
    bare = [m._replace(start=at, end=at + len(title)) for title, m in bare_titles(titles, plain).items() for at in places(plain, title)]
    bare += hashed_titles(titles, plain)
    return _resolved(titles, [*listed, *products, *_canonical([*organisations, *events, *persons], listed, lexicon), *bare], article)


def _canonical(found: list[Mention], listed: list[Mention], lexicon: dict[str, tuple[NameEntry, ...]]) -> list[Mention]:
    """Give every find the lexicon's name where the lexicon has it, and join misprinted organisations."""
    named = []
    for mention in found:
        for entry in lexicon.get(mention.name, ()):
            if entry.type == mention.type:
                mention = mention._replace(name=entry.name)
                break
        named.append(mention)
    houses = {m.name for m in named if m.type == "org"}
    if not houses:
        return named
    houses |= {m.name for m in listed if m.type == "org"}
    long_houses: dict[tuple[int, str], list[str]] = {}
    for name in sorted(houses):
        if len(name) > 5:
            long_houses.setdefault((len(name), name[-3:]), []).append(name)
    joined = {short: long for short in houses for long in long_houses.get((len(short) + 1, short[-3:]), ()) if _lacks_one(short, long)}
    return [m._replace(name=joined[m.name]) if m.name in joined else m for m in named]


def _lacks_one(short: str, long: str) -> bool:
    """Tell whether leaving out one inner character of the long string gives the short one."""
    return any(long[:i] + long[i + 1 :] == short for i in range(2, len(long) - 2))


def _resolved(titles: list[Mention], others: list[Mention], article: Article) -> list[Mention]:
    """Keep what lies in a unit that carries names; of finds that overlap titles first, then the longest."""
    units = [unit for unit in article.units if unit.role in ROLES_WITH_NAMES]
    starts = [unit.start for unit in units]
    barred = [match.span() for match in WEB.finditer(article.plain)] if "http" in article.plain else []
    kept: list[Mention] = []
    cluster: list[Mention] = []  # finds that overlap, each with one before it
    reach = 0
    for mention in sorted({*titles, *others}):
        start, end, _, _ = mention
        at = bisect_right(starts, start) - 1
        if at < 0 or end > units[at].end or barred and any(left <= start < right for left, right in barred):
            continue
        if start >= reach:
            kept += cluster if len(cluster) < 2 else _settled(cluster, titles)
            cluster, reach = [mention], end
        else:
            cluster.append(mention)
            reach = max(reach, end)
    return kept + (cluster if len(cluster) < 2 else _settled(cluster, titles))


def _settled(cluster: list[Mention], titles: list[Mention]) -> list[Mention]:
    """Choose among finds that overlap."""
    chosen: list[Mention] = []
    others = sorted((m.start - m.end, m.start, TYPE_RANK[m.type], m.name, m) for m in cluster if m not in titles)
    for mention in [*(m for m in cluster if m in titles), *(row[-1] for row in others)]:
        if all(mention.end <= m.start or m.end <= mention.start for m in chosen):
            chosen.append(mention)
    return sorted(chosen)
