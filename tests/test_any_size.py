"""Every measure runs on no article, on one, and on all, and gives the same columns."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest
from sample_corpus import build_sample, cut_corpus, first_article

from aicine_lib.co_occurrence import count_aspect_pairs, count_name_aspects, list_names
from aicine_lib.collocation import find_collocates
from aicine_lib.corpus import Corpus
from aicine_lib.dates import count_periods
from aicine_lib.dispersion import compute_dispersion, compute_variety
from aicine_lib.film_evidence import count_film_aspects, count_films
from aicine_lib.keyness import compute_keyness, count_terms
from aicine_lib.ledger import count_claims, list_changes, list_claims, list_dumbbells
from aicine_lib.likenings import count_likenings, list_likenings
from aicine_lib.networks import build_network
from aicine_lib.prevalence import compute_corrected_shares, compute_shares
from aicine_lib.speaking import count_speaker_aspects, count_speaker_roles, count_voices, list_links
from aicine_lib.units import count_stance, select_units

GOLD = pd.DataFrame({"document": list("xxyy"), "gold": ["critical", "none"] * 2, "predicted": ["critical", "none"] * 2})

MEASURES: dict[str, Callable[[Corpus], pd.DataFrame]] = {
    "units": select_units,
    "units once": lambda c: select_units(c, reprints=False, about_ai=True),
    "stance": lambda c: count_stance(select_units(c), ["speaker_role", "aspects"]),
    "shares": lambda c: compute_shares(select_units(c)),
    "shares by aspect": lambda c: compute_shares(select_units(c), by="aspects"),
    "shares by tenth, Wilson": lambda c: compute_shares(select_units(c), "aspects", by="tenth", interval="wilson"),
    "corrected shares": lambda c: compute_corrected_shares(select_units(c), GOLD),
    "corrected shares by role": lambda c: compute_corrected_shares(select_units(c), GOLD, by="speaker_role"),
    "corrected aspects": lambda c: compute_corrected_shares(
        select_units(c), {"cost": GOLD.replace({"critical": "cost", "none": "-"})}, "aspects"
    ),
    "keyness": lambda c: compute_keyness(count_terms(c.terms), count_terms(c.terms.iloc[::2])),
    "collocates": lambda c: find_collocates(c, "AI"),
    "dispersion": lambda c: compute_dispersion(c.terms),
    "variety": compute_variety,
    "aspect pairs": lambda c: count_aspect_pairs(select_units(c)),
    "tools with aspects": lambda c: count_name_aspects(c, "tool", select_units(c)),
    "edges": lambda c: build_network(list_names(c.mentions, "tool", "article_id"), n_units=len(c.articles))[0],
    "nodes": lambda c: build_network(list_names(c.mentions, "tool", "article_id"), n_units=len(c.articles))[1],
    "periods": count_periods,
    "changes": list_changes,
    "dumbbells": lambda c: list_dumbbells(list_changes(c)),
    "claims": lambda c: count_claims(list_claims(c), ["claimant_role", "kind"]),
    "voices": count_voices,
    "speaker roles": count_speaker_roles,
    "speakers and aspects": lambda c: count_speaker_aspects(select_units(c)),
    "links": lambda c: list_links(count_speaker_aspects(select_units(c))),
    "films": count_films,
    "films and aspects": count_film_aspects,
    "likenings": lambda c: count_likenings(list_likenings(c)),
}


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("name", MEASURES)
def test_any_number_of_articles(name: str) -> None:
    corpus = build_sample()
    full = MEASURES[name](corpus)
    one = MEASURES[name](cut_corpus(corpus, {first_article(corpus)}))
    none = MEASURES[name](cut_corpus(corpus, set()))
    assert len(full) and list(full.columns) == list(one.columns) == list(none.columns)
    assert none.empty and (full.index.name, one.index.name) == (none.index.name,) * 2
