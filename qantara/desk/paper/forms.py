"""The forms of mandates and sheets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qantara.desk.forms import ApproveForm, OnceForm
from qantara.releases.sheets.models import Mandate


def _day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Give a day such as 2026-11-02.")},
    )


class MandateForm(OnceForm):
    office = forms.CharField(
        label=_("Office that signs"),
        help_text=_("As it stands under a decision, in the city's language. No person's name."),
        max_length=160,
    )
    legal_basis = forms.CharField(
        label=_("Law or decision that lets it sign"),
        help_text=_("Its name, number and date, so that others can look it up."),
        max_length=400,
    )
    since = _day(_("From"))
    until = _day(_("Until"), required=False, help_text=_("Leave empty where no end is known."))


class EndForm(OnceForm):
    until = _day(_("Last day on which it signs"))


class PrintForm(OnceForm):
    """For whom and from when, as on screen; and whose signature it takes."""

    mandate = forms.ModelChoiceField(
        label=_("Who signs"), queryset=Mandate.objects.none(), empty_label=None
    )
    audience = ApproveForm.base_fields["audience"]
    public_from = ApproveForm.base_fields["public_from"]

    def __init__(self, *given: Any, mandates: Sequence[Mandate], **named: Any) -> None:
        super().__init__(*given, **named)
        field = self.fields["mandate"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Mandate.objects.filter(pk__in=[each.pk for each in mandates])

    clean_public_from = ApproveForm.clean_public_from


class ScanForm(OnceForm):
    scan = forms.FileField(
        label=_("The signed sheet"), help_text=_("A scan or photograph as PDF, JPEG or PNG.")
    )
    signed_on = _day(_("Day of the signature"))


class ConfirmForm(OnceForm):
    confirm = forms.BooleanField(
        label=_(
            "I have compared them: number, content, office and day are those of the sheet, and it is signed."
        ),
        error_messages={"required": _("Tick the box once you have compared them.")},
    )


class RefuseForm(OnceForm):
    reason = forms.CharField(
        label=_("What is wrong with it"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
