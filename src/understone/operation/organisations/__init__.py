"""Agency, forces and partners; their people, roles and compartments."""
