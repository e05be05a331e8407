"""How often somebody wants to be written to."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from qantara.desk.forms import OnceForm
from qantara.notices.models import Wish

Rhythm = Wish.Rhythm


class RhythmForm(OnceForm):
    rhythm = forms.ChoiceField(
        label=_("How often do we write to you?"),
        choices=[
            (Rhythm.AT_ONCE, _("At once, each time: this can be several mails a day")),
            (Rhythm.DAILY, _("Once a day, in the morning, when something is new")),
            (Rhythm.WEEKLY, _("Once a week, on Monday morning, when something is new")),
            (Rhythm.NONE, _("Never: I look here")),
        ],
        widget=forms.RadioSelect,
    )
