"""Forms of requests: which gaps, the letter's words, what came of it, an office's answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from qantara.desk.figures.limits import AT_ONCE_BYTES
from qantara.desk.forms import OnceForm
from qantara.knowledge.requests.answers import MOST_LETTERS
from qantara.knowledge.requests.letters import PARTS
from qantara.knowledge.requests.models import DataRequest

#: Bytes of a letter of refusal that is kept.
SCAN_BYTES = 10 << 20


def _text(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "dir": "auto"})


class BeginForm(OnceForm):
    """Which indicators of a place, in which language, for which year."""

    gap = forms.MultipleChoiceField(error_messages={"required": _("Choose at least one figure.")})
    territory = forms.SlugField(widget=forms.HiddenInput)
    language = forms.ChoiceField(label=_("Language of the letter"), choices=settings.LANGUAGES)
    period = forms.RegexField(
        r"^\d{4}$", label=_("For which year"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "dir": "ltr", "size": 6}),
        error_messages={"invalid": _("Give a year, such as 2025.")},
    )  # fmt: skip

    def __init__(self, *arguments: Any, codes: list[str], **options: Any) -> None:
        super().__init__(*arguments, **options)
        gap = self.fields["gap"]
        assert isinstance(gap, forms.MultipleChoiceField)
        gap.choices = [(code, code) for code in codes]


class LetterForm(OnceForm):
    """All words of a letter, and the office it goes to."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    organisation = forms.CharField(label=_("Office"), max_length=200)
    department = forms.CharField(label=_("Department"), max_length=200, required=False)
    address = forms.CharField(label=_("Postal address"), required=False, widget=_text(3))
    email = forms.EmailField(
        label=_("Mail address"), required=False,
        help_text=_("Of the office, not of a person. Kept for the next letter, and seen by your city alone."),
    )  # fmt: skip
    deadline = forms.DateField(
        label=_("Answer asked for by"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    sender = forms.CharField(label=_("Sender"), widget=_text(4))
    place = forms.CharField(label=_("Place"), max_length=120)
    subject = forms.CharField(label=_("Subject of the letter"), max_length=200)
    legal_basis = forms.CharField(
        label=_("Legal basis"), required=False, widget=_text(2),
        help_text=_("The law, decree or agreement your city relies on, as your legal service cites it. Leave it empty if there is none."),
    )  # fmt: skip
    greeting = forms.CharField(label=_("Greeting"), max_length=200)
    body = forms.CharField(label=_("Text"), widget=_text(16))
    farewell = forms.CharField(label=_("Closing"), max_length=200)
    signature = forms.CharField(label=_("Who signs"), required=False, widget=_text(2))

    def words(self) -> dict[str, str]:
        """The parts of the letter, with the line ends of our files; the addressee from its fields."""
        given = self.cleaned_data
        addressee = "\n".join(
            filter(None, (given["organisation"], given["department"], given["address"]))
        )
        return {part: str(given.get(part, "")).replace("\r\n", "\n") for part in PARTS} | {
            "addressee": addressee.replace("\r\n", "\n")
        }


class SendForm(OnceForm):
    """How and on which day it went out."""

    way = forms.ChoiceField(
        label=_("How"), widget=forms.RadioSelect, initial=DataRequest.Way.PAPER,
        choices=[(DataRequest.Way.PAPER, _("On paper")), (DataRequest.Way.MAIL, _("By mail, from here, now"))],
    )  # fmt: skip
    on = forms.DateField(
        label=_("On which day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class SettleForm(OnceForm):
    """How it ended."""

    end = forms.ChoiceField(
        label=_("What came of it"), widget=forms.RadioSelect,
        choices=[
            (DataRequest.State.ANSWERED, _("Answered")),
            (DataRequest.State.PARTLY, _("Partly answered")),
            (DataRequest.State.REFUSED, _("Refused")),
            (DataRequest.State.NO_ANSWER, _("No answer")),
        ],
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=MOST_LETTERS, widget=_text(3),
        help_text=_("For a refusal: as the office gave it. It can be published as the reason of the gap."),
    )  # fmt: skip
    document = forms.FileField(label=_("Their letter, scanned"), required=False)

    def clean_document(self) -> UploadedFile[Any] | None:
        file: UploadedFile[Any] | None = self.cleaned_data["document"]
        if file is not None and (file.size or 0) > SCAN_BYTES:
            raise forms.ValidationError(_("The file is too large. Send a smaller scan."))
        return file


class AnswerFileForm(OnceForm):
    """A filled-in table."""

    file = forms.FileField(label=_("The table, filled in"))

    def clean_file(self) -> UploadedFile[Any]:
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > AT_ONCE_BYTES:
            raise forms.ValidationError(
                _("The file is too large for this page. Send the table alone.")
            )
        return file


class AnswerForm(OnceForm):
    """An answer without a file."""

    said = forms.ChoiceField(
        label=_("Your answer"), widget=forms.RadioSelect,
        choices=[
            (DataRequest.Said.NOT_HELD, _("We do not have these figures")),
            (DataRequest.Said.REFUSED, _("We may not give these figures")),
            (DataRequest.Said.LATER, _("We will answer later")),
        ],
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=MOST_LETTERS,
        widget=_text(3),
        help_text=_("Needed if you may not give them: the law or rule."),
    )
    on = forms.DateField(
        label=_("If later: on which day"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip
