"""Who did what: rules propose candidates, each field's module ends in its ordered rules."""
