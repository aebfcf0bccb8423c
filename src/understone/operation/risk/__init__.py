"""How urgent a subject is: twelve factors, a band, a time to act by; computed by rule, decided by people."""
