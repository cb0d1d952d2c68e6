"""The starter kit: a state's law from its answers to a short list of questions.

The state stands on a base (the Wassenaar lists, or the Union's regulation) and settles what that leaves to each state. What it does not
answer stays open, and is referred to an official.
"""

from __future__ import annotations

from .answers import Answers, Given, read_answers
from .peers import Choice, choices
from .questions import QUESTIONS, Question, questions_for
from .writing import files_of, write_state

__all__ = [
    "QUESTIONS",
    "Answers",
    "Choice",
    "Given",
    "Question",
    "choices",
    "files_of",
    "questions_for",
    "read_answers",
    "write_state",
]
