"""Labels as a product: checked, counted, and carried to annotators' tools and back."""
