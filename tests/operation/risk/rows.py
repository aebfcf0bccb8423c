"""The specification's two tables of risk, read by hand: expected values come from here, never from the code."""

import csv
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Line:
    """One factor as the specification gives it."""

    code: str
    points: dict[str, int]
    blocks: bool


def factors(folder: Path) -> list[Line]:
    with (folder / "risk_factors.csv").open(encoding="utf-8", newline="") as source:
        return [
            Line(
                row["code"],
                {
                    part.rpartition(" ")[0]: int(part.rpartition(" ")[2])
                    for part in row["values and points"].split("; ")
                },
                row["unknown blocks low and medium"] == "yes",
            )
            for row in csv.DictReader(source)
        ]


def bands(folder: Path) -> dict[str, dict[str, str]]:
    with (folder / "risk_bands.csv").open(encoding="utf-8", newline="") as source:
        return {row["band"]: row for row in csv.DictReader(source)}


def expected_score(lines: list[Line], values: dict[str, str]) -> int:
    """R5 and R6 together at most 35 (specification §9)."""
    points = {line.code: line.points[values[line.code]] for line in lines}
    both = points.pop("R5") + points.pop("R6")
    return sum(points.values()) + min(35, both)


def expected_band(score: int, values: dict[str, str]) -> str:
    """Specification §9, word for word."""
    near = values["R1"] == "yes" or values["R2"] == "yes" or values["R3"] == "current"
    if score >= 70 or values["immediate"] == "yes" or (values["R4"] == "yes" and near):
        return "very_high"
    if score >= 45 or values["R4"] == "yes" or values["R7"] == "yes":
        return "high"
    if "unknown" in {values[code] for code in ("R1", "R2", "R3", "R5", "R6")}:
        return "unknown"
    return "medium" if score >= 20 else "low"
