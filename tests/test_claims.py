"""Claims against cases written for this project: tests/cases/claims.csv.

A case's `expected` lists claims in reading order, separated by ";", each as
`kind low high unit comparator [from LOW-HIGH] [by|to] [conventional]`; empty where the text holds no claim. Subjects have cases of
their own, tests/cases/claims_subjects.csv, whose `names` are the article's names as `type:name`, separated by ";".
"""

from __future__ import annotations

import re

import pytest
from cases_table import load_cases

from aicine_lib.articles import Article, Claim, Mention, Unit
from aicine_lib.claims import find_claims
from aicine_lib.script import fold


def make_article(text: str) -> Article:
    units = [Unit(m.start(), m.end(), "body", 0) for m in re.finditer(r"[^。！？\n]+[。！？]?[”」』]?", text)]
    return Article("a-0", "d-0", "", "", text, fold(text), units, [], True, [(0, len(text), "body")])


def find(text: str) -> list[Claim]:
    article = make_article(text)
    mentions = [Mention(m.start(1), m.end(1), "film", m[1]) for m in re.finditer(r"《(.+?)》", article.plain)]
    return find_claims(article, mentions, [""] * len(article.units))


def describe(claim: Claim) -> str:
    parts = [claim.kind, f"{claim.low:.12g}", f"{claim.high:.12g}", claim.unit, claim.comparator]
    if claim.from_low is not None:
        parts.append(f"from {claim.from_low:.12g}-{claim.from_high:.12g}")
    parts += [claim.reading] if claim.reading else []
    return " ".join(parts + (["conventional"] if claim.practice == "conventional" else []))


@pytest.mark.parametrize("row", load_cases("claims"))
def test_claims(row: dict[str, str]) -> None:
    assert ";".join(map(describe, find(row["text"]))) == row["expected"]


@pytest.mark.parametrize("row", load_cases("claims_subjects"))
def test_subjects(row: dict[str, str]) -> None:
    article = make_article(row["text"])
    named = [each.split(":") for each in row["names"].split(";") if each]
    mentions = sorted(Mention(m.start(), m.end(), kind, name) for kind, name in named for m in re.finditer(name, article.plain))
    claims = find_claims(article, mentions, [""] * len(article.units))
    assert ";".join(claim.subject for claim in claims) == row["expected"]


def test_same_article_gives_same_rows() -> None:
    text = "成本从三万元降到五千元，周期从半年缩到一个月。"
    assert find(text) == find(text)


def test_spans_stay_inside_their_sentence_and_are_short() -> None:
    text = "周期从三个月缩短到两周。这支19分钟的短片只花了约5000元。"
    for claim in find(text):
        assert claim.end - claim.start <= 24
        assert any(unit.start <= claim.start < claim.end <= unit.end for unit in make_article(text).units)


def test_number_inside_a_name_is_no_claim() -> None:
    text = "两点十分公司用了三周完成短片。"
    names = [Mention(0, 6, "org", "两点十分公司")]
    article = make_article(text)
    assert [describe(c) for c in find_claims(article, names, [""])] == ["duration 3 3 week ="]


def test_subject_is_the_film_in_reach() -> None:
    assert [c.subject for c in find("《星河》时长12分钟。制作只用了9天。")] == ["星河", "星河"]


def test_speaker_is_that_of_the_unit() -> None:
    article = make_article("制作只用了9天。")
    assert find_claims(article, [], ["周明"])[0].speaker == "周明"


def test_empty_article_has_no_claims() -> None:
    assert find_claims(make_article(""), [], []) == []
