"""Whether free text looks as if it told of one person. A question to whoever writes, never a refusal.

Signs are few and plain, so that they are right where they speak: an address of a person, a number to
call, a day of birth, an age, a title before a name, a given name beside another name, one person of a
family. A text without signs can still tell of somebody; the page says so.
"""

from __future__ import annotations

import re

from qantara.knowledge.evidence.people.names import is_full

_SIGNS = (
    r"[\w.+-]+@[\w-]+\.[\w.]+",  # a mailbox
    r"(?<![\w{:;=])(?<!\d[\s.,])(?:\+\d|0\d)(?:[ ()./-]?\d){6,12}\b",  # a telephone
    r"(?<![\w,.])[A-Z]{0,2}\d{8,14}\b",  # a number of a paper
    # a day of birth
    r"\bborn (?:on|in)\b|\bdate of birth\b|\bnacid[oa] (?:el|en)\b|\bnée? (?:le|en)\b",
    r"\bfecha de nacimiento\b|\bdate de naissance\b|تاريخ (?:ال)?ميلاد|مولود(?:ة)? (?:في|سنة|عام)",
    # an age
    r"\b(?:a|the|one) \d{1,2}[- ]year[- ]old\b|\b(?:man|woman|boy|girl|mother|father|child),? aged \d",
    r"\b(?:un|una|el|la) \w+ de \d{1,2} años\b|\b(?:un|une|le|la) \w+ (?:âgée? )?de \d{1,2} ans\b",
    r"(?:رجل|امرأة|شاب|شابة|طفل|طفلة|فتاة)[^.،]{0,20} (?:عمره|عمرها|يبلغ|تبلغ|في سن)",
    # a title
    r"(?-i:\b(?:Mr|Mrs|Ms|Mme|Mlle|Sr|Sra|Srta|Dr|Dra)\.? ?[A-ZÀ-Ý]\w+|\bM\. [A-ZÀ-Ý]\w+)",
    r"(?:السيد|السيدة|الآنسة|الدكتور|الدكتورة|الأستاذ|الأستاذة) \w+",
    # one of a family
    r"\b(?:his|her) (?:wife|husband|son|daughter|mother|father|brother|sister)\b",
    r"\b(?:su|sus) (?:esposa|esposo|marido|mujer|hijo|hija|madre|padre|hermano|hermana)\b",
    r"\b(?:sa femme|son mari|son fils|sa fille|sa mère|son père|son frère|sa sœur)\b",
    r"\b(?:زوجها|زوجته|ابنها|ابنه|ابنتها|ابنته|أمها|أمه|أبوها|أبوه|والدتها|والدته|والدها|والده)\b",
    # one of those who are counted
    r"\b(?:a|an|one|this|that) (?:woman|man|girl|boy|mother|refugee|asylum seeker|migrant) (?:from|who|named|called)\b",
    r"\b(?:una mujer|un hombre|una niña|un niño|una refugiada|un refugiado) (?:de|que|llamad[oa])\b",
    r"\b(?:une femme|un homme|une fille|un garçon|une réfugiée|un réfugié) (?:qui|venue?|nommée?|appelée?)\b",
    r"(?:امرأة|رجل|لاجئة|لاجئ|فتاة) (?:من|اسمه|اسمها|يدعى|تدعى)\b",
)
_SIGN = re.compile("|".join(_SIGNS), re.IGNORECASE)
#: Titles and names are told by their capitals.
_CAPITALS = re.compile(
    r"\b[A-ZÀ-Ý][\w'’-]+(?: (?:de|da|dos|del|el|al|bin|ben|ibn|van|von|di))?(?: [A-ZÀ-Ý][\w'’-]+)+"
)


def looks_so(text: str) -> bool:
    """Whether ``text``, in any of the four languages, has a sign of one person in it."""
    plain = re.sub(r"\{(?:fig|chart):[^{}]*\}", " ", text)
    return bool(_SIGN.search(plain)) or any(map(is_full, _CAPITALS.findall(plain)))
