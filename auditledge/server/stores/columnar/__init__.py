"""Events a second time, as columns: compacting them into segments, and searching them, on every engine.

An engine implements `source`. It uses `query` to search and `compactor` to build segments.
"""
