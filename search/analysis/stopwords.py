"""German function words: indexed like any word, but not scored unless a query has nothing else.

Written for this project from the closed word classes of German grammar: articles, pronouns,
prepositions, conjunctions, auxiliary verbs and a few particles. In: exact forms.
"""

from __future__ import annotations

STOP_WORDS = frozenset(
    """
    der die das des dem den ein eine einer eines einem einen kein keine keiner keines keinem keinen
    ich du er sie es wir ihr mich dich ihn uns euch mir dir ihm ihnen sich
    mein meine meiner meines meinem meinen dein deine deiner deines deinem deinen
    sein seine seiner seines seinem seinen ihre ihrer ihres ihrem ihren
    unser unsere unserer unseres unserem unseren euer eure eurer eures eurem euren
    dieser diese dieses diesem diesen dies jener jene jenes jenem jenen
    jeder jede jedes jedem jeden alle aller alles allem allen man
    welcher welche welches welchem welchen wer was wen wem wessen wo wie wann warum wohin woher
    derer deren dessen denen
    an am auf aus bei beim bis durch für gegen hinter in im ins mit nach neben ohne seit über um
    unter von vom vor während wegen zu zum zur zwischen ab
    und & oder aber denn sondern doch als wenn weil dass daß ob da damit obwohl sowie sowohl
    nicht auch nur noch schon sehr so dann hier dort nun mal etwa ja nein
    bin bist ist sind seid war warst waren wart gewesen sei seien wäre wären
    habe hast hat haben habt hatte hatten gehabt hätte hätten
    werde wirst wird werden werdet wurde wurden geworden worden würde würden
    kann kannst können könnt könne konnte konnten könnte könnten
    muss musst müssen müsst müsse musste mussten müsste müssten muß mußte mußten müßte müßten
    darf darfst dürfen dürft dürfe durfte durften dürfte dürften
    soll sollst sollen sollt solle sollte sollten will willst wollen wollt wollte wollten
    """.split()
)
