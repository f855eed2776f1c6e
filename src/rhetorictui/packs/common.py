"""The commonest words of English news, so that a phrase is sought by its rarest word.

Counted over 9,000 articles of some 60 outlets, proper names left out. A word's frequency falls
with its rank (Zipf 1949), so the order alone is enough.
"""

from __future__ import annotations

import functools

_RANKED = """
the to of and a in that for is on it he with as said was his have be are by at not but has
from this they i who an we president more about would will or their you people one what
house had there if been were new up all which when than also out she can after mr state some
so no over other her its our could do just time white like campaign government into them
year even two now because states how those first him senate news most last any political us
only many against party says get percent years told before while national administration
former should bill law may these election say make country think did during going don health
public court right much federal back congress then where way week still media being made
vote support very such both take day know down policy presidential tax my united well voters
work deal according since security through under here want whether between officials
including another department care times committee long called own world see same report
police go your sanders office off part justice why me three immigration general case sen
need gun high million left change tuesday must next too good saying every women far among
does caption likely advertisement come group press john cnn war top debate military without
end rights secretary conservative photos never point statement power plan members already
monday north though decision today won foreign use control might school help money asked
majority less didn attack really investigation clear least act big story second days issue
wednesday around information r social family leaders things something life candidates city
candidate friday put leader month system number better nation past spending used recent fact
making doesn politics obamacare economic later months fbi black attorney thursday fox border
believe question issues race legal again win run impeachment home yet working order children
lot place early four little best show action russian call wrote program reported few got
took director hide several free official trying came enough intelligence rep added economy
post supreme look speech twitter night man university history chief business others anti
paul move budget process keep found defense great however until congressional set questions
job different old wall based th senator mueller across march term doing fight force himself
important away lawmakers weeks team sign cruz groups let south problem legislation thing
hard center once earlier become poll each give major real ago votes executive trade five
done primary face coronavirus given insurance nuclear watch sunday person special billion
evidence facebook actually able laws reform data continue instead taking middle possible
interview meeting families full often led companies seen workers stop open plans close pay
climate isn announced having getting coverage company vice cases lead find private current
ryan nothing went nearly trial conservatives ever points supporters response rather efforts
attacks key men running senators held behind local students future george kind elections
reports income jobs senior morning governor despite
"""

_PER_MILLION = {word: 100_000 / rank for rank, word in enumerate(_RANKED.split(), 1)}
_POLITICS = """
american americans republican republicans democratic democrats democrat russia russian china
chinese iran iraq britain british washington congress
"""
_ENDINGS = "s t d m ll re ve u"
# What an image leaves of "it's", "don't", "they'll" and the like.
_PER_MILLION |= dict.fromkeys(_ENDINGS.split(), 10_000.0)
# Words of politics are commoner in the news than their kind.
_PER_MILLION |= dict.fromkeys(_POLITICS.split(), 300.0)


def per_million(word: str) -> float:
    """About how often ``word``, in lower case, occurs in a million words."""
    return _PER_MILLION.get(word) or 300.0 / max(len(word), 3)


@functools.cache
def stem_per_million(part: str, left: bool) -> float:
    """About how often words occur that begin with ``part`` (``left``) or hold it elsewhere."""
    if left:
        known = sum(often for word, often in _PER_MILLION.items() if word.startswith(part))
    else:
        known = 4 * sum(often for word, often in _PER_MILLION.items() if part in word)
    return known + (20_000.0, 3_000.0, 250.0, 90.0, 40.0)[min(len(part), 5) - 1]
