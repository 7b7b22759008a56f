"""Where the marks of the plots go: plain numbers, which the template draws as SVG."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

ROW_HEIGHT = 26


@dataclass(frozen=True, slots=True)
class Axis:
    """Values between 0 and 1 along a line of the drawing."""

    start: float
    end: float
    ticks: tuple[float, ...] = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)

    def at(self, value: float) -> float:
        """Where a value stands."""
        return round(self.start + value * (self.end - self.start), 1)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the plot of F1 by field."""

    name: str
    f1: float
    low: float | None
    high: float | None
    y: int


@dataclass(frozen=True, slots=True)
class FieldPlot:
    """F1 by field, each with its interval."""

    rows: tuple[Row, ...]
    width: int = 640
    x: Axis = Axis(170, 580)

    @property
    def height(self) -> int:
        """Of the whole drawing, the numbers below it included."""
        return self.bottom + 24

    @property
    def bottom(self) -> int:
        """Where the axis is."""
        return len(self.rows) * ROW_HEIGHT + 8


@dataclass(frozen=True, slots=True)
class Dot:
    """Claims of about the same size: what they say, what came true."""

    x: float
    y: float
    radius: float
    label: str


@dataclass(frozen=True, slots=True)
class CalibrationPlot:
    """What confidences say, against what came true; on the diagonal they say the truth."""

    dots: tuple[Dot, ...]
    size: int = 360
    x: Axis = Axis(52, 344)
    y: Axis = Axis(308, 16)


def plot_fields(record: dict[str, Any]) -> FieldPlot:
    """The headline, then each field that occurs."""
    headline = record["headline"]
    interval = headline["interval"]
    ends = [interval["low"], interval["high"]] if interval else None
    shown = [("micro F1", headline["f1"], ends)]
    shown += [(name, one["f1"], one["interval"]) for name, one in record["fields"].items()]
    return FieldPlot(tuple(_rows(shown)))


def _rows(shown: Iterable[tuple[str, float | None, Sequence[float] | None]]) -> Iterable[Row]:
    occurring = [(name, f1, ends) for name, f1, ends in shown if f1 is not None]
    for number, (name, f1, ends) in enumerate(occurring):
        low, high = ends or (None, None)
        yield Row(name, f1, low, high, number * ROW_HEIGHT + ROW_HEIGHT // 2 + 4)


def plot_calibration(record: dict[str, Any]) -> CalibrationPlot | None:
    """The bins as dots, each as large as it has deals; None where nothing claims a confidence."""
    calibration = record["calibration"]
    if calibration is None:
        return None
    empty = CalibrationPlot(())
    most = max(one["count"] for one in calibration["bins"])
    return CalibrationPlot(
        tuple(
            Dot(
                empty.x.at(one["claimed"]),
                empty.y.at(one["right"]),
                round(4 + 10 * math.sqrt(one["count"] / most), 1),
                f"{one['count']} deals say {one['claimed']:.2f} on average; {one['right']:.2f} of them are right",
            )
            for one in calibration["bins"]
        )
    )
