"""How good a PDQ hash must be to be compared by nearness. Apart from `pdq`, so that asking costs no NumPy."""

QUALITY_FLOOR = 50
"""Below this a hash is not to be trusted: the picture has too few gradients, so that flat pictures, pages and skies
collide with each other. The PDQ paper recommends it, and the lists of this field are made with it."""
