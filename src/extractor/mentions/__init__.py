"""Layer 1: what is written where. Knows nothing of deals."""
