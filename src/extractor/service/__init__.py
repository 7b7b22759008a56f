"""The extractor as an HTTP service on this machine: articles in, records or a page of them out."""
