"""aicine: how the Chinese press writes about AI in film-making.

Load a corpus of tagged articles, look at its tables, search it, or build one from your own articles.
Names are imported when they are first used, so that ``import aicine_lib as al`` is quick and workers load only what they need.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

_HOMES = {
    "agreement": ("compute_alpha",),
    "baselines": ("compare_spans", "compare_stance", "describe_baselines"),
    "building": ("build_corpus",),
    "checking": ("check_corpus",),
    "co_occurrence": ("compute_co_occurrence", "count_aspect_pairs", "list_codes", "list_names"),
    "codebook": ("codes",),
    "coded_sheets": ("read_coding_sheets",),
    "coding": ("draw_sample",),
    "coding_sheets": ("write_coding_sheet",),
    "collocation": ("find_collocates",),
    "corpus": ("Corpus", "load_corpus"),
    "correction": ("correct_shares",),
    "dates": ("count_periods", "group_dates", "shows_time", "spans_months"),
    "disagreements": ("list_errors",),
    "dispersion": ("compute_dispersion", "compute_variety"),
    "errors": ("AicineError", "CorpusError", "FigureError", "InputError", "LexiconError", "OutputError"),
    "explaining": ("explain",),
    "figure_marks": ("add_ids",),
    "figures": ("ROLE_COLOURS", "STANCE_COLOURS", "label", "save_figure"),
    "film_evidence": ("count_films", "list_film_sentences"),
    "judging": ("judge_codes",),
    "keyness": ("compute_keyness", "count_terms"),
    "ledger": ("count_claims", "list_changes", "list_claims", "list_dumbbells"),
    "lettering": ("say",),
    "likenings": ("count_likenings", "list_likenings"),
    "measures": (
        "count_characters",
        "count_codes",
        "count_names",
        "label_articles",
        "label_documents",
        "mentions_in_context",
        "name_facts",
        "wilson",
    ),
    "networks": ("build_network",),
    "normalising": ("normalise_claims",),
    "paper_tables": ("save_table",),
    "plot_claims": ("plot_dumbbell",),
    "plot_clouds": ("plot_cloud",),
    "plot_likenings": ("plot_metaphors",),
    "plot_networks": ("plot_co_occurrence", "plot_network"),
    "plot_speaking": ("plot_bipartite", "plot_voices"),
    "plot_time": ("plot_stance_line", "plot_timeline"),
    "plot_validity": ("plot_baselines", "plot_confusion", "plot_intervals"),
    "plot_words": ("plot_collocates", "plot_dispersion", "plot_keyness"),
    "plots": ("plot_counts", "plot_diverging", "plot_matrix", "plot_stacked"),
    "prevalence": ("compute_corrected_shares", "compute_shares"),
    "report": ("report_answer",),
    "result_cards": ("ResultCard", "result_card"),
    "speaking": ("count_speaker_aspects", "count_speaker_roles", "count_voices", "list_links"),
    "tag_scores": ("Validation", "find_score"),
    "tokens": ("count_tokens", "iter_tokens"),
    "units": ("count_stance", "one_article_per_story", "select_units"),
    "validity": ("Evaluation", "evaluate", "evaluate_set", "read_left_out"),
    "words": ("stopwords",),
}  # module: public names
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names}

if TYPE_CHECKING:
    from .agreement import compute_alpha as compute_alpha
    from .baselines import compare_spans as compare_spans
    from .baselines import compare_stance as compare_stance
    from .baselines import describe_baselines as describe_baselines
    from .building import build_corpus as build_corpus
    from .checking import check_corpus as check_corpus
    from .co_occurrence import compute_co_occurrence as compute_co_occurrence
    from .co_occurrence import count_aspect_pairs as count_aspect_pairs
    from .co_occurrence import list_codes as list_codes
    from .co_occurrence import list_names as list_names
    from .codebook import codes as codes
    from .coded_sheets import read_coding_sheets as read_coding_sheets
    from .coding import draw_sample as draw_sample
    from .coding_sheets import write_coding_sheet as write_coding_sheet
    from .collocation import find_collocates as find_collocates
    from .corpus import Corpus as Corpus
    from .corpus import load_corpus as load_corpus
    from .correction import correct_shares as correct_shares
    from .dates import count_periods as count_periods
    from .dates import group_dates as group_dates
    from .dates import shows_time as shows_time
    from .dates import spans_months as spans_months
    from .disagreements import list_errors as list_errors
    from .dispersion import compute_dispersion as compute_dispersion
    from .dispersion import compute_variety as compute_variety
    from .errors import AicineError as AicineError
    from .errors import CorpusError as CorpusError
    from .errors import FigureError as FigureError
    from .errors import InputError as InputError
    from .errors import LexiconError as LexiconError
    from .errors import OutputError as OutputError
    from .explaining import explain as explain
    from .figure_marks import add_ids as add_ids
    from .figures import ROLE_COLOURS as ROLE_COLOURS
    from .figures import STANCE_COLOURS as STANCE_COLOURS
    from .figures import label as label
    from .figures import save_figure as save_figure
    from .film_evidence import count_films as count_films
    from .film_evidence import list_film_sentences as list_film_sentences
    from .judging import judge_codes as judge_codes
    from .keyness import compute_keyness as compute_keyness
    from .keyness import count_terms as count_terms
    from .ledger import count_claims as count_claims
    from .ledger import list_changes as list_changes
    from .ledger import list_claims as list_claims
    from .ledger import list_dumbbells as list_dumbbells
    from .lettering import say as say
    from .likenings import count_likenings as count_likenings
    from .likenings import list_likenings as list_likenings
    from .measures import count_characters as count_characters
    from .measures import count_codes as count_codes
    from .measures import count_names as count_names
    from .measures import label_articles as label_articles
    from .measures import label_documents as label_documents
    from .measures import mentions_in_context as mentions_in_context
    from .measures import name_facts as name_facts
    from .measures import wilson as wilson
    from .networks import build_network as build_network
    from .normalising import normalise_claims as normalise_claims
    from .paper_tables import save_table as save_table
    from .plot_claims import plot_dumbbell as plot_dumbbell
    from .plot_clouds import plot_cloud as plot_cloud
    from .plot_likenings import plot_metaphors as plot_metaphors
    from .plot_networks import plot_co_occurrence as plot_co_occurrence
    from .plot_networks import plot_network as plot_network
    from .plot_speaking import plot_bipartite as plot_bipartite
    from .plot_speaking import plot_voices as plot_voices
    from .plot_time import plot_stance_line as plot_stance_line
    from .plot_time import plot_timeline as plot_timeline
    from .plot_validity import plot_baselines as plot_baselines
    from .plot_validity import plot_confusion as plot_confusion
    from .plot_validity import plot_intervals as plot_intervals
    from .plot_words import plot_collocates as plot_collocates
    from .plot_words import plot_dispersion as plot_dispersion
    from .plot_words import plot_keyness as plot_keyness
    from .plots import plot_counts as plot_counts
    from .plots import plot_diverging as plot_diverging
    from .plots import plot_matrix as plot_matrix
    from .plots import plot_stacked as plot_stacked
    from .prevalence import compute_corrected_shares as compute_corrected_shares
    from .prevalence import compute_shares as compute_shares
    from .report import report_answer as report_answer
    from .result_cards import ResultCard as ResultCard
    from .result_cards import result_card as result_card
    from .speaking import count_speaker_aspects as count_speaker_aspects
    from .speaking import count_speaker_roles as count_speaker_roles
    from .speaking import count_voices as count_voices
    from .speaking import list_links as list_links
    from .tag_scores import Validation as Validation
    from .tag_scores import find_score as find_score
    from .tokens import count_tokens as count_tokens
    from .tokens import iter_tokens as iter_tokens
    from .units import count_stance as count_stance
    from .units import one_article_per_story as one_article_per_story
    from .units import select_units as select_units
    from .validity import Evaluation as Evaluation
    from .validity import evaluate as evaluate
    from .validity import evaluate_set as evaluate_set
    from .validity import read_left_out as read_left_out
    from .words import stopwords as stopwords

__all__ = sorted(_HOME_OF)


def __getattr__(name: str) -> object:
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}; it has {', '.join(__all__)}")
    value = globals()[name] = getattr(import_module(f".{_HOME_OF[name]}", __name__), name)
    return value


def __dir__() -> list[str]:
    return [*globals(), *__all__]
