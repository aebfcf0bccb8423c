"""Records that were asked about a subject: by people, or suggested by a file and decided by them."""
