"""SDMX status letters for what a frame says in words of its own."""

from __future__ import annotations

from django.utils.translation import gettext, pgettext

#: CL_CONF_STATUS (SDMX 1.4): F free, C confidential.
FREE, CONFIDENTIAL = "F", "C"

#: CL_OBS_STATUS (SDMX 2.2) where the value is withheld, whatever the reason.
SUPPRESSED = "Q"

#: CL_OBS_STATUS where nobody has a value; every other absence is O.
OF_ABSENCE = {"not_collected": "L", "not_applicable": "M"}
MISSING = "O"


class Words:
    """What letters and absences are called in the language in force when this is made."""

    def __init__(self) -> None:
        self.statuses = _statuses()
        self.absences = _absences()
        self.courtesy = pgettext("status of a figure", "Not repeated here")

    def word(self, obs_status: str, absence: str, state: str) -> str:
        """The status of one figure in a word; empty where nobody has named it."""
        if state == "courtesy":
            return self.courtesy
        return self.absences.get(absence) or self.statuses.get(obs_status, "")


def _statuses() -> dict[str, str]:
    return {
        "A": pgettext("status of a figure", "Official"),
        "B": pgettext("status of a figure", "Break in series"),
        "D": pgettext("status of a figure", "Definition differs"),
        "E": pgettext("status of a figure", "Estimate"),
        "F": pgettext("status of a figure", "Forecast"),
        "G": pgettext("status of a figure", "Experimental"),
        "I": pgettext("status of a figure", "Imputed"),
        "P": pgettext("status of a figure", "Provisional"),
        "U": pgettext("status of a figure", "Low reliability"),
        "V": pgettext("status of a figure", "Not validated"),
        "L": pgettext("status of a figure", "Not collected"),
        "M": pgettext("status of a figure", "Not applicable"),
        "O": pgettext("status of a figure", "No data"),
        "Q": gettext("Withheld to protect people"),
    }


def _absences() -> dict[str, str]:
    return {
        "not_collected": pgettext("status of a figure", "Not collected"),
        "not_yet_available": pgettext("status of a figure", "Not yet available"),
        "not_applicable": pgettext("status of a figure", "Not applicable"),
        "not_competent": pgettext("status of a figure", "Not the city’s competence"),
        "none_exists": pgettext("status of a figure", "None exists"),
        "refused": pgettext("status of a figure", "Refused"),
        "no_answer": pgettext("status of a figure", "No answer"),
        "suppressed_by_source": pgettext("status of a figure", "Withheld by the source"),
    }
