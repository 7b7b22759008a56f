"""Many documents: what to make of each, the workers that do it, and the journal that survives them."""
