"""From paths, folders and streams to articles, every offset into the text that is handed on."""
