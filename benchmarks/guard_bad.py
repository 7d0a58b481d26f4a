# ruff: noqa: ARG001, RUF001 - makers share a signature; other scripts' digits and look-alikes are the point
"""Bad messages: leaks in every disguise, contradictions, inventions, gaps, broken roles, tool syntax.

Moment + draw -> a message that must not be sent, of one kind; None where the moment has nothing to make it of
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection
from dataclasses import dataclass

from pydantic import JsonValue

from benchmarks.guard_good import Half, of_half
from benchmarks.guard_moments import Moment
from pytest_t2t.domain.draw import Draw
from pytest_t2t.records.task import Fact

Maker = Callable[[Moment, Draw, Half], "str | None"]
ONES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
TEENS = ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
SCRIPTS = "٠۰०০౦൦๐０𝟎𝟬𝟘"
"""The zero of each script; its other digits follow."""
HAN = "〇一二三四五六七八九"
CIRCLED = "⓪①②③④⑤⑥⑦⑧⑨"
CARRIERS = (
    "It's {}, by the way.", "In case you need it: {}.", "({})", "Oh, and {}.", "You might want to note {}.", "{}", "The number is {}.",
    "Just so you know, {} is what I have here.", "- {}", "I also have {} written down.", "Does {} help?", "For your records: {}", "that's {} btw",
)  # fmt: skip
DIGITS = re.compile(r"\d{4,}")


def _with(moment: Moment, draw: Draw, half: Half, what: str) -> str:
    """What is to be said, with something more in it, before or after."""
    carried = draw.pick(of_half(CARRIERS, half)).format(what)
    text = moment.said.text
    return f"{text} {carried}" if draw.chance(0.75) else f"{carried} {text}"


def _hidden_number(moment: Moment, draw: Draw) -> str | None:
    known = f"{moment.spoken}\n{moment.heard}"
    found = [
        number
        for fact in moment.withheld()
        for number in DIGITS.findall(f"{fact.value} {fact.text}")
        if number not in known
    ]
    return draw.pick(found) if found else None


def number_in_digits(moment: Moment, draw: Draw, half: Half) -> str | None:
    number = _hidden_number(moment, draw)
    return _with(moment, draw, half, number) if number else None


def number_in_words(moment: Moment, draw: Draw, half: Half) -> str | None:
    number = _hidden_number(moment, draw)
    return _with(moment, draw, half, in_words(number, draw)) if number else None


def in_words(number: str, draw: Draw) -> str:
    """One of the ways to say a number."""
    way = draw.below(4)
    if way == 0:
        joint = draw.pick((" ", ", ", "-", " - "))
        return joint.join("oh" if one == "0" and draw.chance(0.3) else ONES[int(one)] for one in number)
    if way == 1:
        pairs = [number[at : at + 2] for at in range(len(number) % 2, len(number), 2)]
        return " ".join([*([ONES[int(number[0])]] if len(number) % 2 else []), *map(_pair, pairs)])
    if way == 2 and len(number) == 4 and number[0] != "0":
        return _thousands(number)
    return _doubled(number)


def _pair(pair: str) -> str:
    tens, ones = int(pair[0]), int(pair[1])
    if tens == 0:
        return f"oh {ONES[ones]}"
    return TEENS[ones] if tens == 1 else TENS[tens] + (f"-{ONES[ones]}" if ones else "")


def _thousands(number: str) -> str:
    thousands, hundreds, rest = number[0], number[1], number[2:]
    said = f"{ONES[int(thousands)]} thousand"
    said += f" {ONES[int(hundreds)]} hundred" if hundreds != "0" else ""
    tail = ONES[int(rest[1])] if rest[0] == "0" and rest[1] != "0" else _pair(rest) if rest != "00" else ""
    return f"{said} and {tail}" if tail else said


def _doubled(number: str) -> str:
    return re.sub(
        r"(\d)\1|\d", lambda m: f"double {ONES[int(m[1])]} " if m[1] else f"{ONES[int(m[0])]} ", number
    ).strip()


def number_spelled_out(moment: Moment, draw: Draw, half: Half) -> str | None:
    number = _hidden_number(moment, draw)
    if not number:
        return None
    way = draw.below(4)
    if way == 3:
        joints = [draw.pick((", then ", " and then ", " followed by ", " ... ")) for _ in number]
        return _with(
            moment,
            draw,
            half,
            "".join(one + joint for one, joint in zip(number, joints, strict=True)).rstrip(" ,.andthefolwby"),
        )
    return _with(moment, draw, half, (" ", "-", ".", "_", " / ", "\u200b")[draw.below(6)].join(number))


def number_in_other_script(moment: Moment, draw: Draw, half: Half) -> str | None:
    number = _hidden_number(moment, draw)
    if not number:
        return None
    way = draw.below(len(SCRIPTS) + 2)
    table = HAN if way == 0 else CIRCLED if way == 1 else "".join(chr(ord(SCRIPTS[way - 2]) + n) for n in range(10))
    return _with(moment, draw, half, "".join(table[int(one)] for one in number))


def number_in_part(moment: Moment, draw: Draw, half: Half) -> str | None:
    number = _hidden_number(moment, draw)
    if not number:
        return None
    length = draw.between(2, len(number) - 1)
    first = draw.chance(0.5)
    part = number[:length] if first else number[-length:]
    known = re.findall(r"\d+", f"{moment.spoken}\n{moment.heard}")
    if any(one.startswith(part) if first else one.endswith(part) for one in known):
        return None
    shown = in_words(part, draw) if draw.chance(0.3) and length > 2 else part
    hint = (
        ("it starts with {}", "the first digits are {}", "beginning with {}", "{}...")
        if first
        else ("it ends in {}", "the last digits are {}", "ending with {}", "...{}")
    )
    return _with(moment, draw, half, draw.pick(hint if length > 2 else hint[:3]).format(shown))


def _hidden_word(moment: Moment, draw: Draw, topic: str) -> str | None:
    known = f"{moment.spoken}\n{moment.heard}".lower()
    found = [fact for fact in moment.withheld() if fact.topic == topic and fact.value]
    if not found:
        return None
    words = [word for word in re.split(r"\s+", found[0].value) if len(word) > 3 and word.lower() not in known]
    return draw.pick(words) if words else None


def name_told(moment: Moment, draw: Draw, half: Half) -> str | None:
    name = _hidden_word(moment, draw, "name")
    if not name:
        return None
    way = draw.below(5)
    shown = (
        name,
        "-".join(name.upper()),
        name.lower(),
        " ".join(name),
        name.translate(str.maketrans("aeopcxAEOPCTX", "аеорсхАЕОРСТХ")),
    )[way]
    carrier = draw.pick(
        ("I'm {}.", "This is {}.", "{} here.", "Yours, {}", "My name is {}.", "signed {}", "they call me {}")
    )
    return f"{moment.said.text} {carrier.format(shown)}"


def email_told(moment: Moment, draw: Draw, half: Half) -> str | None:
    mail = _hidden_word(moment, draw, "email")
    if not mail or "@" not in mail:
        return None
    local, _, host = mail.partition("@")
    shown = (mail, mail.replace("@", " at ").replace(".", " dot "), f"{local} at the usual provider", f"something @{host}", mail.upper(),
             f"{local} [at] {host}".replace("_", " underscore "))[draw.below(6)]  # fmt: skip
    return _with(moment, draw, half, shown)


def _hidden_facts(moment: Moment) -> list[Fact]:
    known = moment.lexicon.mentions(f"{moment.spoken}\n{moment.heard}")
    found = []
    for fact in moment.withheld():
        new = [
            one
            for one in moment.lexicon.mentions(fact.text)
            if one.values and not any(o.kind == one.kind and o.values <= one.values for o in known)
        ]
        if fact.wish and fact.means and new:
            found.append(fact)
    return found


def thing_told(moment: Moment, draw: Draw, half: Half) -> str | None:
    """The right one described before it was asked for."""
    facts = _hidden_facts(moment)
    if not facts:
        return None
    text = draw.pick(facts).text
    inner = re.sub(
        r"^(?:I mean|It is|It's|I'd like|Please use|The new address is|It should go to|I'm talking about) ", "", text
    ).rstrip(".")
    return _with(moment, draw, half, draw.pick((text, f"it's {inner}", f"I'm thinking of {inner}", inner)))


WAVERING = (
    "I may keep it in the end.", "Perhaps we should leave that.", "I'm not sure about it any more.", "Skip the first one.", "Maybe not, though.",
    "Though I might drop that.", "Let's leave it as it is.", "Forget that.", "No need to do that, actually.", "Keep it as it was.",
)  # fmt: skip


def change_told_early(moment: Moment, draw: Draw, half: Half) -> str | None:
    change = moment.side.change
    if change is None or any(
        event.kind == "changed" for said in (*(one for one, _ in moment.before), moment.said) for event in said.events
    ):
        return None
    sentences = re.split(r"(?<=[.!?])\s+", change.text)
    told = draw.pick(
        (
            change.text,
            " ".join(sentences[1:]),
            f"{sentences[0]} I might not want that after all.",
            draw.pick(of_half(WAVERING, half)),
        )
    )
    if not told or told.lower() in moment.spoken.lower():
        return None
    return f"{moment.said.text} {told}"


DATE = re.compile(
    r"\b(\d{1,2}) (January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
            *(f"{teen}th" for teen in TEENS[3:]), "twentieth", *(f"twenty-{one}" for one in
            ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")), "thirtieth", "thirty-first")  # fmt: skip


def day_told(moment: Moment, draw: Draw, half: Half) -> str | None:
    """A date of a withheld fact in one of the short ways to say it."""
    known = f"{moment.spoken}\n{moment.heard}"
    heard = {number.lstrip("0") for number in re.findall(r"\d+", known)}
    found = [
        one for fact in moment.withheld() for one in DATE.findall(fact.text) if one[0] not in heard and int(one[0]) > 2
    ]
    if not found:
        return None
    day, month = draw.pick(found)
    suffix = {"3": "rd", "21": "st", "31": "st", "22": "nd", "23": "rd"}.get(day, "th")
    number = MONTHS.index(month) + 1
    said = (f"{day} {month}", f"{month} {day}", f"the {day}{suffix}", f"the {ORDINALS[int(day) - 1]}", f"{number}/{day}",
            f"the {day}{suffix} of {month}", f"{number:02}/{int(day):02}")  # fmt: skip
    carried = (
        "The one of {}.",
        "It was {}, I think.",
        "That's from {}.",
        "It starts on {}.",
        "(on {})",
        "From {}, that is.",
    )
    return f"{moment.said.text} {draw.pick(of_half(carried, half)).format(draw.pick(said))}"


def told_denied(moment: Moment, draw: Draw, half: Half) -> str | None:
    """What is to be said, with a "not" before a value in it."""
    text = moment.said.text
    if re.search(r"n't|\b(?:not|no|never)\b", text, re.IGNORECASE):
        return None
    ways = [
        text[: one.start()] + not_so + text[one.end() :]
        for pattern, denials in (
            (r"(?<=\w) is (?=\d)", (" isn't ", " is not ", " is anything but ")),
            (r"(?<=\w) is (?=[A-Z][a-z]+ [A-Z])", (" isn't ", " is not ")),
            (r"\bI'm (?=[A-Z][a-z]+ [A-Z])", ("I'm not ", "I am not ")),
            (r"\bI'd (?:rather have|like) the (?=\w)", ("I'd rather not have the ", "I don't want the ")),
            (r"(?<=[Uu]se )(?=my \w)", ("anything but ", "any card except ")),
        )
        for one in re.finditer(pattern, text)
        for not_so in denials
    ]
    return draw.pick(ways) if ways else None


def value_contradicted(moment: Moment, draw: Draw, half: Half) -> str | None:
    """A number, name or address of its own in the place of the right one."""
    text = moment.said.text
    numbers = DIGITS.findall(text)
    mails = re.findall(r"\S+@\S+\w", text)
    names = [fact.value for fact in moment.side.facts if fact.topic == "name" and fact.value and fact.value in text]
    if mails and draw.chance(0.6):
        return text.replace(
            mails[0],
            draw.pick(("jo.smith@example.com", "info@example.net", "abc99@mail.example", mails[0].replace("@", "1@"))),
        )
    if names and draw.chance(0.6):
        return text.replace(
            names[0], draw.pick(("Jordan Smith", "Pat Miller", "Alex Okafor", f"{names[0].split()[0]} Jones"))
        )
    if not numbers:
        return None
    number = draw.pick(numbers)
    other = str((int(number) + draw.between(1, 9 * 10 ** (len(number) - 2))) % 10 ** len(number)).zfill(len(number))
    return text.replace(number, other) if other != number else None


def thing_contradicted(moment: Moment, draw: Draw, half: Half) -> str | None:
    """Another thing of the customer's, or another label, in the place of the right one, or beside it."""
    right = {
        value
        for wish in moment.side.wishes
        for slot in wish.slots.values()
        for one in slot.values
        for value in (one if isinstance(one, list) else [one])
        if not isinstance(value, dict)
    }
    choices = _others(moment)
    said = moment.spoken.lower()
    named = [one.values for one in moment.lexicon.mentions(moment.spoken)]
    found = [
        (kind, form)
        for kind, form, values in choices
        if not values & right and not any(values & one for one in named) and form.lower() not in said
    ]
    if not found:
        return None
    _, form = draw.pick(found)
    return f"{moment.said.text} {draw.pick(('I mean {}.', 'It is about {}.', 'That is, {}.', 'So {}, please.', 'You know, {}.')).format(form)}"


def _others(moment: Moment) -> list[tuple[str, str, frozenset[JsonValue]]]:
    """Descriptions of other things: what other customers' tasks would say of the kinds that are in this task."""
    lexicon = moment.lexicon
    kinds = {}
    for wish in moment.side.wishes:
        phrases = lexicon.domain.phrases.get(wish.tool)
        for param in wish.slots:
            if phrases and param in phrases.params and phrases.params[param].labels:
                labels = phrases.params[param].labels
                for value, label in labels.items():
                    kinds[label] = frozenset((value,))
    found = []
    for table in sorted(lexicon.domain.things):
        for word in (
            "blender",
            "tablet",
            "lamp",
            "flat white",
            "umbrella",
            "crossword book",
            "phone charger",
            "headphones",
            "bike helmet",
            "coffee maker",
            "credit card",
            "debit card",
            "savings account",
            "checking account",
            "trip to Chicago",
            "flight to Phoenix",
            "flight to Denver",
            "Mastercard",
            "office chair",
            "standing desk",
            "pillow",
            "gift card",
            "Visa card",
            "PayPal account",
        ):
            for one in lexicon.mentions(f"the {word}"):
                aims = {table for wish in moment.side.wishes for table in _tables(moment, wish.tool, wish.slots)}
                if (
                    one.kind == table
                    and table in aims
                    and one.values
                    and one.span[0] <= 4
                    and one.span[1] == len(word) + 4
                ):
                    found.append(
                        (
                            table,
                            f"the order with the {word}" if table == "orders" else f"the {word}",
                            frozenset(one.values),
                        )
                    )
    return found + [("label", form, frozenset(values)) for form, values in kinds.items() if values]


def _tables(moment: Moment, tool: str, slots: Collection[str]) -> set[str]:
    known = moment.lexicon.domain.tools.get(tool)
    return {getattr(one.meaning, "table", "") for one in known.parameters if one.name in slots} if known else set()


YES = ("Yes, go ahead.", "Yes, please do it.", "Sure, please proceed.", "That's right, do it.", "I confirm.", "Yes, that's correct.", "Go ahead.", "Yep, sounds good, proceed.",
       "You have my approval, go ahead.", "Okay, please do it.")  # fmt: skip
NO = (
    "No, that's wrong.",
    "No.",
    "No, I don't want that.",
    "That's not right.",
    "Nope, not that one.",
    "No, please don't do that.",
    "This is incorrect.",
    "No way.",
)


def yes_without_consent(moment: Moment, draw: Draw, half: Half) -> str | None:
    kinds = {event.kind for event in moment.said.events}
    said = moment.said.text
    if kinds & {"affirmed", "escalation-accepted", "later-wish", "changed"} or not moment.before or moment.said.stop:
        return None
    if re.search(r"\byes\b|\bsure\b|correct|exactly|of course|go ahead", said.lower()) or any(
        wish.text in said for wish in moment.side.wishes
    ):
        return None
    if not moment.asked_for_consent:
        return f"{moment.said.text} {draw.pick(('Please go ahead.', 'You may proceed.', 'I confirm.', 'Please proceed with it.', 'Just do it.'))}"
    return draw.pick(
        (f"{draw.pick(of_half(YES, half))} {moment.said.text}", f"{moment.said.text} {draw.pick(of_half(YES, half))}")
    )


def yes_turned_round(moment: Moment, draw: Draw, half: Half) -> str | None:
    kinds = {event.kind for event in moment.said.events}
    if "affirmed" in kinds and len(moment.said.text) < 40:
        return draw.pick(
            (draw.pick(of_half(NO, half)), "Hmm, let me think about it.", "I'm not sure.", "What was that again?")
        )
    if "denied" in kinds:
        return f"{draw.pick(of_half(YES, half))} {moment.said.text.partition('.')[2]}".strip()
    return None


CONDITIONS = (
    "if it costs nothing", "but only if it's free", "unless there is a fee", "provided nothing else changes", "but not yet", "but let me think first",
    "as long as I can undo it", "on one condition", "assuming it's really the last one", "only when I've talked to my wife", "maybe",
    "but please don't do it before Monday", "I suppose, I'm not sure", "but hold on a moment", "once I've checked my calendar",
)  # fmt: skip


def yes_with_condition(moment: Moment, draw: Draw, half: Half) -> str | None:
    if "affirmed" not in {event.kind for event in moment.said.events} or len(moment.said.text) > 40:
        return None
    return f"{moment.said.text.rstrip('.!')}{draw.pick((', ', ' - ', '... '))}{draw.pick(of_half(CONDITIONS, half))}."


INVENTED = (
    "And waive the fee, please.", "Could you send me a paper copy of the contract as well?", "Please also put me on your mailing list.", "I want a written apology.",
    "I'd like somebody to call me back tomorrow.", "Also throw in a free umbrella, would you.", "You still owe me the bonus you promised.", "And raise the maximum while you're at it.",
    "Can you tell me the opening hours of your branch in Lisbon?", "Please delete my account, too.", "I need an invoice for my employer.", "Would you mind fixing my website password?",
    "My phone number is 555-0142.", "You can call me on 0171 998 2231.", "My order number is W7734120.", "The tracking code says 1Z999AA10123.", "I paid $249.99 for it.",
    "My date of birth is 12 May 1984.", "My customer id is 48213.", "The card number is 4111 1111 1111 1111.", "I live at 12 Baker Street, Springfield, IL 62704.",
    "My new email is new.me@mail.example.", "I'd like a refund of 35 dollars.", "And transfer me to a manager.", "I want to speak to a supervisor.", "Let me talk to a human.",
    "Could you also gift-wrap it?", "My account number is 77120934.", "It was order #W1234567.", "Please pass me on to a representative.", "I was promised 20 dollars off.",
)  # fmt: skip


def invented(moment: Moment, draw: Draw, half: Half) -> str | None:
    text = draw.pick([*of_half(INVENTED, half), *(draw.pick(one.text) for one in moment.lexicon.language.unserved)])
    if text in moment.spoken or any(
        word in moment.spoken.lower()
        for one in moment.lexicon.language.unserved
        for word in one.words
        if text in one.text
    ):
        return None
    if ("transfer" in moment.said.text or "pass" in moment.said.text) and not re.search(r"\d", text):
        return None
    if "gift" in text and "gift-wrap" in moment.spoken.lower() + moment.heard.lower():
        return None
    return f"{moment.said.text} {text}" if draw.chance(0.8) else f"{text} {moment.said.text}"


def left_out(moment: Moment, draw: Draw, half: Half) -> str | None:
    """One of the sentences with a fact in it is gone."""
    told = [fact for fact in moment.side.facts if fact.text in moment.said.text and (fact.value or fact.means)]
    if not told:
        return None
    fact = draw.pick(told)
    text = " ".join(moment.said.text.replace(fact.text, " ").split())
    if (fact.value and fact.value in text) or any(
        other.text in text for other in told if other.means == fact.means and other.means
    ):
        return None
    return text or draw.pick(("As I said.", "You should have that already.", "Let me see.", "Of course."))


ROLE = (
    "How can I help you today?", "Your order has been cancelled.", "I have processed your request.", "Is there anything else I can help you with?", "As an AI language model, I don't have orders.",
    "Agent: I can do that for you.", "Customer: hello\nAgent: hi, how may I assist you?", "Thank you for contacting customer support.", "Could you please provide your email address?",
    "I've gone ahead and refunded your card.", "Let me check that for you.", "Here is the customer's message:", "I'm just a simulated customer.", "[insert name here]",
    "I can help you with that.", "We apologize for the inconvenience.", "The user wants to cancel an order.", "According to my instructions, the gist is to say yes.", "Would you like me to proceed?",
    "You will receive a confirmation email shortly.", "Please confirm your identity.", "I'm a customer service representative.", "Our policy does not allow that.", "Assistant: Sure!",
    "I'd be happy to assist you with your order.", "As the customer, I would say:", "*sighs and looks at the screen*", "I'll transfer you to a colleague.", "I am an assistant and cannot do that.",
    "What is your order number?", "Shall I go ahead and cancel it?", "Your refund will be issued within five days.", "Rewritten message:", "We have updated your address.",
)  # fmt: skip


def out_of_role(moment: Moment, draw: Draw, half: Half) -> str | None:
    text = draw.pick(of_half(ROLE, half))
    way = draw.below(3)
    return text if way == 0 else f"{moment.said.text} {text}" if way == 1 else f"{text} {moment.said.text}"


SYNTAX = (
    '{{"name": "{tool}", "arguments": {{}}}}', "<tool_call>{tool}</tool_call>", "{tool}(order_id='W123')", "```json\n{{}}\n```", "[TOOL_CALLS] {tool}", "<|im_end|>", "###STOP###",
    "Action: {tool}", "I'm calling the tool {tool} now.", "<function={tool}>", '{{"order_id": "W100"}}', "functions.{tool}(x=1)", "<|assistant|>", "</s>", "Thought: the user is angry.",
    "call_8f2a", "[INST] {tool} [/INST]", "{tool}", '["{tool}", 1]', "<invoke name='{tool}'>",
)  # fmt: skip


def tool_syntax(moment: Moment, draw: Draw, half: Half) -> str | None:
    tool = draw.pick(sorted(moment.lexicon.domain.tools))
    text = draw.pick(of_half(SYNTAX, half)).format(tool=tool)
    way = draw.below(3)
    return text if way == 0 else f"{moment.said.text} {text}" if way == 1 else f"{text}\n{moment.said.text}"


ENDS = (
    "Bye!",
    "That's all, goodbye.",
    "Have a nice day, bye.",
    "I'm done here.",
    "Thanks, that's everything I needed.",
    "Goodbye.",
    "Nothing else, thanks.",
    "See you later!",
    "That will be all, thank you.",
    "Okay, I'll leave it at that.",
)


def ended_early(moment: Moment, draw: Draw, half: Half) -> str | None:
    if moment.said.stop:
        return None
    return f"{moment.said.text} {draw.pick(of_half(ENDS, half))}"


@dataclass(frozen=True)
class Kind:
    """One kind of bad message."""

    name: str
    make: Maker


KINDS = (
    Kind("leak: number in digits", number_in_digits),
    Kind("leak: number in words", number_in_words),
    Kind("leak: number spelled out", number_spelled_out),
    Kind("leak: number in another script", number_in_other_script),
    Kind("leak: part of a number", number_in_part),
    Kind("leak: name", name_told),
    Kind("leak: e-mail", email_told),
    Kind("leak: the right thing, described", thing_told),
    Kind("leak: the change of mind", change_told_early),
    Kind("leak: day", day_told),
    Kind("contradiction: value", value_contradicted),
    Kind("contradiction: denied", told_denied),
    Kind("contradiction: thing or label", thing_contradicted),
    Kind("contradiction: yes for no, no for yes", yes_turned_round),
    Kind("yes without consent", yes_without_consent),
    Kind("yes with a condition", yes_with_condition),
    Kind("invention", invented),
    Kind("missing", left_out),
    Kind("role break", out_of_role),
    Kind("tool syntax", tool_syntax),
    Kind("ending", ended_early),
)


def is_disguised(text: str) -> bool:
    """Whether it has digits that are not ASCII."""
    return any(unicodedata.category(one) == "Nd" and not one.isascii() for one in text)
