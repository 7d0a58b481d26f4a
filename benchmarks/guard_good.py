"""Good messages: what was to be said, in other words, another order, with small talk around it.

Moment + draw -> the message as another person would write it

Each turn of phrase belongs to one half, "tune" or "test": the guard was made better with the first half alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal
from zlib import crc32

from benchmarks.guard_moments import Moment
from pytest_t2t.domain.draw import Draw

Half = Literal["tune", "test"]

# what a scripted sentence is -> how else it can be put; \1 stands for what it holds
REWORDED: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"(?:My e-?mail|The email address|My email) is (\S+@\S+\.\w+)\.|Sure, it's (\S+@\S+\.\w+)\.", (
        r"You can find me under \1.", r"\1 is the address on the account.", r"It should be listed as \1.", r"Mail: \1",
        r"I signed up with \1.", r"That'd be \1", r"Sure thing, \1.", r"e-mail \1", r"I use \1 for everything.",
        r"It's \1, all lower case.", r"The one I registered with is \1.", r"Try \1, that should be it.")),
    (r"My name is ([^.]+)\.|The name is ([^.]+)\.|I'm ([A-Z][a-z]+ [A-Z][^.]+)\.", (
        r"I'm \1.", r"This is \1.", r"\1 here.", r"The account is under \1.", r"\1 is my name.", r"Name's \1.",
        r"It's \1, as on the account.", r"You're talking to \1.", r"\1", r"Full name \1.")),
    (r"(?:My|The) (?:zip code|zip|postcode) is (\d+)\.", (
        r"And I live in \1.", r"Zip \1.", r"Postal code: \1", r"The zip's \1.", r"\1 is the zip code.", r"zip code \1",
        r"My postcode would be \1.", r"It's \1 for the zip.", r"Deliveries go to \1 usually.")),
    (r"Yes, please\.|Yes, that's right\.|Yes, go ahead\.|Correct, please do\.|Yes, please do\.", (
        "Yes please, that's exactly what I want.", "Yep, go for it.", "Yes - sounds good to me.", "Yeah, that works.",
        "That's correct, please proceed.", "Absolutely, yes.", "Sounds right, go ahead.", "Please go ahead with it.",
        "yes", "Yes, I confirm.", "Exactly, please do that.", "Sure, that's fine by me. Yes.", "Perfect, yes please!",
        "Right, you can go ahead.", "Yes, all of that is right.", "That is right, yes.", "Okay, yes, do it please.")),
    (r"Yes, that's the one\.|Exactly, yes\.", ("Yes, that one.", "That's the one, yes!", "Exactly that one, yes.", "Yep, that's it.")),
    (r"Yes, please (?:transfer me|pass it on to a colleague)\.", (
        "Yes, I'd like to be transferred then.", "Yes, please hand me over to a colleague, I'd like to be transferred.",
        "OK, yes, pass it on to a colleague please.", "Sure, yes, transfer me.")),
    (r"Sure\.|Of course\.", ("Sure, that's fine.", "Yes, of course.", "Certainly.", "Yeah, no problem.")),
    (r"Thanks, that's all\.|Great, thank you\. That's everything\.|Thank you, bye\.", (
        "Lovely, thanks for your help. Bye!", "That's all I needed, cheers.", "Perfect, thank you so much. Have a nice day!",
        "Great stuff, goodbye.", "Thanks a lot, you've been very helpful.", "Brilliant, that's everything then. Bye.",
        "Wonderful, thank you! Take care.", "ok thanks bye", "Many thanks, that was all from me.")),
    (r"Then I'll leave it at that\. Bye\.|OK, I'll stop here then\. Goodbye\.", (
        "Well, then there's no point in going on. Goodbye.", "I give up. Bye.", "Never mind then, bye.", "I'll leave it there. Bye.")),
    (r"All right, I see\.|OK, I understand\.", (
        "Okay, fair enough.", "I see, that's a pity.", "Alright, understood.", "Hmm, OK, I get it.", "That's a shame, but I understand.",
        "Too bad, but fine.")),
    (r"No, I don't want to be transferred\.|No need to pass it on to anyone, thanks\.", (
        "No, you don't need to transfer me.", "No thanks, please don't transfer me.", "I'd rather not be transferred, thanks.",
        "No colleague needed, thank you.")),
    (r"No, thank you\.|No, thanks\.|No, thank you, none of that\.|I don't need any of these, thanks\.", (
        "No, I'm good, thanks.", "Thanks, but no.", "No, none of those, thank you.", "I don't want that, thanks.")),
    (r"What do you need to know\?|What exactly do you need\?", (
        "What would you like to know?", "Which details do you need from me?", "What information is missing?", "What do you want to know exactly?")),
    (r"All right\.|OK\.", ("Okay.", "Fine, thanks.", "Alright, no rush.", "Great, I'll wait.", "Cool.")),
    (r"I don't have a number for that\.|I don't know the number\.", (
        "I don't have any number at hand, sorry.", "No idea what the number is.", "I couldn't tell you the number.")),
    (r"I don't know that, sorry\.|Sorry, I can't tell you that\.", (
        "I'm afraid I don't know.", "No clue, sorry.", "I couldn't say, sorry.")),
    (r"Can't you make an exception\?|Are you sure\? Isn't there anything you can do\?|That's disappointing\. Could you please try anyway\?", (
        "Is there really no way around it?", "Come on, couldn't you make an exception for me?", "Please, can you try it anyway?",
        "Surely there must be something you can do?", "That's really disappointing. Are you certain?")),
    (r"No, that's not right\.|No, that's wrong\.|No, not that\.", ("No, that isn't right.", "No no, that's wrong.", "Not quite.", "That's not correct.")),
    (r"You haven't told me yet\.|And my question\?", ("You still haven't answered me.", "I asked you something, too.", "I'm still waiting for an answer.")),
    (r"There's still something open\.|I'm still waiting for this\.|And what about this\?", (
        "There's one thing still open.", "This is still missing:", "What about my other request?", "And what happened to this?")),
    (r"(?:I haven't got any confirmation of that yet|Nothing has reached me about that yet)\.", (
        "I haven't seen a confirmation yet.", "So far nothing has arrived to confirm it.", "Hm, I haven't received any confirmation.")),
    (r"I no longer need what I ordered\.|The reason is simple: I no longer need what I ordered\.", (
        "I just don't need it anymore.", "I no longer need it.", "It's simply not needed any longer.", "Turns out I don't need it any more.")),
    (r"(?:The reason is simple: )?I found a better price somewhere else\.", (
        "I saw it cheaper elsewhere.", "Another shop has a better price.", "There's a lower price at another store.", "I found it cheaper somewhere else.")),
    (r"(?:The reason is simple: )?I ordered by mistake\.", ("It was ordered by mistake.", "I ordered it by accident.", "That was a mistake on my side, I ordered it accidentally.")),
    (r"(?:The reason is simple: )?I've noticed that the delivery would come too late for me\.", (
        "It would arrive too late for me.", "It'd get here too late.", "The delivery is too slow for me, it would come too late.")),
    (r"The reason is that my plans have changed\.", ("My plans changed.", "I've had a change of plans, that's why.", "It's because my plans have changed.")),
    (r"The reason is that I found it elsewhere\.", ("I found it elsewhere.", "Because I've found it elsewhere.", "I got it elsewhere in the end.")),
    (r"I'd like to cancel (my order[^.?!]*|the order[^.?!]*)\.|Please cancel (my order[^.?!]*)\.|[Cc]an you call off (my order[^.?!]*) for me, please\?|I need (my order[^.?!]*) cancelled, please\.|Could you cancel (my order[^.?!]*)\?", (
        r"I want \1 cancelled.", r"It's about \1: please cancel it.", r"Any chance you could cancel \1?", r"\1 should be cancelled.",
        r"Please call off \1 for me.", r"I was wondering whether you can cancel \1.", r"Cancel \1, please.", r"I'm writing because I have to cancel \1.",
        r"Would it be possible to get \1 cancelled?")),
    (r"(?:I'd like to return|I want to return) (the [^.?!]*?|my [^.?!]*?)\.|Can I send back ([^.?!]*?), please\?|Please set up a return for ([^.?!]*?)\.|I'd like my money back for ([^.?!]*?), so please book a return\.", (
        r"I want to send back \1.", r"\1 should go back, so I need a return.", r"Could you arrange a return for \1?", r"How about returning \1? I want to do that.",
        r"I'm not happy with \1 and would like to return it.", r"Please book a return of \1.", r"I have to return \1.")),
    (r"(?:Please refund the money to|The refund should go to) ([^.]*)\.", (
        r"Send the money to \1.", r"I want the refund on \1.", r"\1 is where the refund should go.", r"For the refund please use \1.",
        r"The money can go to \1.")),
    (r"(?:I'd like|Make it) (\w+) shipping(?:, please)?\.", (
        r"\1 shipping would be great.", r"I want it sent with \1 shipping.", r"\1 is the shipping speed I want.", r"Please use \1 shipping.")),
    (r"Please (?:change|set) the default address in my profile to ([^.]*)\.|I'd like to set ([^.]*) as my default address\.|I've moved, so my default address should be ([^.]*) from now on\.", (
        r"My new default address is \1.", r"Could you put \1 down as my default address?", r"We moved house, so please make \1 my default address.",
        r"The default address in my profile needs to be \1.")),
    (r"The new address is ([^.]*)\.|It should go to ([^.]*)\.", (
        r"Please use \1.", r"\1 is the new address.", r"Send it to \1.", r"It needs to go to \1.", r"The address is \1 now.")),
    (r"(?:I mean|It is|It's|I'm talking about|It's about|That would be) (my order[^.]*|the order[^.]*|my [^.]*|the [^.]*)\.", (
        r"\1, that's the one I mean.", r"I was thinking of \1.", r"\1.", r"Oh, \1.", r"The one I mean is \1.", r"I'm referring to \1.")),
    (r"Please contact me (by[^.]*) from now on\.|Please contact me (by[^.]*)\.|I'd like to (?:be contacted|hear about my orders) (by[^.]*)\.|I'd prefer it if you got in touch (by[^.]*)\.", (
        r"I'd rather be contacted \1.", r"It's best to reach me \1.", r"Please get in touch \1 in future.", r"From now on, contact me \1.")),
    (r"How much will (?:my refund be|I get back)\?|Can you tell me the total of my refund\?|What amount do I get back for that\?", (
        "What will I get back?", "And what's the refund going to be?", "Please tell me how much money I'm getting back.", "How big is the refund?")),
    (r"What will the order cost (?:me )?in total(?: then| with that shipping)?\?|What is the new total of the order\?", (
        "What does that come to in total?", "And the total would be what?", "How much will it cost me in total?")),
    (r"When will it arrive then\?|What is the expected delivery date then\?", ("When does it arrive?", "What's the delivery date going to be?", "When can I expect it to arrive?")),
    (r"Everything else stays as I said\.|I still want everything else I asked for\.|Everything else I asked for still stands\.|Please still do the rest as I said\.|What I asked for before still stands\.", (
        "All the rest stays the same.", "The rest doesn't change.", "Apart from that, everything as discussed.", "I still want the rest.")),
    (r"Actually, wait\.|Sorry, change of plan\.|Hang on, I've changed my mind\.|I've had second thoughts\.|Wait, I've thought about it again\.", (
        "Wait, I changed my mind.", "Actually, hold on.", "Sorry, I've had second thoughts.", "Hmm, I've reconsidered.", "Oh, actually, a change of plans.")),
    (r"There is something else, though\.|There's another thing I need\.|Then on to something else\.", (
        "Okay, something different then.", "Fine. One other thing.", "Alright, my other request:", "OK then, next.")),
)  # fmt: skip

BEFORE = (
    "Hi there!", "Good evening.", "Hello, hope you're doing well today.", "Hey, thanks for the quick answer.", "Sorry for the wait, the kids were calling.",
    "Thanks for getting back to me.", "Hmm, let me see.", "Hello hello.", "Sorry, I was making coffee.", "Okay.",
    "I've never done this by chat before.", "It's been quite a day over here.", "Thanks so much.", "My wife usually does these things.",
    "I'm typing on my phone, so excuse the typos.", "Good to finally reach somebody.", "You're quick!", "Let me have a look.", "Hiya,",
)  # fmt: skip
AFTER = (
    "Thanks!", "Thank you so much for your help.", "I'd really appreciate it.", "Hope that helps.", "No rush, though.", "Much appreciated :)",
    "It would mean a lot to me.", "Let me know if that's a problem.", "The weather's awful here, by the way.", "Sorry for the trouble.",
    "I know you must be busy.", "Is it always this busy with you?", "I'm in a bit of a hurry, to be honest.", "Cheers.", "Please and thank you.",
    "I hope that's everything you need.", "My dog is barking at me, sorry.", "I've got two meetings this afternoon, so quick would be good.",
    "It's my first time doing this.", "Fingers crossed.",
)  # fmt: skip
CLOSED = re.compile(r"\b(?:bye|that's (?:all|everything))\b", re.IGNORECASE)


def good(moment: Moment, draw: Draw, half: Half) -> str | None:
    """What is to be said, in other words; None where this half has no other words for any of it."""
    text = moment.said.text
    kept: list[str] = []
    for pattern, ways in REWORDED:
        mine = of_half(ways, half)
        for found in re.finditer(pattern, text):
            part = next((group for group in found.groups() if group), "")
            kept.append(found[0])
            if mine:
                said = draw.pick(mine).replace(r"\1", part)
                text = text.replace(found[0], said[:1].upper() + said[1:], 1)
    if text == moment.said.text:
        return None
    return _around(text, draw, half)


def of_half(ways: Sequence[str], half: Half) -> list[str]:
    """The turns of phrase of one half."""
    return [one for one in ways if ("tune" if crc32(one.encode()) % 2 else "test") == half]


def _around(text: str, draw: Draw, half: Half) -> str:
    """With small talk before or after, and the looks of a message typed in haste."""
    starts_with_answer = re.match(r"\W*(?:yes|yep|yeah|no\b)", text, re.IGNORECASE)
    if draw.chance(0.3) and not starts_with_answer:
        text = f"{draw.pick(of_half(BEFORE, half))} {text}"
    if draw.chance(0.35) and not CLOSED.search(text):
        text = f"{text} {draw.pick(of_half(AFTER, half))}"
    look = draw.unit()
    if look < 0.1:
        return text.rstrip(".")
    if look < 0.2:
        return text.replace(". ", "\n")
    return text.replace(". ", "! ", 1) if look < 0.25 else text.replace("please", "pls") if look < 0.3 else text
