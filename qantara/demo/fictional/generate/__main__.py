"""``python -m qantara.demo.fictional.generate`` writes the files anew."""

from qantara.demo.fictional.generate import write

write()
