"""Media: bytes in; what they are, their digests, and of a picture its size and PDQ hash out.

It reads no files and knows no evidence and no known set. It imports errors and digests only; decoders (Pillow,
simplejpeg) and numba are loaded at the first picture. Its content is hostile: run `read_picture` in a worker.
"""
