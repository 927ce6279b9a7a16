"""Events a second time, as columns: sealing them, and finding and counting what matches, for every engine.

`source` is what an engine gives; `matching` and `sealer` are what it uses.
"""
