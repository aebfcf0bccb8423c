"""The rooms of a force's work and the command's view, each with its own matrix for the tests that span all services."""

from operation.breaches import matrix as breaches
from operation.bulletin import matrix as bulletin
from operation.disclosure import matrix as disclosure
from operation.exhibits import matrix as exhibits
from operation.grading import matrix as grading
from operation.outcomes import matrix as outcomes
from operation.searches import matrix as searches
from operation.welfare import matrix as welfare

ALL = (breaches, bulletin, disclosure, exhibits, grading, outcomes, searches, welfare)
