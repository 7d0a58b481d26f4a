"""Whether a message is a customer's at all: no agent's sentences, no talk about the role, no tool syntax.

plain text -> why it is none, or nothing
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pytest_t2t.users.guard.patterns import any_of
from pytest_t2t.users.guard.words import sentences

_SYNTAX = re.compile(
    r"```|</?\s*(?:tool|function|call|invoke|parameter|think|scratchpad|system|assistant|user|s|im_\w+|\|[^>]*\|?)\b[^>]*>"
    r"|<\|[^|>]*\|>|\[/?(?:INST|TOOL_CALLS?|AVAILABLE_TOOLS|SYS|END)\]|<</?SYS>>|#{3,}\s*[A-Z]{3,}"
    r"|[{\[]\s*[\"'][\w ]+[\"']\s*[:,\]]|[\"'](?:name|arguments|parameters|tool|function)[\"']\s*:"
    r"|\b\w+_\w+\s*\(|\b\w+\([^)\n]*\w+\s*=[^)\n]*\)|\b(?:function|tool)[_ ]calls?\b|\bcall_[0-9a-z]+\b"
    r"|\b(?:calling|invoking|running|executing|using) (?:the )?(?:tool|function|api)\b|\b(?:Action|Observation|Thought"
    r"|Tool|Function|Arguments|Action Input)\s*:\s"
)
_LABEL = re.compile(
    r"(?:^|[\n.!?])[\s*_#>\"-]*(?:(?:customer )?(?:service )?(?:agent|assistant|representative|rep|support|system|bot)"
    r"|human|user|customer|client)[*_]*(?: \w+)?\s*:",
    re.IGNORECASE,
)
_META = any_of(
    r"\bas an? (?:\w+ )?(?:ai|language model|assistant|llm|chatbot|bot|simulat\w+|customer service)\b",
    r"\bi(?:'m| am) (?:just |only |actually )?an? (?:\w+ )?(?:ai|language model|llm|chatbot|virtual assistant"
    r"|assistant|customer service|service agent|support agent|simulat\w+)\b",
    r"\blarge language model\b",
    r"\b(?:system|my) prompt\b",
    r"\b(?:my|the|these|your) (?:instructions?|guidelines|role)\b[^.!?]{0,30}\b(?:say|says|tell|tells|told"
    r"|require|is to|are to|state)",
    r"\brole-?play",
    r"\bsimulat(?:e|ed|ing|ion|or)\b",
    r"\bplaying the (?:role|part)\b",
    r"\b(?:the|this) (?:user|customer|client)\b(?! (?:service|support|care))",
    r"\bin (?:this|the) scenario\b",
    r"\b(?:the|this|my) (?:scenario|script|simulation|persona|task)\b[^.!?]{0,20}\b(?:say|says|tell|tells|told|wants?"
    r"|requires?|is)\b",
    r"\bthe gist\b",
    r"\bhere(?:'s| is) (?:the|a|my|your)(?: [\w'\u2019]+){0,3} (?:message|reply|response|rewrite|version|paraphrase)\b",
    r"\brewritten\b",
    r"\brephrased?\b",
    r"[\[<{](?:insert|your|customer'?s?|agent'?s?|order|name|email|number|date"
    r"|placeholder)\b[^\]>}\n]{0,40}[\]>}]",
    r"^\s*\((?:the )?(?:customer|user|note|in character|ooc)\b",
    r"\*(?:sighs|smiles|nods|laughs|pauses|looks|waits)[^*]*\*",
    flags=re.MULTILINE,
)
_AGENT = any_of(
    r"\b(?:how|what) (?:else )?(?:can|may|could|might) i (?:help|assist|do for)(?: you)?\b(?! myself)",
    r"\b(?:anything|something) (?:else )?(?:that )?(?:i|we) (?:can|could|may) (?:help|assist|do)\b",
    r"\b(?:i|we)(?:'d| would| will|'ll| can|'m| am|'re| are)? (?:be )?(?:happy|glad|here|able|pleased"
    r"|delighted) to (?:help|assist|look into|process|cancel|check|do that) (?:you|your|that|this|with)",
    r"\b(?:i|we) (?:can|could|will|'ll|would) (?:help|assist) you\b",
    r"\b(?:i'll|we'll|i will|we will|let me|i'm going to|i can|we can)(?: now| go ahead and| gladly| just)?"
    r" (?:check|look(?: into| up)?|process|cancel|refund|update|verify|pull up|arrange|transfer|escalate"
    r"|connect|submit|issue|change|forward|set)\b[^.!?\n]{0,40}\b(?:you|your|yours)\b(?! (?:can|could|to|for"
    r" me))",
    r"\b(?:i(?:'ve| have)?|we(?:'ve| have)?) (?:now |just |successfully |already |gone ahead and )*(?:process"
    r"|cancell?|refund|updat|verif|arrang|transferr|escalat|issu|submitt|locat|complet|chang|modif|initiat"
    r"|redirect|return|exchang|credit|confirm|fil|switch|mov)ed\b[^.!?\n]{0,24}\byour\b",
    r"\bi(?:'ve| have) (?:found|located|pulled up|sent you)\b[^.!?\n]{0,24}\byour?\b",
    r"\byour (?:\w+ ){0,3}(?:has|have|was|is|will be|is being) (?:now |been |successfully |also )*(?:process"
    r"|cancell?|refund|updat|verif|arrang|transferr|escalat|issu|submitt|complet|chang|modif|initiat|redirect"
    r"|return|exchang|credit|ship|deliver|switch|mov)ed\b",
    r"\b(?:thank you|thanks) for (?:contacting|reaching out|calling|choosing|being a|your (?:patience|order"
    r"|purchase|loyalty|business|understanding and))\b",
    r"\b(?:thank you|thanks) for (?:providing|sharing|confirming|verifying|giving|submitting)\b[^.!?]{0,16}\byour\b",
    r"\bwelcome to (?:our|the|\w+) (?:\w+ )?(?:support|service|store|shop|help)\b",
    r"\b(?:could|can|may|would|will) (?:you (?:please )?(?:provide|confirm|verify|share|give me|tell me)|i"
    r" (?:please )?(?:have|get)) (?:me )?(?:with )?your (?:full |first |last )?(?:name|e-?mail|zip|post|phone"
    r"|address|order|account|date of birth|customer)",
    r"\bplease (?:provide|confirm|verify|share) (?:me )?(?:with )?your\b",
    r"\bwhat(?:'s| is) your (?:full |first |last )?(?:name|e-?mail|zip|post|order|address)",
    r"\bto (?:verify|confirm) your (?:identity|account)\b",
    r"\b(?:i|we) (?:do )?apologi[sz]e for (?:the|any) (?:inconvenience|confusion|trouble|delay)",
    r"\bsorry for (?:the|any) inconvenience\b",
    r"\b(?:our|my) (?:policy|policies|system|records|team|store|warehouse)\b",
    r"\bis there anything else (?:you|that you|i)\b",
    r"\bplease (?:wait|hold|stand by)\b(?: on)? (?:for|while|as) (?:the|i|we|our|your)\b",
    r"\b(?:we|i) (?:appreciate|value) your (?:patience|business|loyalty)\b",
    r"\b(?:dear|valued) (?:valued )?customer\b",
    r"\b(?:would|do) you (?:like|want) (?:me|us) to\b",
    r"\b(?:shall|should) (?:i|we) (?:proceed|go ahead|cancel|process|continue)\b",
    r"\byou(?:'ll| will) (?:receive|get) (?:a |an |the |your )?(?:\w+ )?(?:confirmation|refund|e-?mail"
    r"|replacement|credit)\b",
)
_NAME = re.compile(r"(?<![\w@./])[a-z]+(?:_[a-z0-9]+)*(?![\w@])")


def tool_syntax(text: str, tools: Iterable[str]) -> str:
    """The syntax of calls, templates or data that stands in a plain text; empty where there is none."""
    if found := _SYNTAX.search(text):
        return found[0].strip()
    lines = {line.strip() for sentence in sentences(text) for line in sentence.split("\n")}
    known = {name for name in tools if "_" in name or name in lines}
    return next((one for one in _NAME.findall(text) if one in known or (one in lines and "_" in one)), "")


def not_a_customer(text: str, said: str) -> str:
    """What a customer does not say, in a plain text; nothing that stands in what is to be `said`."""
    for pattern in (_LABEL, _META, _AGENT):
        for found in pattern.finditer(text):
            if found[0].strip().lower() not in said.lower():
                return found[0].strip()
    return ""
