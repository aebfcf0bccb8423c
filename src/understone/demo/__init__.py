"""An invented device on harmless pictures, so that anyone can see what an examination finds and what it does not.

`plant` makes the device, its hash list and the truth about it; `compare` holds what was found against that truth.
The planter shares no code with the finder: of Understone it imports `errors` and `progress` alone (import-linter
holds that), its perceptual hash is the reference implementation, its file systems are written by others' tools.
"""
