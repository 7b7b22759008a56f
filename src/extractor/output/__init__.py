"""From records to what is written: JSON Lines, JSON, tables, the article with its evidence marked."""
