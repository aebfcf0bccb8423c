"""From the district of a place to the force that serves it. Pure: it reads the shipped tables and nothing else."""
