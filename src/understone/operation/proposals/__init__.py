"""Four eyes (G4): what one person proposed and another has to complete."""
