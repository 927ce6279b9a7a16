"""The ledger, served: the contract of `openapi.yaml` over HTTP, from a store.

Dependencies run one way: `serve` and `embedded` -> `app` -> `ledger`, `keys`, `export` -> `append`, `writer`
-> `events`, `plans`, `refusals` -> `stores`. Nothing here imports the SDK.
"""
