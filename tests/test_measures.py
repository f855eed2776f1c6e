"""The measures equal their published formulas: worked examples from the literature, and scipy."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from rhetorictui.corpus import measures as m

# Manning & Schütze 1999, Foundations of Statistical Natural Language Processing, chapter 5:
# counts of the New York Times newswire corpus of 14,307,668 words.
NYT = 14_307_668


def test_log_likelihood_of_manning_and_schuetze() -> None:
    # Table 5.12; the book's figures and ours agree to one part in 2,000 (rounding inside).
    # "most powerful": C(most) = 12593, C(powerful) = 932, together 150.
    assert m.log_likelihood(150, 932 - 150, 12593, NYT - 12593) == pytest.approx(1291.42, rel=5e-4)
    # "powerful force": 932, 3424, 13; "powerful symbol": 932, 291, 6.
    assert m.log_likelihood(13, 932 - 13, 3424, NYT - 3424) == pytest.approx(80.39, rel=5e-4)
    assert m.log_likelihood(6, 932 - 6, 291, NYT - 291) == pytest.approx(57.27, rel=5e-4)


def test_mutual_information_of_manning_and_schuetze() -> None:
    # Table 5.14: "Ayatollah Ruhollah" 42, 20, 20; "Bette Midler" 41, 27, 20.
    assert m.mutual_information(20, 42, 20, NYT) == pytest.approx(18.38, abs=0.01)
    assert m.mutual_information(20, 41, 27, NYT) == pytest.approx(17.98, abs=0.01)


def test_t_score_of_manning_and_schuetze() -> None:
    # Section 5.3.1: "new companies" 15828, 4675, 8: t = 0.999932.
    assert m.t_score(8, 15828, 4675, NYT) == pytest.approx(0.999932, abs=1e-4)


def test_dispersion_of_gries() -> None:
    # Gries 2008, section 3.2: a word of 18 tokens in five parts of a corpus of 50 words.
    counts, sizes = [1, 2, 3, 4, 5], [9, 10, 10, 10, 11]
    assert m.deviation_of_proportions(counts, sizes) == pytest.approx(0.18, abs=0.005)
    with pytest.raises(ValueError, match="at least one occurrence"):
        m.deviation_of_proportions([0, 0], [5, 5])


@given(st.integers(0, 400), st.integers(1, 400), st.integers(500, 9000), st.integers(500, 9000))
def test_log_likelihood_is_scipys(a: int, b: int, n1: int, n2: int) -> None:
    table = [[a, n1 - a], [b, n2 - b]]
    found = stats.contingency.chi2_contingency(table, correction=False, lambda_="log-likelihood")
    assert m.log_likelihood(a, b, n1, n2) == pytest.approx(found.statistic, abs=1e-7)
    assert m.p_value(found.statistic) == pytest.approx(found.pvalue, abs=1e-9)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_adjusted_p_values_are_scipys(p_values: list[float]) -> None:
    assert m.adjusted(p_values) == pytest.approx(
        stats.false_discovery_control(p_values).tolist(), abs=1e-12
    )


def test_effect_sizes() -> None:
    assert m.log_ratio(20, 10, 1000, 1000) == 1
    assert m.log_ratio(0, 4, 1000, 1000) == -3
    assert m.percent_diff(30, 20, 1000, 1000) == pytest.approx(50)
    assert m.percent_diff(3, 0, 10, 10) is None
    assert m.bayes_factor(20, 1000) == pytest.approx(20 - 6.9078, abs=1e-4)
    assert m.log_dice(5, 5, 5) == 14
    assert m.log_dice(1, 10, 22) == 10
